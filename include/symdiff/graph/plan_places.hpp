// SPDX-License-Identifier: BSL-1.0
#pragma once
// Where the numbers of a plan stand.
#include <symdiff/graph/plan_stages.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Gives nodes their places in memory: what is read for the last time gives its room back.
struct plan_places : plan_stages {
  access place[most_nodes]{};
  bool has_place[most_nodes]{};
  bool is_placed_part[most_nodes]{};  // of what assembles it
  bool is_written[most_nodes]{};      // and not given back: its place has its numbers
  int free_begin = 0;
  part gaps[most_kernels]{};
  int gap_count = 0;
  int until[most_nodes]{};  // the last stage that reads a node; -1 once its room is given back

  using plan_stages::plan_stages;

  /// Where a kernel reads the numbers of a node. That they were written before is checked here, for every plan.
  constexpr access resolve(int i) {
    if (has_place[i]) {
      if (!is_written[i]) p.flaw = fault::unwritten;
      return place[i];
    }
    if (is_shown(i)) return shown(i);
    switch (op_at(i)) {
      case op::constant: return beginning(home::constant, b.first(i));
      case op::named: return beginning(home::named, b.first(i));
      case op::number: return beginning(home::number, b.first(i));
      case op::symbol: {
        const shape s = b.shapes[i];
        access a = in_order(beginning(home::symbol, b.first(i)), s);
        if (changes[i]) a.sample = s.size();
        return a;
      }
      default: p.flaw = fault::unwritten; return {};
    }
  }
  /// Where a view shows the numbers of its operand.
  constexpr access shown(int i) {
    access a = resolve(operand(i, 0));
    const auto whole = [&](int k) { return static_cast<int>(b.value(operand(i, k))); };
    switch (shape_op_of(op_at(i))) {
      case shape_op::transpose: return transposed(a);
      case shape_op::reshape: {
        const shape s = b.shapes[i];
        if (a.of_row != 0 && a.of_column == 0) a.of_column = a.of_row;  // a column
        a.of_row = s.is_matrix() ? s.columns * a.of_column : 0;
        return a;
      }
      case shape_op::slice: a.offset += whole(1) * a.of_column; return a;
      case shape_op::element:
        a.offset += whole(1) * a.of_column;
        a.of_column = 0;
        return a;
      case shape_op::fill: return a;
      case shape_op::broadcast_rows: a.of_row = 0; return a;
      case shape_op::broadcast_columns:
        a.of_row = a.of_column;
        a.of_column = 0;
        return a;
      case shape_op::by_element:
      case shape_op::sum:
      case shape_op::row_sums:
      case shape_op::column_sums:
      case shape_op::maximum:
      case shape_op::shift:
      case shape_op::matmul:
      case shape_op::outer:
      case shape_op::pad:
      case shape_op::concatenate:
      case shape_op::positions:
      case shape_op::softmax:
      case shape_op::log_sum_exp:
      case shape_op::component:
      case shape_op::derivative: break;  // not a view
    }
    p.flaw = fault::unwritten;
    return a;
  }

  constexpr int room_of(int i, bool per_sample) const {
    return (b.shapes[i].size() * (per_sample ? p.tile : 1) + 7) / 8 * 8;  // on the borders of cache lines
  }
  constexpr int take_room(int size) {
    for (int g = 0; g < gap_count; ++g)
      if (gaps[g].end - gaps[g].begin >= size) {
        const int begin = gaps[g].begin;
        gaps[g].begin += size;
        return begin;
      }
    const int begin = free_begin;
    free_begin += size;
    return begin;
  }
  constexpr void give_back(int begin, int size) {
    for (int g = 0; g < gap_count; ++g) {
      if (gaps[g].end == begin) {
        gaps[g].end += size;
        return;
      }
      if (gaps[g].begin == begin + size) {
        gaps[g].begin = begin;
        return;
      }
    }
    gaps[gap_count++] = {begin, begin + size};
  }

  /// How long the numbers of a stretch are read.
  constexpr void find_lifetimes() {
    for (int n = 0; n < list_size; ++n) until[list[n]] = stage[list[n]];
    const auto read = [&](int x, int at) {
      if (in_stretch[base[x]] && until[base[x]] < at) until[base[x]] = at;
    };
    for (int n = 0; n < list_size; ++n) {
      const int i = list[n];
      if (absorbed[i]) continue;
      for (int k = 0; k < value_count(i); ++k) read(operand(i, k), stage[i]);
      if (multiplies(i))
        for (int k = 0; k < 2; ++k) read(operand(operand(i, 0), k), stage[i]);
    }
  }

  /// Room for what a stage computes.
  constexpr void take_places(int at, bool per_sample) {
    for (int n = 0; n < list_size; ++n)
      if (const int i = list[n]; stage[i] == at && kept[i] && !absorbed[i])
        take_place(i, per_sample && !is_reduction(op_at(i)));
  }
  /// Gives back the room of what no later stage reads; at the end of all that is left.
  constexpr void give_back_after(int at, bool per_sample, bool is_end) {
    for (int n = 0; n < list_size; ++n) {
      const int i = list[n];
      if (until[i] < 0 || (until[i] > at && !is_end) || is_lasting[i] || is_placed_part[i]) continue;
      if (!kept[i] || absorbed[i] || !has_place[i] || place[i].where != home::workspace) continue;
      if (assembles(i) && !is_end) continue;  // its parts were there first
      give_back(place[i].offset, room_of(i, per_sample));
      until[i] = -1;
      is_written[i] = false;
    }
  }

  /// Room for a node's numbers.
  constexpr void take_place(int i, bool per_sample) {
    if (has_place[i]) return;
    const shape s = b.shapes[i];
    access a = beginning(home::workspace, 0);
    for (int k = 0; k < root_count; ++k)
      if (roots[k] == i && (!per_sample || !changes[i])) {
        a = beginning(home::output, k);
        break;
      }
    a = in_order(a, s);
    if (per_sample) a.sample = s.size();
    if (a.where == home::workspace) a.offset = take_room(room_of(i, per_sample));
    place[i] = a;
    has_place[i] = true;
  }

  /// What is computed only to become part of a vector is stored there.
  constexpr void place_parts(int i, bool per_sample) {
    if (!assembles(i) || absorbed[i]) return;
    take_place(i, per_sample);
    int first = first_part(i);
    for (int k = 0; k < value_count(i); ++k) {
      const int x = operand(i, k);
      if (in_stretch[x] && kept[x] && is_elementwise(x) && !absorbed[x] && !has_place[x] && !is_root(x) &&
          (!is_lasting[x] || is_lasting[i])) {
        place[x] = part_of(i, first, x);
        has_place[x] = is_placed_part[x] = true;
      }
      first += b.shapes[x].size();
    }
  }
  /// Where the first operand begins in what assembles it.
  constexpr int first_part(int i) const { return op_at(i) == op::pad ? static_cast<int>(b.value(operand(i, 1))) : 0; }
  constexpr access part_at(int i, int first) const {
    access a = place[i];
    a.offset += first;
    return a;
  }
  /// The same as the place of operand x: a scalar is the same in every column of who reads it.
  constexpr access part_of(int i, int first, int x) const {
    access a = part_at(i, first);
    if (b.shapes[x].is_scalar()) a.of_column = 0;
    return a;
  }
  /// Whether an operand was computed where it belongs in what assembles it; if it is there twice, only one of both was.
  constexpr bool is_part_at(int x, int i, int first) const { return is_placed_part[x] && place[x] == part_of(i, first, x); }
};

}  // namespace symdiff::detail
