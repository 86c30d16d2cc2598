// SPDX-License-Identifier: BSL-1.0
#pragma once
// Runs a program: one statement for each operation, over any number type.
#include <symdiff/evaluate/samples.hpp>
#include <symdiff/evaluate/series.hpp>
#include <symdiff/notation/function.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// The row of an operation; `UserRow` is the pointer by which a graph names a user's own.
template <op Operation, const user_row* UserRow>
struct row_in_program {
  using type = row_of<Operation>;
};
template <op Operation, const user_row* UserRow>
  requires(UserRow != nullptr)
struct row_in_program<Operation, UserRow> {
  using type = typename decltype(row_named(user_row_name<UserRow>{}))::type;
};

/// One operation. A template of the operation alone, so that a program of thousands of nodes instantiates
/// as many functions as it has kinds of operations.
template <op Operation, const user_row* UserRow>
struct step {
  using row = typename row_in_program<Operation, UserRow>::type;

  /// Whether a pack goes through the row lane by lane: a user's row, and one that says so.
  static constexpr bool is_scalar = UserRow != nullptr || requires { row::lane_by_lane; };

  template <class T, class... Operands>
  [[gnu::always_inline]] static constexpr T value(const Operands&... operands) {
    if constexpr (simd::is_pack<T> && is_scalar)
      return simd::lane_by_lane([](auto... lane) { return row::value(lane...); }, operands...);
    else
      return T(row::value(operands...));
  }

  template <class T, class Condition>
  [[gnu::always_inline]] static constexpr void run(T* values, Condition* conditions, int target, int a, int b, int c) {
    if constexpr (Operation == op::add)
      values[target] = T(values[a] + values[b]);
    else if constexpr (Operation == op::subtract)
      values[target] = T(values[a] - values[b]);
    else if constexpr (Operation == op::multiply)
      values[target] = T(values[a] * values[b]);
    else if constexpr (Operation == op::divide)
      values[target] = T(values[a] / values[b]);
    else if constexpr (Operation == op::negate)
      values[target] = T(-values[a]);
    else if constexpr (Operation == op::square)
      values[target] = T(values[a] * values[a]);
    else if constexpr (Operation == op::logical_not)
      conditions[target] = row::value(conditions[a]);
    else if constexpr (Operation == op::logical_and || Operation == op::logical_or)
      conditions[target] = row::value(conditions[a], conditions[b]);
    else if constexpr (is_condition(Operation))
      conditions[target] = row::value(values[a], values[b]);
    else if constexpr (Operation == op::where)
      values[target] = row::value(conditions[a], values[b], values[c]);
    else if constexpr (arity_of(Operation) == 1)
      values[target] = value<T>(values[a]);
    else if constexpr (arity_of(Operation) == 2)
      values[target] = value<T>(values[a], values[b]);
    else
      values[target] = value<T>(values[a], values[b], values[c]);
  }
};

/// One operation in each of several states, an array of them or a single one.
template <op Operation, const user_row* UserRow, class State>
[[gnu::always_inline]] constexpr void run_step(State& at, int target, int a, int b, int c) {
  if constexpr (std::is_array_v<State>)
    unroll<std::extent_v<State>>([&](int k) __attribute__((always_inline)) {
      step<Operation, UserRow>::run(at[k].values, at[k].conditions, target, a, b, c);
    });
  else
    step<Operation, UserRow>::run(at.values, at.conditions, target, a, b, c);
}

/// The row of a word over series; what is lifted has none.
template <op Operation, const user_row* UserRow>
struct row_in_series : row_in_program<Operation, UserRow> {};
template <op Operation>
  requires(arity_of(Operation) == 0 || Operation == op::derivative)
struct row_in_series<Operation, nullptr> {
  using type = void;
};

/// `Source::program` is the program.
template <class Source, class T>
struct straight_line {
  static constexpr auto& code = Source::program;
  using condition = decltype(T{} < T{});

  struct state {
    T values[code.place_count == 0 ? 1 : code.place_count];
    condition conditions[code.condition_count == 0 ? 1 : code.condition_count];
  };

  static constexpr const user_row* user_row_at(word node) {
    return index_of(op_of(node)) < first_user_row ? nullptr : code.rows[index_of(op_of(node)) - first_user_row];
  }

  /// Code over series, from the values of a state to derivatives among them. In a function of its own, since it takes memory.
  template <int Segment>
  [[gnu::noinline]] static constexpr void run_series(state& at) {
    constexpr segment s = code.segments[Segment];
    constexpr series_region r = code.regions[s.region - 1];
    T coefficients[std::size_t{(r.places + 1) * r.layout.size}];
    condition conditions[std::size_t{r.conditions + 1}];
    each_piece<0, s.end - s.begin>([&]<int First, int... I>(std::integral_constant<int, First>, std::integer_sequence<int, I...> words) {
      run_series_piece<Segment, First>(at, coefficients, conditions, words);
    });
  }
  template <int Segment>
  static constexpr bounds_of_code<code.segments[Segment].end - code.segments[Segment].begin> series_bounds{
      code.code + code.segments[Segment].begin, code.target + code.segments[Segment].begin,
      code.regions[code.segments[Segment].region - 1]};
  template <int Segment, int First, int... I>
  static constexpr void run_series_piece(state& at, T* coefficients, condition* conditions, std::integer_sequence<int, I...>) {
    (run_series_word<Segment, First + I>(at, coefficients, conditions), ...);
  }
  template <int Segment, int I>
  [[gnu::always_inline]] static constexpr void run_series_word(state& at, T* coefficients, condition* conditions) {
    constexpr segment s = code.segments[Segment];
    constexpr series_layout layout = code.regions[s.region - 1].layout;
    constexpr word node = code.code[s.begin + I];
    constexpr op operation = op_of(node);
    constexpr operand_bounds bounds = series_bounds<Segment>.of[I];
    constexpr bool is_function = is_function_of_numbers(operation);
    constexpr int argument = !is_function ? 0 : bounds.u.total == 0 ? 1 : bounds.v.total == 0 ? 0 : 2;
    constexpr int order = is_function ? bound_of_function(layout, bounds.u, bounds.v).total : 0;
    series_step<operation, user_row_at(node), layout, T, order, argument>::template run<
        typename row_in_series<operation, user_row_at(node)>::type>(at.values, at.conditions, coefficients, conditions,
                                                                    series_bounds<Segment>.of[I], code.target[s.begin + I],
                                                                    first_of(node), second_of(node), third_of(node));
  }

