// SPDX-License-Identifier: BSL-1.0
// Random expressions with branches: chains and nests of `where` to a depth of 12, conditions of conditions, parts that several
// branches share, rows that choose, parts whose values or derivatives are infinite or NaN, vectors, matrices, samples. Value,
// gradient, Hessian and Hessian-vector product, in reverse and forward accumulation, against those of the branch taken alone:
// the same expression without any choice, number by number and sample by sample. By the graph, and by the programs and plans
// that are made of it. For many, as tools/search-branches runs them:
//   random_branches -- COUNT SEED
#include "run_time_evaluation.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

// Rows in two types: how far these are apart tells how much of a result is rounding.
const auto rows = run_time_rows::make_rows<long double>(all_rows{});
const auto& row_of_code(op code) { return run_time_rows::row_of_code(rows, code); }
double call(op code, const double* at) { return row_of_code(code).in_double(at); }
long double call(op code, const long double* at) { return row_of_code(code).in_wide(at); }

// An expression as it was made.

constexpr int scalars = 2, length = 3, samples = 3;
struct made_node {
  op code = op::constant;
  int operand[3]{};
  double constant = 0;  // or a number, an index of a symbol
  shape s{};
  bool varies = false;  // with the sample
};
using made = std::vector<made_node>;  // the last is the root

struct point {
  double scalar[scalars], vector[length], input[samples], direction[length];
};

bool is_sized(op o) { return o == op::fill || o == op::broadcast_rows || o == op::broadcast_columns || o == op::slice || o == op::element || o == op::pad || o == op::reshape; }

struct maker {
  std::mt19937_64 random;
  made all;
  int below(std::size_t count) { return static_cast<int>(random() % count); }
  bool with_odds(int one_in) { return below(static_cast<std::size_t>(one_in)) == 0; }

  int add(made_node node) {
    for (int k = 0; k < arity_of(node.code); ++k)
      if (k == 0 || !is_sized(node.code)) node.varies |= all[static_cast<std::size_t>(node.operand[k])].varies;
    if (is_reduction(node.code)) node.varies = false;
    all.push_back(node);
    return static_cast<int>(all.size()) - 1;
  }
  const shape& shape_at(int i) const { return all[static_cast<std::size_t>(i)].s; }
  int apply(op o, int x, int y = 0, int z = 0) {
    shape s = shape_at(x);
    if (arity_of(o) > 1 && s.is_scalar()) s = shape_at(y);
    if (arity_of(o) > 2 && s.is_scalar()) s = shape_at(z);
    return add({o, {x, y, z}, 0, s});
  }

  /// A pool of one shape; inside of samples or not.
  std::vector<int> pool[3];  // scalars, vectors, matrices
  static int kind(const shape& s) { return s.is_scalar() ? 0 : s.is_vector() ? 1 : 2; }

