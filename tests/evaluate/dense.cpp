// SPDX-License-Identifier: BSL-1.0
#include <symdiff/evaluate/dense.hpp>

using namespace symdiff;

namespace {

constexpr matrix<double, 2, 3> m{{1, 2, 3, 4, 5, 6}};
static_assert(m.rows() == 2 && m.columns() == 3 && m.size() == 6);
static_assert(m(0, 0) == 1 && m(0, 2) == 3 && m(1, 0) == 4 && m(1, 2) == 6);  // row after row
static_assert(m.data()[3] == 4 && &m.data()[5] == &m(1, 2));

static_assert([] {
  matrix<float, 2, 2> n{};
  n(1, 0) = 7;
  n.data()[3] = 8;
  return n(0, 0) == 0 && n(1, 0) == 7 && n(1, 1) == 8;
}());

}  // namespace
