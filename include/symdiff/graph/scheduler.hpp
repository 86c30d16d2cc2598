// SPDX-License-Identifier: BSL-1.0
#pragma once
// Straight-line code: the order of operations, and the places of their results.
#include <symdiff/graph/formal_derivatives.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// A stretch of code that runs once per call, or once per sample and then adds to its reductions.
struct segment {
  int begin, end;
  int first_reduction, last_reduction;
  bool per_sample;
  bool stores;  // the outputs of every sample
  int region;   // plus one, of code over series
};

/// Second derivatives of means that are nested n deep take up to 4 n passes over the samples.
inline constexpr int most_segments = 64;
/// Expressions with derivatives in series.
inline constexpr int most_regions = 12;

/// One number of a symbol that is a vector or matrix.
struct component {
  int symbol, position;
};

/// Code in order of execution. Places of values: first the constants, then named constants, plain numbers,
/// symbols and components of symbols, then results. Conditions have places of their own. A root that is a vector
/// or matrix has an output for each of its elements.
template <int Codes, int Constants, int Leaves, int Symbols, int Components, int Rows, int Reductions, int Outputs>
struct program {
  static constexpr int output_count = Outputs;

  word code[std::size_t{Codes + 1}]{};             // operation and the places of its operands
  int target[std::size_t{Codes + 1}]{};            // the place of its result
  double constants[std::size_t{Constants + 1}]{};
  int leaves[std::size_t{Leaves + 1}]{};           // indices of named constants, then of plain numbers
  symbol_id symbols[std::size_t{Symbols + 1}]{};
  component components[std::size_t{Components + 1}]{};
  const user_row* rows[std::size_t{Rows + 1}]{};
  int summands[std::size_t{Reductions + 1}]{};     // of reductions: the places that are summed
  int sums[std::size_t{Reductions + 1}]{};         // and the places of the results, negative (-1 - place) for means
  int outputs[std::size_t{Outputs}]{};             // places
  int first_output[std::size_t{Outputs}]{};        // of each root
  segment segments[most_segments]{};
  series_region regions[most_regions];
  int code_count = 0;
  int constant_count = 0;
  int named_count = 0;
  int number_count = 0;
  int symbol_count = 0;
  int component_count = 0;
  int row_count = 0;
  int reduction_count = 0;
  int segment_count = 0;
  int region_count = 0;
  int root_count = 0;
  int place_count = 0;
  int condition_count = 0;
  fault flaw = fault::none;
};

constexpr void copy(auto& to, const auto& from, int count) {
  for (int i = 0; i < count; ++i) to[i] = from[i];
}
/// Copies all but a user's rows.
template <class To>
constexpr void copy_program(To& p, const auto& from) {
  copy(p.code, from.code, p.code_count = from.code_count);
  copy(p.target, from.target, from.code_count);
  copy(p.constants, from.constants, p.constant_count = from.constant_count);
  copy(p.leaves, from.leaves, from.named_count + from.number_count);
  copy(p.symbols, from.symbols, p.symbol_count = from.symbol_count);
  copy(p.components, from.components, p.component_count = from.component_count);
  copy(p.summands, from.summands, p.reduction_count = from.reduction_count);
  copy(p.sums, from.sums, from.reduction_count);
  copy(p.outputs, from.outputs, To::output_count);
  copy(p.first_output, from.first_output, To::output_count);
  copy(p.segments, from.segments, p.segment_count = from.segment_count);
  p.named_count = from.named_count;
  p.number_count = from.number_count;
  p.place_count = from.place_count;
  p.condition_count = from.condition_count;
}

/// A program in arrays as long as the largest.
template <int Outputs>
using wide_program =
    program<most_nodes, most_nodes, most_nodes, most_symbols, most_nodes, most_user_rows, most_nodes, Outputs>;

/// Hands out places, and takes them back when their value has had its last use.
struct places {
  int free[most_nodes]{};
  int free_count = 0;
  int used = 0;

  constexpr int take() { return free_count != 0 ? free[--free_count] : used++; }
  constexpr void give_back(int place) { free[free_count++] = place; }
};

/// Orders the nodes that outputs need: as they stand in the builder, operands first.
template <int Outputs>
struct scheduler {
  const node_list& b;
  wide_program<Outputs> p;
  int uses[most_nodes]{};
  int place[most_nodes]{};
  bool emitted[most_nodes]{};
  places values, conditions;
  bool stores;  // the outputs of every sample
  int placed_symbols = 0;
  formal_derivative derived[most_regions]{};  // of regions; their orders are the highest
  int region_of[most_nodes]{};                // of a formal derivative, plus one

  constexpr explicit scheduler(const node_list& graph, bool stores_each) : b(graph), stores(stores_each) {}

