// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: the evaluation and its workspace are of two number types; write it as in workspace<loss, float>
#include <symdiff/symdiff.hpp>

#include <vector>

using namespace symdiff;
constexpr auto v = parameter<"v", 2000>;
constexpr auto loss = sum(exp(v)) * sum(v);

int main() {
  const workspace<loss> room;
  return static_cast<int>(evaluate(loss, v = std::vector<float>(2000), room));
}
