// SPDX-License-Identifier: BSL-1.0
#pragma once
// A pass of a program over the samples: a pack of samples at a time, one in each lane.
#include <symdiff/evaluate/loader.hpp>
#include <symdiff/evaluate/pack_functions.hpp>
#include <symdiff/evaluate/unroll.hpp>
#include <symdiff/functions/all.hpp>
#include <symdiff/graph/program.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// What a segment reads that was computed before it: places of values and of conditions.
template <int Values, int Conditions>
struct entering_places {
  int values[std::size_t{Values + 1}]{}, conditions[std::size_t{Conditions + 1}]{};
  int value_count = 0, condition_count = 0;
};

template <class Line, class Columns>
constexpr auto places_entering(const segment& s) {
  constexpr auto& p = Line::code;
  constexpr int first_symbol = Line::first_symbol;
  entering_places<p.place_count, p.condition_count> result;
  bool written[p.place_count + 1]{}, written_condition[p.condition_count + 1]{};
  for (int i = 0; i < p.symbol_count + p.component_count; ++i) written[first_symbol + i] = Columns::is_sampled(i);
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
template <class T>
[[gnu::always_inline]] inline void add_exactly(T& sum, T& lost, T x) {
  const T total = sum + x, part = total - sum;
  lost += (sum - (total - part)) + (x - part);
  sum = total;
}

/// The pass of `Line`, a straight_line, over a segment. Sums are taken in blocks of 256 iterations, several packs to an
/// iteration where the segment is short, and what rounding takes from a sum of blocks is kept. Fewer than 270 additions in
/// a row round: so many units in the last place of the sum of magnitudes is the error at most, for any number of samples.
/// The order of additions depends on that number alone.
template <class Line, int Segment, class T, class Columns>
struct sample_pass;
template <class Line, int Segment, class T, class... Placed>
struct sample_pass<Line, Segment, T, placed_columns<Placed...>> {
  using Columns = placed_columns<Placed...>;
  using pack = simd::pack<T>;
  using mask = typename pack::mask_type;

  static constexpr auto& code = Line::code;
  static constexpr segment s = code.segments[Segment];
  static constexpr int sum_count = s.last_reduction - s.first_reduction;
  static constexpr int length = s.end - s.begin;
  static constexpr auto entering = places_entering<Line, Columns>(s);

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

  /// What is the same for all samples, and nothing else, so that the rest of a call stays in registers.
  struct entering_values {
    T values[entering.value_count + (entering.value_count == 0)]{};
    bool conditions[entering.condition_count + (entering.condition_count == 0)]{};

    template <class Call>
    [[gnu::always_inline]] explicit entering_values(const Call& call) {
      unroll<entering.value_count>(
          [&](int i) __attribute__((always_inline)) { values[i] = call.values[entering.values[i]]; });
      unroll<entering.condition_count>(
          [&](int i) __attribute__((always_inline)) { conditions[i] = call.conditions[entering.conditions[i]]; });
    }
    [[gnu::always_inline]] void enter(state& to) const {
      unroll<entering.value_count>(
          [&](int i) __attribute__((always_inline)) { to.values[entering.values[i]] = pack(values[i]); });
      unroll<entering.condition_count>(
          [&](int i) __attribute__((always_inline)) { to.conditions[entering.conditions[i]] = mask(conditions[i]); });
    }
  };

  /// `call` has what is the same for all samples, and takes the sums.
  template <class Call, class Store>
  [[gnu::always_inline]] static void run(Call& call, const Columns& columns, const Store& store) {
    const entering_values known(call);
    if constexpr (sum_count == 0) {
      pack none[1];
      run_block(known, columns, store, none);
    } else {
      put(call, sums_of(known, columns), columns.samples);
    }
  }

  /// The same over one chunk of samples after the other.
  template <class Call, class Load>
  static void run_chunks(Call& call, const Load& load) {
    const entering_values known(call);
    sums total{}, lost{};
    std::size_t samples = 0;
    load.each_chunk([&](const Columns& columns) {
      add_all(total, lost, sums_of(known, columns));
      samples += columns.samples;
    });
    put(call, joined(total, lost), samples);
  }

 private:
  static constexpr std::size_t stride = packs * pack::lanes;
  static constexpr std::size_t most_in_block = 256 * stride;
  static constexpr int sum_groups = (sum_count + pack::lanes - 1) / pack::lanes;

  /// The sums, one in a lane.
  struct sums {
    pack groups[std::size_t{sum_groups + (sum_groups == 0)}];
  };

  static void add_all(sums& total, sums& lost, const sums& next) {
    for (int k = 0; k < sum_groups; ++k) add_exactly(total.groups[k], lost.groups[k], next.groups[k]);
  }
  static sums joined(sums total, const sums& lost) {
    for (int k = 0; k < sum_groups; ++k) total.groups[k] += lost.groups[k];
    return total;
  }

  /// Sums and means where the program expects them.
  template <class Call>
  [[gnu::always_inline]] static void put(Call& call, const sums& all, std::size_t samples) {
    const pack divisor(static_cast<long long>(samples));
    unroll<sum_groups>([&](int group) __attribute__((always_inline)) {
      const pack sum = all.groups[group], mean = sum / divisor;
      unroll<pack::lanes>([&](int lane) __attribute__((always_inline)) {
        const int k = group * pack::lanes + lane, reduction = s.first_reduction + k;
        if (k < sum_count)
          call.values[Line::place_of_sum(reduction)] = Line::is_mean(reduction) ? mean.values[lane] : sum.values[lane];
      });
    });
  }

  [[gnu::always_inline]] static sums sums_of(const entering_values& known, const Columns& columns) {
    return columns.samples <= most_in_block
               ? sum_block(known, columns.samples, static_cast<const Placed&>(columns).data...)
               : sum_blocks(known, columns.samples, static_cast<const Placed&>(columns).data...);
  }

  /// The sums of a block. In a function of its own, so that nothing else takes registers: inlined, g++ kept one sum of
  /// the quadratic fit in memory, which took 1.7 times as long. What it is handed and returns is in registers too.
  SYMDIFF_OUT_OF_LINE static sums sum_block(const entering_values& known, std::size_t samples,
                                            decltype(Placed::data)... data) {
    pack sum[sum_groups * pack::lanes]{};
    run_block(known, Columns{{data}..., samples}, [](const auto*, std::size_t, int) {}, sum);
    sums result;
    unroll<sum_groups>([&](int group) __attribute__((always_inline)) {
      pack some[pack::lanes];
      for (int k = 0; k < pack::lanes; ++k) some[k] = sum[group * pack::lanes + k];
      result.groups[group] = pack::sums(some);
    });
    return result;
  }

  /// The sums of all samples.
  SYMDIFF_OUT_OF_LINE static sums sum_blocks(const entering_values& known, std::size_t samples,
                                             decltype(Placed::data)... data) {
    sums total{}, lost{};
    for (std::size_t i = 0; i < samples; i += most_in_block) {
      const std::size_t rest = samples - i;
      add_all(total, lost, sum_block(known, rest < most_in_block ? rest : most_in_block, data + i...));
    }
    return joined(total, lost);
  }

  template <class Store>
  [[gnu::always_inline]] static void run_block(const entering_values& known, const Columns& columns,
                                               const Store& store, pack* result) {
    const std::size_t end = columns.samples;
    std::size_t i = 0;
    state at[std::size_t{packs}];
    unroll<packs>([&](int u) __attribute__((always_inline)) { known.enter(at[u]); });
    pack sum[std::size_t{packs}][std::size_t{sum_count + 1}]{};
    if constexpr (!is_long)
      for (; end - i >= stride; i += stride) {
        const auto read = [&](int u) __attribute__((always_inline)) {
          columns.sample([&](int place, auto column) __attribute__((always_inline)) {
            at[u].values[Line::first_symbol + place] = pack::load(column + i + u * pack::lanes);
          });
        };
        const auto add = [&](int u) __attribute__((always_inline)) {
          each_sum([&](int k, int summand) __attribute__((always_inline)) {
            sum[u][k] += at[u].values[summand];
            simd::keep_here(sum[u][k]);
          });
          if constexpr (s.stores) store(at[u].values, i + static_cast<std::size_t>(u * pack::lanes), pack::lanes);
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
    // Where only sums are wanted, the last samples are read as a whole pack, together with some that were counted.
    const bool overlaps = !s.stores && end >= pack::lanes;
    for (; i < end; i += pack::lanes) {
      const int count = end - i < pack::lanes ? static_cast<int>(end - i) : pack::lanes;
      const std::size_t first = overlaps ? i + static_cast<std::size_t>(count) - pack::lanes : i;
      columns.sample([&](int place, auto column) __attribute__((always_inline)) {
        at[0].values[Line::first_symbol + place] =
            overlaps || count == pack::lanes ? pack::load(column + first) : pack::load(column + i, count);
      });
      Line::template run<Segment>(at[0]);
      if constexpr (s.stores) store(at[0].values, i, count);
      const mask counted = overlaps ? mask::last(count) : mask::first(count);
      each_sum([&](int k, int summand) __attribute__((always_inline)) {
        sum[0][k] += where_or_zero(counted, at[0].values[summand]);
      });
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