  int pick(int k) {
    const std::vector<int>& from = pool[k];
    const std::size_t recent = std::min<std::size_t>(with_odds(3) ? 100 : 4, from.size());
    return from[from.size() - 1 - static_cast<std::size_t>(below(recent))];
  }
  int condition(int k, int depth = 2) {
    switch (below(depth == 0 ? 3 : 6)) {
      case 0: return apply(op::less, pick(k), pick(0));
      case 1: return apply(op::less_equal, pick(0), pick(k));
      case 2: return with_odds(3) ? apply(op::equal, pick(k), pick(0)) : apply(op::less, pick(0), pick(k));
      case 3: return apply(op::logical_and, condition(k, depth - 1), condition(0, depth - 1));
      case 4: return apply(op::logical_or, condition(k, depth - 1), condition(k, depth - 1));
      default: return apply(op::logical_not, condition(k, depth - 1));
    }
  }
  /// A piecewise function: conditions one after the other, whose pieces share what the pool has.
  int chain(int k) {
    const int pieces = 1 + below(with_odds(4) ? 12 : 3);
    int rest = pick(k);
    for (int i = 0; i < pieces; ++i) {
      const int part = with_odds(4) ? singular(pick(k)) : pick(k), by = condition(with_odds(2) ? k : 0);
      rest = with_odds(3) ? apply(op::where, by, rest, part) : apply(op::where, by, part, rest);
    }
    return rest;
  }
  int singular(int x) {
    static const op codes[]{op::square_root, code_of_row<log_fn>(), code_of_row<acos_fn>(), code_of_row<asin_fn>(), code_of_row<tan_fn>(),
                            code_of_row<atanh_fn>(), code_of_row<lgamma_fn>(), code_of_row<log1p_fn>(), code_of_row<acosh_fn>(),
                            code_of_row<cbrt_fn>(), code_of_row<logit_fn>(), code_of_row<exp_fn>(), code_of_row<log2_fn>()};
    return apply(codes[below(std::size(codes))], x);
  }
  int smooth(int x) {
    static const op codes[]{op::square, op::sine, op::cosine, op::negate, code_of_row<tanh_fn>(), code_of_row<sigmoid_fn>(), code_of_row<softplus_fn>(),
                            code_of_row<exp_fn>(), code_of_row<atan_fn>(), code_of_row<asinh_fn>(), code_of_row<sinh_fn>()};
    return apply(codes[below(std::size(codes))], x);
  }
  int combined(int k) {
    static const op codes[]{op::add, op::subtract, op::multiply, op::divide, op::multiply, op::add};
    const op o = codes[below(std::size(codes))];
    const int x = pick(k), y = pick(with_odds(2) ? k : 0);
    return with_odds(2) ? apply(o, x, y) : apply(o, y, x);
  }
  int choosing(int k) {
    switch (below(4)) {
      case 0: return apply(code_of_row<abs_fn>(), pick(k));
      case 1: return apply(code_of_row<relu_fn>(), pick(k));
      case 2: return apply(op::larger, pick(k), pick(0));
      default: return apply(code_of_row<min_fn>(), pick(k), pick(k));
    }
  }
  int constant(double value) { return add({op::constant, {}, value}); }
  /// From one shape to another.
  int reshaped() {
    const int v = pick(1), m = pick(2);
    switch (below(10)) {
      case 0: return add({op::sum, {pick(1)}});
      case 1: return add({op::sum, {m}});
      case 2: return add({op::row_sums, {m}, 0, {length, 0}});
      case 3: return add({op::column_sums, {m}, 0, {length, 0}});
      case 4: return add({op::maximum, {v}});
      case 5: return add({op::matmul, {m, v}, 0, {length, 0}});
      case 6: return add({op::matmul, {m, pick(2)}, 0, {length, length}});
      case 7: return add({op::outer, {v, pick(1)}, 0, {length, length}});
      case 8: return add({op::transpose, {m}, 0, {length, length}});
      default: return add({with_odds(2) ? op::broadcast_rows : op::broadcast_columns, {v, constant(length)}, 0, {length, length}});
    }
  }
  void grow(int operations, bool has_shapes) {
    for (int i = 0; i < operations; ++i) {
      const int k = has_shapes && !with_odds(3) ? 1 + with_odds(3) : 0;
      const int what = below(has_shapes ? 12 : 9);
      const int node = what < 2 ? singular(pick(k)) : what < 3 ? smooth(pick(k)) : what < 5 ? combined(k) : what < 8 ? chain(k)
                       : what < 9 ? (with_odds(3) ? apply(op::power, pick(k), pick(0)) : choosing(k)) : reshaped();
      pool[kind(shape_at(node))].push_back(node);
    }
  }

  made make() {
    static constexpr double constants[]{0, 1, 2, 0.5, -1, 3};
    const bool has_shapes = with_odds(2), has_samples = with_odds(2);
    for (int c = 0; c < 2; ++c) pool[0].push_back(add({op::constant, {}, constants[below(6)]}));
    pool[0].push_back(add({op::number, {}, constants[below(6)]}));
    for (int i = 0; i < scalars; ++i) pool[0].push_back(add({op::symbol, {i}}));
    if (has_shapes) {
      pool[1].push_back(add({op::symbol, {scalars}, 0, {length, 0}}));
      pool[1].push_back(apply(op::multiply, pick(0), pick(1)));
      pool[2].push_back(add({op::outer, {pool[1][0], pool[1][1]}, 0, {length, length}}));
    }
    grow(1 + below(8), has_shapes);
    if (has_samples) {
      const std::vector<int> before[]{pool[0], pool[1], pool[2]};
      std::vector<int> reductions;
      for (int i = 0; i < 1 + below(2); ++i) {
        made_node t{op::symbol, {scalars + 1}};
        t.varies = true;
        pool[0].push_back(add(t));
        grow(2 + below(6), has_shapes);
        reductions.push_back(add({with_odds(2) ? op::sample_sum : op::sample_mean, {as_scalar(pool[kind(all.back().s)].back())}}));
        for (int k = 0; k < 3; ++k) pool[k] = before[k];
      }
      pool[0].insert(pool[0].end(), reductions.begin(), reductions.end());
    }
    grow(1 + below(8), has_shapes);
    const int last = as_scalar(pool[has_shapes ? below(2) : 0].back());
    add({op::add, {last, chain(0)}});
    return all;
  }
  int as_scalar(int i) { return shape_at(i).is_scalar() ? i : add({op::sum, {i}}); }
};

