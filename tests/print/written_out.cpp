// SPDX-License-Identifier: BSL-1.0
// C code, costs and values of every sample, where evaluation runs plans of loops: of code for each number.
#include <symdiff/evaluate/evaluate_each.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/print/c_code.hpp>
#include <symdiff/print/cost.hpp>
#include <symdiff/shape.hpp>

#include "../evaluate/always_plans.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto w = parameter<"w", 3>;
constexpr auto W = parameter<"W", 2, 3>;
constexpr auto x = input<"x", 3>;
constexpr auto A = input<"A", 2, 2>;
constexpr auto t = input<"t">;

static_assert(cost(dot(w, x)) == operation_counts{.additions = 2, .multiplications = 3, .nodes = 11});
static_assert(gradient_cost(dot(w, w)).multiplications == 6);

std::size_t times_in(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

BOOST_AUTO_TEST_CASE(c_code_of_plans) {
  const std::string value = to_c(sum(sin(matmul(W, w))), "f"), slope = gradient_to_c(mse(dot(w, x), t), "g");
  BOOST_TEST(times_in(value, "sin(") == 2U);
  BOOST_TEST(value.find("double f(const double* W, const double* w)") != std::string::npos);
  BOOST_TEST(slope.find("double g(size_t n, const double* t, const double* w, const double* x, double* gradient)") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(vectors_and_matrices_of_every_sample) {
  for (const std::size_t n : {1, 3, 4, 5, 64, 67}) {
    std::vector<double> rows(3 * n), matrices(4 * n), times(n), values(n), norms(n), slopes(n);
    for (std::size_t i = 0; i < 3 * n; ++i) rows[i] = 0.25 * static_cast<double>(i * 7 % 11) - 1;
    for (std::size_t i = 0; i < 4 * n; ++i) matrices[i] = 0.5 * static_cast<double>(i * 5 % 13) - 2;
    for (std::size_t i = 0; i < n; ++i) times[i] = 0.125 * static_cast<double>(i);
    constexpr auto e = dot(w, x) * t;
    evaluate_each(stack(e, sum(matmul(A, slice<1, 2>(x))), element<1>(diff(e, x)) - sample_mean(t)), into(values, norms, slopes),
                  w = std::array{1.0, 2.0, 3.0}, x = rows, A = matrices, t = times);
    const double mean = 0.125 * static_cast<double>(n - 1) / 2;
    for (std::size_t i = 0; i < n; ++i) {
      const double *r = &rows[3 * i], *m = &matrices[4 * i];
      BOOST_REQUIRE(std::abs(values[i] - (r[0] + 2 * r[1] + 3 * r[2]) * times[i]) < 1e-12);
      BOOST_REQUIRE(std::abs(norms[i] - ((m[0] + m[2]) * r[1] + (m[1] + m[3]) * r[2])) < 1e-12);
      BOOST_REQUIRE(std::abs(slopes[i] - (2 * times[i] - mean)) < 1e-12);
    }
  }
}
