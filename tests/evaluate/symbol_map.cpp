// SPDX-License-Identifier: BSL-1.0
// Gradients and parameters as Hana maps.
#include <symdiff/symdiff.hpp>

#include <boost/hana/for_each.hpp>
#include <boost/test/unit_test.hpp>

namespace {

using namespace symdiff;
namespace hana = boost::hana;

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;

}  // namespace

BOOST_AUTO_TEST_CASE(hana_walks_a_gradient) {
  const auto g = gradient(3_c * x + square(y), x = 1.0, y = 4.0);
  double sum = 0;
  hana::for_each(g, [&](const auto& entry) { sum += hana::second(entry); });
  BOOST_TEST(sum == 11.0);
  BOOST_TEST(hana::unpack(g, [](const auto&... entries) { return (hana::second(entries) * ...); }) == 24.0);
  BOOST_TEST(hana::at_key(g.entries, hana::type_c<key<detail::id_of<decltype(x)>>>) == 3.0);
}

BOOST_AUTO_TEST_CASE(entries_are_references) {
  parameters p{x = 1.0, y = 2.0};
  p[x] += 5;
  BOOST_TEST(p[x] == 6.0);
  BOOST_TEST(p[y] == 2.0);
}