// Nodes in numbers: of a made expression, or of a builder's graph.

template <class T>
using values = std::vector<std::vector<T>>;  // for each sample, one for each element

template <class T>
T product_at(const std::vector<T>& x, const std::vector<T>& y, int i, int k, int inner, int columns) {
  T sum = 0;
  for (int l = 0; l < inner; ++l) sum += x[static_cast<std::size_t>(i * inner + l)] * y[static_cast<std::size_t>(l * columns + k)];
  return sum;
}

/// An operation on numbers of given shapes. `whole` are what sizes and positions are.
template <class T>
std::vector<T> result_of_operation(op o, const std::vector<T>* const* from, const shape* of, const shape& s, const int* whole) {
  std::vector<T> r(static_cast<std::size_t>(s.size()));
  const std::vector<T>& x = *from[0];
  const auto index = [](int i) { return static_cast<std::size_t>(i); };
  const int columns = std::max(1, of[0].columns);
  for (int i = 0; i < s.size(); ++i) {
    T& out = r[index(i)];
    switch (o) {
      case op::sum: for (const T& u : x) out += u; break;
      case op::row_sums: for (int k = 0; k < columns; ++k) out += x[index(i * columns + k)]; break;
      case op::column_sums: for (int k = 0; k < of[0].rows; ++k) out += x[index(k * columns + i)]; break;
      case op::maximum: out = x[0]; for (const T& u : x) out = out < u || !(u == u) ? u : out; break;
      case op::shift: out = x[0]; for (const T& u : x) out = out < u || !(u == u) ? u : out; out = out - out == 0 ? out : 0; break;
      case op::matmul: out = product_at(x, *from[1], i / std::max(1, s.columns), i % std::max(1, s.columns), columns, std::max(1, s.columns)); break;
      case op::outer: out = x[index(i / s.columns)] * (*from[1])[index(i % s.columns)]; break;
      case op::transpose: out = x[index(i % s.columns * columns + i / s.columns)]; break;
      case op::reshape: out = x[index(i)]; break;
      case op::slice:
      case op::element: out = x[index(whole[1] + i)]; break;
      case op::pad: out = i < whole[1] || i >= whole[1] + static_cast<int>(x.size()) ? T(0) : x[index(i - whole[1])]; break;
      case op::concatenate: out = i < static_cast<int>(x.size()) ? x[index(i)] : (*from[1])[index(i) - x.size()]; break;
      case op::broadcast_rows: out = x[index(i % s.columns)]; break;
      case op::broadcast_columns: out = x[index(i / s.columns)]; break;
      case op::fill: out = x[0]; break;
      case op::positions: out = T(i); break;
      default: {
        T at[3]{};
        for (int k = 0; k < arity_of(o); ++k) at[k] = (*from[k])[from[k]->size() == 1 ? 0 : index(i)];
        out = call(o, at);
      }
    }
  }
  return r;
}

/// A node's numbers from those of its operands, for each sample.
template <class T, class Operand, class ShapeOf>
values<T> numbers_of(op o, int arity, const Operand& operand, const ShapeOf& shape_of, const shape& s, const int* whole) {
  values<T> result(samples);
  for (int n = 0; n < samples; ++n) {
    const std::vector<T>* from[3]{};
    shape of[3]{};
    for (int k = 0; k < arity; ++k) from[k] = &operand(k)[static_cast<std::size_t>(n)], of[k] = shape_of(k);
    if (is_reduction(o)) result[static_cast<std::size_t>(n)] = *from[0];
    else result[static_cast<std::size_t>(n)] = result_of_operation(o, from, of, s, whole);
  }
  if (is_reduction(o)) {
    std::vector<T> sum(static_cast<std::size_t>(s.size()));
    for (const std::vector<T>& each : result)
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += o == op::sample_mean ? each[i] / samples : each[i];
    result.assign(samples, sum);
  }
  return result;
}

