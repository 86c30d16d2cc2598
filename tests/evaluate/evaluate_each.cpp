// SPDX-License-Identifier: BSL-1.0
// Values of every sample.
#include <symdiff/derivative/diff.hpp>
#include <symdiff/evaluate/evaluate_each.hpp>
#include <symdiff/notation.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <span>
#include <string>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto t = input<"t">;
constexpr auto wave = sin(a * t) / a;

BOOST_AUTO_TEST_SUITE(evaluating_each)

BOOST_AUTO_TEST_CASE(stores_every_result) {
  for (std::size_t n = 1; n < 40; ++n) {
    std::vector<double> times(n), values(n + 1, -9.0), slopes(n + 1, -9.0);
    for (std::size_t i = 0; i < n; ++i) times[i] = 0.3 * static_cast<double>(i) - 1;
    evaluate_each(stack(wave, diff(wave, t)), into(std::span(values.data(), n), std::span(slopes.data(), n)), t = times,
                  a = 1.5);
    for (std::size_t i = 0; i < n; ++i) {
      BOOST_TEST(values[i] == std::sin(1.5 * times[i]) / 1.5, boost::test_tools::tolerance(1e-14));
      BOOST_TEST(slopes[i] == std::cos(1.5 * times[i]), boost::test_tools::tolerance(1e-13));
    }
    BOOST_TEST((values[n] == -9 && slopes[n] == -9));
  }
}

BOOST_AUTO_TEST_CASE(of_what_is_the_same_for_all) {
  const std::array times{1.0, 2.0, 6.0};
  std::array<double, 3> centred{}, means{};
  evaluate_each(stack(t - sample_mean(t), sample_mean(t)), into(centred, means), t = times);
  BOOST_TEST((centred == std::array{-2.0, -1.0, 3.0}));
  BOOST_TEST((means == std::array{3.0, 3.0, 3.0}));
}

BOOST_AUTO_TEST_CASE(of_other_number_types) {
  const std::array times{1.0F, 2.0F};
  std::array<float, 2> squares{};
  evaluate_each(square(t), into(squares), t = times);
  BOOST_TEST((squares == std::array{1.0F, 4.0F}));
  const std::array wide{1.0L, 3.0L};
  std::array<long double, 2> wide_squares{};
  evaluate_each(square(t), into(wide_squares), t = wide);
  BOOST_TEST((wide_squares == std::array{1.0L, 9.0L}));
}

constexpr std::array<double, 2> doubled() {
  const std::array times{1.5, 2.5};
  std::array<double, 2> result{};
  evaluate_each(2_c * t, into(result), t = times);
  return result;
}
static_assert(doubled() == std::array{3.0, 5.0});

BOOST_AUTO_TEST_CASE(refuses_columns_of_another_length) {
  const std::array times{1.0, 2.0, 6.0};
  std::array<double, 3> enough{};
  std::array<double, 2> short_by_one{7.0, 7.0};
  BOOST_CHECK_EXCEPTION(evaluate_each(stack(t, 2_c * t), into(enough, short_by_one), t = times), std::invalid_argument,
                        [](const auto& e) {
                          return std::string(e.what()) == "evaluate_each: column 2 of the results has 2 places, but "
                                                          "there are 3 samples";
                        });
  BOOST_TEST((enough == std::array{0.0, 0.0, 0.0}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
