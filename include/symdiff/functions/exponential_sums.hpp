// SPDX-License-Identifier: BSL-1.0
#pragma once
// Logarithms and quotients of sums and differences of exponentials. None overflows, none cancels, and their derivatives are
// made of each other: products of positive numbers, where 1 - p would lose the digits of what p leaves.
#include <symdiff/functions/activation.hpp>

namespace SYMDIFF_NAMESPACE {

struct reciprocal_expm1_fn : elementary<"reciprocal_expm1", "\\frac{1}{e^{#1} - 1}"> {
  using domain = not_zero;
  using range = not_zero;
  static constexpr const char* c_code = "return 1 / expm1(x);";
  static constexpr auto value(auto x) { using scalar::expm1; return 1 / expm1(x); }
  static constexpr auto derivative(auto x, auto f) { return f * detail::apply<reciprocal_expm1_fn>(-x); }
};

/// By whichever of two forms is accurate (M. Mächler, "Accurately computing log(1 - exp(-|a|))", 2012).
struct log1m_exp_fn : elementary<"log1m_exp", "\\ln\\left(1 - e^{#1}\\right)"> {
  using domain = negative;
  using range = negative;
  static constexpr const char* c_code = "return x > -0.6931471805599453 ? log(-expm1(x)) : log1p(-exp(x));";
  template <class T>
  static constexpr T value(T x) {
    using scalar::exp, scalar::expm1, scalar::log, scalar::log1p, scalar::select;
    if constexpr (std::same_as<decltype(x < x), bool>)
      return x > T(-0.6931471805599453) ? T(log(T(-expm1(x)))) : T(log1p(T(-exp(x))));
    else
      return select(x > T(-0.6931471805599453), log(-expm1(x)), log1p(-exp(x)));
  }
  static constexpr auto derivative(auto x, auto /*f*/) { return -detail::apply<reciprocal_expm1_fn>(-x); }
};
/// log(1 - exp(x)) for x < 0, without cancellation near 0 and far below.
template <Symbolic X>
constexpr auto log1m_exp(const X& x) {
  return detail::apply<log1m_exp_fn>(x);
}

/// log(exp(x) - exp(y)) for x > y, without overflow or cancellation.
template <class X, class Y>
  requires Symbolic<X> || Symbolic<Y>
constexpr auto log_diff_exp(const X& x, const Y& y) {
  return x + log1m_exp(y - x);
}

struct log_add_exp_fn : elementary<"log_add_exp", "\\ln\\left(e^{#1} + e^{#2}\\right)", 2> {
  static constexpr bool commutative = true;
  static constexpr const char* c_code = "return (x < y ? y : x) + log1p(exp(x == y ? 0 : -fabs(x - y)));";
  template <class T>
  static constexpr T value(T x, T y) {
    using scalar::abs, scalar::exp, scalar::log1p, scalar::select;
    const T apart = select(x == y, T(0), T(-abs(T(x - y))));  // both may be infinite
    return select(x < y, y, x) + log1p(exp(apart));
  }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto /*f*/) {
    return Argument == 0 ? sigmoid(x - y) : sigmoid(y - x);
  }
};
/// log(exp(x) + exp(y)), without overflow, and with all digits where one of them is 0 and the other far below.
template <class X, class Y>
  requires Symbolic<X> || Symbolic<Y>
constexpr auto log_add_exp(const X& x, const Y& y) {
  return detail::apply<log_add_exp_fn>(x, y);
}

/// The derivative by one of three is what leaves the others' sum together: what it and another share is a product then.
struct log_add_exp_of_three_fn : elementary<"log_add_exp_of_three", "\\ln\\left(e^{#1} + e^{#2} + e^{#3}\\right)", 3> {
  static constexpr const char* c_code[]{"const double m = x < y ? y : x, n = x < y ? x : y;",
                                        "const double high = m < z ? z : m, mid = m < z ? m : z;",
                                        "return high + log1p(exp(mid == high ? 0 : mid - high) + exp(n == high ? 0 : n - high));"};
  template <class T>
  static constexpr T value(T x, T y, T z) {
    using scalar::exp, scalar::log1p, scalar::select;
    const T larger = select(x < y, y, x), low = select(x < y, x, y), high = select(larger < z, z, larger),
            middle = select(larger < z, larger, z);
    const auto below = [&](T u) { return exp(select(u == high, T(0), T(u - high))); };
    return high + log1p(T(below(middle) + below(low)));
  }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto z, auto /*f*/) {
    if constexpr (Argument == 0) return sigmoid(x - log_add_exp(y, z));
    else if constexpr (Argument == 1) return sigmoid(y - log_add_exp(x, z));
    else return sigmoid(z - log_add_exp(x, y));
  }
};
/// log(exp(x) + exp(y) + exp(z)) likewise.
template <class X, class Y, class Z>
  requires Symbolic<X> || Symbolic<Y> || Symbolic<Z>