template <class T>
values<T> of_symbol(int index, const point& at) {
  values<T> result(samples);
  for (int n = 0; n < samples; ++n) {
    if (index < scalars) result[static_cast<std::size_t>(n)] = {T(at.scalar[index])};
    else if (index == scalars) result[static_cast<std::size_t>(n)].assign(at.vector, at.vector + length);
    else if (index == scalars + 1) result[static_cast<std::size_t>(n)] = {T(at.input[n])};
    else result[static_cast<std::size_t>(n)].assign(at.direction, at.direction + length);
  }
  return result;
}

constexpr symbol_id symbol_ids[]{{symbol_name("x"), symbol_kind::parameter, {}}, {symbol_name("y"), symbol_kind::parameter, {}},
                                 {symbol_name("v"), symbol_kind::parameter, {length, 0}}, {symbol_name("t"), symbol_kind::input, {}},
                                 {symbol_name("v"), symbol_kind::direction, {length, 0}}};

/// The library's graph of an expression, or that of the branch taken alone, and what is compared.
struct built {
  std::unique_ptr<builder> b = std::make_unique<builder>();
  std::vector<double> plain_numbers;
  std::vector<int> made_as;  // for each node as it was made
  std::vector<int> roots;    // what is compared
};

struct derivatives {
  builder& b;
  std::vector<int> wanted;

  std::vector<int> reverse(int root) {
    const auto sweep = std::make_unique<reverse_sweep>(b);
    sweep->run(root, wanted.data(), static_cast<int>(wanted.size()));
    std::vector<int> result;
    for (const int by : wanted) result.push_back(sweep->derivative(by));
    return result;
  }
  int forward(int root, int by) { return std::make_unique<forward_sweep>(b)->run(root, by); }
};

/// Value, gradient, rows of the Hessian by scalars, its product with a direction, and some of it forward.
std::vector<int> compared_nodes(builder& b, int root, const std::vector<int>& wanted, const std::vector<int>& directions) {
  derivatives d{b, wanted};
  std::vector<int> all{root};
  const std::vector<int> g = d.reverse(root);
  all.insert(all.end(), g.begin(), g.end());
  for (int i = 0; i < scalars; ++i) {
    const std::vector<int> h = d.reverse(g[static_cast<std::size_t>(i)]);
    all.insert(all.end(), h.begin(), h.end());
  }
  if (wanted.size() > scalars) {
    int along = b.constant(0);
    for (std::size_t k = 0; k < directions.size(); ++k) along = b.apply(op::add, along, inner_product(b, g[scalars + k], directions[k]));
    const std::vector<int> h = d.reverse(along);
    all.insert(all.end(), h.begin(), h.end());
  }
  const int forward = d.forward(root, wanted[0]);
  all.push_back(forward);
  all.push_back(d.forward(g[0], wanted[1]));
  all.push_back(d.forward(forward, wanted[0]));
  return all;
}

/// Programs and plans are run without plain numbers, which are constants there.
built build_whole(const made& e, bool is_rewritten, bool has_programs) {
  built result;
  builder& b = *result.b;
  std::vector<int> moved;
  bool has_shapes = false;
  for (const made_node& node : e) {
    const auto operand = [&](int k) { return moved[static_cast<std::size_t>(node.operand[k])]; };
    has_shapes |= !node.s.is_scalar();
    if (node.code == op::symbol) moved.push_back(b.symbol(symbol_ids[node.operand[0]]));
    else if (node.code == op::constant || (node.code == op::number && has_programs)) moved.push_back(b.constant(node.constant));
    else if (node.code == op::number) {
      moved.push_back(b.leaf(op::number, static_cast<int>(result.plain_numbers.size())));
      result.plain_numbers.push_back(node.constant);
    } else moved.push_back(b.apply(node.code, operand(0), operand(1), operand(2)));
  }
  if (is_rewritten) {
    const auto rewritten = std::make_unique<rewriting>(b);
    for (int& node : moved) node = rewritten->moved[node];
  }
  std::vector<int> wanted, directions;
  for (int i = 0; i < scalars + has_shapes; ++i) wanted.push_back(b.symbol(symbol_ids[i]));
  if (has_shapes) directions.push_back(b.symbol(symbol_ids[scalars + 2]));
  result.roots = compared_nodes(b, moved.back(), wanted, directions);
  result.made_as = moved;
  return result;
}

