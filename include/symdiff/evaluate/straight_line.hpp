// SPDX-License-Identifier: BSL-1.0
#pragma once
// Runs a program: one statement for each operation, over any number type.
#include <symdiff/functions/all.hpp>
#include <symdiff/graph/program.hpp>
#include <symdiff/notation/function.hpp>

namespace symdiff::detail {

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
      values[target] = T(row::value(values[a]));
    else if constexpr (arity_of(Operation) == 2)
      values[target] = T(row::value(values[a], values[b]));
    else
      values[target] = T(row::value(values[a], values[b], values[c]));
  }
};

/// Folds longer than 256 terms are refused by clang, so a program runs in pieces.
inline constexpr int piece = 128;
constexpr int pieces_of(int count) { return (count + piece - 1) / piece; }
constexpr int piece_size(int count, int index) { return count - index * piece < piece ? count - index * piece : piece; }

/// f(0), f(1), …, f(Count - 1) without a loop, so that arrays indexed by it can live in registers.
template <int Count, class F>
[[gnu::always_inline]] constexpr void unroll(const F& f) {
  const auto run_piece = [&]<int... I>(int first, std::integer_sequence<int, I...>) __attribute__((always_inline)) {
    (f(first + I), ...);
  };
  [&]<int... Piece>(std::integer_sequence<int, Piece...>) __attribute__((always_inline)) {
    (run_piece(Piece * piece, std::make_integer_sequence<int, piece_size(Count, Piece)>{}), ...);
  }(std::make_integer_sequence<int, pieces_of(Count)>{});
}

/// `Source::program` is the program.
template <class Source, class T>
struct straight_line {
  static constexpr auto& code = Source::program;
  using condition = decltype(T{} < T{});

  static constexpr const user_row* user_row_at(word node) {
    return index_of(op_of(node)) < first_user_row ? nullptr : code.rows[index_of(op_of(node)) - first_user_row];
  }

  /// Whether operation i and the next have the same argument; not cos(sin(x)), where the sine takes the
  /// place of its argument.
  template <int First, int... I>
  [[gnu::always_inline]] static constexpr void run_piece(T* values, condition* conditions,
                                                         std::integer_sequence<int, I...>) {
    (step<op_of(code.code[First + I]), user_row_at(code.code[First + I])>::run(
         values, conditions, code.target[First + I], first_of(code.code[First + I]),
         second_of(code.code[First + I]), third_of(code.code[First + I])),
     ...);
  }

  template <int Begin, int End, int... Piece>
  [[gnu::always_inline]] static constexpr void run_pieces([[maybe_unused]] T* values,
                                                          [[maybe_unused]] condition* conditions,
                                                          std::integer_sequence<int, Piece...>) {
    (run_piece<Begin + Piece * piece>(values, conditions,
                                      std::make_integer_sequence<int, piece_size(End - Begin, Piece)>{}),
     ...);
  }

  template <int Segment>
  [[gnu::always_inline]] static constexpr void run(T* values, condition* conditions) {
    constexpr segment s = code.segments[Segment];
    run_pieces<s.begin, s.end>(values, conditions,
                               std::make_integer_sequence<int, pieces_of(s.end - s.begin)>{});
  }

  /// A pass over the samples.
  template <int Segment, class Load>
  [[gnu::always_inline]] static constexpr void run_samples(T* values, condition* conditions, const Load& load) {
    constexpr segment s = code.segments[Segment];
    constexpr int sums = s.last_reduction - s.first_reduction;
    T sum[sums]{};
    const std::size_t samples = load.samples();
    for (std::size_t i = 0; i < samples; ++i) {
      load.sample(values + first_symbol, i);
      run<Segment>(values, conditions);
      unroll<sums>([&](int k) { sum[k] += values[code.summands[s.first_reduction + k]]; });
    }
    unroll<sums>([&](int k) {
      const int target = code.sums[s.first_reduction + k];
      if (target < 0) values[-1 - target] = T(sum[k] / T(samples));
      else values[target] = sum[k];
    });
  }

  static constexpr int first_symbol = code.constant_count + code.named_count + code.number_count;

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

  /// Runs all segments and stores the outputs. `load.call` and `load.sample` put the symbols' values into
  /// their places; `load.samples` is how many samples there are.
  template <class Numbers, class Load, class Outputs>
  [[gnu::always_inline]] static constexpr void execute(const Numbers& numbers, const Load& load, Outputs& outputs) {
    T values[code.place_count == 0 ? 1 : code.place_count];
    condition conditions[code.condition_count == 0 ? 1 : code.condition_count];
    place_constants(values, numbers);
    load.call(values + first_symbol);
    [&]<int... Segment>(std::integer_sequence<int, Segment...>) __attribute__((always_inline)) {
      (
          [&]() __attribute__((always_inline)) {
            if constexpr (code.segments[Segment].per_sample)
              run_samples<Segment>(values, conditions, load);
            else
              run<Segment>(values, conditions);
          }(),
          ...);
    }(std::make_integer_sequence<int, code.segment_count>{});
    unroll<code.output_count>([&](int k) { outputs[k] = values[code.outputs[k]]; });
  }
};

}  // namespace symdiff::detail
