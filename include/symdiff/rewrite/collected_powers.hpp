// SPDX-License-Identifier: BSL-1.0
#pragma once
// Derivatives of products of powers, straight to their bases: that of y*x*sqrt(x) by x is 1.5*(y*sqrt(x)), where the sum
// of the products' own would be 0 times infinity at x = 0. Values stay as they are written.
#include <symdiff/notation/traced.hpp>
#include <symdiff/rewrite/powers_of_nodes.hpp>

namespace SYMDIFF_NAMESPACE::detail {

inline constexpr int most_ways = 3 * powers_of_nodes::most_bases;

/// A node that a collected node's adjoint goes to.
struct way_to_base {
  int to = 0, power = 0;  // the number of the power,
  int length = -1;        // whose base is this `hypot` of `to` and another, if any,
  int variable = -1;      // and whose exponent of this number `to` is, if any
};

struct collected_powers : powers_of_nodes {
  int removed_for[most_nodes]{};  // the last request to `without`, plus one,
  int removed[most_nodes]{};      // and its answer
  int stack[most_nodes]{};

  using powers_of_nodes::powers_of_nodes;

  /// Whether a node's derivatives go to the bases of its powers.
  constexpr bool is_collected(int i) const { return collected[i]; }

  constexpr int way_count(int i) const {
    if (is_guard(i)) return 1;
    int n = 0;
    for (int k = 0; k < count(i); ++k) n += way_count(power(i, k));
    return n;
  }
  constexpr way_to_base way(int i, int n) const {
    if (is_guard(i)) return {b.second(i)};
    for (int k = 0;; ++k) {
      const base_power p = power(i, k);
      const int own = way_count(p);
      if (n >= own) {
        n -= own;
        continue;
      }
      if (is_to_length(p)) return {n == 0 ? b.first(p.base) : b.second(p.base), k, p.base};
      if (n > 0) return {p.variable[n - 1], k, -1, n - 1};
      return {is_single(p) ? p.single : p.base, k};
    }
  }

  /// An adjoint times a derivative that `partial` gave, factor after factor, so that it overflows no earlier than the result.
  /// Nodes up to `root` are multiplied by as they are. One way down is gone, however much the factors share.
  constexpr int spread(int adjoint, int derivative, int root) {
    const op o = b.op_at(derivative);
    const int x = b.first(derivative), y = b.second(derivative);
    if (b.is_constant(adjoint, 1) || derivative <= root) return b.apply(op::multiply, adjoint, derivative);
    if (o == op::multiply) {
      const bool is_second = x <= root || arity_of(b.nodes[x]) == 0;
      return b.apply(op::multiply, spread(adjoint, is_second ? y : x, root), is_second ? x : y);
    }
    if (o == op::divide) return b.apply(op::divide, b.is_constant(x, 1) ? adjoint : spread(adjoint, x, root), y);
    if (o == op::negate) return b.apply(op::negate, spread(adjoint, x, root));
    return b.apply(op::multiply, adjoint, derivative);
  }

  /// The derivative of a node by the base of one of its powers.
  constexpr int partial(int i, const way_to_base& w) {
    if (is_guard(i)) return b.apply(op::where, b.first(i), b.constant(1), b.third(i));
    const base_power p = power(i, w.power);
    if (w.variable >= 0)
      return b.apply(op::multiply, b.constant(p.times[w.variable]), b.apply(xlogy_code, i, p.raised[w.variable]));
    if (is_single(p)) {
      if (!p.is_below) return without(i, p.single);
      return b.apply(op::negate, b.apply(op::divide, i, p.single));
    }
    if (w.length >= 0) return at_least_zero(p, times(coefficient(p), b.apply(op::multiply, lowered(i, p, 2), w.to)));
    if (p.logs != 0) return of_logarithm(i, p);
    if (p.has_variable()) return of_variable(i, p);
    return at_least_zero(p, times(coefficient(p), lowered(i, p, 1)));
  }

