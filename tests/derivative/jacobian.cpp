// SPDX-License-Identifier: BSL-1.0
// Stacked expressions and the matrix of their derivatives.
#include <symdiff/symdiff.hpp>

namespace {

using namespace symdiff;

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto t = input<"t">;

constexpr auto j = jacobian(stack(x * y, x + t * y, sin(t)), x, y);
static_assert(j.rows == 3 && j.columns == 2);
static_assert(same(j(0_c, 0_c), y) && same(j(0_c, 1_c), x));
static_assert(same(j(1_c, 0_c), 1_c) && same(element<1, 1>(j), t));
static_assert(same(j(2_c, 0_c), 0_c) && same(j(2_c, 1_c), 0_c));
static_assert(same(element<0>(stack(x, y)), x) && same(stack(x, y)(1_c), y));
static_assert(same(jacobian(x * x, x)(0_c, 0_c), 2_c * x));

constexpr auto two = jacobian(stack(x * y, x + t * y), x, y);
constexpr auto values = evaluate(two, x = 2.0, y = 3.0, t = 4.0);
static_assert(values(0, 0) == 3 && values(0, 1) == 2 && values(1, 0) == 1 && values(1, 1) == 4);
static_assert(values.size() == 4 && values.rows() == 2 && values.columns() == 2);
static_assert(evaluate(stack(x, x * y), x = 2.0, y = 3.0)[1] == 6);

}  // namespace