/// The branch taken alone: number by number and sample by sample, without identities. Throws where a choice is none.
struct tie {};
struct alone {
  const made& e;
  const std::vector<values<long double>>& v;
  built& result;
  builder& b;
  std::map<std::pair<int, int>, std::vector<int>> done;

  int symbol(const char* name, int i) {
    symbol_name id("v", static_cast<std::size_t>(i));
    id.text[0] = name[0];
    return b.symbol({id, symbol_kind::parameter, {}});
  }
  int number(double value) {
    result.plain_numbers.push_back(value);
    return b.leaf(op::number, static_cast<int>(result.plain_numbers.size()) - 1);
  }
  int sum(const std::vector<int>& all) {
    int total = all[0];
    for (std::size_t i = 1; i < all.size(); ++i) total = b.put(op::add, total, all[i]);
    return total;
  }
  const std::vector<int>& at(int i, int n) {
    if (!e[static_cast<std::size_t>(i)].varies) n = 0;
    if (const auto found = done.find({i, n}); found != done.end()) return found->second;
    std::vector<int> nodes = make(i, n);
    return done[{i, n}] = nodes;
  }
  std::vector<int> make(int i, int n) {
    const made_node& node = e[static_cast<std::size_t>(i)];
    const op o = node.code;
    const int size = node.s.size();
    std::vector<int> r(static_cast<std::size_t>(size));
    const auto index = [](int k) { return static_cast<std::size_t>(k); };
    if (o == op::symbol) {
      if (node.operand[0] < scalars) return {symbol("x", node.operand[0])};
      if (node.operand[0] == scalars + 1) return {symbol("t", n)};
      for (int k = 0; k < length; ++k) r[index(k)] = symbol("v", k);
      return r;
    }
    if (o == op::number) return {number(node.constant)};
    if (o == op::constant) return {node.constant == 0 ? number(0) : b.constant(node.constant)};  // products with 0 stay
    if (is_reduction(o)) {
      std::vector<int> all;
      for (int k = 0; k < samples; ++k) all.push_back(at(node.operand[0], k)[0]);
      const int total = sum(all);
      return {o == op::sample_mean ? b.put(op::divide, total, b.constant(samples)) : total};
    }
    const auto value = [&](int k, int j) {
      const std::vector<long double>& all = v[index(node.operand[k])][index(n)];
      return all[all.size() == 1 ? 0 : index(j)];
    };
    const auto operand = [&](int k, int j) {
      const std::vector<int>& all = at(node.operand[k], n);
      return all[all.size() == 1 ? 0 : index(j)];
    };
    const shape of = e[index(node.operand[0])].s;
    const auto products = [&](int row, int column, int inner, int columns) {
      std::vector<int> all;
      for (int l = 0; l < inner; ++l) all.push_back(b.put(op::multiply, operand(0, row * inner + l), operand(1, l * columns + column)));
      return sum(all);
    };
    for (int k = 0; k < size; ++k) {
      int& out = r[index(k)];
      std::vector<int> all;
      switch (o) {
        case op::where: out = operand(value(0, k) != 0 ? 1 : 2, k); break;
        case op::sum: out = sum(at(node.operand[0], n)); break;
        case op::row_sums: for (int l = 0; l < of.columns; ++l) all.push_back(operand(0, k * of.columns + l)); out = sum(all); break;
        case op::column_sums: for (int l = 0; l < of.rows; ++l) all.push_back(operand(0, l * of.columns + k)); out = sum(all); break;
        case op::matmul: out = products(k / std::max(1, node.s.columns), k % std::max(1, node.s.columns), of.columns, std::max(1, node.s.columns)); break;
        case op::outer: out = b.put(op::multiply, operand(0, k / length), operand(1, k % length)); break;
        case op::transpose: out = operand(0, k % length * length + k / length); break;
        case op::element: out = operand(0, static_cast<int>(e[index(node.operand[1])].constant)); break;
        case op::broadcast_rows: out = operand(0, k % length); break;
        case op::broadcast_columns: out = operand(0, k / length); break;
        case op::maximum: {
          int largest = 0;
          for (int l = 1; l < length; ++l) {
            if (!(value(0, l) < value(0, largest)) && !(value(0, largest) < value(0, l))) throw tie{};  // NaN too
            if (value(0, largest) < value(0, l)) largest = l;
          }
          out = operand(0, largest);
          break;
        }
        default: {
          const long double x = value(0, k), y = arity_of(o) > 1 ? value(1, k) : 0;
          if (o == op::larger || o == code_of_row<min_fn>()) {
            if (!(x < y) && !(y < x)) throw tie{};
            out = operand((x < y) == (o == op::larger) ? 1 : 0, k);
          } else if (o == code_of_row<abs_fn>() || o == code_of_row<relu_fn>()) {
            if (!(x < 0) && !(0 < x)) throw tie{};
            out = 0 < x ? operand(0, k) : o == code_of_row<relu_fn>() ? number(0) : b.put(op::negate, operand(0, k));
          } else {
            const int first = operand(0, k);
            out = b.put(o, first, arity_of(o) > 1 ? operand(1, k) : 0);
          }
        }
      }
    }
    return r;
  }
};

