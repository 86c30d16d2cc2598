// SPDX-License-Identifier: BSL-1.0
#pragma once
// What is computed in the place of what was written, all of it: forms that mathematics takes for the same, and whose
// value is never worse and often much better. They are applied where an expression is evaluated or differentiated, never
// where it is written: it prints as its author wrote it. `verbatim(e)` is exempt.
#include <symdiff/functions/all.hpp>

namespace symdiff::detail {

inline constexpr op exp_code = code_of_row<exp_fn>(), log_code = code_of_row<log_fn>(),
                    log1p_code = code_of_row<log1p_fn>(), sqrt_code = op::square_root,
                    sigmoid_code = code_of_row<sigmoid_fn>(), softplus_code = code_of_row<softplus_fn>(),
                    held_code = code_of_row<held_fn>(), verbatim_code = code_of_row<verbatim_fn>();
static_assert(sqrt_code == code_of_row<sqrt_fn>());

/// A set of operations by index.
struct operation_set {
  word bits[4]{};
  constexpr explicit operation_set(auto... o) { ((bits[index_of(o) / 64] |= word{1} << index_of(o) % 64), ...); }
  constexpr bool has(word node) const { return (bits[(node & 255) >> 6] >> (node & 63) & 1) != 0; }
};

/// Without one of these there is nothing to rewrite.
inline constexpr operation_set rewritten_about(exp_code, log_code, log1p_code, sqrt_code, sigmoid_code, op::cosine, op::power,
                                               verbatim_code);

/// The rewrites, over a builder that holds an expression.
struct rewriting {
  builder& b;
  int size;                          // nodes as they were written
  int moved[most_nodes]{};           // what stands for each
  bool is_subtracted_from[most_nodes]{};  // nodes of which something is taken again, or that are taken from something
  bool is_in_logarithm[most_nodes]{};

  constexpr explicit rewriting(builder& graph) : b(graph), size(graph.size) {
    for (int i = 0; i < size; ++i) {
      const word node = b.nodes[i];
      const op o = op_of(node);
      if (o == op::subtract) is_subtracted_from[first_of(node)] = is_subtracted_from[second_of(node)] = true;
      else if (o == log_code) is_in_logarithm[first_of(node)] = true;
    }
    for (int i = 0; i < size; ++i) moved[i] = move(i);
  }

 private:
  constexpr int move(int i) {
    const word node = b.nodes[i];
    if ((node & 3 << 8) == 0) return i;
    const op o = op_of(node);
    if (o == verbatim_code) {
      b.is_verbatim = true;
      return first_of(node);
    }
    const int arity = arity_of(node), x = moved[first_of(node)], y = arity > 1 ? moved[second_of(node)] : 0,
              z = arity > 2 ? moved[third_of(node)] : 0;
    if (const int better = rewritten(i, o, x, y); better >= 0) return better;
    if (x == first_of(node) && y == second_of(node) && z == third_of(node)) return i;
    return b.apply(o, x, y, z);
  }

  constexpr int rewritten(int i, op o, int x, int y) {
    switch (o) {
      case op::subtract: return difference(i, x, y);
      case op::multiply: return is(y, sqrt_code) ? with_root(x, y, 0.5) : is(x, sqrt_code) ? with_root(y, x, 0.5) : -1;
      case op::divide: return quotient(x, y);
      case op::power: return b.is_constant(y, 0.5) ? root(x) : power_of_square(x, y);
      default: return o == log_code ? logarithm(i, x) : o == log1p_code ? logarithm_of_one_plus(x) : o == sqrt_code ? root(x) : -1;
    }
  }

  constexpr int negated(int x) { return b.apply(op::negate, x); }
  constexpr bool is(int i, op o) const { return b.op_at(i) == o; }
  constexpr bool is_one(int i) const { return b.is_constant(i, 1); }
  constexpr bool is_whole_constant(int i) const { return b.is_constant(i) && is_whole(b.value(i)); }
  /// u, where node i is 1 + exp(u); else -1.
  constexpr int one_plus_exponential(int i) const {
    return is(i, op::add) && is_one(b.first(i)) && is(b.second(i), exp_code) ? b.first(b.second(i)) : -1;
  }

