// SPDX-License-Identifier: BSL-1.0
#pragma once
// What becomes of a graph whose vectors and matrices are too large to unroll: loops that fuse operations on elements,
// and products of matrices, over tiles of samples. Everything but the number of samples is known here.
#include <symdiff/graph/canonical.hpp>
#include <symdiff/graph/unrolling.hpp>

namespace symdiff::detail {

/// What holds numbers. Constants, named constants and plain numbers are scalars.
enum class home : unsigned char { constant, named, number, symbol, workspace, output };

/// Where the numbers of a value stand: element (row, column) of sample s of a tile at
/// offset + s * sample + row * of_row + column * of_column.
struct access {
  home where;
  int index;  // of the constant, symbol or output
  int offset;
  int sample, of_row, of_column;

  constexpr bool operator==(const access&) const = default;
  constexpr bool is_uniform() const { return sample == 0 && of_row == 0 && of_column == 0; }
};

constexpr access beginning(home where, int index, int offset = 0) { return {where, index, offset, 0, 0, 0}; }

enum class kernel_kind : unsigned char { loop, dots, panels, any_product };

/// Part of a plan's array.
struct part {
  int begin, end;
};

/// A value that a loop reads or writes: a slot is a register.
struct transfer {
  access at;
  int slot;
  bool is_condition;  // kept as 1 or 0
  bool counts;        // the positions 0, 1, ... themselves
};

/// What a loop reduces: over all elements of a sample, over each row, or over the samples of a tile.
struct reduction {
  op operation;
  int slot;
  access to;          // of a sample or a row
  bool over_samples;  // then
  int total;          // which total
};

/// A sum or mean over all samples, of scalars.
struct sample_total {
  access to;
  bool is_mean;
};

/// A loop over rows × columns elements of each sample, or a product c(i, j) = sum over k of a(i, k) b(k, j), whose
/// strides are of_row and of_column. In a product, extents of 0 are the number of samples in a tile.
struct kernel {
  kernel_kind kind;
  bool per_sample;
  int rows, columns;
  part loads, code, stores, reductions;
  int slots, conditions;
  access a, b, c;
  int i, j, k;
  bool each_sample;   // a product for each sample
  bool over_samples;  // added up over the tiles
  bool is_mean;
};

/// Kernels that run once per call, or once per tile.
struct stretch {
  int begin, end;
  int first_total, last_total;
  bool per_sample;
};

inline constexpr int most_kernels = 1 << 12;
inline constexpr int most_stretches = 16;
inline constexpr int largest_tile = 64;  // samples

template <int Kernels, int Loads, int Stores, int Codes, int Reductions, int Totals, int Constants, int Symbols, int Rows,
          int Roots>
struct plan {
  static constexpr bool is_plan = true;
  static constexpr int root_count = Roots;
  kernel kernels[std::size_t{Kernels + 1}]{};
  transfer loads[std::size_t{Loads + 1}]{}, stores[std::size_t{Stores + 1}]{};
  word code[std::size_t{Codes + 1}]{};
  int target[std::size_t{Codes + 1}]{};
  reduction reductions[std::size_t{Reductions + 1}]{};
  sample_total totals[std::size_t{Totals + 1}]{};
  double constants[std::size_t{Constants + 1}]{};
  symbol_id symbols[std::size_t{Symbols + 1}]{};
  const user_row* rows[std::size_t{Rows + 1}]{};
  stretch stretches[most_stretches]{};
  shape root_shapes[std::size_t{Roots}]{};
  int kernel_count = 0, load_count = 0, store_count = 0, code_count = 0, reduction_count = 0, total_count = 0,
      constant_count = 0, symbol_count = 0, row_count = 0, stretch_count = 0;
  int tile = 1;            // samples
  int workspace_size = 0;  // numbers
  bool inputs_outside_reductions = false;
  bool reduces_samples = false;
  fault flaw = fault::none;

  /// The numbers of products that are added up over the samples, in the kernels before one.
  constexpr int size_of_products(int before) const {
    int size = 0;
    for (int k = 0; k < before; ++k) size += kernels[k].over_samples ? kernels[k].i * kernels[k].j : 0;
    return size;
  }
  constexpr int size_of_products() const { return size_of_products(kernel_count); }
};
template <int Roots>
using wide_plan = plan<most_kernels, most_nodes, most_nodes, most_nodes, most_nodes, most_kernels, most_nodes, most_symbols,
                       most_user_rows, Roots>;

/// Copies what roots need, with powers turned into products, and in terms of fewer operations on shapes.
struct plan_lowering {
  const node_list& from;
  builder& to;
  int moved[most_nodes]{};
  bool needed[most_nodes]{};

