// SPDX-License-Identifier: BSL-1.0
#pragma once
// What is evaluated and differentiated as it is written (rewrite/pass.hpp has what is done elsewhere).
#include <symdiff/functions/row.hpp>

namespace SYMDIFF_NAMESPACE {

struct verbatim_fn : elementary<"verbatim"> {
  static constexpr const char* c_code = "return x;";
  static constexpr auto value(auto x) { return x; }
  static constexpr auto derivative(auto /*x*/, auto /*f*/) { return 1.0; }
};
/// The expression itself, with its value and derivatives computed from exactly the operations that it was written with:
/// none of the rewrites that the guide lists is applied inside. A derivative of it by `diff` is verbatim too.
template <Symbolic X>
constexpr auto verbatim(const X& x) {
  return detail::apply<verbatim_fn>(x);
}

/// A form as it was written, and where that is NaN another, which mathematics takes for the same: x*y/x at x = 0. The
/// derivatives are those of the first.
struct continued_fn : elementary<"continued", "", 2> {
  static constexpr const char* c_code = "return x == x ? x : y;";
  static constexpr auto value(auto x, auto y) { using scalar::select; return select(x == x, x, y); }
  template <int Argument>
  static constexpr auto derivative(auto /*x*/, auto /*y*/, auto /*f*/) { return Argument == 0 ? 1.0 : 0.0; }
};

namespace detail {
using verbatim_functions = row_list<verbatim_fn, continued_fn>;
}  // namespace detail
}  // namespace symdiff