  /// A product without what would be infinity times 0 where a base is 0.
  constexpr int collapsed(int i) {
    extend();
    const word node = b.nodes[i];
    if (op_of(node) == op::negate) return b.apply(op::negate, collapsed(first_of(node)));
    if (op_of(node) == op::where && b.is_constant(third_of(node), 0))
      return b.apply(op::where, first_of(node), collapsed(second_of(node)), third_of(node));
    if (op_of(node) == op::where && b.is_constant(second_of(node), 0))
      return b.apply(op::where, first_of(node), second_of(node), collapsed(third_of(node)));
    for (int n = 0; n < most_bases; ++n) {
      int at = -1;
      for (int k = 0; k < count(i) && at < 0; ++k)
        if (power(i, k).is_cancelled) at = k;
      if (at < 0) break;
      const base_power p = power(i, at);
      const int rest = without(i, p.base);
      int whole = kept_nan(times_power(b.is_constant(rest, 1) ? -1 : rest, p), p);
      if (p.degree() == 0 && p.logs == 0 && arity_of(b.nodes[p.base]) != 0)  // what is NaN stays so
        whole = b.apply(op::where, b.apply(op::equal, p.base, p.base), whole, p.base);
      if (whole == i) break;
      i = whole;
      extend();
    }
    return i;
  }

 private:
  static constexpr bool is_single(const base_power& p) { return !p.is_collected && p.single >= 0; }
  constexpr int way_count(const base_power& p) const {
    if (is_to_length(p)) return 2;
    if (is_single(p)) return 1;
    return 1 + (p.variable[0] >= 0) + (p.variable[1] >= 0);
  }
  constexpr bool is_to_length(const base_power& p) const {
    return p.is_collected && b.op_at(p.base) == hypot_code;
  }
  constexpr int times(int x, int y) { return x < 0 ? y : y < 0 ? x : b.apply(op::multiply, x, y); }

  /// The exponent as a factor.
  constexpr int coefficient(const base_power& p) {
    if (p.fraction_node < 0 && p.thirds != 0)
      return b.apply(op::divide, b.constant(3 * p.whole + p.thirds), b.constant(3));
    return exponent(p);
  }

  /// A base, or its absolute value where that is what is raised.
  constexpr int never_negative(const base_power& p) {
    return p.is_of_positive || is_never_negative(p.base) ? p.base : b.apply(abs_code, p.base);
  }

  /// The derivative of a length, or of its root, is 0 where the length is.
  constexpr int at_least_zero(const base_power& p, int derivative) {
    const double least = b.op_at(p.base) == hypot_code ? 2 : 1;
    if (!p.is_length || p.has_variable() || p.degree() >= least) return derivative;
    return b.apply(op::where, b.apply(op::equal, p.base, b.constant(0)), b.constant(0), derivative);
  }

  /// (u^e log(u)^m)' = e u^(e-1) log(u)^m + m u^(e-1) log(u)^(m-1).
  constexpr int of_logarithm(int i, base_power p) {
    const int rest = without(i, p.base), e = coefficient(p);
    p.whole -= 1;
    p.is_odd = !p.is_odd;
    const int first_part = b.is_constant(e, 0) ? -1 : times(e, times_power(b.is_constant(rest, 1) ? -1 : rest, p));
    const int m = b.constant(p.logs);
    p.logs -= 1;
    const int second_part = times(m, times_power(b.is_constant(rest, 1) ? -1 : rest, p));
    return first_part < 0 ? kept_nan(second_part, p) : b.apply(op::add, first_part, second_part < 0 ? b.constant(1) : second_part);
  }

  /// (u^e)' as the power's own row has it, which knows that it is 0 where e is.
  constexpr int of_variable(int i, const base_power& p) {
    const int u = never_negative(p), rest = without(i, p.base), whole_power = b.apply(op::power, u, exponent(p));
    const int slope = b.op_at(whole_power) != op::power
                          ? b.constant(1)
                          : node_of(b, power_fn::derivative<0>(traced(b, u), traced(b, b.second(whole_power)), traced(b, whole_power)));
    const int sign = u != p.base && !p.is_odd ? b.apply(sign_code, p.base) : -1;
    return times(b.is_constant(rest, 1) ? -1 : rest, times(sign, slope));
  }

