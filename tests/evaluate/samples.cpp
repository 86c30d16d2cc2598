// SPDX-License-Identifier: BSL-1.0
// A pass over the samples: against plain loops, for every length of the last pack, for columns of every type, and
// for sums of millions.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;

// Arithmetic, functions, conditions of both rates, a mean within a mean.
constexpr auto plain = mse(a * square(t) + b, y);
constexpr auto curved = sample_mean(where(t < y, sin(a * t), max(b, exp(-t))) * where(a < b, t, y)) +
                        sample_sum(square(t - sample_mean(t)));

double plain_loop(const std::vector<double>& ts, const std::vector<double>& ys, double u, double v) {
  double sum = 0;
  for (std::size_t i = 0; i < ts.size(); ++i) sum += std::pow(u * ts[i] * ts[i] + v - ys[i], 2);
  return sum / static_cast<double>(ts.size());
}
double curved_loop(const std::vector<double>& ts, const std::vector<double>& ys, double u, double v) {
  double mean = 0, first = 0, second = 0;
  for (const double x : ts) mean += x / static_cast<double>(ts.size());
  for (std::size_t i = 0; i < ts.size(); ++i) {
    const double chosen = ts[i] < ys[i] ? std::sin(u * ts[i]) : std::fmax(v, std::exp(-ts[i]));
    first += chosen * (u < v ? ts[i] : ys[i]);
    second += (ts[i] - mean) * (ts[i] - mean);
  }
  return first / static_cast<double>(ts.size()) + second;
}

struct columns {
  std::vector<double> ts, ys;
  explicit columns(std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
      ts.push_back(std::sin(1.3 * static_cast<double>(i)) + 0.4);
      ys.push_back(std::cos(2.1 * static_cast<double>(i)));
    }
  }
};

BOOST_AUTO_TEST_SUITE(samples)