built build_alone(const made& e, const std::vector<values<long double>>& v, bool has_shapes) {
  built result;
  result.b->is_verbatim = true;  // nothing is collected
  alone a{e, v, result, *result.b, {}};
  const int root = a.at(static_cast<int>(e.size()) - 1, 0)[0];
  std::vector<int> wanted{a.symbol("x", 0), a.symbol("x", 1)}, directions;
  for (int k = 0; k < length && has_shapes; ++k) wanted.push_back(a.symbol("v", k)), directions.push_back(a.symbol("d", k));
  result.roots = compared_nodes(*result.b, root, wanted, directions);
  return result;
}

/// Nodes of a build in numbers, and what they need.
template <class T>
std::vector<values<T>> evaluate_nodes(const built& e, const std::vector<int>& nodes, const point& at) {
  const builder& b = *e.b;
  std::vector<bool> needed(static_cast<std::size_t>(b.size));
  for (const int node : nodes) needed[static_cast<std::size_t>(node)] = true;
  for (int i = b.size; i-- > 0;)
    for (int k = 0; k < arity_of(b.nodes[i]) && needed[static_cast<std::size_t>(i)]; ++k) needed[static_cast<std::size_t>(operand_of(b.nodes[i], k))] = true;
  std::vector<values<T>> v(static_cast<std::size_t>(b.size));
  for (int i = 0; i < b.size; ++i) {
    if (!needed[static_cast<std::size_t>(i)]) continue;
    const word node = b.nodes[i];
    const op o = op_of(node);
    values<T>& result = v[static_cast<std::size_t>(i)];
    if (o == op::constant) result.assign(samples, {T(b.value(i))});
    else if (o == op::named) result.assign(samples, {named_value<T>(static_cast<named>(first_of(node)))});
    else if (o == op::number) result.assign(samples, {T(e.plain_numbers[static_cast<std::size_t>(first_of(node))])});
    else if (o == op::symbol) {
      const symbol_id& id = b.symbols[first_of(node)];
      int index = 0;
      while (index < scalars + 3 && !(symbol_ids[index] == id)) ++index;
      const char* name = id.name.text;
      if (index < scalars + 3) {
        result = of_symbol<T>(index, at);
      } else {
        const int k = name[1] - '0';
        result.assign(samples, {T(name[0] == 'x' ? at.scalar[k] : name[0] == 'v' ? at.vector[k] : name[0] == 't' ? at.input[k] : at.direction[k])});
      }
    } else {
      int whole[3]{};
      for (int k = 1; k < arity_of(o); ++k)
        if (b.is_constant(operand_of(node, k))) whole[k] = static_cast<int>(b.value(operand_of(node, k)));
      const auto operand = [&](int k) -> auto& { return v[static_cast<std::size_t>(operand_of(node, k))]; };
      result = numbers_of<T>(o, arity_of(o), operand, [&](int k) { return b.shapes[operand_of(node, k)]; }, b.shapes[i], whole);
    }
  }
  std::vector<values<T>> all;
  for (const int node : nodes) all.push_back(v[static_cast<std::size_t>(node)]);
  return all;
}
template <class T>
std::vector<T> evaluate_roots(const built& e, const point& at) {
  std::vector<T> all;
  for (const values<T>& root : evaluate_nodes<T>(e, e.roots, at)) all.insert(all.end(), root[0].begin(), root[0].end());
  return all;
}

