// SPDX-License-Identifier: BSL-1.0
// How a program runs: in pieces, over any type that calculates, without the heap, and from many threads.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <thread>
#include <vector>

#include "../count_allocations.hpp"

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto t = input<"t">;

// Programs run in pieces; at their ends nothing is left out, and nothing runs twice.
template <int Begin, int End>
constexpr bool has_each_once() {
  int next = Begin, longest = 0;
  detail::each_piece<Begin, End>([&]<int First, int... I>(std::integral_constant<int, First>, std::integer_sequence<int, I...>) {
    next = next == First ? First + static_cast<int>(sizeof...(I)) : -1;
    if (longest < static_cast<int>(sizeof...(I))) longest = sizeof...(I);
  });
  return next == End && longest <= detail::piece;
}
static_assert(has_each_once<0, 0>() && has_each_once<3, 4>() && has_each_once<0, detail::piece>() &&
              has_each_once<5, 6 + detail::piece>() && has_each_once<0, 2 * detail::piece>() && has_each_once<1, 5000>());

/// n alternating operations, so that 2 n codes.
template <int Steps>
struct alternating {
  constexpr auto operator()(auto u, auto v) const {
    for (int i = 0; i < Steps; ++i) u = (u + v) * (i % 2 == 0 ? 0.75 : 1.25);
    return u;
  }
};
template <int Steps>
bool runs_completely() {
  constexpr auto e = trace(alternating<Steps>{}, x, y);
  static_assert(detail::value_source<std::remove_const_t<decltype(e)>>::program.code_count == 2 * Steps);
  return evaluate(e, x = 0.3, y = 0.7) == alternating<Steps>{}(0.3, 0.7);
}

/// A number type of the user's own, which counts its operations: as much as a program needs, and no more.
struct counted {
  double value = 0;
  static inline int operations = 0;

  constexpr counted() = default;
  constexpr counted(double v) : value(v) {}
  friend counted operator+(counted a, counted b) { return ++operations, a.value + b.value; }
  friend counted operator*(counted a, counted b) { return ++operations, a.value * b.value; }
  friend constexpr bool operator<(counted a, counted b) { return a.value < b.value; }
};
static_assert(counted(1) < counted(2));

}  // namespace

template <>
struct std::numeric_limits<counted> : std::numeric_limits<double> {};

namespace {

constexpr auto model = sin(x) * exp(y * t) + pow(x, 3_c) / (1_c + square(y));
constexpr auto loss = sample_mean(square(model));

BOOST_AUTO_TEST_SUITE(straight_line)

BOOST_AUTO_TEST_CASE(pieces) {
  BOOST_TEST(runs_completely<1>());
  BOOST_TEST(runs_completely<63>());
  BOOST_TEST(runs_completely<64>());
  BOOST_TEST(runs_completely<65>());
  BOOST_TEST(runs_completely<130>());
}

BOOST_AUTO_TEST_CASE(a_number_type_of_ones_own) {
  counted::operations = 0;
  const counted result = evaluate((x + y) * (x + y) * x, x = counted(2), y = counted(3));
  BOOST_TEST(result.value == 50);
  BOOST_TEST(counted::operations == 3);
}

BOOST_AUTO_TEST_CASE(no_heap) {
  const std::vector<double> times{0.1, 0.2, 0.3};
  const std::size_t before = allocations;
  double sum = evaluate(model, x = 0.5, y = 0.25, t = 1.0);
  sum += gradient(model, x = 0.5, y = 0.25, t = 1.0)[x];
  sum += hessian(model, x = 0.5, y = 0.25, t = 1.0)(x, y);
  sum += evaluate(loss, x = 0.5, y = 0.25, t = times);
  const auto g = gradient(loss, x = 0.5, y = 0.25, t = times);
  sum += hessian_vector_product(loss, g, x = 0.5, y = 0.25, t = times)[y];
  const std::size_t after = allocations;
  BOOST_TEST(after == before);
  BOOST_TEST(std::isfinite(sum));
}

BOOST_AUTO_TEST_CASE(calls_do_not_know_of_each_other) {
  const auto slope_at = [](double at) { return gradient(model, x = at, y = 0.25, t = 1.0)[x]; };
  const double first = slope_at(0.5), second = slope_at(1.5);
  double found_first = 0, found_second = 0;
  std::thread other([&] {
    for (int i = 0; i < 1000; ++i) found_second = slope_at(1.5);
  });
  for (int i = 0; i < 1000; ++i) found_first = slope_at(0.5);
  other.join();
  BOOST_TEST(found_first == first);
  BOOST_TEST(found_second == second);
  // An evaluation as an argument of another.
  BOOST_TEST(evaluate(x * y, x = evaluate(x + y, x = 1.0, y = 2.0), y = evaluate(x, x = 4.0)) == 12);
}

BOOST_AUTO_TEST_CASE(an_empty_column) {
  const std::vector<double> none;
  BOOST_CHECK_EXCEPTION(evaluate(sample_sum(t * x), x = 1.0, t = none), std::invalid_argument, [](const auto& e) {
    return std::string(e.what()) == "symdiff: the column of 't' has 0 samples, but at least 1 is needed";
  });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
