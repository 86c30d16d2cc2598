// SPDX-License-Identifier: BSL-1.0
#pragma once
// Programs and plans that were made at run time, executed one number after the other: no packs, no fused products, but the
// same places in memory. What nobody wrote is NaN.
#include "run_time_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

namespace run_time_rows {

/// The numbers of a symbol: of one sample, or of each in turn.
template <class T>
struct symbol_numbers {
  symbol_id symbol;
  const T* numbers;
  bool is_column;

  const T* of_sample(int sample) const { return numbers + (is_column ? sample * symbol.dimensions.size() : 0); }
};

template <class T>
const symbol_numbers<T>& numbers_of(const std::vector<symbol_numbers<T>>& all, const symbol_id& symbol) {
  for (const auto& s : all)
    if (s.symbol == symbol) return s;
  throw std::logic_error("no such symbol");
}

template <class T>
using functions = const std::vector<run_time_row<T>>&;

inline bool reads_condition(op o, int k) {
  return o == op::logical_not || o == op::logical_and || o == op::logical_or || (o == op::where && k == 0);
}

/// One step of code: values and conditions have places of their own.
template <class T>
void run_step(functions<T> rows, word node, int target, std::vector<T>& values, std::vector<T>& conditions) {
  const op o = op_of(node);
  T from[3]{};
  for (int k = 0; k < arity_of(o); ++k)
    from[k] = (reads_condition(o, k) ? conditions : values)[static_cast<std::size_t>(operand_of(node, k))];
  (is_condition(o) ? conditions : values)[static_cast<std::size_t>(target)] = row_of_code(rows, o).in_wide(from);
}

/// The outputs of straight-line code.
template <class T, class Program>
std::vector<T> run_program(functions<T> rows, const Program& p, const std::vector<symbol_numbers<T>>& symbols, int samples) {
  const T nan = std::numeric_limits<T>::quiet_NaN();
  std::vector<T> values(static_cast<std::size_t>(p.place_count + 1), nan), conditions(static_cast<std::size_t>(p.condition_count + 1), nan);
  int place = 0;
  for (int i = 0; i < p.constant_count; ++i) values[static_cast<std::size_t>(place++)] = T(p.constants[i]);
  for (int i = 0; i < p.named_count; ++i) values[static_cast<std::size_t>(place++)] = named_value<T>(static_cast<named>(p.leaves[i]));
  place += p.number_count;
  const int first_symbol = place;
  const auto point_to = [&](int sample) {
    for (int i = 0; i < p.symbol_count; ++i)
      if (p.symbols[i].dimensions.is_scalar()) values[static_cast<std::size_t>(first_symbol + i)] = *numbers_of(symbols, p.symbols[i]).of_sample(sample);
    for (int i = 0; i < p.component_count; ++i)
      values[static_cast<std::size_t>(first_symbol + p.symbol_count + i)] =
          numbers_of(symbols, p.symbols[p.components[i].symbol]).of_sample(sample)[p.components[i].position];
  };
  for (int s = 0; s < p.segment_count; ++s) {
    const segment& now = p.segments[s];
    std::vector<T> sums(static_cast<std::size_t>(p.reduction_count + 1));
    for (int n = 0; n < (now.per_sample ? samples : 1); ++n) {
      point_to(n);
      for (int i = now.begin; i < now.end; ++i) run_step<T>(rows, p.code[i], p.target[i], values, conditions);
      for (int r = now.first_reduction; r < now.last_reduction; ++r) sums[static_cast<std::size_t>(r)] += values[static_cast<std::size_t>(p.summands[r])];
    }
    for (int r = now.first_reduction; r < now.last_reduction; ++r) {
      const bool is_mean = p.sums[r] < 0;
      values[static_cast<std::size_t>(is_mean ? -1 - p.sums[r] : p.sums[r])] = sums[static_cast<std::size_t>(r)] / T(is_mean ? samples : 1);
    }
  }
  std::vector<T> outputs;
  for (const int at : p.outputs) outputs.push_back(values[static_cast<std::size_t>(at)]);
  return outputs;
}

/// The results of a plan, one root after the other.
template <class T>
struct plan_run {
  functions<T> rows;
  const wide_plan& p;
  const std::vector<symbol_numbers<T>>& symbols;
  std::vector<std::vector<T>> outputs;
  std::vector<T> workspace, totals;
  int first_sample = 0;  // of the tile