/// Whether all is finite in what was built, its local derivatives too.
bool is_regular(const built& e, const point& at) {
  std::vector<int> all;
  for (int i = 0; i < e.b->size; ++i)
    if (!is_condition(e.b->op_at(i))) all.push_back(i);
  for (const values<long double>& node : evaluate_nodes<long double>(e, all, at))
    for (const long double each : node[0])
      if (!(std::abs(each) < 1e100L)) return false;
  return true;
}

std::string text_of(const made& e, int i) {
  static constexpr const char* names[]{"x", "y", "v", "t"};
  const made_node& node = e[static_cast<std::size_t>(i)];
  if (node.code == op::symbol) return names[node.operand[0]];
  if (node.code == op::constant) return std::string(shortest_text(node.constant)) + "_c";
  if (node.code == op::number) return shortest_text(node.constant);
  std::string text = std::string(is_shape_operation(node.code) ? shape_operation_names[index_of(node.code) - first_shape_operation] : row_of_code(node.code).name) + "(";
  for (int k = 0; k < arity_of(node.code); ++k) text += (k == 0 ? "" : ", ") + text_of(e, node.operand[k]);
  return text + ")";
}

bool has_shapes(const made& e) {
  for (const made_node& node : e)
    if (!node.s.is_scalar()) return true;
  return false;
}

std::vector<long double> run(const run_time_rows::made_programs& programs, bool is_unrolled, const point& at) {
  const std::vector<long double> x{at.scalar[0]}, y{at.scalar[1]}, v(at.vector, at.vector + length), t(at.input, at.input + samples),
      d(at.direction, at.direction + length);
  const std::vector<run_time_rows::symbol_numbers<long double>> symbols{
      {symbol_ids[0], x.data(), false}, {symbol_ids[1], y.data(), false}, {symbol_ids[2], v.data(), false},
      {symbol_ids[3], t.data(), true}, {symbol_ids[4], d.data(), false}};
  return programs.run<long double>(is_unrolled, rows, symbols, samples);
}

/// What is wrong with an expression at a point, or nothing.
struct way {
  bool is_rewritten, has_programs;
};
std::string fault_of(const made& e, const point& at, way w, int& checked) {
  const built whole = build_whole(e, w.is_rewritten, w.has_programs);
  const auto v = evaluate_nodes<long double>(whole, whole.made_as, at);  // conditions are those that the library has
  const auto v_in_double = evaluate_nodes<double>(whole, whole.made_as, at);
  for (std::size_t i = 0; i < e.size(); ++i)
    for (int n = 0; n < samples && is_condition(e[i].code); ++n)
      for (std::size_t k = 0; k < v[i][static_cast<std::size_t>(n)].size(); ++k)
        if ((v[i][static_cast<std::size_t>(n)][k] != 0) != (v_in_double[i][static_cast<std::size_t>(n)][k] != 0)) return {};  // within rounding of an edge
  built of_branch;
  try {
    of_branch = build_alone(e, v, has_shapes(e));
  } catch (tie) {
    return {};
  }
  std::unique_ptr<const run_time_rows::made_programs> programs;
  if (w.has_programs) programs = std::make_unique<const run_time_rows::made_programs>(*whole.b, whole.roots);
  if (whole.b->flaw != fault::none || of_branch.b->flaw != fault::none) return "it was not built";
  if (!is_regular(of_branch, at)) return {};
  const std::vector<long double> found = evaluate_roots<long double>(whole, at), truth = evaluate_roots<long double>(of_branch, at);
  if (found.size() != truth.size()) return "it has " + std::to_string(found.size()) + " numbers instead of " + std::to_string(truth.size());
  std::vector<double> rough, rough_truth;
  std::vector<long double> in_loops, unrolled;
  if (w.has_programs) in_loops = run(*programs, false, at), unrolled = run(*programs, true, at);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto is_close = [&](long double number) { return std::abs(number - truth[i]) <= 1e-10L * std::abs(truth[i]); };
    checked += w.has_programs ? 3 : 1;
    if (is_close(found[i]) && (!w.has_programs || (is_close(in_loops[i]) && is_close(unrolled[i])))) continue;
    if (rough.empty()) rough = evaluate_roots<double>(whole, at), rough_truth = evaluate_roots<double>(of_branch, at);
    if (!std::isfinite(rough_truth[i])) continue;
    const long double noise = std::abs(truth[i] - rough_truth[i]) + (std::isfinite(found[i]) ? std::abs(found[i] - rough[i]) : 0);
    for (const long double number : {found[i], w.has_programs ? in_loops[i] : found[i], w.has_programs ? unrolled[i] : found[i]})
      if (!(std::abs(number - truth[i]) <= noise + 1e-15L + 1e-10L * std::abs(truth[i])))
        return "number " + std::to_string(i) + " is " + std::to_string(found[i]) + (w.has_programs ? " (in loops " + std::to_string(in_loops[i]) + ", unrolled " + std::to_string(unrolled[i]) + ")" : std::string()) + " instead of " + std::to_string(truth[i]);
  }
  return {};
}