constexpr auto log_add_exp(const X& x, const Y& y, const Z& z) {
  return detail::apply<log_add_exp_of_three_fn>(x, y, z);
}

struct sigmoid_difference_fn : elementary<"sigmoid_difference", "", 2> {
  using range = between_minus_one_and_one;
  static constexpr const char* c_code[]{
      "const double high = x < y ? y : x, low = x < y ? x : y, up = exp(-fabs(high)), down = exp(-fabs(low));",
      "const double part = (high < 0 ? up : 1) / (1 + up) * ((low < 0 ? 1 : down) / (1 + down));",
      "return part * (x < y ? expm1(low - high) : x == y ? 0 : -expm1(low - high));"};
  template <class T>
  static constexpr T value(T x, T y) {
    using scalar::expm1, scalar::select;
    const T high = select(x < y, y, x), low = select(x < y, x, y);
    const T part = -expm1(T(low - high)) * (sigmoid_fn::value<T>(high) * sigmoid_fn::value<T>(-low));
    return select(x == y, T(0), select(x < y, T(-part), part));
  }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto /*f*/) {
    if constexpr (Argument == 0) return sigmoid(x) * sigmoid(-x);
    else return -(sigmoid(y) * sigmoid(-y));
  }
};
/// sigmoid(x) - sigmoid(y), without cancellation where both are near 0 or near 1, or near each other.
template <class X, class Y>
  requires Symbolic<X> || Symbolic<Y>
constexpr auto sigmoid_difference(const X& x, const Y& y) {
  return detail::apply<sigmoid_difference_fn>(x, y);
}