  constexpr places& places_of(int i) { return is_condition(b.op_at(i)) ? conditions : values; }

  /// Counts the uses of every node that the outputs need.
  constexpr void count_uses(const int* roots) {
    for (int k = 0; k < Outputs; ++k) ++uses[roots[k]];
    for (int i = b.size - 1; i >= 0; --i) {
      if (uses[i] == 0) continue;
      const word node = b.nodes[i];
      if ((node & 4095) == word(op::derivative)) {
        enter_region(i);
        continue;
      }
      const int arity = static_cast<int>(node >> 8 & 3);
      if (arity > 0) ++uses[node >> 12 & operand_mask];
      if (arity > 1) ++uses[node >> 29 & operand_mask];
      if (arity > 2) ++uses[node >> 46];
    }
  }

  /// Which nodes of an expression depend on symbols, as bits.
  constexpr void find_dependence(const formal_derivative& d, unsigned char* on) const {
    for (int i = 0; i <= d.of; ++i) {
      for (int s = 0; s < d.count; ++s)
        if (d.by[s] == i) on[i] = static_cast<unsigned char>(1 << s);
      for (int k = 0; k < arity_of(b.nodes[i]); ++k) on[i] |= on[operand_of(b.nodes[i], k)];
    }
  }
  /// Calls f(node) for all nodes of an expression that are computed in series or enter them, users first.
  template <class F>
  constexpr void each_in_series(const formal_derivative& d, const unsigned char* on, const F& f) const {
    bool needed[most_nodes]{};
    needed[d.of] = true;
    for (int i = d.of; i >= 0; --i) {
      if (!needed[i]) continue;
      f(i);
      if (on[i] != 0)
        for (int k = 0; k < arity_of(b.nodes[i]); ++k) needed[operand_of(b.nodes[i], k)] = true;
    }
  }
  constexpr bool enters_series(const unsigned char* on, int i) const { return on[i] == 0 || arity_of(b.nodes[i]) == 0; }

  /// Derivatives of one expression by the same symbols are of one region.
  constexpr void enter_region(int i) {
    const formal_derivative d = formal_at(b, i);
    int r = 0;
    const auto is_same = [&](const formal_derivative& other) {
      if (other.of != d.of || other.count != d.count) return false;
      for (int s = 0; s < d.count; ++s)
        if (other.by[s] != d.by[s]) return false;
      return true;
    };
    while (r < p.region_count && !is_same(derived[r])) ++r;
    if (r == most_regions) {
      p.flaw = fault::too_many_series;
      return;
    }
    region_of[i] = r + 1;
    if (r == p.region_count) {
      derived[p.region_count++] = d;
      unsigned char on[most_nodes]{};
      find_dependence(d, on);
      each_in_series(d, on, [&](int k) { uses[k] += enters_series(on, k); });
    }
    for (int s = 0; s < d.count; ++s)
      if (derived[r].orders[s] < d.orders[s]) derived[r].orders[s] = d.orders[s];
    if (derived[r].size() > most_coefficients) p.flaw = fault::too_high_order;
  }

  constexpr int symbol_in_program(const symbol_id& s) {
    int i = 0;
    while (i < p.symbol_count && p.symbols[i] != s) ++i;
    if (i == p.symbol_count) p.symbols[p.symbol_count++] = s;
    return i;
  }

  /// The components come behind all symbols, among which theirs have unused places.
  constexpr void place_components() {
    for (int i = 0; i < b.size; ++i) {
      if ((b.nodes[i] & 4095) != word(op::component) || uses[i] == 0) continue;
      p.components[p.component_count++] = {symbol_in_program(b.symbols[b.first(i)]), b.second(i)};
      ++uses[i];
    }
    p.place_count += p.symbol_count - placed_symbols;
    for (int i = 0; i < b.size; ++i)
      if ((b.nodes[i] & 4095) == word(op::component) && uses[i] != 0) place[i] = p.place_count++;
  }

  constexpr void place_leaves() {
    for (const op kind : {op::constant, op::named, op::number, op::symbol})
      for (int i = 0; i < b.size; ++i) {
        if ((b.nodes[i] & 4095) != word(kind) || uses[i] == 0) continue;
        place[i] = p.place_count++;
        ++uses[i];  // leaves keep their place
        const int content = b.first(i);
        switch (kind) {
          case op::constant: p.constants[p.constant_count++] = b.constants[content]; break;
          case op::named: p.leaves[p.named_count++] = content; break;
          case op::number: p.leaves[p.named_count + p.number_count++] = content; break;
          default: p.symbols[p.symbol_count++] = b.symbols[content];
        }
      }
    placed_symbols = p.symbol_count;
    if (b.has_components) place_components();
    values.used = p.place_count;
  }

