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

namespace detail {
using verbatim_functions = row_list<verbatim_fn>;
}  // namespace detail
}  // namespace symdiff
