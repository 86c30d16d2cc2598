// SPDX-License-Identifier: BSL-1.0
// What intervals prove: the arithmetic of intervals against numbers drawn from them.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <random>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

constexpr auto x = parameter<"x">;

// A reciprocal across 0 has both signs, and any size; of one sign it keeps it.
static_assert(!domain(log(1_c / x), x.in(-1_c, 2_c)).holds && !domain(sqrt(1_c / x), x.in(-1_c, 2_c)).holds);
static_assert(!domain(log(2_c - 1_c / x), x.in(-1_c, 2_c)).holds && !domain(sqrt(2_c + 1_c / x), x.in_closed(-1_c, 2_c)).holds);
static_assert(domain(log(1_c / x), x.in(0_c, 2_c)).holds && domain(log(1_c / x - 0.5_c), x.in(0_c, 1.5_c)).holds);
static_assert(!domain(log(1_c / x - 0.5_c), x.in(0_c, 3_c)).holds && domain(log(-1_c / x), x.in(-1_c, 0_c)).holds);
static_assert(domain(log(1_c + tanh(x))).holds && !domain(log(tanh(x))).holds && !domain(acosh(2_c * tanh(x))).holds);
static_assert(domain(log1m_exp(-square(x) - 1_c)).holds && !domain(log1m_exp(x)).holds && domain(log(softmax(stack(x, 2_c * x)))).holds);

struct random_bounds {
  std::mt19937_64 random{7};
  int below(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }

  bounds draw() {
    const double ends[]{-INFINITY, -1e300, -3, -1, -0.1, -1e-300, 0, 1e-300, 0.1, 1, 2.5, 1e300, INFINITY};
    const int low = below(12), high = low + 1 + below(12 - low);
    bounds b{ends[low], ends[high], std::isinf(ends[low]) || below(2) == 0, std::isinf(ends[high]) || below(2) == 0};
    b.without_zero = below(4) == 0;
    return b;
  }
  /// A number inside, often near an end or 0.
  double inside(const bounds& b) {
    for (;;) {
      const double low = std::max(b.lower, -1e307), high = std::min(b.upper, 1e307), part = std::ldexp(1.0, -below(60));
      double at = 0;
      switch (below(5)) {
        case 0: at = low + (high / 2 - low / 2) * part; break;
        case 1: at = high - (high / 2 - low / 2) * part; break;
        case 2: at = (below(2) == 0 ? 1 : -1) * std::ldexp(1.0 + 0.1 * below(10), below(600) - 300); break;
        case 3: at = below(2) == 0 ? b.lower : b.upper; break;
        default: at = 0;
      }
      if (std::isfinite(at) && b.has(at)) return at;
    }
  }
};

/// A result that overflows or vanishes in double is another matter, and some round to an open end.
bool is_in(const bounds& b, double found, bool may_vanish) {
  return !std::isfinite(found) || (may_vanish && found == 0) || b.has(found) || (found != 0 && found >= b.lower && found <= b.upper);
}

BOOST_AUTO_TEST_SUITE(domains)

BOOST_AUTO_TEST_CASE(arithmetic_of_intervals) {
  random_bounds draw;
  for (int i = 0; i < 20000; ++i) {
    const bounds a = draw.draw(), b = draw.draw();
    const double p = draw.inside(a), q = draw.inside(b);
    const auto check = [&](const char* what, const bounds& result, double found, bool may_vanish) {
      BOOST_TEST(is_in(result, found, may_vanish), what << " of " << p << " and " << q << " is " << found << ", outside of " << result.lower
                                                       << " to " << result.upper);
    };
    check("the sum", bounds_of_sum(a, b), p + q, false);
    check("the product", bounds_of_product(a, b), p * q, p != 0 && q != 0);
    check("the square", bounds_of_square(a), p * p, p != 0);
    check("the negative", bounds_of_negative(a), -p, false);
    if (p != 0) check("the reciprocal", bounds_of_reciprocal(a), 1 / p, true);
    check("the union", union_of(a, b), p, false);
    if (b.has(p)) check("the intersection", intersection_of(a, b), p, false);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
