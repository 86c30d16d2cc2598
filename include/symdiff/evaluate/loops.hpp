// SPDX-License-Identifier: BSL-1.0
#pragma once
// Loops over the elements of vectors and matrices, and over the samples of a tile, in which operations on elements and
// their reductions are fused.
#include <symdiff/evaluate/products.hpp>
#include <symdiff/evaluate/straight_line.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// What a plan reads and writes in one call.
template <class Source, class T>
struct plan_memory {
  static constexpr auto& plan = Source::program;
  const T* symbols[plan.symbol_count + 1];
  T* outputs[plan.root_count];
  T* workspace;
  T constants[plan.constant_count + 1];
  T named[std::extent_v<decltype(named_constants)>];
  const T* numbers;
  T sums[plan.total_count + 1]{}, lost[plan.total_count + 1]{};

  /// The named constants that a plan reads.
  constexpr void place_named_constants() {
    each_index<0, plan.load_count>([&]<int Load>() {
      constexpr access a = plan.loads[Load].at;
      if constexpr (a.where == home::named) named[a.index] = named_value<T>(static_cast<detail::named>(a.index));
    });
  }

  template <access A>
  [[gnu::always_inline]] constexpr T* writable() const {
    if constexpr (A.where == home::output) return outputs[A.index] + A.offset;
    else return workspace + A.offset;
  }
  template <access A>
  [[gnu::always_inline]] constexpr const T* readable() const {
    if constexpr (A.where == home::symbol) return symbols[A.index] + A.offset;
    else if constexpr (A.where == home::constant) return constants + A.index;
    else if constexpr (A.where == home::named) return named + A.index;
    else if constexpr (A.where == home::number) return numbers + A.index;
    else return writable<A>();
  }
};

/// Loop `Kernel` of a plan. P is a pack, or a number.
template <class Source, int Kernel, class T, class P>
struct loop_of {
  static constexpr auto& plan = Source::program;
  static constexpr kernel k = plan.kernels[Kernel];
  static constexpr int lanes = lanes_of<P>;
  static constexpr int size = k.rows * k.columns;
  static constexpr int load_count = k.loads.end - k.loads.begin, store_count = k.stores.end - k.stores.begin,
                       code_count = k.code.end - k.code.begin,
                       reduction_count = k.reductions.end - k.reductions.begin;

  /// Whether all that is read and written satisfies a condition.
  template <class Condition>
  static constexpr bool all_accesses(const Condition& holds) {
    for (int i = k.loads.begin; i < k.loads.end; ++i)
      if (plan.loads[i].counts || !(plan.loads[i].at.is_uniform() || holds(plan.loads[i].at))) return false;
    for (int i = k.stores.begin; i < k.stores.end; ++i)
      if (!holds(plan.stores[i].at)) return false;
    return true;
  }
  static constexpr bool reduces_by(auto&& condition) {
    for (int i = k.reductions.begin; i < k.reductions.end; ++i)
      if (condition(plan.reductions[i])) return true;
    return false;
  }

  static constexpr bool counts = [] {
    for (int i = k.loads.begin; i < k.loads.end; ++i)
      if (plan.loads[i].counts) return true;
    return false;
  }();
  static constexpr bool by_rows = reduces_by([](const reduction& r) { return r.operation == op::row_sums; });
  static constexpr bool by_samples = reduces_by([](const reduction& r) { return !r.over_samples; });
  /// The innermost loop runs over samples, over all elements of all samples, of one sample, or of a row.
  static constexpr bool over_samples = size == 1 && !by_samples && !counts;
  static constexpr bool over_rows =
      !by_rows && (k.rows == 1 || all_accesses([](const access& a) { return a.of_row == k.columns * a.of_column; }));
  static constexpr bool over_all =
      over_samples || (over_rows && !(by_samples && k.per_sample) &&
                       all_accesses([](const access& a) { return a.sample == size * a.of_column; }));

  /// The stride of the innermost loop.
  static constexpr int stride_of(const access& a) { return over_samples ? a.sample : a.of_column; }

  static constexpr bool is_plain = [] {
    for (int i = k.code.begin; i < k.code.end; ++i)
      if (index_of(op_of(plan.code[i])) >= index_of(op::power)) return false;
    return true;
  }();
  /// Iterations at once: independent sums of plain arithmetic, and calls that wait less for each other.
  static constexpr int at_once = code_count > 24 ? 1 : is_plain ? (reduction_count > 0 && code_count < 12 ? 4 : 2) : 2;

  struct state {
    P values[std::size_t{k.slots + 1}];
    decltype(P{} < P{}) conditions[std::size_t{k.conditions + 1}];
  };

  static constexpr const user_row* user_row_at(word node) {
    return index_of(op_of(node)) < first_user_row ? nullptr : plan.rows[index_of(op_of(node)) - first_user_row];
  }

