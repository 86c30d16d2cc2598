// SPDX-License-Identifier: BSL-1.0
#pragma once
// The kernels of a plan.
#include <symdiff/graph/plan_places.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Writes the loops, products and copies of a stretch.
struct plan_kernels : plan_places {
  int slot_of[most_nodes]{};          // in the loop at hand, plus one
  int touched[most_nodes]{};
  int touched_count = 0;
  bool emitted[most_nodes]{};
  int writing[most_nodes]{};  // the nodes that the loop at hand writes
  int writing_count = 0;

  using plan_places::plan_places;

  constexpr int load(int x, kernel& k) {
    if (slot_of[x] != 0) return slot_of[x] - 1;
    transfer t{{}, 0, false, op_at(x) == op::positions};
    if (!t.counts) t.at = resolve(x);
    t.is_condition = is_condition(op_at(x));
    t.slot = t.is_condition ? k.conditions++ : k.slots++;
    p.loads[p.load_count++] = t;
    slot_of[x] = t.slot + 1;
    touched[touched_count++] = x;
    return t.slot;
  }

  constexpr void begin_loop(kernel& k, const shape& s, bool per_sample) {
    k.per_sample = per_sample;
    k.rows = rows_of(s);
    k.columns = columns_of(s);
    k.loads.begin = p.load_count;
    k.code.begin = p.code_count;
    k.stores.begin = p.store_count;
    k.reductions.begin = p.reduction_count;
  }
  constexpr void end_loop(kernel& k) {
    k.loads.end = p.load_count;
    k.code.end = p.code_count;
    k.stores.end = p.store_count;
    k.reductions.end = p.reduction_count;
    if (k.stores.begin != k.stores.end || k.reductions.begin != k.reductions.end) p.kernels[p.kernel_count++] = k;
    while (touched_count > 0) slot_of[touched[--touched_count]] = 0;
    while (writing_count > 0) is_written[writing[--writing_count]] = true;
  }
  constexpr void store(int i, int slot) {
    p.stores[p.store_count++] = {place[i], slot, is_condition(op_at(i)), false};
    writing[writing_count++] = i;
  }

  /// The factors of an outer product, as they stand along rows and along columns.
  constexpr int load_factor(int x, bool along_rows, kernel& k) {
    transfer t{resolve(x), 0, false, false};
    if (along_rows) t.at.of_row = t.at.of_column, t.at.of_column = 0;
    t.slot = k.slots++;
    p.loads[p.load_count++] = t;
    return t.slot;
  }

  /// Adds an elementwise operation to a loop.
  constexpr void emit(int i, kernel& k) {
    const word node = b.nodes[i];
    const op o = op_at(i);
    int slots[3]{};
    if (o == op::outer) {
      slots[0] = load_factor(operand(i, 0), true, k);
      slots[1] = load_factor(operand(i, 1), false, k);
    } else {
      for (int a = 0; a < value_count(i); ++a) slots[a] = load(operand(i, a), k);
    }
    const int target = is_condition(o) ? k.conditions++ : k.slots++;
    const word code = o == op::outer ? word(op::multiply) : node & 4095;
    p.code[p.code_count] = code | static_cast<word>(slots[0]) << 12 | static_cast<word>(slots[1]) << 29 |
                           static_cast<word>(slots[2]) << 46;
    p.target[p.code_count++] = target;
    slot_of[i] = target + 1;
    touched[touched_count++] = i;
    if (kept[i]) store(i, target);
  }

  /// The space of the loop that computes a node.
  constexpr shape space_of(int i) const {
    return is_elementwise(i) || is_view(i) ? b.shapes[i] : b.shapes[operand(i, 0)];
  }

  constexpr void emit_reduction(int i, kernel& k) {
    const int slot = load(operand(i, 0), k);
    reduction r{op_at(i), slot, {}, is_reduction(op_at(i)), 0};
    if (r.over_samples) {
      r.total = p.total_count;
      p.totals[p.total_count++] = {place[i], op_at(i) == op::sample_mean};
    } else {
      r.to = place[i];
      writing[writing_count++] = i;
    }
    p.reductions[p.reduction_count++] = r;
  }

  /// All loops of a stage over elements of one shape are one.
  constexpr void emit_loops(int at_stage, bool per_sample) {
    for (int n = 0; n < list_size; ++n) {
      if (emitted[list[n]] || !is_in_loop(list[n], at_stage)) continue;
      const shape space = space_of(list[n]);
      kernel k{};
      begin_loop(k, space, per_sample);
      for (int m = n; m < list_size; ++m) {
        const int i = list[m];
        if (stage[i] != at_stage || emitted[i] || !is_in_loop(i, at_stage) || space_of(i) != space) continue;
        emitted[i] = true;
        if (is_elementwise(i)) emit(i, k);
        else if (is_view(i)) copy_view(i, k);
        else emit_reduction(i, k);
      }
      end_loop(k);
    }
  }
  constexpr void copy_view(int i, kernel& k) {
    p.loads[p.load_count++] = {shown(i), k.slots, false, false};
    store(i, k.slots++);
  }
  constexpr bool is_in_loop(int i, int at_stage) const {
    if (stage[i] != at_stage || absorbed[i]) return false;
    if (is_view(i)) return copied[i];
    if (is_elementwise(i)) return true;
    if (reduces_elements(i)) return !is_dot(i);
    return is_reduction(op_at(i)) && b.shapes[i].is_scalar();
  }

