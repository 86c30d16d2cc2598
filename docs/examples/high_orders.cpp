// SPDX-License-Identifier: BSL-1.0
// Derivatives of high and mixed orders: expressions like others.
#include <symdiff/symdiff.hpp>

#include <cstdio>
#include <iostream>

using namespace symdiff;

constexpr auto w = parameter<"w">;
constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto z = parameter<"z">;
constexpr auto f = exp(w * sin(x * log(y) / z) + sqrt(w * z / (x * y))) + w * w / tan(z);

static_assert(same(derivatives<2, 1>(x * x * y, x, y), 2_c));
static_assert(same(diff<9>(sin(x), x), cos(x)));

int main() {
  // Three times by w, twice by x, four times by y and three times by z.
  constexpr auto d = derivatives<3, 2, 4, 3>(f, w, x, y, z);
  std::printf("%.12g\n", d(w = 11.0, x = 12.0, y = 13.0, z = 14.0));
  std::printf("%.12g\n", gradient(d, w = 11.0, x = 12.0, y = 13.0, z = 14.0)[y]);  // five times by y
  std::cout << diff<5>(exp(x * y), x) << '\n' << derivatives<9, 9>(exp(x) * sin(x * y) * tan(x * y), x, y) << '\n';
}
