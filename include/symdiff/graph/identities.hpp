// SPDX-License-Identifier: BSL-1.0
#pragma once
// The identities, all of them. Each holds in floating point wherever the original is finite, to the
// last bit unless its line says otherwise; none reassociates a user's sums, so `(a + b) - a` stays.
// "Sign of zero" marks where a result of -0 may become +0 or the other way round.
#include <initializer_list>
#include <symdiff/graph/builder.hpp>

namespace SYMDIFF_NAMESPACE::detail {

constexpr double magnitude(double value) { return value < 0 ? -value : value; }
constexpr bool is_whole(double value) { return magnitude(value) < 1e15 && value == static_cast<double>(static_cast<long long>(value)); }

/// Whether far enough inside the range of float that constants and their reciprocals are normal in it, so
/// that what holds in double holds in float.
constexpr bool is_moderate(double value) {
  return magnitude(value) >= 0x1p-126 && magnitude(value) <= 0x1p126;
}

/// Whether a power of two, so that multiplying and dividing by it round alike.
constexpr bool is_power_of_two(double value) {
  return (__builtin_bit_cast(word, value) & ((word{1} << 52) - 1)) == 0 && is_moderate(value);
}

constexpr bool is_finite(double value) {
  return value <= __DBL_MAX__ && value >= -__DBL_MAX__;
}

/// Whether a * b is exact, for values well inside the range: by splitting into halves of 26 bits
/// (T. J. Dekker, Numerische Mathematik 18, 1971). A product that overflows is not even formed, since that
/// is an error in constant evaluation.
constexpr bool is_exact_product(double a, double b) {
  if (a == 0 || b == 0) return is_finite(a) && is_finite(b);
  if (!(magnitude(a) < 1e150 && magnitude(b) < 1e150)) return false;
  const double p = a * b;
  if (!(magnitude(p) > 1e-150)) return false;
  const double split_a = 134217729.0 * a, split_b = 134217729.0 * b;
  const double a_high = split_a - (split_a - a), b_high = split_b - (split_b - b);
  const double a_low = a - a_high, b_low = b - b_high;
  return ((a_high * b_high - p) + a_high * b_low + a_low * b_high) + a_low * b_low == 0;
}

/// Whether a + b is exact (D. E. Knuth, The Art of Computer Programming 2, 4.2.2).
constexpr bool is_exact_sum(double a, double b) {
  if (!(magnitude(a) < 1e300 && magnitude(b) < 1e300)) return false;
  const double s = a + b;
  const double b_part = s - a, a_part = s - b_part;
  return (a - a_part) + (b - b_part) == 0;
}

/// Constants are folded only where that is exact: 1/3 stays a quotient, so that it has as many digits
/// as the type it is evaluated in.
constexpr int fold(builder& g, op o, double x, double y) {
  switch (o) {
    case op::add: return is_exact_sum(x, y) ? g.constant(x + y) : -1;
    case op::subtract: return is_exact_sum(x, -y) ? g.constant(x - y) : -1;
    case op::multiply: return is_exact_product(x, y) ? g.constant(x * y) : -1;
    case op::divide:
      if (!(magnitude(x) < 1e150 && magnitude(y) > 1e-150)) return -1;
      return is_exact_product(x / y, y) && x / y * y == x ? g.constant(x / y) : -1;
    default: return -1;
  }
}

/// A set of operations that the graph knows, as bits.
constexpr word set_of(auto... o) { return ((word{1} << index_of(o)) | ...); }

/// The operations of operands that an identity of sums, and of products and quotients, looks for.
inline constexpr word simplified_in_sums = set_of(op::constant, op::negate, op::multiply, op::where);
inline constexpr word simplified_in_products = set_of(op::constant, op::negate, op::where);

constexpr int simplify_sum(builder& g, int a, int b) {
  if (g.is_constant(a, 0)) return b;                       // 0 + b = b        (sign of zero)
  if (g.is_constant(b, 0)) return a;                       // a + 0 = a        (sign of zero)
  if (a == b) return g.apply(op::multiply, g.constant(2), a);  // a + a = 2 a
  if (g.op_at(b) == op::negate) return g.apply(op::subtract, a, g.first(b));  // a + -b = a - b
  if (g.op_at(a) == op::negate) return g.apply(op::subtract, b, g.first(a));  // -a + b = b - a
  if (g.is_constant(a) && g.value(a) < 0) return g.apply(op::subtract, b, g.constant(-g.value(a)));  // -2 + b = b - 2
  if (g.is_constant(b) && g.value(b) < 0) return g.apply(op::subtract, a, g.constant(-g.value(b)));
  const auto is_negative_multiple = [&](int i) {
    return g.op_at(i) == op::multiply && g.is_constant(g.first(i)) && g.value(g.first(i)) < 0;
  };
  const auto opposite = [&](int i) {
    return g.apply(op::multiply, g.constant(-g.value(g.first(i))), g.second(i));
  };
  if (is_negative_multiple(b)) return g.apply(op::subtract, a, opposite(b));  // a + -2 b = a - 2 b
  if (is_negative_multiple(a)) return g.apply(op::subtract, b, opposite(a));  // -2 a + b = b - 2 a
  if (g.op_at(a) == op::where && g.op_at(b) == op::where && g.first(a) == g.first(b)) {
    const auto is_zero = [&](int i) { return g.is_constant(i, 0); };
    if (is_zero(g.second(a)) || is_zero(g.third(a)) || is_zero(g.second(b)) || is_zero(g.third(b)))
      return g.apply(op::where, g.first(a),                       // where(c, u, 0) + where(c, v, w)
                     g.apply(op::add, g.second(a), g.second(b)),  // = where(c, u + v, w) (sign of zero)
                     g.apply(op::add, g.third(a), g.third(b)));
  }
  return -1;
}

constexpr int simplify_difference(builder& g, int a, int b) {
  if (g.is_constant(b, 0)) return a;                             // a - 0 = a
  if (g.is_constant(a, 0)) return g.apply(op::negate, b);        // 0 - b = -b    (sign of zero)
  if (g.is_constant(b) && g.value(b) < 0) return g.apply(op::add, a, g.constant(-g.value(b)));  // a - -2 = a + 2
  if (a == b) return g.constant(0);                              // a - a = 0
  if (g.op_at(b) == op::negate) return g.apply(op::add, a, g.first(b));  // a - -b = a + b
  if (g.op_at(a) == op::negate)                                  // -a - b = -(a + b) (sign of zero)
    return g.apply(op::negate, g.apply(op::add, g.first(a), b));
  if (g.op_at(b) == op::multiply && g.is_constant(g.first(b)) && g.value(g.first(b)) < 0)
    return g.apply(op::add, a,                                   // a - -2 b = a + 2 b
                   g.apply(op::multiply, g.constant(-g.value(g.first(b))), g.second(b)));
  return -1;
}

constexpr int simplify_product(builder& g, int a, int b) {
  if (g.is_constant(b)) {  // a constant factor stands first
    const int exchanged = a;
    a = b;
    b = exchanged;
  }
  if (g.is_constant(a)) {
    const double factor = g.value(a);
    if (factor == 0) return a;                                   // 0 b = 0       (sign of zero)
    if (factor == 1) return b;                                   // 1 b = b
    if (factor == -1) return g.apply(op::negate, b);             // -1 b = -b
    if (g.op_at(b) == op::negate)                                // c (-b) = (-c) b
      return g.apply(op::multiply, g.constant(-factor), g.first(b));
    if (g.op_at(b) == op::multiply && g.is_constant(g.first(b))) {
      const double inner = g.value(g.first(b));                  // c (d b) = (c d) b where c d is exact:
      if (is_exact_product(factor, inner) && is_moderate(factor * inner))   // one rounding less, and never
        return g.apply(op::multiply, g.constant(factor * inner), g.second(b));  // further from the true value
      // (a true value beyond the range is infinite now, which two roundings may bring back to the largest double)
    }
  }
  if (a == b) return g.apply(op::square, a);                     // a a = a²
  if (g.op_at(a) == op::negate)                                  // (-a) b = -(a b)
    return g.apply(op::negate, g.apply(op::multiply, g.first(a), b));
  if (g.op_at(b) == op::negate) return g.apply(op::negate, g.apply(op::multiply, a, g.first(b)));
  for (int k = 0; k < 2; ++k)
    if (const int w = k == 0 ? a : b, other = k == 0 ? b : a; g.op_at(w) == op::where) {
      if (g.is_constant(g.third(w), 0))                          // where(c, u, 0) b = where(c, u b, 0) (sign of zero)
        return g.apply(op::where, g.first(w), g.apply(op::multiply, g.second(w), other), g.third(w));
      if (g.is_constant(g.second(w), 0))                         // where(c, 0, u) b = where(c, 0, u b) (sign of zero)
        return g.apply(op::where, g.first(w), g.second(w), g.apply(op::multiply, g.third(w), other));
    }
  return -1;
}

constexpr int simplify_quotient(builder& g, int a, int b) {
  if (g.is_constant(b)) {
    const double divisor = g.value(b);
    if (divisor == 1) return a;                                  // a / 1 = a
    if (divisor == -1) return g.apply(op::negate, a);            // a / -1 = -a
    if (is_power_of_two(divisor))                                // a / 2 = 0.5 a
      return g.apply(op::multiply, g.constant(1 / divisor), a);
  }
  if (g.is_constant(a, 0)) return a;                             // 0 / b = 0     (sign of zero)
  if (a == b) return g.constant(1);                              // a / a = 1
  if (g.op_at(a) == op::negate)                                  // (-a) / b = -(a / b)
    return g.apply(op::negate, g.apply(op::divide, g.first(a), b));
  if (g.op_at(b) == op::negate)                                  // a / (-b) = -(a / b)
    return g.apply(op::negate, g.apply(op::divide, a, g.first(b)));
  if (g.op_at(a) == op::where && g.is_constant(g.third(a), 0))   // where(c, u, 0) / b = where(c, u/b, 0) (sign of zero)
    return g.apply(op::where, g.first(a), g.apply(op::divide, g.second(a), b), g.third(a));
  if (g.op_at(a) == op::where && g.is_constant(g.second(a), 0))  // where(c, 0, u) / b = where(c, 0, u/b) (sign of zero)
    return g.apply(op::where, g.first(a), g.second(a), g.apply(op::divide, g.third(a), b));
  return -1;
}

constexpr int simplify_negation(builder& g, int a) {
  switch (g.op_at(a)) {
    case op::constant: return g.constant(-g.value(a));
    case op::negate: return g.first(a);                          // -(-a) = a
    case op::subtract:                                           // -(a - b) = b - a (sign of zero)
      return g.apply(op::subtract, g.second(a), g.first(a));
    case op::multiply:                                           // -(2 a) = -2 a
      if (g.is_constant(g.first(a)))
        return g.apply(op::multiply, g.constant(-g.value(g.first(a))), g.second(a));
      return -1;
    case op::where:                                              // -where(c, u, 0) = where(c, -u, 0)
      if (g.is_constant(g.third(a), 0) || g.is_constant(g.second(a), 0))  // (sign of zero)
        return g.apply(op::where, g.first(a), g.apply(op::negate, g.second(a)),
                       g.apply(op::negate, g.third(a)));
      return -1;
    default: return -1;
  }
}

constexpr int simplify_power(builder& g, int a, int b) {
  if (!g.is_constant(b)) return -1;
  const double exponent = g.value(b);
  if (exponent == 0) return g.constant(1);                       // a⁰ = 1, as C has it for every a
  if (exponent == 1) return a;                                   // a¹ = a
  if (exponent == 2) return g.apply(op::square, a);              // a² = a a, correctly rounded
  if (exponent == -1) return g.apply(op::divide, g.constant(1), a);  // a⁻¹ = 1 / a
  return -1;
}

/// A product without a factor that is a power of two of at least 1, and that factor; 1 where there is none.
struct taken_factor {
  double factor = 1;
  int rest = -1;
};

/// Looks at each factor once, however many ways lead to it.
constexpr taken_factor take_power_of_two(builder& g, int a) {
  if (g.op_at(a) != op::multiply) return {};
  int above[most_nodes]{};  // the product through which a factor was reached first, plus one
  int pending[most_nodes]{};
  int count = 1;
  pending[0] = a;
  above[a] = a + 1;
  while (count > 0) {
    int i = pending[--count];
    const int x = g.first(i), y = g.second(i);
    if (!g.is_constant(x)) {
      for (const int factor : {y, x})
        if (g.op_at(factor) == op::multiply && above[factor] == 0) {
          above[factor] = i + 1;
          pending[count++] = factor;
        }
      continue;
    }
    const double factor = g.value(x);
    if (!(magnitude(factor) >= 1 && is_power_of_two(factor))) continue;
    int rest = y;
    for (; i != a; i = above[i] - 1) {
      const int product = above[i] - 1, first = g.first(product);
      rest = first == i ? g.apply(op::multiply, rest, g.second(product)) : g.apply(op::multiply, first, rest);
    }
    return {factor, rest};
  }
  return {};
}

constexpr int simplify_reduction(builder& g, op o, int a) {
  if (g.op_at(a) == op::negate) return g.apply(op::negate, g.apply(o, g.first(a)));  // mean(-a) = -mean(a)
  if (o == op::sample_mean && g.is_constant(a)) return a;        // mean(2) = 2
  const auto [factor, rest] = take_power_of_two(g, a);           // mean(2 a) = 2 mean(a), to the last bit
  return factor == 1 ? -1 : g.apply(op::multiply, g.constant(factor), g.apply(o, rest));
}

/// Whether a condition compares constants, and then whether it holds.
constexpr bool is_decided(const builder& g, int a) {
  const op o = g.op_at(a);
  return (o == op::less || o == op::less_equal || o == op::equal) && g.is_constant(g.first(a)) && g.is_constant(g.second(a));
}
constexpr bool holds(const builder& g, int a) {
  const double x = g.value(g.first(a)), y = g.value(g.second(a));
  return g.op_at(a) == op::less ? x < y : g.op_at(a) == op::less_equal ? x <= y : x == y;
}

/// The bit of an operation in such a set; functions have none.
constexpr word bit_of(op o) { return (static_cast<word>(o) & 255) < 64 ? word{1} << (static_cast<word>(o) & 255) : 0; }

/// The node that is simpler than `o` applied to a, b, c; or -1 where no identity applies. The first lines
/// decide, in few steps, that none does.
constexpr int simplify(builder& g, op o, int a, int b, int c) {
  const op oa = static_cast<op>(g.nodes[a] & 4095), ob = static_cast<op>(g.nodes[b] & 4095);
  switch (o) {
    case op::add:
    case op::subtract:
    case op::multiply:
    case op::divide:
      if (a != b && ((o == op::add || o == op::subtract ? simplified_in_sums : simplified_in_products) &
                     (bit_of(oa) | bit_of(ob))) == 0)
        return -1;
      if (oa == op::constant && ob == op::constant)
        if (const int folded = fold(g, o, g.value(a), g.value(b)); folded >= 0) return folded;
      return o == op::add        ? simplify_sum(g, a, b)
             : o == op::subtract ? simplify_difference(g, a, b)
             : o == op::multiply ? simplify_product(g, a, b)
                                 : simplify_quotient(g, a, b);
    case op::negate: return simplify_negation(g, a);
    case op::power: return ob == op::constant ? simplify_power(g, a, b) : -1;
    case op::square:
      if (oa == op::constant) return fold(g, op::multiply, g.value(a), g.value(a));
      if (oa == op::negate) return g.apply(op::square, g.first(a));  // (-a)² = a²
      return -1;
    case op::where:
      if (b == c) return b;                                      // where(q, a, a) = a
      if (is_decided(g, a)) return holds(g, a) ? b : c;          // where(1 < 2, a, b) = a
      if (oa == op::logical_not) return g.apply(op::where, g.first(a), c, b);
      return -1;                                                 // where(!q, a, b) = where(q, b, a)
    case op::logical_not: return oa == op::logical_not ? g.first(a) : -1;  // !!q = q
    case op::logical_and:
    case op::logical_or:
      if (a == b) return a;                                      // q && q = q
      for (int k = 0; k < 2; ++k)                                // q && 1 < 2 = q, q && 2 < 1 = 2 < 1
        if (const int known = k == 0 ? a : b, other = k == 0 ? b : a; is_decided(g, known))
          return holds(g, known) == (o == op::logical_and) ? other : known;
      return -1;
    case op::power_log: return g.is_constant(c, 0) ? g.apply(op::power, a, b) : -1;
    case op::sample_mean:
    case op::sample_sum: return simplify_reduction(g, o, a);
    default: return -1;
  }
}

}  // namespace symdiff::detail
