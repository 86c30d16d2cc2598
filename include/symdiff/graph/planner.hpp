// SPDX-License-Identifier: BSL-1.0
#pragma once
// From a graph to a plan.
#include <symdiff/graph/plan_kernels.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Makes a plan.
struct planner : plan_kernels {
  using plan_kernels::plan_kernels;

  /// The nodes that are marked as those of a stretch.
  constexpr void emit_stretch(bool per_sample) {
    stretch s{p.kernel_count, 0, p.total_count, 0, per_sample};
    list_size = 0;
    for (int i = 0; i < b.size; ++i)
      if (in_stretch[i]) list[list_size++] = i;
    find_lasting(per_sample);
    find_stages();
    put_off();
    int last = 0;
    for (int n = 0; n < list_size; ++n) {
      const int i = list[n];
      if (absorbed[i]) continue;
      emitted[i] = false;
      if (last < stage[i]) last = stage[i];
    }
    find_lifetimes();
    for (int n = 0; n < list_size; ++n) place_parts(list[n], per_sample);
    for (int n = 0; n < list_size; ++n)  // what is added up over tiles shares no room with what each tile writes
      if (is_reduction(op_at(list[n]))) take_place(list[n], false);
    for (int at = 0; at <= last; ++at) {
      take_places(at, per_sample);
      emit_loops(at, per_sample);
      for (int n = 0; n < list_size; ++n) {
        const int i = list[n];
        if (stage[i] != at || absorbed[i]) continue;
        if (assembles(i)) emit_assembly(i, per_sample);
        else if (is_product(i)) emit_product(i, per_sample);
      }
      give_back_after(at, per_sample, at == last);
    }
    s.end = p.kernel_count;
    s.last_total = p.total_count;
    p.stretches[p.stretch_count++] = s;
    for (int n = 0; n < list_size; ++n) leave(list[n], per_sample);
  }
  /// What changes with the sample is computed again by the next pass that needs it.
  constexpr void leave(int i, bool per_sample) {
    in_stretch[i] = false;
    if (is_reduction(op_at(i))) is_written[i] = emitted[i];  // after the last tile
    if (per_sample && changes[i]) kept[i] = has_place[i] = is_placed_part[i] = is_written[i] = false;
    else if (!is_lasting[i]) is_written[i] = false;
    else if (!is_written[i]) p.flaw = fault::unwritten;
  }

  constexpr void run() {
    classify();
    if (p.flaw != fault::none) return;
    if (2 * levels + 2 > most_stretches) {
      p.flaw = fault::too_deep_means;
      return;
    }
    p.constant_count = b.constant_count;
    for (int i = 0; i < b.constant_count; ++i) p.constants[i] = b.constants[i];
    p.symbol_count = b.symbol_count;
    for (int i = 0; i < b.symbol_count; ++i) p.symbols[i] = b.symbols[i];
    p.row_count = b.row_count;
    for (int i = 0; i < b.row_count; ++i) p.rows[i] = b.rows[i];
    p.tile = p.reduces_samples ? tile_size() : 1;
    for (int pass = 0; pass <= levels; ++pass) {
      for (int i = 0; i < b.size; ++i)
        in_stretch[i] = needed[i] && !is_leaf(i) && !changes[i] && level[i] == pass && !is_reduction(op_at(i));
      if (pass == levels) break;
      emit_stretch(false);
      for (int i = 0; i < b.size; ++i)
        in_stretch[i] = needed[i] && is_reduction(op_at(i)) && level[i] == pass + 1;
      add_changing();
      emit_stretch(true);
    }
    for (int k = 0; k < root_count; ++k) in_stretch[roots[k]] |= changes[roots[k]] && !is_leaf(roots[k]);
    add_changing();
    emit_stretch(false);
    // Roots that are leaves, views, or the same as another.
    for (int k = 0; k < root_count; ++k) {
      const shape s = b.shapes[roots[k]];
      const access from = resolve(roots[k]), to = in_order(beginning(home::output, k), s);
      if (from != to) emit_copy(from, to, s, false);
    }
    p.stretches[p.stretch_count - 1].end = p.kernel_count;
    p.workspace_size = free_begin;
  }
};

}  // namespace symdiff::detail