  /// A loop of its own that writes one value to one place.
  constexpr void emit_copy(const access& from, const access& to, const shape& s, bool per_sample) {
    kernel k{};
    begin_loop(k, s, per_sample);
    p.loads[p.load_count++] = {from, k.slots, false, false};
    p.stores[p.store_count++] = {to, k.slots++, false, false};
    end_loop(k);
  }
  constexpr access zero() { return beginning(home::constant, constant_index(0)); }
  constexpr int constant_index(double value) {
    for (int i = 0; i < p.constant_count; ++i)
      if (p.constants[i] == value) return i;
    p.constants[p.constant_count] = value;
    return p.constant_count++;
  }

  /// An operand, or zeros where that is -1, as some numbers of what assembles it.
  constexpr void emit_piece(int x, int i, int first, int count, bool per_sample) {
    if (count <= 0) return;
    const access from = x < 0 ? zero() : resolve(x);
    if (x < 0 || !is_part_at(x, i, first)) emit_copy(from, part_at(i, first), {count, 0}, per_sample);
  }
  constexpr void emit_assembly(int i, bool per_sample) {
    const int x = operand(i, 0), first = first_part(i), size = b.shapes[x].size(), all = b.shapes[i].size();
    emit_piece(-1, i, 0, first, per_sample);
    emit_piece(x, i, first, size, per_sample);
    emit_piece(op_at(i) == op::concatenate ? operand(i, 1) : -1, i, first + size, all - first - size, per_sample);
    is_written[i] = true;
  }

  /// A sum of a vector that changes with the sample times one that does not: all of a tile as one product.
  constexpr void set_dot(int i, kernel& k) {
    const int x = operand(i, 0), changing = changes[operand(x, 0)] ? 0 : 1;
    const int u = operand(x, changing), v = operand(x, 1 - changing);
    k.a = sampled(resolve(u));
    k.b = transposed(resolve(v));  // one column
    k.c = sampled(place[i]);
    k.i = 0, k.k = b.shapes[u].rows, k.j = 1;
  }
  /// A sum over samples: of outer products, or of vectors or matrices times weights, which may be 1.
  constexpr void set_sum_over_samples(int i, kernel& k) {
    const int x = operand(i, 0);
    k.over_samples = true;
    k.is_mean = op_at(i) == op::sample_mean;
    k.c = place[i];
    k.k = 0;
    if (is_weighted(i) && op_at(x) == op::outer) {
      k.a = transposed(sampled(resolve(operand(x, 0))));
      k.b = sampled(resolve(operand(x, 1)));
      k.i = b.shapes[i].rows, k.j = b.shapes[i].columns;
    } else {
      int vector = x;
      k.a = beginning(home::constant, constant_index(1));
      if (is_weighted(i)) {
        const int weight = b.shapes[operand(x, 0)].is_scalar() ? 0 : 1;
        vector = operand(x, 1 - weight);
        k.a = transposed(sampled(resolve(operand(x, weight))));
      }
      k.b = sampled(resolve(vector));  // a matrix as a vector: what is kept stands in order
      k.i = 1, k.j = b.shapes[i].size();
    }
    k.c.of_row = k.i == 1 ? 0 : k.j;
  }
  constexpr void set_matmul(int i, kernel& k, bool per_sample) {
    const int x = operand(i, 0), y = operand(i, 1);
    k.c = place[i];
    k.k = b.shapes[x].columns;
    if (!b.shapes[y].is_vector()) {
      k.each_sample = per_sample;
      k.a = resolve(x);
      k.b = resolve(y);
      k.i = b.shapes[x].rows, k.j = b.shapes[y].columns;
      return;
    }
    // As a row, times the transposed matrix: the rows of a tile at once, where the matrix is the same for all.
    k.a = resolve(y);
    k.b = transposed(resolve(x));
    k.i = 1, k.j = b.shapes[x].rows;
    k.each_sample = per_sample && (changes[x] || !changes[y]);
    if (!per_sample || k.each_sample) return;
    k.a = sampled(k.a);
    k.c = sampled(k.c);
    k.i = 0;
  }
  constexpr void emit_product(int i, bool per_sample) {
    kernel k{};
    k.per_sample = per_sample;
    if (is_dot(i)) set_dot(i, k);
    else if (is_reduction(op_at(i))) set_sum_over_samples(i, k);
    else set_matmul(i, k, per_sample);
    // Which way of multiplying suits the strides.
    if (!k.over_samples && k.b.of_row == 1 && k.a.of_column == 1 && (k.b.of_column != 1 || k.j == 1)) k.kind = kernel_kind::dots;
    else if (k.b.of_column == 1 && k.c.of_column == 1) k.kind = kernel_kind::panels;
    else k.kind = kernel_kind::any_product;
    p.kernels[p.kernel_count++] = k;
    emitted[i] = true;
    is_written[i] = !k.over_samples;
  }
};

}  // namespace symdiff::detail