  /// Emits a node and frees the places of operands that were used for the last time.
  constexpr void emit_and_free(int i) {
    const word node = b.nodes[i];
    const int arity = static_cast<int>(node >> 8 & 3);
    const int x = static_cast<int>(node >> 12 & operand_mask), y = static_cast<int>(node >> 29 & operand_mask),
              z = static_cast<int>(node >> 46);
    p.code[p.code_count] = (node & 4095) | static_cast<word>(place[x]) << 12 |
                           (arity > 1 ? static_cast<word>(place[y]) << 29 : 0) |
                           (arity > 2 ? static_cast<word>(place[z]) << 46 : 0);
    if (--uses[x] == 0) places_of(x).give_back(place[x]);
    if (arity > 1 && --uses[y] == 0) places_of(y).give_back(place[y]);
    if (arity > 2 && --uses[z] == 0) places_of(z).give_back(place[z]);
    p.target[p.code_count++] = place[i] = places_of(i).take();
    emitted[i] = true;
  }

  /// The code of a region, which has a segment of its own and gives all its derivatives.
  constexpr void emit_region(int r) {
    const formal_derivative& d = derived[r];
    series_region& region = p.regions[r];
    region.layout.set(d.orders, d.count);
    unsigned char on[most_nodes]{};
    find_dependence(d, on);
    int readers[most_nodes]{}, at[most_nodes]{};
    bool is_needed[most_nodes]{};
    each_in_series(d, on, [&](int i) {
      is_needed[i] = true;
      if (!enters_series(on, i))
        for (int k = 0; k < arity_of(b.nodes[i]); ++k) ++readers[operand_of(b.nodes[i], k)];
    });
    ++readers[d.of];
    places series, tests;
    const auto places_in_series = [&](int i) -> places& { return is_condition(b.op_at(i)) ? tests : series; };
    segment code{p.code_count, 0, 0, 0, false, false, r + 1};
    for (int i = 0; i <= d.of; ++i) {
      if (!is_needed[i]) continue;
      const word node = b.nodes[i];
      at[i] = places_in_series(i).take();
      if (enters_series(on, i)) {
        int symbol = 0;
        while (symbol < d.count && d.by[symbol] != i) ++symbol;
        p.code[p.code_count] = is_condition(op_of(node)) ? pack(lifted_condition, place[i])
                               : symbol < d.count        ? pack(lifted_symbol, place[i], symbol)
                                                         : pack(lifted_value, place[i]);
        p.target[p.code_count++] = at[i];
        continue;
      }
      const int x = first_of(node), y = second_of(node), z = third_of(node), arity = arity_of(node);
      p.code[p.code_count] = pack(op_of(node), at[x], arity > 1 ? at[y] : 0, arity > 2 ? at[z] : 0);
      p.target[p.code_count++] = at[i];
      for (int k = 0; k < arity; ++k)
        if (const int operand = operand_of(node, k); --readers[operand] == 0) places_in_series(operand).give_back(at[operand]);
    }
    for (int i = 0; i < b.size; ++i) {
      if (uses[i] == 0 || region_of[i] != r + 1) continue;
      const formal_derivative wanted = formal_at(b, i);
      int number = 0;
      for (int s = 0; s < d.count; ++s) number += wanted.orders[s] * region.layout.stride[s];
      place[i] = values.take();
      emitted[i] = true;
      p.code[p.code_count] = pack(op::derivative, at[d.of], number);
      p.target[p.code_count++] = place[i];
    }
    region.places = series.used;
    region.conditions = tests.used;
    code.end = p.code_count;
    p.segments[p.segment_count++] = code;
    for (int i = 0; i <= d.of; ++i)
      if (is_needed[i] && enters_series(on, i) && --uses[i] == 0) places_of(i).give_back(place[i]);
  }

  /// Without reductions or series: a single segment, in which places are used again. A cosine follows the sine of
  /// the same argument, where g++ makes one call of both, and clang's call hides behind the sine's: on the
  /// shared chain of 100 levels that took 0.87 of the time of leaving it to the reverse sweep.
  constexpr void emit_straight() {
    int sine_of[most_nodes]{}, cosine_of[most_nodes]{};  // by argument, plus one
    int begin = 0;
    for (int i = 0; i < b.size; ++i) {
      const word code = b.nodes[i] & 4095;
      if (code == word(op::sine)) sine_of[b.first(i)] = i + 1;
      if (code == word(op::cosine)) cosine_of[b.first(i)] = i + 1;
    }
    for (int i = 0; i < b.size; ++i) {
      const word node = b.nodes[i];
      if ((node & 3 << 8) == 0 || uses[i] == 0 || emitted[i]) continue;
      const word code = node & 4095;
      if (code == word(op::derivative)) {
        if (p.flaw != fault::none) return;
        p.segments[p.segment_count++] = {begin, p.code_count, 0, 0, false, false, 0};
        emit_region(region_of[i] - 1);
        begin = p.code_count;
        continue;
      }
      emit_and_free(i);
      if (code != word(op::sine) && code != word(op::cosine)) continue;
      const int partner = (code == word(op::sine) ? cosine_of : sine_of)[b.first(i)] - 1;
      if (partner >= 0 && uses[partner] != 0 && !emitted[partner]) emit_and_free(partner);
    }
    p.segments[p.segment_count++] = {begin, p.code_count, 0, 0, false, false, 0};
  }

