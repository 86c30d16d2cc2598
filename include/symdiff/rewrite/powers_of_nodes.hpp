// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a node is as a product of powers: x*x*x/sqrt(x) is x^2.5. One pass over the nodes, each from its operands.
#include <symdiff/rewrite/codes.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// A power of one node, the base u: |u|^e or sign(u) |u|^e, times log(u)^logs. The exponent e is whole + fraction + thirds/3,
/// in parts since their sum rounds.
struct base_power {
  int base;
  double whole, fraction;
  int fraction_node;      // the exact fraction, -1 where it is 0
  int variable[2];        // exponents that are not constant, or -1,
  int raised[2];          // what was raised to each,
  double times[2];        // and how often
  int thirds, logs;
  int single;             // the node that is this power, where it is one of a root or the like as it was written, or -1
  bool is_below;          // and whether it is divided by that node
  bool is_odd;            // whether it changes its sign with u
  bool is_of_positive;    // whether it is NaN for u < 0,
  bool has_nan;           // and whether it is so as it is computed
  bool is_length;         // whether half of the exponent is a `norm`, whose derivative at 0 is 0
  bool is_collected;      // whether it is made of several powers, one of which has no finite derivative of some order at 0,
  bool is_cancelled;      // and whether one of them is infinite there and another 0

  static constexpr base_power of(int base) {
    base_power p{};
    p.base = base;
    p.whole = 1;
    p.is_odd = true;
    p.fraction_node = p.single = p.variable[0] = p.variable[1] = -1;
    return p;
  }
  constexpr bool has_variable() const { return variable[0] >= 0; }
  constexpr double degree() const { return has_variable() ? __builtin_nan("") : whole + fraction + thirds / 3.0; }
  constexpr bool is_plain() const {
    return fraction_node < 0 && thirds == 0 && logs == 0 && whole >= 1 && is_odd == ((static_cast<long long>(whole) & 1) != 0) &&
           !is_of_positive;
  }
  constexpr bool is_base_itself() const { return is_plain() && whole == 1; }
};

/// Without one of these there are no powers to collect.
inline constexpr operation_set collected_about(op::divide, op::power, sqrt_code, cbrt_code, abs_code, sign_code, norm_code, hypot_code,
                                               log_code, xlogy_code);

/// Products of powers, node by node.
struct powers_of_nodes {
  static constexpr int most_bases = 6;  // a product of more of them is a base itself
  static constexpr int most_powers = most_nodes / 2;
  static constexpr double largest = 1e6;  // as an exponent

  builder& b;
  int known = 0;
  int first[most_nodes]{};             // of its powers
  signed char counts[most_nodes]{};    // how many, plus one; 0 where the node is a base itself
  bool is_negative[most_nodes]{};      // the constant factor
  bool collected[most_nodes]{};        // whether a power is collected by this very node
  bool is_fixed[most_nodes]{};         // whether the node is made of constants,
  double fixed_value[most_nodes]{};    // and its value, rounded
  base_power all[most_powers]{};
  int used = 0;

  constexpr explicit powers_of_nodes(builder& graph) : b(graph) {}

  constexpr int count(int i) const { return counts[i] == 0 ? 1 : counts[i] - 1; }
  constexpr base_power power(int i, int k) const {
    if (counts[i] != 0) return all[first[i] + k];
    return base_power::of(i);
  }
  /// The number of the power of that base, or -1.
  constexpr int find(int i, int base) const {
    if (counts[i] == 0) return i == base ? 0 : -1;
    for (int k = 0; k < counts[i] - 1; ++k)
      if (all[first[i] + k].base == base) return k;
    return -1;
  }

  /// Nodes that were added since.
  constexpr void extend() {
    for (; known < b.size; ++known) {
      find_fixed(known);
      analyse(known);
      collected[known] = collects(known);
    }
  }

  /// Whether a node is `where(0 <= u, x, sqrt(u))`: x, but NaN for u < 0.
  constexpr bool is_guard(int i) const {
    const word node = b.nodes[i];
    const int condition = first_of(node), root = third_of(node);
    return op_of(node) == op::where && b.op_at(condition) == op::less_equal && b.is_constant(b.first(condition), 0) &&
           b.op_at(root) == op::square_root && b.first(root) == b.second(condition);
  }

  static constexpr bool is_odd_number(double p) { return (static_cast<long long>(p) & 1) != 0; }

 private:
  constexpr bool has_room() const { return used + 2 * most_bases < most_powers; }