  plan_run(functions<T> all_rows, const wide_plan& plan, const std::vector<symbol_numbers<T>>& values, const std::vector<shape>& roots)
      : rows(all_rows), p(plan), symbols(values),
        workspace(static_cast<std::size_t>(plan.workspace_size + 1), std::numeric_limits<T>::quiet_NaN()),
        totals(static_cast<std::size_t>(plan.total_count + 1)) {
    for (const shape& s : roots) outputs.emplace_back(static_cast<std::size_t>(s.size()), std::numeric_limits<T>::quiet_NaN());
  }

  T& at(const struct symdiff::detail::access& a, int sample, int row, int column) {
    const int place = a.offset + sample * a.sample + row * a.of_row + column * a.of_column;
    return a.where == home::output ? outputs.at(static_cast<std::size_t>(a.index)).at(static_cast<std::size_t>(place))
                                   : workspace.at(static_cast<std::size_t>(place));
  }
  T read(const struct symdiff::detail::access& a, int sample, int row, int column) {
    switch (a.where) {
      case home::constant: return T(p.constants[a.index]);
      case home::named: return named_value<T>(static_cast<named>(a.index));
      case home::number: return T(0);
      case home::symbol: {
        const auto& s = numbers_of(symbols, p.symbols[a.index]);
        const T* from = s.is_column ? s.of_sample(first_sample) : s.numbers;
        return from[a.offset + (s.is_column ? sample * a.sample : 0) + row * a.of_row + column * a.of_column];
      }
      case home::workspace:
      case home::output: return at(a, sample, row, column);
    }
    return T(0);
  }

  static T larger(T x, T y) { return x < y || y != y ? y : x; }

  void run_loop(const kernel& k, int samples) {
    std::vector<T> values(static_cast<std::size_t>(k.slots + 1)), conditions(static_cast<std::size_t>(k.conditions + 1));
    std::vector<T> sums(static_cast<std::size_t>(k.reductions.end - k.reductions.begin));
    const auto reduce = [&](int r, T value) {
      T& sum = sums[static_cast<std::size_t>(r - k.reductions.begin)];
      sum = p.reductions[r].operation == op::maximum ? larger(sum, value) : sum + value;
    };
    const auto begin = [&](int r) {
      sums[static_cast<std::size_t>(r - k.reductions.begin)] = p.reductions[r].operation == op::maximum ? -std::numeric_limits<T>::infinity() : T(0);
    };
    const auto put = [&](int r, int sample, int row) {
      const reduction& to = p.reductions[r];
      at(to.to, sample, 0, row) = sums[static_cast<std::size_t>(r - k.reductions.begin)];
      begin(r);
    };
    for (int r = k.reductions.begin; r < k.reductions.end; ++r) begin(r);
    for (int sample = 0; sample < samples; ++sample) {
      for (int row = 0; row < k.rows; ++row) {
        for (int column = 0; column < k.columns; ++column) {
          for (int i = k.loads.begin; i < k.loads.end; ++i) {
            const transfer& t = p.loads[i];
            (t.is_condition ? conditions : values)[static_cast<std::size_t>(t.slot)] = t.counts ? T(column) : read(t.at, sample, row, column);
          }
          for (int i = k.code.begin; i < k.code.end; ++i) run_step<T>(rows, p.code[i], p.target[i], values, conditions);
          for (int i = k.stores.begin; i < k.stores.end; ++i) {
            const transfer& t = p.stores[i];
            at(t.at, sample, row, column) = (t.is_condition ? conditions : values)[static_cast<std::size_t>(t.slot)];
          }
          for (int r = k.reductions.begin; r < k.reductions.end; ++r) reduce(r, values[static_cast<std::size_t>(p.reductions[r].slot)]);
        }
        for (int r = k.reductions.begin; r < k.reductions.end; ++r)
          if (!p.reductions[r].over_samples && p.reductions[r].operation == op::row_sums) put(r, sample, row);
      }
      for (int r = k.reductions.begin; r < k.reductions.end; ++r)
        if (!p.reductions[r].over_samples && p.reductions[r].operation != op::row_sums) put(r, sample, 0);
    }
    for (int r = k.reductions.begin; r < k.reductions.end; ++r)
      if (p.reductions[r].over_samples) totals[static_cast<std::size_t>(p.reductions[r].total)] += sums[static_cast<std::size_t>(r - k.reductions.begin)];
  }