  /// A node as a product without the powers of a base, or without the node `base` itself.
  constexpr int without(int i, int base) {
    int top = 0;
    stack[0] = i;
    while (top >= 0) {
      const int n = stack[top];
      if (removed_for[n] == base + 1) {
        --top;
        continue;
      }
      const word node = b.nodes[n];
      const op o = op_of(node);
      const bool is_guarded = o == op::where && is_guard(n);
      const int x = is_guarded ? second_of(node) : first_of(node), y = second_of(node);
      const bool is_pair = o == op::multiply || o == op::divide;
      const bool x_has = has(x, base), y_has = is_pair && has(y, base);
      int answer = -2;
      if (n == base) answer = b.constant(1);
      else if (!has(n, base)) answer = n;
      else if (x_has && removed_for[x] != base + 1) stack[++top] = x;
      else if (y_has && removed_for[y] != base + 1) stack[++top] = y;
      else answer = rebuilt(n, x_has ? removed[x] : x, y_has ? removed[y] : y, base);
      if (answer == -2) continue;
      removed_for[n] = base + 1;
      removed[n] = answer;
      --top;
    }
    return removed[i];
  }
  /// Whether a base, or a node that is a single power, occurs in a node's powers.
  constexpr bool has(int i, int base) const {
    if (i == base) return true;
    for (int k = 0; k < count(i); ++k)
      if (const base_power p = power(i, k); counts[i] != 0 && (p.base == base || p.single == base)) return true;
    return false;
  }
  constexpr int rebuilt(int n, int x, int y, int base) {
    const op o = b.op_at(n);
    if (o == op::where && is_guard(n))
      return b.second(b.first(n)) == base ? x : b.apply(op::where, b.first(n), x, b.third(n));
    if (o == log_code || o == sign_code || o == op::where) return b.constant(1);
    if (o == xlogy_code) return b.second(n) == base || (b.op_at(b.second(n)) == abs_code && b.first(b.second(n)) == base) ? x : b.apply(xlogy_code, x, b.second(n));
    if (o == continued_code) return x;
    if (b.is_constant(x, 1) && arity_of(o) == 1 && o != op::negate) return x;
    if (o == op::power && b.is_constant(x, 1)) return x;
    return b.apply(o, x, y);
  }

  /// u^e without its logarithms, as a quotient's part: -1 for 1. The exponent is at least 0.
  constexpr int power_of(const base_power& p) {
    const int u = p.base;
    const auto whole_power = [&](double n) { return n == 0 ? -1 : n == 1 ? u : b.apply(op::power, u, b.constant(n)); };
    const auto even = [&](int x) { return is_never_negative(x) ? x : b.apply(abs_code, x); };
    const bool has_sign = !p.is_of_positive && !is_never_negative(u);
    if (p.fraction_node < 0) {
      double n = p.whole;
      int r = p.thirds;
      if (r < 0) r += 3, n -= 1;
      const bool is_odd = ((static_cast<long long>(n) + r) & 1) != 0;
      int result;
      if (!has_sign || is_odd == p.is_odd) result = whole_power(n);
      else if (n >= 1) result = times(even(u), whole_power(n - 1));
      else result = b.apply(sign_code, u);
      if (r == 0) return result;
      const int root = b.apply(cbrt_code, u);
      return times(result, r == 1 ? root : b.apply(op::square, root));
    }
    const int e = exponent(p);
    if (!p.has_variable() && b.is_constant(e)) {  // what is whole of it apart, so that it can be multiplied by one by one
      const double n = static_cast<double>(static_cast<long long>(b.value(e))), f = b.value(e) - n;
      if (n > 0 && f > 0 && is_exact_sum(n, f)) {
        base_power whole = p, part = p;
        whole.whole = n, whole.fraction_node = -1, whole.thirds = 0;
        whole.is_odd = is_odd_number(n);
        part.whole = 0, part.fraction = f, part.fraction_node = b.constant(f), part.thirds = 0;
        part.is_odd = p.is_odd != whole.is_odd;
        return times(power_of(part), power_of(whole));
      }
    }
    if (!has_sign) {
      if (b.is_constant(e, 0.5)) return b.apply(p.is_length ? norm_code : op::square_root, u);
      if (p.is_length && b.is_constant(e) && is_whole(2 * b.value(e)))
        return b.apply(op::power, b.apply(norm_code, u), b.constant(2 * b.value(e)));
      return b.apply(op::power, u, e);
    }
    if (!p.is_odd) return b.apply(op::power, even(u), e);
    if (p.has_variable() || p.degree() < 1) return times(b.apply(sign_code, u), b.apply(op::power, even(u), e));
    base_power lower = p;
    lower.whole -= 1;
    return times(u, b.apply(op::power, even(u), exponent(lower)));
  }