point make_point(std::mt19937_64& random) {
  static constexpr double edges[]{-1, -0.5, 0, 0.25, 1, 1.5, 2, -2};
  std::uniform_real_distribution<double> near(-2, 2);
  const auto number = [&] { return random() % 2 == 0 ? edges[random() % 8] : near(random); };
  point at;
  for (double& u : at.scalar) u = number();
  for (double& u : at.vector) u = number();
  for (double& u : at.input) u = number();
  for (double& u : at.direction) u = near(random);
  return at;
}

int size_of(const made& e) {
  std::vector<bool> needed(e.size());
  needed.back() = true;
  int size = 0;
  for (std::size_t i = e.size(); i-- > 0;) {
    if (!needed[i]) continue;
    size += arity_of(e[i].code) != 0;
    for (int k = 0; k < arity_of(e[i].code); ++k) needed[static_cast<std::size_t>(e[i].operand[k])] = true;
  }
  return size;
}

/// The smallest expression that still fails: nodes replaced by an operand of their shape, or by a leaf.
made shrunk(made e, const point& at, way w) {
  const auto fails = [&](const made& candidate) {
    int checked = 0;
    return size_of(candidate) < size_of(e) && !fault_of(candidate, at, w, checked).empty();
  };
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = e.size(); i-- > 0 && !again;) {
      if (arity_of(e[i].code) == 0) continue;
      const bool is_a_condition = is_condition(e[i].code);
      for (int k = 0; k < arity_of(e[i].code) && !again; ++k) {
        const made_node& other = e[static_cast<std::size_t>(e[i].operand[k])];
        if (other.s != e[i].s || is_condition(other.code) != is_a_condition || other.varies != e[i].varies) continue;
        made candidate = e;
        candidate[i] = other;
        if (fails(candidate)) again = true, e = candidate;
      }
      for (std::size_t k = 0; k < i && !again && !is_a_condition; ++k) {
        if (arity_of(e[k].code) != 0 || e[k].s != e[i].s || e[k].varies != e[i].varies) continue;
        made candidate = e;
        candidate[i] = e[k];
        if (fails(candidate)) again = true, e = candidate;
      }
    }
  }
  return e;
}

BOOST_AUTO_TEST_SUITE(properties)

BOOST_AUTO_TEST_CASE(random_branches) {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  const int count = suite.argc > 1 ? std::atoi(suite.argv[1]) : 60;
  const std::uint64_t seed = suite.argc > 2 ? static_cast<std::uint64_t>(std::atoll(suite.argv[2])) : 20262;
  int checked = 0, failures = 0;
  for (int i = 0; i < count && failures < 5; ++i) {
    maker make{std::mt19937_64(seed + static_cast<std::uint64_t>(i)), {}, {}};
    const made e = make.make();
    const way w{make.with_odds(2), make.with_odds(2)};
    for (int k = 0; k < 3; ++k) {
      const point at = make_point(make.random);
      std::string fault = fault_of(e, at, w, checked);
      if (fault.empty()) continue;
      const made smallest = shrunk(e, at, w);
      int unused = 0;
      BOOST_TEST_ERROR("seed " << seed + static_cast<std::uint64_t>(i) << ": " << fault << "; shrunk: "
                               << text_of(smallest, static_cast<int>(smallest.size()) - 1) << " at x = " << at.scalar[0] << ", y = " << at.scalar[1]
                               << ", v = " << at.vector[0] << ' ' << at.vector[1] << ' ' << at.vector[2] << ", t = " << at.input[0] << ' '
                               << at.input[1] << ' ' << at.input[2] << (w.is_rewritten ? " (rewritten): " : ": ")
                               << fault_of(smallest, at, w, unused));
      ++failures;
      break;
    }
  }
  BOOST_TEST_MESSAGE(checked << " numbers compared");
  BOOST_TEST(checked >= 10 * count);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