  constexpr void emit(int i) {
    const word node = b.nodes[i];
    const int arity = arity_of(node);
    p.code[p.code_count] = pack(op_of(node), place[first_of(node)], arity > 1 ? place[second_of(node)] : 0,
                                arity > 2 ? place[third_of(node)] : 0);
    p.target[p.code_count++] = place[i];
  }

  /// With reductions: what does not change with the sample runs once per call; a reduction of what other
  /// reductions enter takes another pass over the samples.
  constexpr void emit_passes(const int* roots) {
    unsigned char changes[most_nodes]{}, level[most_nodes]{}, needed[most_nodes]{};
    int levels = 0;
    for (int i = 0; i < b.size; ++i) {
      if (uses[i] == 0) continue;
      const word node = b.nodes[i];
      const op o = op_of(node);
      const int operands[3]{first_of(node), second_of(node), third_of(node)};
      for (int a = 0; a < arity_of(o); ++a) {
        changes[i] |= changes[operands[a]];
        if (level[i] < level[operands[a]]) level[i] = level[operands[a]];
      }
      if (o == op::symbol || o == op::component) changes[i] = b.symbols[first_of(node)].kind == symbol_kind::input;
      if (is_reduction(o)) changes[i] = 0, ++level[i];
      if (levels < level[i]) levels = level[i];
      if (arity_of(o) != 0) place[i] = places_of(i).take();
    }
    if (2 * levels + 2 > most_segments) {
      p.flaw = fault::too_deep_means;
      return;
    }
    const auto emit_needed = [&] {
      for (int i = b.size - 1; i >= 0; --i) {
        const word node = b.nodes[i];
        if (!needed[i] || is_reduction(op_of(node))) continue;
        const int operands[3]{first_of(node), second_of(node), third_of(node)};
        for (int a = 0; a < arity_of(node); ++a) needed[operands[a]] |= changes[operands[a]];
      }
      for (int i = 0; i < b.size; ++i) {
        if (needed[i] && changes[i] && arity_of(b.nodes[i]) != 0) emit(i);
        needed[i] = 0;
      }
    };
    for (int pass = 0; pass <= levels; ++pass) {
      segment once{p.code_count, 0, 0, 0, false, false, 0};
      for (int i = 0; i < b.size; ++i)
        if (uses[i] != 0 && arity_of(b.nodes[i]) != 0 && !changes[i] && level[i] == pass && !is_reduction(b.op_at(i)))
          emit(i);
      once.end = p.code_count;
      p.segments[p.segment_count++] = once;
      if (pass == levels) break;
      segment each{p.code_count, 0, p.reduction_count, 0, true, false, 0};
      for (int i = 0; i < b.size; ++i) {
        if (uses[i] == 0 || !is_reduction(b.op_at(i)) || level[i] != pass + 1) continue;
        needed[b.first(i)] = 1;
        p.summands[p.reduction_count] = place[b.first(i)];
        p.sums[p.reduction_count++] = b.op_at(i) == op::sample_mean ? -1 - place[i] : place[i];
      }
      emit_needed();
      each.end = p.code_count;
      each.last_reduction = p.reduction_count;
      p.segments[p.segment_count++] = each;
    }
    segment last{p.code_count, 0, 0, 0, false, false, 0};
    for (int k = 0; k < Outputs; ++k) needed[roots[k]] = changes[roots[k]];
    emit_needed();
    last.end = p.code_count;
    last.first_reduction = last.last_reduction = p.reduction_count;
    last.per_sample = last.stores = stores;
    if (stores) p.segments[p.segment_count++] = last;
    else p.segments[p.segment_count - 1].end = last.end;
  }

  constexpr void run(const int* roots) {
    count_uses(roots);
    place_leaves();
    if (stores || has_reductions(b)) emit_passes(roots);
    else emit_straight();
    for (int i = 0; i < b.row_count; ++i) p.rows[i] = b.rows[i];
    p.row_count = b.row_count;
    for (int k = 0; k < Outputs; ++k) p.outputs[k] = place[roots[k]];
    p.place_count = values.used;
    p.condition_count = conditions.used;
  }
};

}  // namespace symdiff::detail