  constexpr plan_lowering(const node_list& source, builder& target) : from(source), to(target) {}

  constexpr int move(int i) {
    const word node = from.nodes[i];
    const op o = op_of(node);
    if (o == op::constant) return to.constant(from.value(i));
    if (o == op::symbol) return to.symbol(from.symbols[first_of(node)]);
    if (arity_of(o) == 0) return to.leaf(o, first_of(node));
    const int a = moved[first_of(node)], b = moved[second_of(node)], c = moved[third_of(node)];
    switch (o) {
      case op::power: return lowered_power(to, a, b);
      case op::shift: return finite_or_zero(to, to.apply(op::maximum, a));
      case op::divide:  // by a scalar: one quotient, and products that round once more
        if (!from.is_verbatim && to.shapes[b].is_scalar() && !to.shapes[a].is_scalar() && !to.is_constant(b))
          return to.apply(op::multiply, to.apply(op::divide, to.constant(1), b), a);
        return to.apply(o, a, b);
      case op::column_sums: return to.put(op::row_sums, to.apply(op::transpose, a));  // apply() would turn it back
      case op::row_sums: return to.put(o, a);
      default: return to.apply(o, a, b, c);
    }
  }
  constexpr void run(int* roots, int count) {
    for (int i = 0; i < from.row_count; ++i) to.rows[i] = from.rows[i];
    to.row_count = from.row_count;
    mark_needed(from, roots, count, needed);
    for (int i = 0; i < from.size; ++i)
      if (needed[i]) moved[i] = move(i);
    for (int k = 0; k < count; ++k) roots[k] = moved[roots[k]];
  }
};

/// Makes a plan.
template <int Roots>
struct planner {
  const node_list& b;
  const int* roots;
  static constexpr int root_count = Roots;
  wide_plan<Roots> p;
  bool needed[most_nodes]{};          // by the roots
  bool changes[most_nodes]{};         // with the sample
  unsigned char level[most_nodes]{};  // how many sums over samples it takes
  int uses[most_nodes]{};
  bool kept[most_nodes]{};            // in memory
  access place[most_nodes]{};         // where
  bool has_place[most_nodes]{};
  bool done[most_nodes]{};            // in an earlier stretch
  bool in_stretch[most_nodes]{};
  int stage[most_nodes]{};            // within a stretch
  int absorbed[most_nodes]{};         // into the product that stands for this node's user
  int slot_of[most_nodes]{};          // in the loop at hand, plus one
  int free_begin = 0;

  constexpr planner(const node_list& graph, const int* outputs) : b(graph), roots(outputs) {}

  constexpr op op_at(int i) const { return b.op_at(i); }
  constexpr int operand(int i, int k) const {
    const word node = b.nodes[i];
    return k == 0 ? first_of(node) : k == 1 ? second_of(node) : third_of(node);
  }
  constexpr bool is_leaf(int i) const { return arity_of(b.nodes[i]) == 0 || op_at(i) == op::positions; }
  constexpr bool is_view(int i) const {
    switch (op_at(i)) {
      case op::transpose:
      case op::reshape:
      case op::slice:
      case op::element:
      case op::fill:
      case op::broadcast_rows:
      case op::broadcast_columns: return true;
      default: return false;
    }
  }
  /// Operations that a loop does element by element.
  constexpr bool is_elementwise(int i) const {
    const op o = op_at(i);
    if (is_leaf(i)) return false;
    return o == op::outer || (!is_shape_operation(o) && !is_reduction(o));
  }
  constexpr bool reduces_elements(int i) const {
    return op_at(i) == op::sum || op_at(i) == op::maximum || op_at(i) == op::row_sums;
  }
  constexpr bool assembles(int i) const { return op_at(i) == op::pad || op_at(i) == op::concatenate; }
  /// How many operands are values: positions and sizes are not.
  constexpr int value_count(int i) const {
    switch (op_at(i)) {
      case op::positions: return 0;
      case op::reshape:
      case op::slice:
      case op::element:
      case op::pad:
      case op::fill:
      case op::broadcast_rows:
      case op::broadcast_columns: return 1;
      default: return arity_of(b.nodes[i]);
    }
  }
  /// The node whose numbers a view shows.
  constexpr int base_of(int i) const {
    while (is_view(i) && !kept[i]) i = operand(i, 0);
    return i;
  }