  template <class State>
  [[gnu::always_inline]] static constexpr void compute([[maybe_unused]] State& at) {
    each_piece<k.code.begin, k.code.end>([&]<int First, int... I>(std::integral_constant<int, First>,
                                                                  std::integer_sequence<int, I...>)
                                             __attribute__((always_inline)) {
      (run_step<op_of(plan.code[First + I]), user_row_at(plan.code[First + I])>(
           at, plan.target[First + I], first_of(plan.code[First + I]), second_of(plan.code[First + I]),
           third_of(plan.code[First + I])),
       ...);
    });
  }

  /// Numbers i, i + 1, ... of a load, from where it begins in this run of the innermost loop.
  template <int Load>
  [[gnu::always_inline]] static constexpr P read(const T* from, int i, int count) {
    constexpr transfer t = plan.loads[k.loads.begin + Load];
    constexpr int stride = stride_of(t.at);
    if constexpr (t.counts) {
      P p;
      if constexpr (simd::is_pack<P>)  // the last again in lanes that are not there, as all loads have it
        for (int n = 0; n < lanes; ++n) p.values[n] = static_cast<T>(i + (n < count ? n : count - 1));
      else p = static_cast<T>(i);
      return p;
    } else if constexpr (stride == 0) {
      return P(*from);
    } else if constexpr (stride == 1) {
      return count == lanes ? load_pack<P>(from + i) : load_pack<P>(from + i, count);
    } else if constexpr (simd::is_pack<P>) {
      const strided<T> column{from + static_cast<std::ptrdiff_t>(i) * stride, stride};
      return count == lanes ? P::load(column) : P::load(column, count);
    } else {
      return from[static_cast<std::ptrdiff_t>(i) * stride];
    }
  }
  template <int Load, class State>
  [[gnu::always_inline]] static constexpr void load_into(State& at, const T* from, int i, int count) {
    constexpr transfer t = plan.loads[k.loads.begin + Load];
    const P p = read<Load>(from, i, count);
    if constexpr (t.is_condition) at.conditions[t.slot] = !(p == P(0));
    else at.values[t.slot] = p;
  }
  /// Whether a load is the same in the whole innermost loop.
  template <int Load>
  static constexpr bool is_fixed = !plan.loads[k.loads.begin + Load].counts &&
                                   stride_of(plan.loads[k.loads.begin + Load].at) == 0;

  struct pointers {
    const T* loads[std::size_t{load_count + 1}];
    T* stores[std::size_t{store_count + 1}];
  };

  [[gnu::always_inline]] static constexpr P chosen(const decltype(P{} < P{})& condition) {
    using scalar::select;
    return select(condition, P(1), P(0));
  }

  /// A NaN stays.
  template <class V>
  [[gnu::always_inline]] static constexpr V larger(const V& largest, const V& value) {
    using scalar::select;
    return select(largest < value || !(value == value), value, largest);
  }

  template <class Sums>
  [[gnu::always_inline]] static constexpr void add(Sums& sums, const state& at, int count) {
    each_index<0, reduction_count>([&]<int R>() __attribute__((always_inline)) {
      constexpr reduction r = plan.reductions[k.reductions.begin + R];
      const P& value = at.values[r.slot];
      if constexpr (r.operation == op::maximum) sums[R] = larger(sums[R], value);
      else sums[R] = sums[R] + (count == lanes ? value : first_lanes(value, count));
    });
  }
  template <int R>
  [[gnu::always_inline]] static constexpr void clear(P* sums) {
    constexpr bool is_maximum = plan.reductions[k.reductions.begin + R].operation == op::maximum;
    sums[R] = P(is_maximum ? -std::numeric_limits<T>::infinity() : T(0));
  }
  [[gnu::always_inline]] static constexpr void clear_all(P* sums) {
    each_index<0, reduction_count>([&]<int R>() __attribute__((always_inline)) { clear<R>(sums); });
  }
  template <int R>
  [[gnu::always_inline]] static constexpr T reduced(const P& p) {
    if constexpr (!simd::is_pack<P>) {
      return p;
    } else if constexpr (plan.reductions[k.reductions.begin + R].operation == op::maximum) {
      T largest = p.values[0];
      for (int n = 1; n < lanes; ++n) largest = larger(largest, T(p.values[n]));
      return largest;
    } else {
      return sum_of<P, T>(p);
    }
  }

