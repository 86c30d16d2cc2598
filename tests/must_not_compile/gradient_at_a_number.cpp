// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: an index is no symbol; write it as in g[a]
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  const auto g = gradient(square(x), x = 3.0);
  return static_cast<int>(g[0]);
}
