// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: the workspace is too small: it has room for the value and the gradient of the expression
#include <symdiff/symdiff.hpp>

#include <vector>

using namespace symdiff;
constexpr auto v = parameter<"v", 2000>;
constexpr auto small = sum(v);
constexpr auto loss = norm(exp(v) * sum(v));

int main() {
  const workspace<small> room;
  return static_cast<int>(value_and_gradient(loss, v = std::vector<double>(2000), room).value);
}