  /// The innermost loop, of `Count` elements where that is not 0.
  template <int Count>
  [[gnu::always_inline]] static constexpr void run_inner(const pointers& at, int count, P* sums) {
    const auto read_fixed = [&](state& to) __attribute__((always_inline)) {
      each_index<0, load_count>([&]<int L>() __attribute__((always_inline)) {
        if constexpr (is_fixed<L>) load_into<L>(to, at.loads[L], 0, lanes);
      });
    };
    P more[std::size_t{at_once}][std::size_t{reduction_count + 1}];
    for (int u = 0; u < at_once; ++u) clear_all(more[u]);
    int i = 0;
    const auto read_all = [&](state& to, int from, int number) __attribute__((always_inline)) {
      each_index<0, load_count>([&]<int L>() __attribute__((always_inline)) {
        if constexpr (!is_fixed<L>) load_into<L>(to, at.loads[L], from, number);
      });
    };
    const auto write_all = [&](const state& done, P* into, int from, int number) __attribute__((always_inline)) {
      each_index<0, store_count>([&]<int S>() __attribute__((always_inline)) {
        constexpr transfer t = plan.stores[k.stores.begin + S];
        constexpr int stride = stride_of(t.at);
        P value;
        if constexpr (t.is_condition) value = chosen(done.conditions[t.slot]);
        else value = done.values[t.slot];
        if constexpr (stride == 1) {
          store_pack(value, at.stores[S] + from, number);
        } else if constexpr (simd::is_pack<P>) {
          for (int n = 0; n < number; ++n) at.stores[S][static_cast<std::ptrdiff_t>(from + n) * stride] = value.values[n];
        } else {
          at.stores[S][static_cast<std::ptrdiff_t>(from) * stride] = value;
        }
      });
      add(into, done, number);
    };
    state now[std::size_t{at_once}];
    unroll<at_once>([&](int u) __attribute__((always_inline)) { read_fixed(now[u]); });
    for (; i + at_once * lanes <= count; i += at_once * lanes) {
      unroll<at_once>([&](int u) __attribute__((always_inline)) { read_all(now[u], i + u * lanes, lanes); });
      compute(now);
      unroll<at_once>([&](int u) __attribute__((always_inline)) { write_all(now[u], more[u], i + u * lanes, lanes); });
    }
    state rest;  // of its own, so that g++ keeps `now` in registers
    read_fixed(rest);
    const auto run_once = [&](int number) __attribute__((always_inline)) {
      read_all(rest, i, number);
      compute(rest);
      write_all(rest, more[0], i, number);
    };
    for (; i + lanes <= count; i += lanes) run_once(lanes);
    if constexpr (Count == 0) {
      if (i < count) run_once(count - i);
    } else if constexpr (Count % lanes != 0) {
      run_once(Count % lanes);
    }
    each_index<0, reduction_count>([&]<int R>() __attribute__((always_inline)) {
      constexpr bool is_maximum = plan.reductions[k.reductions.begin + R].operation == op::maximum;
      for (int u = 0; u < at_once; ++u) {
        if constexpr (is_maximum) sums[R] = larger(sums[R], more[u][R]);
        else sums[R] = sums[R] + more[u][R];
      }
    });
  }

  template <class Memory>
  [[gnu::always_inline]] static constexpr pointers pointers_at(const Memory& memory, int sample, int row) {
    pointers at;
    each_index<0, load_count>([&]<int L>() __attribute__((always_inline)) {
      constexpr access a = plan.loads[k.loads.begin + L].at;
      if constexpr (plan.loads[k.loads.begin + L].counts) at.loads[L] = nullptr;
      else at.loads[L] = memory.template readable<a>() + sample * a.sample + row * a.of_row;
    });
    each_index<0, store_count>([&]<int S>() __attribute__((always_inline)) {
      constexpr access a = plan.stores[k.stores.begin + S].at;
      at.stores[S] = memory.template writable<a>() + sample * a.sample + row * a.of_row;
    });
    return at;
  }

  /// Stores the sums of a row or those of a sample, and begins the next.
  template <class Memory>
  [[gnu::always_inline]] static constexpr void put_sums(Memory& memory, P* sums, int sample, int row, bool of_rows) {
    each_index<0, reduction_count>([&]<int R>() __attribute__((always_inline)) {
      constexpr reduction r = plan.reductions[k.reductions.begin + R];
      if constexpr (!r.over_samples)
        if ((r.operation == op::row_sums) == of_rows) {
          memory.template writable<r.to>()[sample * r.to.sample + row * r.to.of_column] = reduced<R>(sums[R]);
          clear<R>(sums);
        }
    });
  }

  template <class Memory>
  [[gnu::always_inline]] static constexpr void run(Memory& memory, [[maybe_unused]] int samples) {
    P sums[std::size_t{reduction_count + 1}];
    clear_all(sums);
    if constexpr (over_all) {
      run_inner<k.per_sample ? 0 : size>(pointers_at(memory, 0, 0), over_samples ? samples : samples * size, sums);
      if constexpr (!k.per_sample) put_sums(memory, sums, 0, 0, false);
    } else {
      for (int s = 0; s < samples; ++s) {
        if constexpr (over_rows) {
          run_inner<size>(pointers_at(memory, s, 0), size, sums);
        } else {
          for (int r = 0; r < k.rows; ++r) {
            run_inner<k.columns>(pointers_at(memory, s, r), k.columns, sums);
            if constexpr (by_rows) put_sums(memory, sums, s, r, true);
          }
        }
        if constexpr (by_samples) put_sums(memory, sums, s, 0, false);
      }
    }
    each_index<0, reduction_count>([&]<int R>() __attribute__((always_inline)) {
      constexpr reduction r = plan.reductions[k.reductions.begin + R];
      if constexpr (r.over_samples) add_exactly(memory.sums[r.total], memory.lost[r.total], reduced<R>(sums[R]));
    });
  }
};

}  // namespace symdiff::detail