  constexpr void analyse(int i) {
    const word node = b.nodes[i];
    const int x = first_of(node), y = second_of(node);
    const op o = op_of(node);
    bool fits = has_room();
    first[i] = used;
    if (!fits) return;
    switch (o) {
      case op::constant:
        is_negative[i] = b.value(i) < 0;
        break;
      case op::named: break;
      case op::negate:
        copy(x);
        is_negative[i] = !is_negative[x];
        break;
      case op::multiply:
      case op::divide:
        copy(x);
        fits = merge(i, y, o == op::divide);
        is_negative[i] = is_negative[x] != is_negative[y];
        break;
      case op::square: fits = scale(i, x, 2, -1); break;
      case op::power: fits = is_fixed[y] ? scale(i, x, fixed_value[y], y) : raise(i, x, y); break;
      case op::square_root: fits = scale(i, x, 0.5, -1); break;
      case op::where: fits = is_guard(i) ? take_guarded(i, y, b.second(x)) : same_in_both(i, y, third_of(node)); break;
      default:
        if (o == norm_code) fits = scale(i, x, 0.5, -1);
        else if (o == cbrt_code) fits = take_third(i, x);
        else if (o == abs_code || o == sign_code) fits = make_even(i, x, o == sign_code);
        else if (o == log_code) fits = add_logarithm(i, x);
        else if (o == xlogy_code) copy(x), fits = add_logarithm(i, y), is_negative[i] = is_negative[x];
        else if (o == continued_code) take_continued(i, x);
        else if (o == hypot_code) fits = add_length(i);
        else fits = false;
    }
    if (fits && used - first[i] <= most_bases) counts[i] = static_cast<signed char>(used - first[i] + 1);
    else used = first[i], is_negative[i] = false;
  }

  constexpr void find_fixed(int i) {
    const word node = b.nodes[i];
    const int x = first_of(node), y = second_of(node);
    const op o = op_of(node);
    if (o == op::constant) {
      is_fixed[i] = true;
      fixed_value[i] = b.value(i);
    } else if ((o == op::add || o == op::subtract || o == op::multiply || o == op::divide) && is_fixed[x] && is_fixed[y]) {
      const double u = fixed_value[x], v = fixed_value[y];
      is_fixed[i] = magnitude(u) < 1e100 && magnitude(v) < 1e100 && (o != op::divide || magnitude(v) > 1e-100);
      if (is_fixed[i]) fixed_value[i] = o == op::add ? u + v : o == op::subtract ? u - v : o == op::multiply ? u * v : u / v;
    } else if (o == op::negate && is_fixed[x]) {
      is_fixed[i] = true;
      fixed_value[i] = -fixed_value[x];
    }
  }

  constexpr bool collects(int i) const {
    if (counts[i] == 0) return false;
    const word node = b.nodes[i];
    const op o = op_of(node);
    if (o == op::where) return is_guard(i);
    if (o == continued_code || o == op::negate) return false;
    const bool is_pair = o == op::multiply || o == op::divide || o == xlogy_code;
    for (int k = 0; k < count(i); ++k)
      if (power(i, k).is_collected && !has_the_same(first_of(node), i, k) && !(is_pair && has_the_same(second_of(node), i, k)))
        return true;
    return false;
  }
  constexpr bool has_the_same(int x, int i, int k) const {
    const base_power p = power(i, k);
    const int at = find(x, p.base);
    return at >= 0 && power(x, at).is_collected && power(x, at).degree() == p.degree() && power(x, at).logs == p.logs;
  }

  constexpr void copy(int x) {
    for (int k = 0; k < count(x); ++k) all[used++] = power(x, k);
  }

  constexpr bool merge(int i, int y, bool is_divided) {
    for (int k = 0; k < count(y); ++k) {
      base_power p = power(y, k);
      if (is_divided) {
        p.is_collected |= p.degree() < 0;
        p.whole = -p.whole, p.fraction = -p.fraction, p.thirds = -p.thirds, p.is_below = !p.is_below;
        p.times[0] = -p.times[0], p.times[1] = -p.times[1];
        if (p.fraction_node >= 0) p.fraction_node = b.apply(op::negate, p.fraction_node);
        if (p.logs != 0) return false;
      }
      if (!multiply_by(i, p)) return false;
    }
    return true;
  }

  /// Multiplies the powers of node i by another.
  constexpr bool multiply_by(int i, const base_power& p) {
    int at = first[i];
    while (at < used && all[at].base != p.base) ++at;
    if (at == used) {
      if (used - first[i] == most_bases) return false;
      all[used++] = p;
      return true;
    }
    base_power& q = all[at];
    const bool is_logarithm = q.degree() == 0 && p.degree() == 0 && q.logs + p.logs != 0;
    const bool has_singular = !is_logarithm && (!q.is_plain() || !p.is_plain());
    q.is_cancelled |= p.is_cancelled || is_cancelling(q, p) || is_cancelling(p, q);
    q.whole += p.whole;
    if (p.fraction_node >= 0) {
      q.fraction_node = q.fraction_node < 0 ? p.fraction_node : b.apply(op::add, q.fraction_node, p.fraction_node);
      q.fraction += p.fraction;
    }
    for (int k = 0; k < 2; ++k)
      if (p.variable[k] >= 0 && !add_variable(q, p.variable[k], p.raised[k], p.times[k])) return false;
    q.thirds += p.thirds;
    q.logs += p.logs;
    q.is_odd = q.is_odd != p.is_odd;
    q.is_of_positive |= p.is_of_positive;
    q.has_nan |= p.has_nan;
    q.is_length |= p.is_length;
    q.is_collected |= p.is_collected || has_singular;
    q.single = -1;
    normalize(q);
    return magnitude(q.whole) < largest;
  }

