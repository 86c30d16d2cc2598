// SPDX-License-Identifier: BSL-1.0
#include <symdiff/evaluate/pack.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

namespace {

using namespace symdiff::simd;

template <class T>
std::vector<T> lanes_of(pack<T> p) {
  std::vector<T> lanes(pack<T>::lanes);
  p.store(lanes.data());
  return lanes;
}

template <class T>
pack<T> counting() {
  std::vector<T> numbers;
  for (int i = 0; i < pack<T>::lanes; ++i) numbers.push_back(static_cast<T>(i + 1));
  return pack<T>::load(numbers.data());
}

/// The sum of a pack's lanes, beside which other packs are summed.
template <class T>
T first_sum(pack<T> p) {
  pack<T> some[pack<T>::lanes];
  for (int k = 0; k < pack<T>::lanes; ++k) some[k] = k == 0 ? p : pack<T>(T(k));
  const std::vector<T> sums = lanes_of(pack<T>::sums(some));
  for (int k = 1; k < pack<T>::lanes; ++k) BOOST_TEST(sums[static_cast<std::size_t>(k)] == T(k) * pack<T>::lanes);
  return sums[0];
}

BOOST_AUTO_TEST_SUITE(packs)

using types = std::tuple<float, double>;

BOOST_AUTO_TEST_CASE_TEMPLATE(arithmetic, T, types) {
  const auto x = counting<T>();
  const auto result = lanes_of(pack<T>((x + 1) * x - 3 / x + -x));
  for (std::size_t i = 0; i < result.size(); ++i) {
    const T v = static_cast<T>(i + 1);
    BOOST_TEST(result[i] == (v + 1) * v - 3 / v - v, boost::test_tools::tolerance(T(1e-6)));
  }
  T sum = 0;
  for (const T v : lanes_of(x)) sum += v;
  BOOST_TEST(first_sum(x) == sum);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_number_in_every_lane, T, types) {
  for (const T v : lanes_of(pack<T>(T(-0.0)))) BOOST_TEST((v == 0 && std::signbit(v)));
  for (const T v : lanes_of(pack<T>(T(NAN)))) BOOST_TEST(std::isnan(v));
  for (const T v : lanes_of(pack<T>(7))) BOOST_TEST(v == 7);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(conditions, T, types) {
  const auto x = counting<T>();
  const auto chosen = lanes_of(select((x < 3 && !(x == 1)) || x >= 4, x, pack<T>(0)));
  for (std::size_t i = 0; i < chosen.size(); ++i) BOOST_TEST(chosen[i] == (i == 1 || i >= 3 ? static_cast<T>(i + 1) : 0));
  BOOST_TEST(first_sum(pack<T>(x <= 2)) == 2);
  BOOST_TEST(first_sum(pack<T>(x > 2)) == pack<T>::lanes - 2);
  BOOST_TEST(first_sum(pack<T>(mask<T>(true))) == pack<T>::lanes);
  BOOST_TEST(first_sum(pack<T>(mask<T>(false))) == 0);
  for (int count = 0; count <= pack<T>::lanes; ++count) {
    const auto first = lanes_of(where_or_zero(mask<T>::first(count), x));
    const auto last = lanes_of(where_or_zero(mask<T>::last(count), x));
    for (int i = 0; i < pack<T>::lanes; ++i) {
      BOOST_TEST(first[static_cast<std::size_t>(i)] == T(i < count ? i + 1 : 0));
      BOOST_TEST(last[static_cast<std::size_t>(i)] == T(i >= pack<T>::lanes - count ? i + 1 : 0));
    }
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(parts, T, types) {
  for (int count = 1; count <= pack<T>::lanes; ++count) {
    const std::vector<int> numbers(count, 5);  // a sanitizer sees whether more are read or written
    std::vector<T> to(count);
    pack<T>::load(numbers.data(), count).store(to.data(), count);
    for (const T v : to) BOOST_TEST(v == 5);
  }
}

BOOST_AUTO_TEST_CASE(lane_by_lane_calls) {
  const auto x = counting<double>();
  const auto result = lanes_of(lane_by_lane([](double u, double v) { return u * 10 + v; }, x, x));
  for (std::size_t i = 0; i < result.size(); ++i) BOOST_TEST(result[i] == 11 * static_cast<double>(i + 1));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