  constexpr int difference(int i, int x, int y) {
    if (is_one(x)) {
      if (is(y, sigmoid_code)) return b.apply(sigmoid_code, negated(b.first(y)));  // 1 - sigmoid(u) = sigmoid(-u): it cancels
      if (is(y, op::cosine)) return b.apply(code_of_row<versin_fn>(), b.first(y));  // 1 - cos(u): it cancels for small u
      if (is_free_exponential(b.second(i), y)) return negated(b.apply(code_of_row<expm1_fn>(), b.first(y)));
    }
    if (!is_one(y)) return -1;
    if (is(x, op::cosine)) return negated(b.apply(code_of_row<versin_fn>(), b.first(x)));
    if (is_free_exponential(b.first(i), x)) return b.apply(code_of_row<expm1_fn>(), b.first(x));  // exp(u) - 1: it cancels
    return -1;
  }
  /// Not one whose logarithm is taken too: (exp(u) - 1) / log(exp(u)) is W. Kahan's way around the same cancellation.
  constexpr bool is_free_exponential(int written, int i) const { return is(i, exp_code) && !is_in_logarithm[written]; }

  constexpr int quotient(int x, int y) {
    if (is(y, sqrt_code)) return with_root(x, y, -0.5);
    const int u = one_plus_exponential(y);
    // 1 / (1 + exp(u)) = sigmoid(-u) and exp(u) / (1 + exp(u)) = sigmoid(u): where exp(u) overflows, the derivative of the
    // one was 0 times infinity, and the other was infinity by infinity
    if (u >= 0 && is_one(x)) return b.apply(sigmoid_code, negated(u));
    if (u >= 0 && x == b.second(y)) return b.apply(sigmoid_code, u);
    // exp(v) / sum(exp(v)) = softmax(v): it overflows
    if (is(x, exp_code) && is(y, op::sum) && b.first(y) == x && !is_shifted(b.first(x))) {
      const int e = b.apply(exp_code, without_largest(b.first(x)));
      return b.apply(op::divide, e, b.apply(op::sum, e));
    }
    return -1;
  }

  constexpr int logarithm(int i, int x) {
    if (is(x, sigmoid_code)) return negated(b.apply(softplus_code, negated(b.first(x))));  // log(sigmoid(u)): log(0)
    if (const int u = one_plus_exponential(x); u >= 0) return b.apply(softplus_code, u);  // log(1 + exp(u)): it overflows
    if (is(x, op::sum) && is(b.first(x), exp_code) && !is_shifted(b.first(b.first(x)))) {  // log(sum(exp(v))): it overflows
      const int v = b.first(b.first(x));
      return b.apply(op::add, b.apply(op::shift, v), b.apply(log_code, b.apply(op::sum, b.apply(exp_code, without_largest(v)))));
    }
    if (const int largest = is(x, op::add) ? largest_exponent(x) : -1; largest >= 0) {     // log(exp(u) + exp(v)): likewise
      const int held = b.apply(held_code, largest);
      return b.apply(op::add, held, b.apply(log_code, shifted_sum(x, held)));
    }
    // log(1 + u) and log(1 - u): the sum rounds. Not where what was added is taken away again, as W. Kahan does around it
    if (is_subtracted_from[b.first(i)]) return -1;
    if (is(x, op::add) && is_one(b.first(x))) return b.apply(log1p_code, b.second(x));
    if (is(x, op::subtract) && is_one(b.first(x))) return b.apply(log1p_code, negated(b.second(x)));
    return -1;
  }
  constexpr int logarithm_of_one_plus(int x) {
    if (is(x, exp_code)) return b.apply(softplus_code, b.first(x));  // log1p(exp(u)): it overflows
    if (is(x, op::negate) && is(b.first(x), sigmoid_code))          // log(1 - sigmoid(u)): log(0)
      return negated(b.apply(softplus_code, b.first(b.first(x))));
    return -1;
  }

  constexpr bool is_shifted(int v) const {
    return is(v, op::subtract) && (is(b.second(v), op::shift) || is(b.second(v), held_code));
  }
  constexpr int without_largest(int v) { return b.apply(op::subtract, v, b.apply(op::shift, v)); }