  constexpr static int rows_of(const shape& s) { return s.is_matrix() ? s.rows : 1; }
  constexpr static int columns_of(const shape& s) { return s.is_matrix() ? s.columns : s.size(); }
  constexpr static bool is_contiguous(const access& a, const shape& s) {
    return a.is_uniform() || rows_of(s) == 1 || a.of_row == columns_of(s) * a.of_column;
  }

  /// Where the numbers of a node stand; its base has a place.
  constexpr access resolve(int i) const {
    if (has_place[i]) return place[i];
    const word node = b.nodes[i];
    switch (op_at(i)) {
      case op::constant: return beginning(home::constant, b.first(i));
      case op::named: return beginning(home::named, b.first(i));
      case op::number: return beginning(home::number, b.first(i));
      case op::symbol: {
        const shape s = b.shapes[i];
        access a = beginning(home::symbol, first_of(node));
        if (changes[i]) a.sample = s.size();
        if (!s.is_scalar()) a.of_column = 1;
        if (s.is_matrix()) a.of_row = s.columns;
        return a;
      }
      default: break;
    }
    const int x = operand(i, 0);
    access a = resolve(x);
    const auto whole = [&](int k) { return static_cast<int>(b.value(operand(i, k))); };
    switch (op_at(i)) {
      case op::transpose: {
        const int of_row = a.of_row;
        a.of_row = a.of_column;
        a.of_column = of_row;
        return a;
      }
      case op::reshape: {
        const shape s = b.shapes[i];
        if (a.of_row != 0 && a.of_column == 0) a.of_column = a.of_row;  // a column
        a.of_row = s.is_matrix() ? s.columns * a.of_column : 0;
        return a;
      }
      case op::slice: a.offset += whole(1) * a.of_column; return a;
      case op::element:
        a.offset += whole(1) * a.of_column;
        a.of_column = 0;
        return a;
      case op::fill: return a;
      case op::broadcast_rows: a.of_row = 0; return a;
      default:  // broadcast_columns
        a.of_row = a.of_column;
        a.of_column = 0;
        return a;
    }
  }

  // Memory: what is read for the last time gives its room back.

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
  part gaps[most_kernels]{};
  int gap_count = 0;
  int until[most_nodes]{};      // the last stage that reads a node; -1 once its room is given back
  bool is_lasting[most_nodes]{};  // beyond the stretch