  /// A segment, once, over the values and conditions of a state, or operation by operation over those of several.
  template <int Segment, class State>
  [[gnu::always_inline]] static constexpr void run([[maybe_unused]] State& at) {
    constexpr segment s = code.segments[Segment];
    each_piece<s.begin, s.end>([&]<int First, int... I>(std::integral_constant<int, First>, std::integer_sequence<int, I...>)
                                   __attribute__((always_inline)) {
      (run_step<op_of(code.code[First + I]), user_row_at(code.code[First + I])>(
           at, code.target[First + I], first_of(code.code[First + I]), second_of(code.code[First + I]),
           third_of(code.code[First + I])),
       ...);
    });
  }

  /// A mean is a sum over the number of samples.
  static constexpr bool is_mean(int reduction) { return code.sums[reduction] < 0; }
  static constexpr int place_of_sum(int reduction) {
    return is_mean(reduction) ? -1 - code.sums[reduction] : code.sums[reduction];
  }

  static constexpr int first_symbol = code.constant_count + code.named_count + code.number_count;

  /// A pass over the samples, one by one.
  template <int Segment, class Load, class Store>
  [[gnu::always_inline]] static constexpr void run_one_by_one(state& at, const Load& load, const Store& store) {
    constexpr segment s = code.segments[Segment];
    constexpr int sums = s.last_reduction - s.first_reduction;
    T sum[std::size_t{sums + 1}]{};
    std::size_t samples = 0;
    load.each_chunk([&](const auto& columns) {
      for (std::size_t i = 0; i < columns.samples; ++i) {
        columns.sample([&](int place, auto column) { at.values[first_symbol + place] = static_cast<T>(column[i]); });
        run<Segment>(at);
        unroll<sums>([&](int k) { sum[k] += at.values[code.summands[s.first_reduction + k]]; });
        if constexpr (s.stores) store(at.values, i, 1);
      }
      samples += columns.samples;
    });
    unroll<sums>([&](int k) {
      const int reduction = s.first_reduction + k;
      at.values[place_of_sum(reduction)] = is_mean(reduction) ? T(sum[k] / T(samples)) : sum[k];
    });
  }

  template <int Segment, class Load, class Store>
  [[gnu::always_inline]] static constexpr void run_segment(state& at, const Load& load, const Store& store) {
    if constexpr (code.segments[Segment].region != 0) {
      run_series<Segment>(at);
    } else if constexpr (!code.segments[Segment].per_sample) {
      run<Segment>(at);
    } else if constexpr (simd::Lane<T> && Load::has_columns) {
      using pass = sample_pass<straight_line, Segment, T, decltype(load.columns())>;
      if (std::is_constant_evaluated()) run_one_by_one<Segment>(at, load, store);
      else if constexpr (Load::has_chunks) pass::run_chunks(at, load);
      else pass::run(at, load.columns(), store);
    } else {
      run_one_by_one<Segment>(at, load, store);
    }
  }

  /// Constants and plain numbers into their places.
  template <class Numbers>
  [[gnu::always_inline]] static constexpr void place_constants(T* values, const Numbers& numbers) {
    unroll<code.constant_count>([&](int i) { values[i] = T(code.constants[i]); });
    if constexpr (code.named_count != 0)  // else T needs no logarithm
      unroll<code.named_count>([&](int i) {
        values[code.constant_count + i] = named_value<T>(static_cast<named>(code.leaves[i]));
      });
    if constexpr (code.number_count != 0)
      unroll<code.number_count>([&](int i) {
        values[code.constant_count + code.named_count + i] =
            static_cast<T>(numbers.value[code.leaves[code.named_count + i]]);
      });
  }

  /// Runs all segments, then hands the values to `finish`. `load` is a loader; `store(values, i, count)` is called
  /// with what the last segment computed for `count` samples from the i-th on, if it stores.
  template <class Numbers, class Load, class Store, class Finish>
  [[gnu::always_inline]] static constexpr void execute(const Numbers& numbers, const Load& load, const Store& store,
                                                       const Finish& finish) {
    state at;
    place_constants(at.values, numbers);
    load.call(at.values + first_symbol);
    each_index<0, code.segment_count>([&]<int Segment>() __attribute__((always_inline)) {
      run_segment<Segment>(at, load, store);
    });
    finish(static_cast<const T*>(at.values));
  }
};

}  // namespace symdiff::detail
