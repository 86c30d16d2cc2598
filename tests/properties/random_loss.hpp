// SPDX-License-Identifier: BSL-1.0
#pragma once
// A loss over samples that a seed makes, of parameters and inputs that are scalars, vectors and matrices: functions of
// elements, conditions, parts (often repeated), reductions, products, and means and sums over the samples, nested in each
// other and multiplied with each other. What it is as an expression of symdiff is said here; what it is as a number, by
// plain loops, in plain_loops.hpp. The compiler makes the same losses as a program does.
#include <symdiff/symdiff.hpp>

#include <cstdint>

namespace random_losses {

using symdiff::detail::shape;

enum class term : unsigned char {
  symbol, constant,
  // element by element
  negate, square, sine, cosine, tangent, exponential, sigmoid, softplus, magnitude, log_one_plus_square, root_of_one_plus_square,
  power_of_one_plus_square, cube, add, subtract, multiply, quotient, larger, smaller, where_less, where_less_equal, where_neither,
  // shapes
  sum, mean, maximum, norm, log_sum_exp, softmax, log_softmax, matmul, outer, transpose, reshape, slice, element, stack,
  row_sums, column_sums, broadcast_rows, broadcast_columns,
  // over samples
  sample_mean, sample_sum, mse, mae
};

/// A part of a loss: its operands are before it.
struct loss_part {
  term what;
  int operand[4];
  int first, count;  // of a slice; the position of an element; rows and columns of a reshape; how often rows are repeated
  double number;     // of a constant
  shape s;
  bool varies;       // with the sample
  int nested;        // how many means and sums deep
};

struct symbol {
  const char* name;
  bool is_input;
  shape s;
  bool is_once = false;  // an input that is given the numbers of one sample, which are those of all
};
inline constexpr int symbol_count = 9;

inline constexpr int most_parts = 72;

/// The last part is the loss, a scalar that is the same for all samples.
struct loss {
  symbol symbols[symbol_count]{};
  loss_part parts[most_parts]{};
  int size = 0;
};

constexpr bool takes_a_scalar_with_all(term t) { return t >= term::add && t <= term::where_neither; }
constexpr int operands_of(term t) {
  if (t == term::symbol || t == term::constant) return 0;
  if (t >= term::where_less && t <= term::where_neither) return 4;
  if ((t >= term::add && t <= term::smaller) || t == term::matmul || t == term::outer || t == term::stack || t == term::mse ||
      t == term::mae)
    return 2;
  return 1;
}

/// Draws a loss.
struct maker {
  std::uint64_t state;
  loss made{};

  bool may_be_once;

  constexpr explicit maker(std::uint64_t seed, bool once = true) : state(seed * 0x9e3779b97f4a7c15 + 1), may_be_once(once) {}