  /// How long the numbers of a stretch are read.
  constexpr void find_lifetimes() {
    for (int n = 0; n < list_size; ++n) {
      until[list[n]] = stage[list[n]];
      is_lasting[list[n]] = is_root(list[n]) || is_reduction(op_at(list[n]));
    }
    const auto read = [&](int x, int at) {
      const int base = base_of(x);
      if (in_stretch[base] && until[base] < at) until[base] = at;
    };
    for (int n = 0; n < list_size; ++n) {
      const int i = list[n];
      if (absorbed[i]) continue;
      for (int k = 0; k < value_count(i); ++k) read(operand(i, k), stage[i]);
      if (multiplies(i))
        for (int k = 0; k < 2; ++k) read(operand(operand(i, 0), k), stage[i]);
    }
    for (int i = 0; i < b.size; ++i)
      if (needed[i] && !in_stretch[i])
        for (int k = 0; k < value_count(i); ++k) is_lasting[base_of(operand(i, k))] = true;
    for (int k = 0; k < root_count; ++k) is_lasting[base_of(roots[k])] = true;
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
    }
  }
  bool is_placed_part[most_nodes]{};

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
    if (!s.is_scalar()) a.of_column = 1;
    if (s.is_matrix()) a.of_row = s.columns;
    if (per_sample) a.sample = s.size();
    if (a.where == home::workspace) a.offset = take_room(room_of(i, per_sample));
    place[i] = a;
    has_place[i] = true;
  }

  // Which nodes are kept in memory, and in which stage each is computed.

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

  /// Whether a sum is the product of a vector that changes with the sample, in memory, and one that does not.
  constexpr bool is_dot(int i) const {
    if (op_at(i) != op::sum) return false;
    const int x = operand(i, 0);
    if (op_at(x) != op::multiply || uses[x] != 1 || b.shapes[operand(x, 0)] != b.shapes[operand(x, 1)]) return false;
    const int u = operand(x, 0), v = operand(x, 1);
    if (changes[u] == changes[v] || !changes[x]) return false;
    const int sampled = changes[u] ? u : v;
    return b.shapes[u].is_vector() && !is_elementwise(base_of(sampled));
  }
  /// Whether a sum over samples is that of products of a scalar with a vector, or of outer products.
  constexpr bool is_weighted(int i) const {
    const int x = operand(i, 0);
    if (!is_reduction(op_at(i)) || uses[x] != 1 || b.shapes[i].is_scalar() || !changes[x]) return false;
    if (op_at(x) == op::outer) return true;
    return op_at(x) == op::multiply && b.shapes[operand(x, 0)].is_scalar() != b.shapes[operand(x, 1)].is_scalar();
  }

  /// Whether a node and the product below it are one kernel.
  constexpr bool multiplies(int i) const { return is_dot(i) || is_weighted(i); }

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

  int list[most_nodes]{};  // the nodes of the stretch at hand
  int list_size = 0;

  constexpr bool is_root(int i) const {
    for (int k = 0; k < root_count; ++k)
      if (roots[k] == i) return true;
    return false;
  }

  // Kernels.

  constexpr int load(int x, kernel& k) {
    if (slot_of[x] != 0) return slot_of[x] - 1;
    transfer t{resolve(x), 0, false, op_at(x) == op::positions};
    t.is_condition = is_condition(op_at(x));
    t.slot = t.is_condition ? k.conditions++ : k.slots++;
    p.loads[p.load_count++] = t;
    slot_of[x] = t.slot + 1;
    touched[touched_count++] = x;
    return t.slot;
  }
  int touched[most_nodes]{};
  int touched_count = 0;

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
  }
  constexpr void store(int i, int slot, const access& to) { p.stores[p.store_count++] = {to, slot, is_condition(op_at(i)), false}; }

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
    if (kept[i]) store(i, target, place[i]);
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
  bool emitted[most_nodes]{};
  constexpr void copy_view(int i, kernel& k) {
    has_place[i] = false;  // what it shows, not itself
    const access from = resolve(i);
    has_place[i] = true;
    p.loads[p.load_count++] = {from, k.slots, false, false};
    store(i, k.slots++, place[i]);
  }
  constexpr bool is_in_loop(int i, int at_stage) const {
    if (stage[i] != at_stage || absorbed[i]) return false;
    if (is_view(i)) return kept[i];
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
  /// What is computed only to become part of a vector is stored there.
  constexpr void place_parts(int i, bool per_sample) {
    if (!assembles(i) || absorbed[i]) return;
    take_place(i, per_sample);
    int first = op_at(i) == op::pad ? static_cast<int>(b.value(operand(i, 1))) : 0;
    for (int k = 0; k < value_count(i); ++k) {
      const int x = operand(i, k), size = b.shapes[x].size();
      if (in_stretch[x] && kept[x] && is_elementwise(x) && !absorbed[x] && !has_place[x] && !is_root(x)) {
        place[x] = place[i];
        place[x].offset += first;
        has_place[x] = is_placed_part[x] = true;
      }
      first += size;
    }
  }
  constexpr bool is_part(int x, int i) const {
    return x >= 0 && has_place[x] && place[x].where == place[i].where && place[x].index == place[i].index &&
           place[x].offset >= place[i].offset && place[x].offset < place[i].offset + b.shapes[i].size() &&
           is_elementwise(x) && !is_root(x);
  }

  constexpr void emit_piece(int x, int i, int first, int count, bool per_sample) {
    if (count <= 0 || is_part(x, i)) return;
    access to = place[i];
    to.offset += first;
    emit_copy(x < 0 ? zero() : resolve(x), to, {count, 0}, per_sample);
  }
  constexpr void emit_assembly(int i, bool per_sample) {
    const int x = operand(i, 0), size = b.shapes[x].size();
    if (op_at(i) == op::concatenate) {
      emit_piece(x, i, 0, size, per_sample);
      emit_piece(operand(i, 1), i, size, b.shapes[operand(i, 1)].size(), per_sample);
    } else {
      const int first = static_cast<int>(b.value(operand(i, 1))), all = b.shapes[i].size();
      emit_piece(-1, i, 0, first, per_sample);
      emit_piece(x, i, first, size, per_sample);
      emit_piece(-1, i, first + size, all - first - size, per_sample);
    }
  }

  /// Which way of multiplying suits the strides.
  constexpr void put_product(kernel k) {
    if (!k.over_samples && k.b.of_row == 1 && k.a.of_column == 1 && (k.b.of_column != 1 || k.j == 1)) k.kind = kernel_kind::dots;
    else if (k.b.of_column == 1 && k.c.of_column == 1) k.kind = kernel_kind::panels;
    else k.kind = kernel_kind::any_product;
    p.kernels[p.kernel_count++] = k;
  }
  constexpr static access transposed(access a) {
    const int of_row = a.of_row;
    a.of_row = a.of_column;
    a.of_column = of_row;
    return a;
  }
  /// With samples as rows.
  constexpr static access sampled(access a) {
    a.of_row = a.sample;
    a.sample = 0;
    return a;
  }

  constexpr void emit_product(int i, bool per_sample) {
    kernel k{};
    k.per_sample = per_sample;
    k.c = place[i];
    if (is_dot(i)) {
      const int x = operand(i, 0), u = operand(x, changes[operand(x, 0)] ? 0 : 1), v = operand(x, changes[operand(x, 0)] ? 1 : 0);
      k.a = sampled(resolve(u));
      k.b = transposed(resolve(v));  // one column
      k.c = sampled(k.c);
      k.i = 0, k.k = b.shapes[u].rows, k.j = 1;
    } else if (is_reduction(op_at(i))) {
      k.over_samples = true;
      k.is_mean = op_at(i) == op::sample_mean;
      const int x = operand(i, 0);
      k.i = 1;
      k.k = 0;
      k.j = b.shapes[i].size();
      if (is_weighted(i) && op_at(x) == op::outer) {
        k.i = b.shapes[i].rows;
        k.j = b.shapes[i].columns;
        k.a = transposed(sampled(resolve(operand(x, 0))));
        k.b = sampled(resolve(operand(x, 1)));
      } else {
        int vector = x;
        k.a = beginning(home::constant, constant_index(1));
        if (is_weighted(i)) {
          const bool first = b.shapes[operand(x, 0)].is_scalar();
          vector = operand(x, first ? 1 : 0);
          k.a = transposed(sampled(resolve(operand(x, first ? 0 : 1))));
        }
        k.b = resolve(vector);
        k.b.of_row = k.b.sample;  // a matrix as a vector: what is kept stands in order
        k.b.sample = 0;
      }
      k.c.of_row = k.i == 1 ? 0 : k.j;
    } else {
      const int x = operand(i, 0), y = operand(i, 1);
      const bool by_vector = b.shapes[y].is_vector();
      k.k = b.shapes[x].columns;
      if (by_vector && changes[y] && !changes[x] && per_sample) {
        k.a = sampled(resolve(y));
        k.b = transposed(resolve(x));
        k.c = sampled(k.c);
        k.i = 0, k.j = b.shapes[x].rows;
      } else if (by_vector) {  // as a row, times the transposed matrix
        k.each_sample = per_sample;
        k.a = resolve(y);
        k.b = transposed(resolve(x));
        k.i = 1, k.j = b.shapes[x].rows;
      } else {
        k.each_sample = per_sample;
        k.a = resolve(x);
        k.b = resolve(y);
        k.i = b.shapes[x].rows, k.j = b.shapes[y].columns;
      }
    }
    put_product(k);
  }

  constexpr bool is_product(int i) const {
    return op_at(i) == op::matmul || is_dot(i) || (is_reduction(op_at(i)) && !b.shapes[i].is_scalar());
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

  /// The nodes that are marked as those of a stretch.
  constexpr void emit_stretch(bool per_sample) {
    stretch s{p.kernel_count, 0, p.total_count, 0, per_sample};
    list_size = 0;
    for (int i = 0; i < b.size; ++i)
      if (in_stretch[i]) list[list_size++] = i;
    keep_for_others();
    for (int round = 0; round < 3; ++round) find_stages();  // what is kept decides on stages, and they on what is kept
    put_off();
    int last = 0;
    for (int n = 0; n < list_size; ++n) {
      const int i = list[n];
      if (absorbed[i]) continue;
      emitted[i] = false;
      if (last < stage[i]) last = stage[i];
      kept[i] |= !is_view(i) && (!is_elementwise(i) || is_root(i));
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
        if (stage[i] != at || absorbed[i] || is_view(i)) continue;
        if (assembles(i)) emit_assembly(i, per_sample);
        else if (is_product(i)) emit_product(i, per_sample);
      }
      give_back_after(at, per_sample, at == last);
    }
    s.end = p.kernel_count;
    s.last_total = p.total_count;
    p.stretches[p.stretch_count++] = s;
    for (int n = 0; n < list_size; ++n) {
      const int i = list[n];
      if (per_sample && changes[i]) forget(i);
      else done[i] = true;
      in_stretch[i] = false;
    }
  }
  /// What changes with the sample is computed again by the next pass that needs it.
  constexpr void forget(int i) {
    kept[i] = has_place[i] = is_placed_part[i] = is_lasting[i] = false;
    stage[i] = 0;
  }

  constexpr void classify() {
    mark_needed(b, roots, root_count, needed);
    for (int i = 0; i < b.size; ++i) {
      if (!needed[i]) continue;
      const op o = op_at(i);
      if (o == op::symbol) changes[i] = b.symbols[b.first(i)].kind == symbol_kind::input;
      for (int k = 0; k < value_count(i); ++k) {
        const int x = operand(i, k);
        ++uses[x];
        changes[i] |= changes[x];
        if (level[i] < level[x]) level[i] = level[x];
      }
      if (is_reduction(o)) changes[i] = false, ++level[i], p.reduces_samples = true;
      if (levels < level[i]) levels = level[i];
    }
    for (int k = 0; k < root_count; ++k) ++uses[roots[k]];
  }
  int levels = 0;

  /// How many samples make a tile: with a product of matrices enough to pay for reading them; else so few that their
  /// rows, and the widest that is computed of them, are near from the forward to the backward pass. (100 KB of doubles:
  /// half of it takes 1.05 times as long on 784 inputs, a quarter 1.3 times, four times as much 1.1 times.)
  constexpr int tile_size() const {
    int width = 0, widest = 0;
    bool multiplies = false;
    for (int i = 0; i < b.size; ++i) {
      if (!needed[i] || !changes[i]) continue;
      if (op_at(i) == op::symbol) width += b.shapes[i].size();
      if (widest < b.shapes[i].size()) widest = b.shapes[i].size();
      multiplies |= op_at(i) == op::matmul;
    }
    if (multiplies) return largest_tile;
    if (width < widest) width = widest;
    const int fitting = width == 0 ? largest_tile : 12800 / width / 4 * 4;
    return fitting < 4 ? 4 : fitting > largest_tile ? largest_tile : fitting;
  }

  constexpr void run() {
    classify();
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
    for (int k = 0; k < root_count; ++k) {
      in_stretch[roots[k]] |= changes[roots[k]] && !is_leaf(roots[k]);
      p.inputs_outside_reductions |= changes[roots[k]];
    }
    add_changing();
    emit_stretch(false);
    // Roots that are leaves, views, or the same as another.
    for (int k = 0; k < root_count; ++k)
      if (!(has_place[roots[k]] && place[roots[k]].where == home::output && place[roots[k]].index == k)) {
        const shape s = b.shapes[roots[k]];
        access to = beginning(home::output, k);
        if (!s.is_scalar()) to.of_column = 1;
        if (s.is_matrix()) to.of_row = s.columns;
        emit_copy(resolve(roots[k]), to, s, false);
      }
    p.stretches[p.stretch_count - 1].end = p.kernel_count;
    p.workspace_size = free_begin;
    for (int k = 0; k < root_count; ++k) p.root_shapes[k] = b.shapes[roots[k]];
  }
  /// Adds what changes with the sample and is needed.
  constexpr void add_changing() {
    for (int i = b.size - 1; i >= 0; --i) {
      if (!in_stretch[i]) continue;
      for (int k = 0; k < value_count(i); ++k) {
        const int x = operand(i, k);
        if (changes[x] && !is_leaf(x)) in_stretch[x] = true;
      }
    }
  }
};

}  // namespace symdiff::detail