  /// x times a power, or by one whose exponent is negative; x is -1 for 1.
  constexpr int times_power(int x, base_power p) {
    int result;
    if (p.has_variable() || p.degree() >= 0) {
      const int power = power_of(p);
      result = x < 0 || power < 0 ? times(x, power) : multiplied_by(x, power, false);
    } else {
      if (p.fraction_node >= 0 && !b.is_constant(b.apply(op::multiply, b.constant(2), exponent(p)))) return times(x, power_of(p));
      p.whole = -p.whole, p.fraction = -p.fraction, p.thirds = -p.thirds;
      if (p.fraction_node >= 0) p.fraction_node = b.apply(op::negate, p.fraction_node);
      result = multiplied_by(x < 0 ? b.constant(1) : x, power_of(p), true);
    }
    for (int k = 0; k < p.logs; ++k)
      result = p.degree() <= 0 ? times(result, b.apply(log_code, never_negative(p)))
                               : b.apply(xlogy_code, result < 0 ? b.constant(1) : result, never_negative(p));
    return result;
  }
  /// x times a power, or by it, factor after factor, so that it overflows no earlier than the result.
  constexpr int multiplied_by(int x, int power, bool is_divided) {
    const op o = b.op_at(power);
    if (o == op::multiply && !b.is_constant(b.first(power)))
      return multiplied_by(multiplied_by(x, b.first(power), is_divided), b.second(power), is_divided);
    if (o == op::square) return multiplied_by(multiplied_by(x, b.first(power), is_divided), b.first(power), is_divided);
    return b.apply(is_divided ? op::divide : op::multiply, x, power);
  }

  /// Without a sign or a negative exponent that comes of it.
  static constexpr bool can_be_lowered(const base_power& p) { return p.degree() >= 1 && (p.is_plain() || p.is_of_positive); }

  /// Whether node n is a higher whole power, of which one factor can be lowered.
  constexpr bool is_higher_power(int n) const {
    if (b.op_at(n) == op::square) return true;
    return b.op_at(n) == op::power && b.is_constant(b.second(n)) && is_whole(b.value(b.second(n))) && b.value(b.second(n)) > 1;
  }

  /// The node by the base to the `steps`, so that the exponent's coefficient times it is the derivative.
  constexpr int lowered(int i, const base_power& of, int steps) {
    int depth = 0, n = i;
    // Where one occurrence can be lowered, the others stay as they are: what is written does not overflow more.
    for (; steps == 1; ++depth) {
      const op o = b.op_at(n);
      const int x = b.first(n), y = b.second(n);
      int next = -1;
      if (n == of.base || counts[n] == 0) break;
      if (o == op::multiply) {
        const int in_x = find(x, of.base), in_y = find(y, of.base);
        if (in_x >= 0 && in_y >= 0) {
          const base_power p = power(x, in_x), q = power(y, in_y);
          const bool first_is_larger = p.degree() >= q.degree();
          if (p.degree() >= 0 && q.degree() >= 0 && can_be_lowered(first_is_larger ? p : q))
            next = first_is_larger ? x : y;
        } else {
          next = in_x >= 0 ? x : y;
        }
      } else if (o == op::negate || (o == op::divide && find(y, of.base) < 0)) {
        next = x;
      } else if (is_higher_power(n) && find(x, of.base) >= 0 && can_be_lowered(power(x, find(x, of.base)))) {
        next = x;
      }
      if (next < 0) break;
      stack_of_ways[depth] = n;
      n = next;
    }
    base_power p = power(n, find(n, of.base));
    const int rest = n == of.base ? b.constant(1) : without(n, of.base);
    p.whole -= steps;
    p.is_odd = p.is_odd != (steps == 1);
    int result = times_power(b.is_constant(rest, 1) ? -1 : rest, p);
    if (result < 0) result = b.constant(1);
    while (depth-- > 0) {
      const int above = stack_of_ways[depth];
      const op o = b.op_at(above);
      if (o == op::negate) result = b.apply(op::negate, result);
      else if (o == op::square) result = b.apply(op::multiply, result, n);
      else if (o == op::power) result = b.apply(op::multiply, result, b.apply(op::power, n, b.constant(b.value(b.second(above)) - 1)));
      else if (n == b.first(above)) result = b.apply(o, result, b.second(above));
      else result = b.apply(o, b.first(above), result);
      n = above;
    }
    return kept_nan(result, of);
  }
  int stack_of_ways[most_nodes]{};

  /// NaN for a negative base, where what was written is.
  constexpr int kept_nan(int i, const base_power& p) {
    if (i < 0) i = b.constant(1);
    if (!p.is_of_positive || is_never_negative(p.base)) return i;
    extend();
    if (const int at = find(i, p.base); at >= 0 && power(i, at).has_nan) return i;
    return b.apply(op::where, b.apply(op::less_equal, b.constant(0), p.base), i, b.apply(op::square_root, p.base));
  }
};

}  // namespace symdiff::detail