  /// Whether the one is 0 where the other is infinite.
  static constexpr bool is_cancelling(const base_power& q, const base_power& p) {
    if (q.has_variable()) return p.whole < 0 || p.logs > 0;
    return q.degree() > 0 && (p.degree() < 0 || p.logs > 0 || (p.degree() == 0 && p.is_below));
  }
  static constexpr bool add_variable(base_power& q, int exponent, int raised, double times) {
    for (int k = 0; k < 2; ++k)
      if (q.variable[k] < 0 || (q.variable[k] == exponent && q.raised[k] == raised)) {
        q.variable[k] = exponent;
        q.raised[k] = raised;
        q.times[k] += times;
        return true;
      }
    return false;
  }

  /// Wholes out of fractions and thirds, where that is exact.
  constexpr void normalize(base_power& q) const {
    if (q.fraction_node >= 0 && b.is_constant(q.fraction_node)) {
      const double f = b.value(q.fraction_node);
      if (is_whole(f)) q.whole += f, q.fraction = 0, q.fraction_node = -1;
      else q.fraction = f;
    }
    q.whole += q.thirds / 3;  // NOLINT: whole
    q.thirds %= 3;
  }

  /// x to the power p, which is the value of a node, or exact.
  constexpr bool scale(int i, int x, double p, int exponent_node) {
    if (!(magnitude(p) < largest)) return false;
    const bool is_exact = exponent_node < 0 || b.is_constant(exponent_node), is_whole_power = is_exact && is_whole(p);
    const int factor = is_exact ? b.constant(p) : exponent_node;
    copy(x);
    if (!is_whole_power && !is_separable(i, x)) return false;
    is_negative[i] = is_negative[x] && is_whole_power && is_odd_number(p);
    for (int k = first[i]; k < used; ++k) {
      base_power& q = all[k];
      const bool was_base = q.is_base_itself(), was_plain = q.is_plain();
      if (q.logs != 0 && !(is_whole_power && p > 0)) return false;
      if (is_whole_power) {
        q.is_odd = q.is_odd && is_odd_number(p);
        q.whole *= p;
        q.thirds *= static_cast<int>(p);
        q.logs *= static_cast<int>(p);
        q.times[0] *= p, q.times[1] *= p;
        if (q.fraction_node >= 0) q.fraction_node = b.apply(op::multiply, factor, q.fraction_node), q.fraction *= p;
      } else {
        q.is_of_positive |= q.is_odd;
        q.has_nan |= q.is_odd && magnitude(p - static_cast<double>(static_cast<long long>(p + 0.5))) > 1e-9;  // NOLINT: >= 0
        q.times[0] *= p, q.times[1] *= p;
        q.fraction = (q.whole + q.fraction + q.thirds / 3.0) * p;
        q.fraction_node = b.apply(op::multiply, factor, exponent(q));
        q.whole = q.thirds = 0;
        q.is_length |= b.op_at(i) == norm_code;
      }
      normalize(q);
      q.is_collected |= !was_base && !(is_whole_power && was_plain && q.is_plain()) && !(q.logs != 0 && q.degree() == 0);
      q.single = was_base && !q.is_plain() && used - first[i] == 1 ? i : -1;
      q.is_below = p < 0 && q.degree() == 0;
      if (magnitude(q.whole) > largest) return false;
    }
    return true;
  }
  /// x to an exponent that is not constant.
  constexpr bool raise(int i, int x, int exponent_node) {
    copy(x);
    if (used - first[i] != 1 || is_negative[x]) return false;
    base_power& q = all[first[i]];
    if (q.logs != 0 || q.has_variable()) return false;
    const bool was_base = q.is_base_itself();
    q.is_of_positive |= q.is_odd;
    q.variable[0] = exponent_node;
    q.raised[0] = x;
    q.times[0] = 1;
    q.fraction_node = b.apply(op::multiply, exponent(q), exponent_node);
    q.whole = q.fraction = q.thirds = 0;
    q.is_collected |= !was_base;
    q.single = was_base ? i : -1;
    q.is_below = false;
    return true;
  }
  /// Whether each factor of node x is at least 0 where their product is: all but one are so anyway.
  constexpr bool is_separable(int i, int x) const {
    if (is_negative[x]) return false;
    int others = 0;
    for (int k = first[i]; k < used; ++k) others += all[k].is_odd && !all[k].is_of_positive && !is_never_negative(all[k].base);
    return others <= 1;
  }

