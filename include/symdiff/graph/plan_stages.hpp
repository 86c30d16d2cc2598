// SPDX-License-Identifier: BSL-1.0
#pragma once
// In which order the nodes of a plan are computed, and which of them in one loop.
#include <symdiff/graph/plan_graph.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Decides which nodes are kept in memory, and in which stage of a stretch each is computed.
struct plan_stages : plan_graph {
  bool is_lasting[most_nodes]{};  // read by later stretches, or a result
  int first_use[most_nodes]{}, last_use[most_nodes]{};
  bool is_used_in_memory[most_nodes]{};

  using plan_graph::plan_graph;

  constexpr bool same_space(int i, int k) const { return b.shapes[i] == b.shapes[k]; }
  /// Whether node x, an operand of i, is computed in the loop that computes i, if in the same stage.
  constexpr bool may_fuse(int i, int x) const {
    if (!in_stretch[x] || !is_elementwise(x)) return false;
    if (op_at(i) == op::outer) return false;
    return is_elementwise(i) ? same_space(i, x) : reduces_elements(i);
  }

  /// The stage after which a node's numbers are in memory.
  constexpr int ready(int x) const { return !in_stretch[x] || is_leaf(x) ? 0 : stage[x] + 1; }

  /// What is in memory whoever reads it.
  constexpr bool is_always_kept(int i) const { return is_view(i) ? copied[i] : !is_elementwise(i) || is_root(i); }

  /// What outlasts the stretch: results, and what a node of a later stretch reads. Where a stretch runs for each tile, a
  /// later one computes what changes with the sample again.
  constexpr void find_lasting(bool per_sample) {
    for (int n = 0; n < list_size; ++n) {
      const int i = list[n];
      kept[i] = is_always_kept(i);
      is_lasting[i] = !is_shown(i) && (is_root(i) || is_reduction(op_at(i)));
    }
    const auto read = [&](int x) {
      const int from = base[x];
      if (in_stretch[from] && !(per_sample && changes[from])) kept[from] = is_lasting[from] = true;
    };
    for (int i = 0; i < b.size; ++i) {
      if (!needed[i] || in_stretch[i]) continue;
      for (int k = 0; k < value_count(i); ++k) read(operand(i, k));
    }
    for (int k = 0; k < root_count; ++k) read(roots[k]);
  }

  /// Stages for the nodes of a stretch, operands first.
  constexpr void find_stages() {
    for (int n = 0; n < list_size; ++n) {
      const int i = list[n];
      if (absorbed[i]) continue;
      if (is_shown(i)) {
        stage[i] = is_leaf(base[i]) || !in_stretch[base[i]] ? -1 : stage[base[i]];
        continue;
      }
      stage[i] = 0;
      const auto read = [&](int x) {
        const int from = base[x];
        if (in_stretch[from]) kept[from] = true;
        if (stage[i] < ready(from)) stage[i] = ready(from);
      };
      if (multiplies(i)) {
        read(operand(operand(i, 0), 0));
        read(operand(operand(i, 0), 1));
        continue;
      }
      const bool reduces_samples = is_reduction(op_at(i)) && b.shapes[i].is_scalar();
      for (int k = 0; k < value_count(i); ++k) {
        const int x = operand(i, k);
        const bool is_fused = may_fuse(i, x) || (reduces_samples && in_stretch[x] && is_elementwise(x));
        if (!is_fused) read(x);
        else if (stage[i] < stage[x]) stage[i] = stage[x];
      }
    }
    // What was computed in an earlier stage than that of a user is read from memory.
    for (int n = 0; n < list_size; ++n) {
      const int i = list[n];
      if (absorbed[i]) continue;
      for (int k = 0; k < value_count(i); ++k) {
        const int x = operand(i, k);
        if (in_stretch[x] && is_elementwise(x) && !absorbed[x] && stage[x] != stage[i]) kept[x] = true;
      }
    }
  }

  /// Puts off what can be computed from memory where it is used, if that is one loop, so that it need not be kept itself.
  constexpr void put_off() {
    for (int n = 0; n < list_size; ++n) {
      const int i = list[n];
      first_use[i] = 1 << 20, last_use[i] = -1, is_used_in_memory[i] = is_lasting[i];
    }
    for (int n = list_size - 1; n >= 0; --n) {
      const int i = list[n];
      if (!absorbed[i] && kept[i] && is_elementwise(i) && !is_used_in_memory[i] && first_use[i] == last_use[i] &&
          last_use[i] > stage[i] && can_wait(i)) {
        stage[i] = last_use[i];
        kept[i] = false;
      }
      for (int k = 0; k < value_count(i); ++k) {
        const int x = operand(i, k);
        if (first_use[x] > stage[i]) first_use[x] = stage[i];
        if (last_use[x] < stage[i]) last_use[x] = stage[i];
        if (absorbed[i] || is_view(i) || assembles(i) || is_dot(i) || !may_fuse(i, x)) is_used_in_memory[x] = true;
      }
    }
  }

  /// Whether all operands are in memory anyway.
  constexpr bool can_wait(int i) const {
    for (int k = 0; k < value_count(i); ++k) {
      const int x = base[operand(i, k)];
      if (!is_leaf(x) && in_stretch[x] && !kept[x] && is_elementwise(x)) return false;
    }
    return true;
  }
};

}  // namespace symdiff::detail
