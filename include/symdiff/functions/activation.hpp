// SPDX-License-Identifier: BSL-1.0
#pragma once
// Activations of neural networks and the functions of logistic models.
#include <symdiff/functions/special.hpp>

namespace SYMDIFF_NAMESPACE {

/// The derivative s (1 - s) is written without its cancellation for large x.
struct sigmoid_fn : elementary<"sigmoid", "\\sigma"> {
  using range = between_zero_and_one;
  static constexpr const char* c_code[]{"const double e = exp(-fabs(x));", "return (x < 0 ? e : 1) / (1 + e);"};
  template <class T>
  static constexpr T value(T x) {
    using scalar::abs, scalar::exp, scalar::select;
    const T e = exp(-abs(x));
    return select(x < 0, e, T(1)) / (1 + e);
  }
  static constexpr auto derivative(auto x, auto s) { return s * sigmoid(-x); }
};
/// The logistic function 1 / (1 + exp(-x)).
template <Symbolic X>
constexpr auto sigmoid(const X& x) {
  return detail::apply<sigmoid_fn>(x);
}

struct softplus_fn : elementary<"softplus"> {
  using range = positive;
  static constexpr const char* c_code = "return (x < 0 ? 0 : x) + log1p(exp(-fabs(x)));";
  template <class T>
  static constexpr T value(T x) {
    using scalar::abs, scalar::exp, scalar::log1p, scalar::select;
    return select(x < 0, T(0), x) + log1p(exp(-abs(x)));
  }
  static constexpr auto derivative(auto x, auto /*f*/) { return sigmoid(x); }
};
/// log(1 + exp(x)), without overflow.
template <Symbolic X>
constexpr auto softplus(const X& x) {
  return detail::apply<softplus_fn>(x);
}

/// log(sigmoid(x)), without overflow.
template <Symbolic X>
constexpr auto log_sigmoid(const X& x) {
  return -softplus(-x);
}

struct logit_fn : elementary<"logit"> {
  static constexpr const char* c_code = "return log(x / (1 - x));";
  using domain = between_zero_and_one;
  static constexpr auto value(auto p) { using scalar::log; return log(p / (1 - p)); }
  static constexpr auto derivative(auto p, auto /*f*/) { return 1 / (p * (1 - p)); }
};
/// log(p / (1 - p)), the inverse of sigmoid, for 0 < p < 1.
template <Symbolic X>
constexpr auto logit(const X& p) {
  return detail::apply<logit_fn>(p);
}

struct relu_fn : elementary<"relu"> {
  using range = non_negative;
  static constexpr const char* c_code = "return x < 0 ? 0 : x;";
  template <class T>
  static constexpr T value(T x) { using scalar::select; return select(x < 0, T(0), x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return where(0 < x, 1, 0); }
};
/// max(x, 0); the derivative at 0 is 0.
template <Symbolic X>
constexpr auto relu(const X& x) {
  return detail::apply<relu_fn>(x);
}

/// x where x > 0, else slope * x; the derivative at 0 is the slope.
template <Symbolic X, class Slope>
constexpr auto leaky_relu(const X& x, const Slope& slope) {
  return where(0_c < x, x, slope * x);
}
/// leaky_relu with a slope of 0.01.
template <Symbolic X>
constexpr auto leaky_relu(const X& x) {
  return leaky_relu(x, 0.01_c);
}

namespace detail {
/// What is x times a probability of x, or its derivative, inside; outside, where the probability is 0 or 1, its limits:
/// infinity times 0 is NaN. Beyond 10^5 all types have them.
constexpr auto inside_limits(auto x, auto inside, auto far_above) {
  return where(abs(x) < 1e5, inside, where(x < 0, 0, far_above));
}
template <class T>
constexpr T times_probability(T x, T p) {
  using scalar::select;
  return select(p == 0, T(0), T(x * p));
}
}  // namespace detail

/// What x * normal_cdf(x) is computed by.
struct gelu_fn : elementary<"gelu"> {
  static constexpr const char* c_code[]{"const double p = 0.5 * erfc(-x * sqrt(0.5));", "return p == 0 ? 0 : x * p;"};
  template <class T>
  static constexpr T value(T x) { return detail::times_probability<T>(x, normal_cdf_fn::value(x)); }
  static constexpr auto derivative(auto x, auto /*f*/) {
    return detail::inside_limits(x, normal_cdf(x) + x * (detail::one_over_root_two_pi * exp(-0.5 * square(x))), 1);
  }
};
/// x * normal_cdf(x) (D. Hendrycks, K. Gimpel, arXiv:1606.08415), the exact form.
template <Symbolic X>
constexpr auto gelu(const X& x) {
  return x * normal_cdf(x);
}

/// What x * sigmoid(x) is computed by.
struct silu_fn : elementary<"silu"> {
  static constexpr const char* c_code[]{"const double e = exp(-fabs(x)), p = (x < 0 ? e : 1) / (1 + e);", "return p == 0 ? 0 : x * p;"};
  template <class T>
  static constexpr T value(T x) { return detail::times_probability<T>(x, sigmoid_fn::value(x)); }
  static constexpr auto derivative(auto x, auto /*f*/) {
    const auto p = sigmoid(x);
    return detail::inside_limits(x, p + x * (p * sigmoid(-x)), 1);
  }
};
/// x * sigmoid(x).
template <Symbolic X>
constexpr auto silu(const X& x) {
  return x * sigmoid(x);
}

namespace detail {
using activation_functions = row_list<sigmoid_fn, softplus_fn, logit_fn, relu_fn, gelu_fn, silu_fn>;
}  // namespace detail
}  // namespace symdiff