  constexpr bool take_third(int i, int x) {
    copy(x);
    is_negative[i] = is_negative[x];
    for (int k = first[i]; k < used; ++k) {
      base_power& q = all[k];
      const bool was_base = q.is_base_itself();
      if (q.logs != 0 || q.has_variable()) return false;
      if (q.fraction_node >= 0 || q.thirds != 0) {
        q.fraction = (q.whole + q.fraction + q.thirds / 3.0) / 3;
        q.fraction_node = b.apply(op::divide, exponent(q), b.constant(3));
        q.thirds = 0;
      } else {
        q.thirds = static_cast<int>(q.whole);
      }
      q.whole = 0;
      normalize(q);
      q.is_collected |= !was_base;
      q.single = was_base && used - first[i] == 1 ? i : -1;
    }
    return true;
  }

  constexpr bool make_even(int i, int x, bool is_sign) {
    copy(x);
    is_negative[i] = is_sign && is_negative[x];
    const bool is_alone = used - first[i] == 1;
    for (int k = first[i]; k < used; ++k) {
      base_power& q = all[k];
      if (q.logs != 0 || (is_sign && q.is_of_positive)) return false;
      const bool was_base = q.is_base_itself();
      if (!is_sign) q.is_odd = false;
      else q.whole = q.fraction = 0, q.fraction_node = -1, q.thirds = 0;
      q.is_collected |= !was_base;
      q.single = was_base && is_alone ? i : -1;
    }
    return true;
  }

  /// log(x), where x is a base or its absolute value, as another factor of node i.
  constexpr bool add_logarithm(int i, int x) {
    const bool is_even = b.op_at(x) == abs_code && counts[b.first(x)] == 0;
    if (!is_even && counts[x] != 0) return false;
    base_power p = base_power::of(is_even ? b.first(x) : x);
    p.whole = 0;
    p.logs = 1;
    p.is_odd = false;
    p.is_of_positive = p.has_nan = !is_even;
    p.single = b.op_at(i) == log_code ? i : -1;
    return multiply_by(i, p);
  }

  constexpr void take_continued(int i, int x) {
    copy(x);
    is_negative[i] = is_negative[x];
    for (int k = first[i]; k < used; ++k) all[k].is_cancelled = false;
  }

  /// hypot(x, y), whose derivatives multiply its powers by x and y.
  constexpr bool add_length(int i) {
    base_power p = base_power::of(i);
    p.is_odd = false;
    p.is_length = true;
    p.single = i;
    all[used++] = p;
    return true;
  }

  /// x, which is NaN for u < 0.
  constexpr bool take_guarded(int i, int x, int u) {
    copy(x);
    is_negative[i] = is_negative[x];
    base_power p = base_power::of(u);
    p.whole = 0;
    p.is_odd = false;
    p.is_of_positive = p.has_nan = true;
    return multiply_by(i, p);
  }

  /// A choice between two forms of one power.
  constexpr bool same_in_both(int i, int x, int y) {
    if (count(x) != 1 || count(y) != 1 || counts[x] == 0 || counts[y] == 0) return false;
    const base_power p = power(x, 0), q = power(y, 0);
    if (p.base != q.base || p.whole != q.whole || p.fraction != q.fraction || p.has_variable() || q.has_variable() || p.thirds != q.thirds || p.logs != q.logs ||
        p.is_odd != q.is_odd || is_negative[x] || is_negative[y] || has_factor(x) || has_factor(y))
      return false;
    all[used] = p;
    all[used].is_collected = all[used].is_cancelled = false;
    all[used].single = i;
    ++used;
    return true;
  }
  /// Whether a constant is a factor of a quotient or root.
  constexpr bool has_factor(int x) const {
    return b.op_at(x) == op::multiply && (b.is_constant(b.first(x)) || b.is_constant(b.second(x)));
  }

 public:
  /// The exponent as a node.
  constexpr int exponent(const base_power& q) {
    const int n = b.constant(q.whole);
    const int e = q.fraction_node < 0 ? n : q.whole == 0 ? q.fraction_node : b.apply(op::add, n, q.fraction_node);
    if (q.thirds == 0) return e;
    const int thirds = b.apply(op::divide, b.constant(q.thirds), b.constant(3));
    return b.is_constant(e, 0) ? thirds : b.apply(op::add, e, thirds);
  }

  /// Whether a base is known to be at least 0.
  constexpr bool is_never_negative(int i) const {
    const op o = b.op_at(i);
    return o == op::square || o == op::square_root || o == norm_code || o == abs_code || o == exp_code || o == hypot_code ||
           o == sigmoid_code;
  }
};

}  // namespace symdiff::detail
