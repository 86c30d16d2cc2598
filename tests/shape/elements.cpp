// SPDX-License-Identifier: BSL-1.0
// Parts of vectors and matrices, and every way to give them values.
#include <symdiff/derivative.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/shape.hpp>

#include <boost/test/unit_test.hpp>

#include <span>
#include <stdexcept>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto w = parameter<"w", 4>;
constexpr auto A = parameter<"A", 2, 3>;

static_assert(slice<1, 2>(w).graph.result == detail::shape{2, 0} && same(slice<0, 4>(w), w));
static_assert(same(slice<1, 1>(slice<1, 3>(w)), slice<2, 1>(w)) && same(element<1>(slice<1, 3>(w)), element<2>(w)));
static_assert(row<1>(A).graph.result == detail::shape{3, 0} && same(element<2>(row<1>(A)), element<1, 2>(A)));
static_assert(same(reshape<2, 3>(reshape<6>(A)), A) && same(reshape<3, 2>(reshape<1, 6>(A)), reshape<3, 2>(A)));
static_assert(broadcast_rows<3>(w).graph.result == detail::shape{3, 4});
static_assert(broadcast_columns<3>(w).graph.result == detail::shape{4, 3});
static_assert(same(sum(reshape<6>(A)), sum(A)));

// In traced callables too, with helpers.
constexpr auto traced_trace = trace([](auto m) { return element<0, 0>(m) + element<2>(row<1>(m)); }, A);
static_assert(same(traced_trace, element<0, 0>(A) + element<1, 2>(A)));

constexpr std::array<double, 4> numbers{1, 2, 3, 4};
static_assert(evaluate(element<2>(w), w = numbers) == 3 && evaluate(sum(slice<1, 2>(w)), w = numbers) == 5);
static_assert(gradient(3 * element<2>(w), w = numbers)[w] == std::array<double, 4>{0, 0, 3, 0});
static_assert(gradient(a * element<1, 0>(A), a = 5, A = std::array<double, 6>{1, 2, 3, 4, 5, 6})[A](1, 0) == 5);

}  // namespace

BOOST_AUTO_TEST_CASE(values_of_repeated_vectors) {
  const auto rows = evaluate(broadcast_rows<2>(w), w = numbers);
  const auto columns = evaluate(broadcast_columns<2>(w), w = numbers);
  for (int i = 0; i < 2; ++i)
    for (int k = 0; k < 4; ++k) {
      BOOST_TEST(rows(i, k) == numbers[k]);
      BOOST_TEST(columns(k, i) == numbers[k]);
    }
}

BOOST_AUTO_TEST_CASE(everything_that_gives_numbers) {
  const auto e = 2 * w - 1;
  const std::array<double, 4> expected{1, 3, 5, 7};
  const double raw[]{1, 2, 3, 4};
  const std::vector<double> list(numbers.begin(), numbers.end());
  BOOST_TEST((evaluate(e, w = numbers) == expected));
  BOOST_TEST((evaluate(e, w = list) == expected));
  BOOST_TEST((evaluate(e, w = std::span(list)) == expected));
  BOOST_TEST((evaluate(e, w = std::span<const double, 4>(raw)) == expected));
  BOOST_TEST((evaluate(e, w = raw) == expected));
  BOOST_TEST((evaluate(e, w = std::array{1.0F, 2.0F, 3.0F, 4.0F}) == std::array{1.0F, 3.0F, 5.0F, 7.0F}));
  const matrix<double, 2, 3> m{{1, 2, 3, 4, 5, 6}};
  BOOST_TEST(evaluate(element<1, 2>(A), A = m) == 6.0);
  BOOST_TEST(evaluate(A * a, A = m, a = 2.0)(1, 0) == 8.0);
}

BOOST_AUTO_TEST_CASE(another_length_at_run_time) {
  const std::vector<double> list{1, 2, 3};
  BOOST_CHECK_EXCEPTION(evaluate(sum(w), w = list), std::invalid_argument, [](const auto& e) {
    return std::string(e.what()) == "symdiff: 'w' has 4 numbers, but is given 3";
  });
}