namespace detail {

// a + b exp(u) for any numbers a and b, which may be plain ones: whatever they turn out to be, its logarithm, its reciprocal
// and exp(u) by it are computed from exp(-|u|), which does not overflow, and near 1 from what is beside 1.

/// log(a + b exp(u)).
struct log_affine_exp_fn : elementary<"log_affine_exp", "\\ln\\left(#1 + #2\\,e^{#3}\\right)", 3> {
  static constexpr bool lane_by_lane = true;
  static constexpr const char* c_code[]{
      "if (x == 0) return z + log(y);", "if (y == 0) return log(x);", "const double e = exp(-fabs(z));",
      "if (x * y < 0 && fabs(z) < 0.5) {",
      "  const double sum = x + y, rest = y * expm1(z);",
      "  return sum >= 0.5 && sum <= 2 ? log1p((sum - 1) + rest) : log(sum + rest);",
      "}",
      "const double one = z > 0 && fabs(y) >= fabs(x) * e ? y : x;",
      "const double other = z <= 0 ? y * e : fabs(y) >= fabs(x) * e ? x * e : y / e;",
      "const double part = one >= 0.5 && one <= 2 ? log1p((one - 1) + other) : log(one + other);",
      "return z > 0 && fabs(y) >= fabs(x) * e ? z + part : part;"};
  template <class T>
  static constexpr T value(T a, T b, T u) {
    using scalar::abs, scalar::exp, scalar::expm1, scalar::log, scalar::log1p;
    if (a == 0) return u + log(b);
    if (b == 0) return log(a);
    const auto log_of_sum = [](const T& x, const T& y) {
      return x >= T(0.5) && x <= 2 ? T(log1p(T((x - 1) + y))) : T(log(T(x + y)));
    };
    if (a * b < 0 && abs(u) < T(0.5)) return log_of_sum(a + b, b * expm1(u));
    const T e = exp(T(-abs(u)));
    if (!(u > 0)) return log_of_sum(a, b * e);
    return abs(b) >= abs(a) * e ? u + log_of_sum(b, a * e) : log_of_sum(a, b / e);
  }
  template <int Argument>
  static constexpr auto derivative(auto a, auto b, auto u, auto /*f*/);
};

/// a + b exp(u), by exp(-|u|) and where u > 0 divided by exp(u).
template <class T>
struct affine_exp {
  T e, sum;
  constexpr affine_exp(T a, T b, T u) {
    using scalar::abs, scalar::exp, scalar::expm1, scalar::select;
    e = exp(T(-abs(u)));
    const auto far = select(u > 0, T(a * e + b), T(a + b * e));
    if constexpr (std::same_as<decltype(u > 0), bool>)
      sum = a * b < 0 && abs(u) < T(0.5) ? (u > 0 ? T((a + b) + a * expm1(T(-u))) : T((a + b) + b * expm1(u))) : T(far);
    else
      sum = far;
  }
};

/// 1 / (a + b exp(u)).
struct reciprocal_affine_exp_fn : elementary<"reciprocal_affine_exp", "\\frac{1}{#1 + #2\\,e^{#3}}", 3> {
  static constexpr const char* c_code[]{
      "const double e = exp(-fabs(z)), far = z > 0 ? x * e + y : x + y * e;",
      "const double near = (x + y) + (z > 0 ? x * expm1(-z) : y * expm1(z));",
      "return (z > 0 ? e : 1) / (x * y < 0 && fabs(z) < 0.5 ? near : far);"};
  template <class T>
  static constexpr T value(T a, T b, T u) {
    using scalar::select;
    const affine_exp<T> s(a, b, u);
    return select(u > 0, s.e, T(1)) / s.sum;
  }
  template <int Argument>
  static constexpr auto derivative(auto a, auto b, auto u, auto f);
};

/// exp(u) / (a + b exp(u)).
struct share_of_affine_exp_fn : elementary<"share_of_affine_exp", "\\frac{e^{#3}}{#1 + #2\\,e^{#3}}", 3> {
  static constexpr const char* c_code[]{
      "const double e = exp(-fabs(z)), far = z > 0 ? x * e + y : x + y * e;",
      "const double near = (x + y) + (z > 0 ? x * expm1(-z) : y * expm1(z));",
      "return x == 0 ? 1 / y : (z > 0 ? 1 : e) / (x * y < 0 && fabs(z) < 0.5 ? near : far);"};
  template <class T>
  static constexpr T value(T a, T b, T u) {
    using scalar::select;
    const affine_exp<T> s(a, b, u);
    return select(a == 0, T(1 / b), T(select(u > 0, T(1), s.e) / s.sum));
  }
  template <int Argument>
  static constexpr auto derivative(auto a, auto b, auto u, auto f) {
    const auto r = apply<reciprocal_affine_exp_fn>(a, b, u);
    if constexpr (Argument == 0) return -(f * r);
    else if constexpr (Argument == 1) return -square(f);
    else return a * (f * r);
  }
};

template <int Argument>
constexpr auto log_affine_exp_fn::derivative(auto a, auto b, auto u, auto /*f*/) {
  if constexpr (Argument == 0) return apply<reciprocal_affine_exp_fn>(a, b, u);
  else if constexpr (Argument == 1) return apply<share_of_affine_exp_fn>(a, b, u);
  else return b * apply<share_of_affine_exp_fn>(a, b, u);
}
template <int Argument>
constexpr auto reciprocal_affine_exp_fn::derivative(auto a, auto b, auto u, auto f) {
  const auto share = apply<share_of_affine_exp_fn>(a, b, u);
  if constexpr (Argument == 0) return -square(f);
  else if constexpr (Argument == 1) return -(f * share);
  else return -(b * (f * share));
}

/// exp(x), at most the largest number: what a coefficient of 0 is multiplied by.
struct bounded_exp_fn : elementary<"bounded_exp", "\\exp"> {
  using range = positive;
  static constexpr const char* c_code[]{"const double e = exp(x);", "return e > 1.7976931348623157e308 ? 1.7976931348623157e308 : e;"};
  template <class T>
  static constexpr T value(T x) {
    using scalar::exp, scalar::select;
    const T e = exp(x);
    if constexpr (std::same_as<decltype(x < x), bool>) return e > std::numeric_limits<T>::max() ? std::numeric_limits<T>::max() : e;
    else return select(e - e == 0, e, select(e > 0, T(std::numeric_limits<std::remove_cvref_t<decltype(e.values[0])>>::max()), e));
  }
  static constexpr auto derivative(auto /*x*/, auto f) { return f; }
};

using exponential_sums =
    row_list<reciprocal_expm1_fn, log1m_exp_fn, log_add_exp_fn, log_add_exp_of_three_fn, sigmoid_difference_fn, log_affine_exp_fn,
             reciprocal_affine_exp_fn, share_of_affine_exp_fn, bounded_exp_fn>;

}  // namespace detail
}  // namespace symdiff