  /// The largest of u, v, ..., where node i is exp(u) + exp(v) + ..., in which 1 is exp(0); else -1.
  constexpr int largest_exponent(int i) {
    if (is_one(i)) return b.constant(0);
    if (is(i, exp_code)) return is_shifted(b.first(i)) ? -1 : b.first(i);
    if (!is(i, op::add)) return -1;
    const int left = largest_exponent(b.first(i)), right = left < 0 ? -1 : largest_exponent(b.second(i));
    return right < 0 ? -1 : b.apply(op::larger, left, right);
  }
  constexpr int shifted_sum(int i, int held) {
    if (is(i, op::add)) {
      const int left = shifted_sum(b.first(i), held);
      return b.apply(op::add, left, shifted_sum(b.second(i), held));
    }
    return b.apply(exp_code, b.apply(op::subtract, is_one(i) ? b.constant(0) : b.first(i), held));
  }

  /// u sqrt(u) = u^1.5, u / sqrt(u) = sqrt(u), and the same of whole powers of u, also as factors: powers by halves are
  /// computed as such products, but at 0 the derivative of the root was 0 times infinity. `half` is 0.5 or -0.5; -1 where u
  /// is no factor of x.
  constexpr int with_root(int x, int root, double half) {
    const int u = b.first(root);
    if (x == u) return half < 0 ? root : b.apply(op::power, u, b.constant(1.5));
    if (is(x, op::square) && b.first(x) == u) return b.apply(op::power, u, b.constant(2 + half));
    if (is(x, op::power) && b.first(x) == u && is_whole_constant(b.second(x)))  // others are NaN for u < 0, too
      return b.apply(op::power, u, b.constant(b.value(b.second(x)) + half));
    if (!is(x, op::multiply)) return -1;
    if (const int left = with_root(b.first(x), root, half); left >= 0) return b.apply(op::multiply, left, b.second(x));
    const int right = with_root(b.second(x), root, half);
    return right < 0 ? -1 : b.apply(op::multiply, b.first(x), right);
  }

  /// sqrt(u²) = |u|, which neither overflows nor underflows. The root of a sum of squares is a norm, whose value is the
  /// same, and whose derivative at the origin is the subgradient 0.
  constexpr int root(int x) {
    if (is(x, op::square)) return b.apply(code_of_row<abs_fn>(), b.first(x));
    return is_sum_of_squares(x) ? b.apply(code_of_row<norm_fn>(), x) : -1;
  }
  /// pow(u², y) = pow(|u|, 2y), but for whole y, whose powers multiply: the square rounds, and at 0 the derivative was 0
  /// times infinity.
  constexpr int power_of_square(int x, int y) {
    if (!is(x, op::square) || is_whole_constant(y)) return -1;
    return b.apply(op::power, b.apply(code_of_row<abs_fn>(), b.first(x)), b.apply(op::multiply, b.constant(2), y));
  }
  constexpr bool is_sum_of_squares(int i) const {
    switch (b.op_at(i)) {
      case op::square: return true;
      case op::add: return is_sum_of_squares(b.first(i)) && is_sum_of_squares(b.second(i));
      case op::multiply: return b.is_constant(b.first(i)) && b.value(b.first(i)) > 0 && is_sum_of_squares(b.second(i));
      case op::sum:
      case op::row_sums:
      case op::column_sums: return is_sum_of_squares(b.first(i));
      default: return false;
    }
  }
};

template <class Graph>
constexpr bool has_rewritten(const Graph& g) {
  for (const word node : g.nodes)
    if (rewritten_about.has(node)) return true;
  return false;
}
template <class Graph>
constexpr bool has_verbatim(const Graph& g) {
  for (const word node : g.nodes)
    if (op_of(node) == verbatim_code) return true;
  return false;
}

/// Imports expressions into one builder as they are computed.
template <class... E>
constexpr void import_to_compute(builder& b, int* roots) {
  import_all<E...>(b, roots);
  if constexpr ((has_rewritten(parts<E>::graph) || ...)) {
    const rewriting rewrite(b);
    for (int k = 0; k < static_cast<int>(sizeof...(E)); ++k) roots[k] = rewrite.moved[roots[k]];
  }
}
template <class E>
constexpr int import_to_compute(builder& b) {
  int root = 0;
  import_to_compute<E>(b, &root);
  return root;
}

}  // namespace symdiff::detail
