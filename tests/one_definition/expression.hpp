// SPDX-License-Identifier: BSL-1.0
#pragma once
// The expression that both units use.
#include <symdiff/symdiff.hpp>

inline constexpr auto x = symdiff::parameter<"x">;
inline constexpr auto slope = symdiff::diff(symdiff::square(x), x);

const void* address_of_slope_in_second_unit();
double slope_in_second_unit(double at);
