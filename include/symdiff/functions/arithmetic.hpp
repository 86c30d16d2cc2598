// SPDX-License-Identifier: BSL-1.0
#pragma once
// The rows of operations that the graph knows by code: arithmetic, powers, comparisons, reductions. Their
// derivatives, but the power's, stand in derivative/reverse.hpp.
#include <symdiff/functions/named_constants.hpp>
#include <symdiff/functions/row.hpp>
#include <symdiff/notation/constants.hpp>

namespace SYMDIFF_NAMESPACE {

struct add_fn : detail::core<detail::op::add, "+"> {
  static constexpr auto value(auto x, auto y) { return x + y; }
};
struct subtract_fn : detail::core<detail::op::subtract, "-"> {
  static constexpr auto value(auto x, auto y) { return x - y; }
};
struct multiply_fn : detail::core<detail::op::multiply, "*"> {
  static constexpr auto value(auto x, auto y) { return x * y; }
};
struct divide_fn : detail::core<detail::op::divide, "/"> {
  using domain = not_zero;
  static constexpr int domain_argument = 1;
  static constexpr auto value(auto x, auto y) { return x / y; }
};
struct negate_fn : detail::core<detail::op::negate, "-"> {
  static constexpr auto value(auto x) { return -x; }
};
struct square_fn : detail::core<detail::op::square, "square"> {
  using range = non_negative;
  static constexpr auto value(auto x) { return x * x; }
};
/// x * x.
template <Symbolic X>
constexpr auto square(const X& x) {
  return detail::apply<square_fn>(x);
}

/// At x = 0 and y = 0 the derivative by x is 0. Nothing else may be decided by y (or x): where a branch has the value, but
/// not the derivative, a second derivative is wrong. The logarithm appears only in the derivative by the exponent.
struct power_fn : detail::core<detail::op::power, "pow"> {
  /// The bases whose power, or its derivative, is finite for an exponent: all for a whole exponent that is not negative.
  template <class Limits>
  static constexpr Limits base_limits(double exponent, bool of_derivative) {
    if (detail::is_whole(exponent)) return exponent < 0 ? Limits::template of<not_zero>() : Limits::template of<real_line>();
    return exponent < (of_derivative ? 1 : 0) ? Limits::template of<positive>() : Limits::template of<non_negative>();
  }
  using domain_of_any_exponent = positive;
  static constexpr auto value(auto x, auto y) { using scalar::pow; return pow(x, y); }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto /*f*/) {
    if constexpr (Argument == 0) return where(x == 0 && y == 0, 0, y * pow(x, y - 1));
    else return power_log(x, y, 1);
  }
};
/// x to the power of y. An exact integer exponent up to 16 multiplies, one that is a half more, up to 3.5, takes a square
/// root too, any other calls the library's power function.
template <class X, class Y>
  requires Symbolic<X> || Symbolic<Y>
constexpr auto pow(const X& x, const Y& y) {
  return detail::apply<power_fn>(x, y);
}

struct less_fn : detail::core<detail::op::less, "<"> {
  static constexpr auto value(auto x, auto y) { return x < y; }
};
struct less_equal_fn : detail::core<detail::op::less_equal, "<=", "\\le"> {
  static constexpr auto value(auto x, auto y) { return x <= y; }
};
struct equal_fn : detail::core<detail::op::equal, "==", "="> {
  static constexpr auto value(auto x, auto y) { return x == y; }
};
struct not_fn : detail::core<detail::op::logical_not, "!", "\\neg"> {
  static constexpr auto value(auto p) { return !p; }
};
struct and_fn : detail::core<detail::op::logical_and, "&&", "\\land"> {
  static constexpr auto value(auto p, auto q) { return p && q; }
};
struct or_fn : detail::core<detail::op::logical_or, "||", "\\lor"> {
  static constexpr auto value(auto p, auto q) { return p || q; }
};

struct where_fn : detail::core<detail::op::where, "where"> {
  static constexpr auto value(auto condition, auto x, auto y) { using scalar::select; return select(condition, x, y); }
};
/// x where the condition holds, else y; the derivative is that of the branch taken.
template <class Chosen, class X, class Y>
  requires Symbolic<Chosen> || Symbolic<X> || Symbolic<Y>
constexpr auto where(const Chosen& condition, const X& x, const Y& y) {
  static_assert(Condition<Chosen> || detail::is_refused<Chosen>,
                "where: the first argument is no condition; write a comparison such as x < y");
  if constexpr (!Condition<Chosen>) return detail::refused{};
  else if constexpr (!detail::are_operands<X, Y>()) return detail::refused{};
  else return detail::apply_operation<detail::op::where>(condition, x, y);
}

struct sample_mean_fn : detail::core<detail::op::sample_mean, "sample_mean", "\\operatorname{mean}"> {
  static constexpr auto value(auto x) { return x; }
};
/// The mean of an expression over the samples of a data set; of a single sample the expression itself.
template <Symbolic X>
constexpr auto sample_mean(const X& x) {
  return detail::apply<sample_mean_fn>(x);
}
struct sample_sum_fn : detail::core<detail::op::sample_sum, "sample_sum", "\\sum"> {
  static constexpr auto value(auto x) { return x; }
};
/// The sum of an expression over the samples of a data set; of a single sample the expression itself.
template <Symbolic X>
constexpr auto sample_sum(const X& x) {
  return detail::apply<sample_sum_fn>(x);
}

namespace detail {
/// In the order of their codes, from `op::add` on.
using arithmetic = row_list<add_fn, subtract_fn, multiply_fn, divide_fn, negate_fn, square_fn, power_fn, where_fn,
                            less_fn, less_equal_fn, equal_fn, not_fn, and_fn, or_fn, sample_mean_fn, sample_sum_fn>;
}  // namespace detail
}  // namespace symdiff