  constexpr std::uint64_t next() {  // splitmix64
    std::uint64_t z = (state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  constexpr int below(int count) { return count < 2 ? 0 : static_cast<int>(next() % static_cast<std::uint64_t>(count)); }

  constexpr shape shape_at(int i) const { return i < 0 ? shape{} : made.parts[i].s; }

  /// A part that fits, the later ones more often; -1 if none does.
  template <class Fits>
  constexpr int pick(const Fits& fits) {
    int fitting[most_parts]{}, count = 0;
    for (int i = 0; i < made.size; ++i)
      if (fits(made.parts[i])) fitting[count++] = i;
    if (count == 0) return -1;
    const int recent = below(3) == 0 || count < 4 ? count : 4;
    return fitting[count - 1 - below(recent)];
  }
  constexpr int pick_like(const shape& s, bool or_scalar) {
    return pick([&](const loss_part& p) { return p.s == s || (or_scalar && p.s.is_scalar()); });
  }

  constexpr int add(loss_part p) {
    for (int k = 0; k < operands_of(p.what); ++k) {
      const loss_part& from = made.parts[p.operand[k]];
      p.varies |= from.varies;
      if (p.nested < from.nested) p.nested = from.nested;
    }
    if (p.what >= term::sample_mean) p.varies = false, ++p.nested;
    made.parts[made.size] = p;
    return made.size++;
  }

  /// Adds a part of a kind that is drawn, if there is something for it to be of.
  constexpr void grow() {
    const int kind = below(10);
    if (kind < 2) return grow_unary();
    if (kind < 5) return grow_binary();
    if (kind < 9) return grow_shaped();
    grow_over_samples();
  }
  constexpr void grow_unary() {
    loss_part p{};
    p.what = static_cast<term>(static_cast<int>(term::negate) + below(static_cast<int>(term::add) - static_cast<int>(term::negate)));
    p.operand[0] = pick([](const loss_part&) { return true; });
    p.s = shape_at(p.operand[0]);
    add(p);
  }
  constexpr void grow_binary() {
    loss_part p{};
    const int which = below(12);
    p.what = which < 9 ? static_cast<term>(static_cast<int>(term::add) + which % 6)
                       : static_cast<term>(static_cast<int>(term::where_less) + which - 9);
    p.operand[0] = pick([](const loss_part&) { return true; });
    shape s = shape_at(p.operand[0]);
    for (int k = 1; k < operands_of(p.what); ++k) {
      p.operand[k] = s.is_scalar() ? pick([](const loss_part&) { return true; }) : pick_like(s, true);
      if (s.is_scalar()) s = shape_at(p.operand[k]);
    }
    p.s = s;
    if (p.what == term::where_less || p.what == term::where_less_equal || p.what == term::where_neither || below(2) == 0) {
      // In another order, so that the scalar is now the first, now the second.
      const int k = below(operands_of(p.what)), first = p.operand[0];
      p.operand[0] = p.operand[k];
      p.operand[k] = first;
    }
    add(p);
  }
  constexpr void grow_shaped() {
    loss_part p{};
    p.what = static_cast<term>(static_cast<int>(term::sum) + below(static_cast<int>(term::sample_mean) - static_cast<int>(term::sum)));
    const auto is_array = [](const loss_part& a) { return !a.s.is_scalar(); };
    const auto is_vector = [](const loss_part& a) { return a.s.is_vector(); };
    const auto is_matrix = [](const loss_part& a) { return a.s.is_matrix(); };
    int x = -1, y = -1;
    switch (p.what) {
      case term::sum: case term::mean: case term::maximum: case term::norm: case term::log_sum_exp: x = pick(is_array); break;
      case term::softmax: case term::log_softmax:
        x = pick(is_vector);
        if (x >= 0) p.s = shape_at(x);
        break;
      case term::matmul: {
        x = pick(is_matrix);
        if (x < 0) return;
        const shape s = shape_at(x);
        y = pick([&](const loss_part& a) { return !a.s.is_scalar() && a.s.rows == s.columns; });
        if (y < 0) return;
        p.s = {s.rows, shape_at(y).columns};
        break;
      }
      case term::outer:
        x = pick(is_vector), y = pick(is_vector);
        p.s = {shape_at(x).rows, shape_at(y).rows};
        if (p.s.size() > 64) return;
        break;
      case term::transpose:
        x = pick(is_matrix);
        if (x >= 0) p.s = {shape_at(x).columns, shape_at(x).rows};
        break;
      case term::reshape: {
        x = pick(is_array);
        const int all = shape_at(x).size();
        if (shape_at(x).is_matrix() && below(2) == 0) p.s = {all, 0};
        else {
          int rows = 1 + below(6);
          while (all % rows != 0) --rows;
          p.s = {rows, all / rows};
        }
        p.first = p.s.rows, p.count = p.s.columns;
        break;
      }
      case term::slice: {
        x = pick(is_vector);
        const int all = shape_at(x).rows;
        p.count = 1 + below(all);
        p.first = below(all - p.count + 1);
        p.s = {p.count, 0};
        break;
      }
      case term::element:
        x = pick(is_vector);
        p.first = below(shape_at(x).rows);
        break;
      case term::stack: {
        const auto is_flat = [](const loss_part& a) { return !a.s.is_matrix(); };
        x = pick(is_flat);
        y = below(3) == 0 ? x : pick(is_flat);
        p.s = {shape_at(x).size() + shape_at(y).size(), 0};
        if (p.s.rows > 24) return;
        break;
      }
      case term::row_sums:
        x = pick(is_matrix);
        if (x >= 0) p.s = {shape_at(x).rows, 0};
        break;
      case term::column_sums:
        x = pick(is_matrix);
        if (x >= 0) p.s = {shape_at(x).columns, 0};
        break;
      case term::broadcast_rows:
        x = pick(is_vector);
        p.count = 1 + below(4);
        p.s = {p.count, shape_at(x).rows};
        break;
      case term::broadcast_columns:
        x = pick(is_vector);
        p.count = 1 + below(4);
        p.s = {shape_at(x).rows, p.count};
        break;
      default: return;
    }
    if (x < 0 || p.s.size() > 64) return;
    p.operand[0] = x, p.operand[1] = y < 0 ? 0 : y;
    add(p);
  }
  constexpr void grow_over_samples() {
    loss_part p{};
    const int which = below(6);
    p.what = which == 0 ? term::mse : which == 1 ? term::mae : which < 4 ? term::sample_mean : term::sample_sum;
    const auto fits = [](const loss_part& a) { return a.s.is_scalar() && a.nested < 3; };
    p.operand[0] = below(4) == 0 ? pick([](const loss_part& a) { return a.nested < 3; })
                                 : below(3) == 0 ? pick(fits) : pick([&](const loss_part& a) { return fits(a) && a.varies; });
    if (p.operand[0] < 0) return;
    p.s = shape_at(p.operand[0]);
    p.operand[1] = p.what == term::mse || p.what == term::mae ? pick_like(p.s, false) : 0;
    if (made.parts[p.operand[1]].nested >= 3) return;
    add(p);
  }

  constexpr int scalar_of(int i) {
    constexpr term reductions[]{term::sum, term::sum, term::mean, term::norm, term::maximum, term::log_sum_exp};
    loss_part p{};
    if (!shape_at(i).is_scalar()) p.what = reductions[below(6)], p.operand[0] = i, i = add(p);
    if (!made.parts[i].varies) return i;
    loss_part over{};
    over.what = below(2) == 0 ? term::sample_mean : term::sample_sum;
    over.operand[0] = i;
    return add(over);
  }

  constexpr loss make() {
    const int n = 1 + below(below(3) == 0 ? 9 : 4), m = 1 + below(4);
    const symbol all[symbol_count]{{"a", false, {0, 0}}, {"b", false, {0, 0}}, {"v", false, {n, 0}}, {"w", false, {n, 0}}, {"W", false, {m, n}},
                          {"s", true, {0, 0}},  {"t", true, {0, 0}},  {"x", true, {n, 0}},  {"M", true, {m, n}}};
    constexpr int weights[symbol_count]{3, 1, 3, 1, 2, 3, 1, 2, 1};
    const double constants[]{0, 1, 2, 0.5, -1, 3};
    for (int k = 0; k < symbol_count; ++k) made.symbols[k] = all[k];
    for (symbol& each : made.symbols) each.is_once = each.is_input && below(5) == 0 && may_be_once;
    for (int k = symbol_count - 1; k >= 0; --k)
      if (below(4) < weights[k]) {
        loss_part p{term::symbol, {k}, 0, 0, 0, all[k].s, all[k].is_input && !made.symbols[k].is_once, 0};
        made.parts[made.size++] = p;
      }
    if (made.size == 0) made.parts[made.size++] = {term::symbol, {0}, 0, 0, 0, {0, 0}, false, 0};
    made.parts[made.size++] = {term::constant, {}, 0, 0, constants[below(6)], {0, 0}, false, 0};
    const int leaves = made.size, operations = 2 + below(below(2) == 0 ? 8 : 22);
    for (int tries = 0; made.size < leaves + operations && tries < 100; ++tries) grow();
    // What no other part reads becomes part of the loss, by products and sums.
    bool is_read[most_parts]{};
    for (int i = 0; i < made.size; ++i)
      for (int k = 0; k < operands_of(made.parts[i].what); ++k) is_read[made.parts[i].operand[k]] = true;
    int total = -1, last = made.size - 1;
    for (int i = last; i >= leaves && made.size + 4 < most_parts; --i) {
      if (is_read[i]) continue;
      const int x = scalar_of(i);
      loss_part p{below(2) == 0 ? term::multiply : term::add, {total, x}, 0, 0, 0, {0, 0}, false, 0};
      total = total < 0 ? x : add(p);
    }
    if (total < 0) total = scalar_of(last);
    if (total != made.size - 1) add({term::negate, {total}, 0, 0, 0, {0, 0}, false, 0});
    return made;
  }
};

constexpr symdiff::detail::symbol_id id_of_symbol(const symbol& s) {
  symdiff::detail::symbol_id id{{}, s.is_input ? symdiff::symbol_kind::input : symdiff::symbol_kind::parameter, s.s};
  id.name.text[0] = s.name[0];
  return id;
}

/// The loss as a node, by the library's own functions of traced values.
struct writer {
  symdiff::detail::builder& b;
  const loss& l;
  symdiff::traced moved[most_parts]{};

  constexpr symdiff::traced sized(symdiff::detail::op o, const symdiff::traced& x, int first) {
    return {b, b.apply(o, x.node, b.constant(first))};
  }
  constexpr symdiff::traced sized(symdiff::detail::op o, const symdiff::traced& x, int first, int second) {
    return {b, b.apply(o, x.node, b.constant(first), b.constant(second))};
  }

  constexpr symdiff::traced move(const loss_part& p) {
    using namespace symdiff;
    using symdiff::detail::op;
    const traced& x = moved[p.operand[0]];
    const traced& y = moved[p.operand[1]];
    const traced& u = moved[p.operand[2]];
    const traced& z = moved[p.operand[3]];
    switch (p.what) {
      case term::symbol: return {b, b.symbol(id_of_symbol(l.symbols[p.operand[0]]))};
      case term::constant: return {b, b.constant(p.number)};
      case term::negate: return -x;
      case term::square: return square(x);
      case term::sine: return sin(x);
      case term::cosine: return cos(x);
      case term::tangent: return tanh(x);
      case term::exponential: return exp(x);
      case term::sigmoid: return sigmoid(x);
      case term::softplus: return softplus(x);
      case term::magnitude: return abs(x);
      case term::log_one_plus_square: return log(1_c + square(x));
      case term::root_of_one_plus_square: return sqrt(1_c + x * x);
      case term::power_of_one_plus_square: return pow(1_c + square(x), 1.5_c);
      case term::cube: return pow(x, 3_c);
      case term::add: return x + y;
      case term::subtract: return x - y;
      case term::multiply: return x * y;
      case term::quotient: return x / (1_c + square(y));
      case term::larger: return max(x, y);
      case term::smaller: return min(x, y);
      case term::where_less: return where(x < y, u, z);
      case term::where_less_equal: return where(x <= y && u > z, z, u);
      case term::where_neither: return where(!(x > y) || u < 0_c, u * x, z);
      case term::sum: return sum(x);
      case term::mean: return mean(x);
      case term::maximum: return max(x);
      case term::norm: return norm(x);
      case term::log_sum_exp: return log_sum_exp(x);
      case term::softmax: return softmax(x);
      case term::log_softmax: return log_softmax(x);
      case term::matmul: return matmul(x, y);
      case term::outer: return outer(x, y);
      case term::transpose: return transpose(x);
      case term::reshape: return sized(op::reshape, x, p.first, p.count);
      case term::slice: return sized(op::slice, x, p.first, p.count);
      case term::element: return sized(op::element, x, p.first);
      case term::stack: return {b, b.apply(op::concatenate, x.node, y.node)};
      case term::row_sums: return row_sums(x);
      case term::column_sums: return column_sums(x);
      case term::broadcast_rows: return sized(op::broadcast_rows, x, p.count);
      case term::broadcast_columns: return sized(op::broadcast_columns, x, p.count);
      case term::sample_mean: return sample_mean(x);
      case term::sample_sum: return sample_sum(x);
      case term::mse: return mse(x, y);
      case term::mae: return mae(x, y);
    }
    return x;
  }
  constexpr int write() {
    for (int i = 0; i < l.size; ++i) moved[i] = move(l.parts[i]);
    return moved[l.size - 1].node;
  }
};

}  // namespace random_losses
