// SPDX-License-Identifier: BSL-1.0
// expect: broadcast_rows, broadcast_columns: only a vector can be repeated
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto e = broadcast_rows<3>(a);
}
