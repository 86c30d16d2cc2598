// SPDX-License-Identifier: BSL-1.0
#pragma once
// A pass of a program over the samples: a pack of samples at a time, one in each lane.
#include <symdiff/evaluate/pack_functions.hpp>
#include <symdiff/evaluate/unroll.hpp>
#include <symdiff/functions/all.hpp>
#include <symdiff/graph/program.hpp>

namespace symdiff::detail {

/// What a segment reads that was computed before it: places of values and of conditions.
template <int Values, int Conditions>
struct entering_places {
  int values[Values + 1]{}, conditions[Conditions + 1]{};
  int value_count = 0, condition_count = 0;
};

template <class Line, class Load>
constexpr auto places_entering(const segment& s) {
  constexpr auto& p = Line::code;
  constexpr int first_symbol = Line::first_symbol;
  entering_places<p.place_count, p.condition_count> result;
  bool written[p.place_count + 1]{}, written_condition[p.condition_count + 1]{};
  for (int i = 0; i < p.symbol_count + p.component_count; ++i) written[first_symbol + i] = Load::reads_samples_at(i);
  const auto read = [&](int place) {
    if (!written[place]) result.values[result.value_count++] = place;
    written[place] = true;
  };
  const auto read_condition = [&](int place) {
    if (!written_condition[place]) result.conditions[result.condition_count++] = place;
    written_condition[place] = true;
  };
  for (int i = s.begin; i < s.end; ++i) {
    const word node = p.code[i];
    const op o = op_of(node);
    const int operands[3]{first_of(node), second_of(node), third_of(node)};
    for (int a = 0; a < arity_of(o); ++a) {
      const bool reads_condition = o == op::logical_not || o == op::logical_and || o == op::logical_or;
      if (reads_condition || (o == op::where && a == 0)) read_condition(operands[a]);
      else read(operands[a]);
    }
    (is_condition(o) ? written_condition : written)[p.target[i]] = true;
  }
  for (int k = s.first_reduction; k < s.last_reduction; ++k) read(p.summands[k]);
  if (s.stores)
    for (int k = 0; k < p.output_count; ++k) read(p.outputs[k]);
  return result;
}

/// Adds x to a sum that keeps what rounding took from it (D. E. Knuth, The Art of Computer Programming 2, 4.2.2,
/// theorem B).
template <class V>
[[gnu::always_inline]] constexpr void add_exactly(V& sum, V& lost, V x) {
  const V total = sum + x, part = total - sum;
  lost += (sum - (total - part)) + (x - part);
  sum = total;
}

/// The pass of `Line`, a straight_line, over a segment. Sums are taken in blocks of iterations, several to an
/// iteration where the segment is short, and blocks are added without loss: the error of a sum does not grow with
/// the number of samples. The order of additions depends on the number of samples alone.
template <class Line, int Segment, class T, class Load>
struct sample_pass {
  using pack = simd::pack<T>;
  using mask = typename pack::mask_type;

  static constexpr auto& code = Line::code;
  static constexpr segment s = code.segments[Segment];
  static constexpr int sum_count = s.last_reduction - s.first_reduction;
  static constexpr int length = s.end - s.begin;
  static constexpr auto entering = places_entering<Line, Load>(s);

  static constexpr bool is_plain = [] {
    for (int i = s.begin; i < s.end; ++i)
      if (index_of(op_of(code.code[i])) >= index_of(op::power)) return false;
    return true;
  }();
  /// A longer segment is compiled once, for whole and for partial packs.
  static constexpr bool is_long = length > 128;
  /// Packs in an iteration: of arithmetic alone as many as there are registers for, one after the other; around calls
  /// of functions, which empty the registers, two whose operations alternate, so that they wait less for each other.
  /// With 16 registers two packs took 0.79 of the time of one on a quadratic fit (9 operations, 4 sums), and four 1.2;
  /// alternating 1.7 (g++). On Black and Scholes' formula with 5 derivatives two took 0.72, and not alternating 1.0.
  static constexpr int packs = [] {
    const int registers = simd::register_bytes == 64 ? 32 : 16, most = (registers - 4) / (sum_count + 2);
    if (is_long) return 1;
    return !is_plain ? 2 : length > 40 || most < 1 ? 1 : most < 4 ? most : 4;
  }();

  struct state {
    pack values[code.place_count + 1];
    mask conditions[code.condition_count + 1];
  };

