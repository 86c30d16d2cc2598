// SPDX-License-Identifier: BSL-1.0
#pragma once
// In which order the nodes of a plan are computed, and which of them in one loop.
#include <symdiff/graph/plan_graph.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Decides which nodes are kept in memory, and in which stage of a stretch each is computed.
struct plan_stages : plan_graph {
  using plan_graph::plan_graph;

  constexpr bool same_space(int i, int k) const { return b.shapes[i] == b.shapes[k]; }
  /// Whether node x, an operand of i, is computed in the loop that computes i, if in the same stage.
  constexpr bool may_fuse(int i, int x) const {
    if (!in_stretch[x] || !is_elementwise(x) || done[x]) return false;
    if (op_at(i) == op::outer) return false;
    return is_elementwise(i) ? same_space(i, x) : reduces_elements(i);
  }

  /// The stage after which a node's numbers are in memory.
  constexpr int ready(int x) const { return !in_stretch[x] || is_leaf(x) ? 0 : stage[x] + 1; }

  constexpr void keep(int x) {
    const int base = base_of(x);
    if (!is_leaf(base)) kept[base] = true;
    keep_contiguous(x);
  }
  /// A reshape of what does not stand in order keeps its operand.
  constexpr void keep_contiguous(int x) {
    for (int i = x; is_view(i) && !kept[i]; i = operand(i, 0))
      if (op_at(i) == op::reshape) {
        const int v = operand(i, 0);
        if (is_view(v) && !kept[v] && op_at(v) != op::reshape && op_at(v) != op::slice && op_at(v) != op::fill) kept[v] = true;
      }
  }

  /// Stages for the nodes of a stretch, operands first.
  constexpr void find_stages() {
    for (int n = 0; n < list_size; ++n) absorbed[list[n]] = 0;
    for (int n = 0; n < list_size; ++n)
      if (multiplies(list[n])) absorbed[operand(list[n], 0)] = 1;
    for (int n = 0; n < list_size; ++n) {
      const int i = list[n];
      if (absorbed[i]) continue;
      if (is_view(i)) {
        const int base = base_of(i);
        if (kept[i]) {  // a copy
          keep(operand(i, 0));
          const int from = base_of(operand(i, 0));
          stage[i] = ready(from);
        } else {
          stage[i] = is_leaf(base) || !in_stretch[base] ? -1 : stage[base];
        }
        continue;
      }
      stage[i] = 0;
      const bool by_product = multiplies(i) || op_at(i) == op::matmul;
      const auto read = [&](int x) {
        keep(x);
        const int base = base_of(x);
        if (stage[i] < ready(base)) stage[i] = ready(base);
      };
      const auto visit = [&](int x) {
        if (by_product || !may_fuse(i, x)) return read(x);
        if (stage[i] < stage[x]) stage[i] = stage[x];
      };
      const auto read_in_order = [&](int x) {  // as one vector
        if (b.shapes[x].is_matrix() && is_view(x) && op_at(x) != op::reshape && op_at(x) != op::fill) kept[x] = true;
        read(x);
      };
      if (multiplies(i)) {
        read_in_order(operand(operand(i, 0), 0));
        read_in_order(operand(operand(i, 0), 1));
      } else if (assembles(i)) {
        for (int k = 0; k < value_count(i); ++k) {
          const int x = operand(i, k);
          keep(x);
          if (stage[i] < ready(base_of(x))) stage[i] = ready(base_of(x));
        }
      } else if (is_reduction(op_at(i)) && !b.shapes[i].is_scalar()) {
        read_in_order(operand(i, 0));
      } else if (is_reduction(op_at(i))) {
        const int x = operand(i, 0);
        if (in_stretch[x] && is_elementwise(x)) stage[i] = stage[x];
        else read(x);
      } else {
        for (int k = 0; k < value_count(i); ++k) visit(operand(i, k));
      }
    }
    // What was computed in an earlier stage than that of a user stands in memory.
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
      first_use[i] = 1 << 20, last_use[i] = -1, is_used_in_memory[i] = is_root(i);
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
  int first_use[most_nodes]{}, last_use[most_nodes]{};
  bool is_used_in_memory[most_nodes]{};

  /// Whether all operands are in memory anyway.
  constexpr bool can_wait(int i) const {
    for (int k = 0; k < value_count(i); ++k) {
      const int x = base_of(operand(i, k));
      if (!is_leaf(x) && in_stretch[x] && !kept[x] && is_elementwise(x)) return false;
    }
    return true;
  }

  /// Keeps what is used outside the stretch.
  constexpr void keep_for_others() {
    for (int i = 0; i < b.size; ++i) {
      if (!needed[i] || in_stretch[i]) continue;
      for (int k = 0; k < value_count(i); ++k)
        if (in_stretch[operand(i, k)]) keep(operand(i, k));
    }
    for (int k = 0; k < root_count; ++k)
      if (in_stretch[roots[k]]) keep(roots[k]);
  }
};

}  // namespace symdiff::detail