BOOST_AUTO_TEST_CASE(every_length_of_the_last_pack) {
  for (std::size_t n = 1; n < 75; ++n) {
    const columns c(n);
    for (const double v : {-0.6, 1.9}) {
      BOOST_TEST(evaluate(plain, a = 0.7, b = v, t = c.ts, y = c.ys) == plain_loop(c.ts, c.ys, 0.7, v),
                 boost::test_tools::tolerance(1e-13));
      BOOST_TEST(evaluate(curved, a = 0.7, b = v, t = c.ts, y = c.ys) == curved_loop(c.ts, c.ys, 0.7, v),
                 boost::test_tools::tolerance(1e-13));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_derivatives) {
  const columns c(53);
  const double h = 1e-6;
  const auto g = gradient(curved, a = 0.7, b = 0.6, t = c.ts, y = c.ys);
  BOOST_TEST(g[a] == (curved_loop(c.ts, c.ys, 0.7 + h, 0.6) - curved_loop(c.ts, c.ys, 0.7 - h, 0.6)) / (2 * h),
             boost::test_tools::tolerance(1e-6));
  BOOST_TEST(g[b] == (curved_loop(c.ts, c.ys, 0.7, 0.6 + h) - curved_loop(c.ts, c.ys, 0.7, 0.6 - h)) / (2 * h),
             boost::test_tools::tolerance(1e-6));
}

// The numbers behind a column are NaN: whoever reads them, or counts them, fails.
BOOST_AUTO_TEST_CASE(nothing_behind_the_end) {
  for (std::size_t n = 1; n < 40; ++n) {
    columns c(n + 64);
    for (std::size_t i = n; i < n + 64; ++i) c.ts[i] = c.ys[i] = NAN;
    const std::span ts(c.ts.data(), n), ys(c.ys.data(), n);
    BOOST_TEST(std::isfinite(evaluate(plain, a = 0.7, b = 0.1, t = ts, y = ys)));
  }
}

BOOST_AUTO_TEST_CASE(whether_aligned_or_not) {
  const columns c(200);
  std::vector<double> moved(c.ts.size() + 8);
  const double expected = evaluate(curved, a = 0.7, b = 0.1, t = c.ts, y = c.ys);
  for (std::size_t offset = 0; offset < 8; ++offset) {
    for (std::size_t i = 0; i < c.ts.size(); ++i) moved[i + offset] = c.ts[i];
    const std::span ts(moved.data() + offset, c.ts.size());
    BOOST_TEST(evaluate(curved, a = 0.7, b = 0.1, t = ts, y = c.ys) == expected);
  }
}

template <class V>
void check_type() {
  std::vector<V> labels;
  std::vector<double> same;
  for (int i = 0; i < 45; ++i) {
    labels.push_back(static_cast<V>(i % 7));
    same.push_back(static_cast<double>(labels.back()));
  }
  const columns c(45);
  BOOST_TEST(evaluate(plain, a = 0.7, b = 0.1, t = c.ts, y = labels) ==
             evaluate(plain, a = 0.7, b = 0.1, t = c.ts, y = same));
}

BOOST_AUTO_TEST_CASE(columns_of_other_types) {
  check_type<float>();
  check_type<int>();
  check_type<std::int8_t>();
  check_type<std::uint8_t>();
  check_type<std::uint64_t>();
  const bool flags[]{true, false, true, true, false};
  BOOST_TEST(evaluate(sample_sum(t), t = flags) == 3);
}

BOOST_AUTO_TEST_CASE(floats) {
  std::vector<float> ts, ys;
  for (const double x : columns(61).ts) ts.push_back(static_cast<float>(x));
  for (const double x : columns(61).ys) ys.push_back(static_cast<float>(x));
  const auto loss = evaluate(plain, a = 0.7F, b = 0.1F, t = ts, y = ys);
  static_assert(std::is_same_v<decltype(loss), const float>);
  const columns c(61);
  BOOST_TEST(loss == static_cast<float>(plain_loop(c.ts, c.ys, 0.7, 0.1)), boost::test_tools::tolerance(1e-5F));
}

BOOST_AUTO_TEST_CASE(a_single_sample_as_numbers) {
  BOOST_TEST(evaluate(plain, a = 2.0, b = 1.0, t = 3.0, y = 4.0) == 225);
  const double one[]{3.0};
  BOOST_TEST(evaluate(plain, a = 2.0, b = 1.0, t = one, y = 4.0) == 225);
}

// Each sum would lose 1e-9 of itself in a plain loop over floats of this many; doubles in one accumulator 1e-12.
BOOST_AUTO_TEST_CASE(sums_of_many) {
  std::vector<double> ts(3'000'000);
  long double sum = 0;
  for (std::size_t i = 0; i < ts.size(); ++i) sum += ts[i] = 1.0 / 3 + 1e-3 * std::sin(static_cast<double>(i));
  BOOST_TEST(std::abs(evaluate(sample_sum(t), t = ts) / static_cast<double>(sum) - 1) < 1e-15);
  BOOST_TEST(std::abs(evaluate(sample_mean(t), t = ts) * 3e6 / static_cast<double>(sum) - 1) < 1e-15);
}

// More operations than are compiled twice.
BOOST_AUTO_TEST_CASE(a_long_pass) {
  constexpr auto e = sample_mean(trace([](auto u, auto v) {
    for (int i = 0; i < 40; ++i) u = u * v + 1 / (2 + u * u) - v / 3;
    return u;
  }, a * t, y));
  for (const std::size_t n : {1, 5, 64, 131}) {
    const columns c(n);
    double sum = 0;
    for (std::size_t k = 0; k < n; ++k) {
      double u = 0.3 * c.ts[k], v = c.ys[k];
      for (int i = 0; i < 40; ++i) u = u * v + 1 / (2 + u * u) - v / 3;
      sum += u;
    }
    BOOST_TEST(evaluate(e, a = 0.3, t = c.ts, y = c.ys) == sum / static_cast<double>(n),
               boost::test_tools::tolerance(1e-11));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