  template <class Call>
  [[gnu::always_inline]] static void enter(state& to, const Call& call) {
    unroll<entering.value_count>([&](int i) __attribute__((always_inline)) {
      to.values[entering.values[i]] = pack(call.values[entering.values[i]]);
    });
    unroll<entering.condition_count>([&](int i) __attribute__((always_inline)) {
      to.conditions[entering.conditions[i]] = mask(call.conditions[entering.conditions[i]]);
    });
  }

  /// `call` has what is the same for all samples, and takes the sums.
  template <class Call, class Store>
  [[gnu::always_inline]] static void run(Call& call, const Load& load, const Store& store) {
    const std::size_t samples = load.samples;
    pack sum[sum_count + 1];
    if constexpr (sum_count == 0) {
      run_block(call, load, store, 0, samples, sum);
    } else if (samples <= most_in_block) {
      run_apart(call, load, store, 0, samples, sum);
    } else {
      pack total[sum_count + 1]{}, lost[sum_count + 1]{};
      for (std::size_t i = 0; i < samples; i += most_in_block) {
        run_apart(call, load, store, i, samples - i > most_in_block ? i + most_in_block : samples, sum);
        for (int k = 0; k < sum_count; ++k) add_exactly(total[k], lost[k], sum[k]);
      }
      for (int k = 0; k < sum_count; ++k) sum[k] = total[k] + lost[k];
    }
    each_sum([&](int k, int) __attribute__((always_inline)) {
      Line::put_sum(call.values, s.first_reduction + k, sum[k].sum(), samples);
    });
  }

 private:
  /// In a function of its own, so that nothing else takes registers: inlined, g++ kept one sum of the quadratic fit in
  /// memory, which took 1.7 times as long.
  template <class Call, class Store>
  [[gnu::noinline]] static void run_apart(Call& call, const Load& load, const Store& store, std::size_t i,
                                          std::size_t end, pack* result) {
    run_block(call, load, store, i, end, result);
  }

  static constexpr std::size_t stride = packs * pack::lanes;
  static constexpr std::size_t most_in_block = 256 * stride;

  /// The sums of samples i to end.
  template <class Call, class Store>
  [[gnu::always_inline]] static void run_block(const Call& call, const Load& load, const Store& store, std::size_t i,
                                          std::size_t end, pack* result) {
    state at[packs];
    unroll<packs>([&](int u) __attribute__((always_inline)) { enter(at[u], call); });
    pack sum[packs][sum_count + 1]{};
    if constexpr (!is_long)
      for (; end - i >= stride; i += stride) {
        const auto read = [&](int u) __attribute__((always_inline)) {
          load.sample([&](int place, auto column) __attribute__((always_inline)) {
            at[u].values[Line::first_symbol + place] = pack::load(column + i + u * pack::lanes);
          });
        };
        const auto add = [&](int u) __attribute__((always_inline)) {
          each_sum([&](int k, int summand) __attribute__((always_inline)) {
            sum[u][k] += at[u].values[summand];
            simd::keep_here(sum[u][k]);
          });
          if constexpr (s.stores) store(at[u].values, i + u * pack::lanes, pack::lanes);
        };
        if constexpr (is_plain) {
          unroll<packs>([&](int u) __attribute__((always_inline)) {
            read(u);
            Line::template run<Segment>(at[u]);
            add(u);
          });
        } else {
          unroll<packs>(read);
          Line::template run<Segment>(at);
          unroll<packs>(add);
        }
      }
    for (; i < end; i += pack::lanes) {
      const int count = end - i < pack::lanes ? static_cast<int>(end - i) : pack::lanes;
      load.sample([&](int place, auto column) __attribute__((always_inline)) {
        at[0].values[Line::first_symbol + place] =
            count == pack::lanes ? pack::load(column + i) : pack::load(column + i, count);
      });
      Line::template run<Segment>(at[0]);
      const mask counted = mask::first(count);
      each_sum([&](int k, int summand) __attribute__((always_inline)) {
        sum[0][k] += select(counted, at[0].values[summand], pack(0));
      });
      if constexpr (s.stores) store(at[0].values, i, count);
    }
    each_sum([&](int k, int) __attribute__((always_inline)) {
      for (int u = 1; u < packs; ++u) sum[0][k] += sum[u][k];
      result[k] = sum[0][k];
    });
  }

  /// f(k, the place of what is summed) for each reduction.
  template <class F>
  [[gnu::always_inline]] static void each_sum(const F& f) {
    unroll<sum_count>([&](int k) __attribute__((always_inline)) { f(k, code.summands[s.first_reduction + k]); });
  }
};

}  // namespace symdiff::detail