  void run_product(const kernel& k, int in_tile, bool is_first, int samples) {
    const int rows_of_c = k.i == 0 ? in_tile : k.i, terms = k.k == 0 ? in_tile : k.k;
    for (int sample = 0; sample < (k.each_sample ? in_tile : 1); ++sample)
      for (int i = 0; i < rows_of_c; ++i)
        for (int j = 0; j < k.j; ++j) {
          T sum = 0;
          for (int n = 0; n < terms; ++n) sum += read(k.a, sample, i, n) * read(k.b, sample, n, j);
          T& to = at(k.c, sample, i, j);
          if (!k.over_samples) to = sum;
          else to = (is_first ? T(0) : to) + sum / T(k.is_mean ? samples : 1);
        }
  }

  std::vector<T> run(int samples) {
    for (int s = 0; s < p.stretch_count; ++s) {
      const stretch& now = p.stretches[s];
      for (first_sample = 0; first_sample < (now.per_sample ? samples : 1); first_sample += p.tile) {
        const int in_tile = now.per_sample ? std::min(p.tile, samples - first_sample) : 1;
        for (int i = now.begin; i < now.end; ++i) {
          const kernel& k = p.kernels[i];
          if (k.kind == kernel_kind::loop) run_loop(k, k.per_sample ? in_tile : 1);
          else run_product(k, in_tile, first_sample == 0, samples);
        }
      }
      first_sample = 0;
      for (int t = now.first_total; t < now.last_total; ++t)
        at(p.totals[t].to, 0, 0, 0) = totals[static_cast<std::size_t>(t)] / T(p.totals[t].is_mean ? samples : 1);
    }
    std::vector<T> all;
    for (const auto& root : outputs) all.insert(all.end(), root.begin(), root.end());
    return all;
  }
};

inline constexpr int most_outputs = 256;

/// The plan and the straight-line code of some roots of a graph.
struct made_programs {
  std::unique_ptr<planner> in_loops;
  std::unique_ptr<scheduler<most_outputs>> unrolled;
  std::vector<shape> shapes;

  made_programs(const builder& b, const std::vector<int>& wanted) {
    for (const int k : wanted) shapes.push_back(b.shapes[k]);
    const int count = static_cast<int>(wanted.size());
    std::vector<int> roots = wanted, outputs(most_outputs);
    const auto lowered = std::make_unique<builder>(b.size);
    std::make_unique<plan_lowering>(b, *lowered)->run(roots.data(), count);
    plan_nodes_ = std::make_unique<node_list>(*lowered);
    in_loops = std::make_unique<planner>(*plan_nodes_, roots.data(), count);
    in_loops->run();
    const auto scalars = std::make_unique<builder>(b.size);
    const int output_count = std::make_unique<unrolling>(b, *scalars)->run(wanted.data(), count, outputs.data());
    for (int k = output_count; k < most_outputs; ++k) outputs[static_cast<std::size_t>(k)] = outputs[0];
    nodes_ = std::make_unique<node_list>(*scalars);
    if (has_reductions(*nodes_))
      if (const auto shared = std::make_unique<shared_reciprocals>(*nodes_); shared->found) {
        auto with_reciprocals = std::make_unique<node_list>();
        shared->copy(*with_reciprocals, outputs.data(), most_outputs);
        nodes_ = std::move(with_reciprocals);
      }
    unrolled = std::make_unique<scheduler<most_outputs>>(*nodes_, false);
    unrolled->run(outputs.data());
  }

  /// All numbers of the roots.
  template <class T>
  std::vector<T> run(bool is_unrolled, functions<T> rows, const std::vector<symbol_numbers<T>>& symbols, int samples) const {
    if (is_unrolled) return run_program<T>(rows, unrolled->p, symbols, samples);
    return plan_run<T>(rows, in_loops->p, symbols, shapes).run(samples);
  }

 private:
  std::unique_ptr<node_list> plan_nodes_, nodes_;
};

}  // namespace run_time_rows
