// SPDX-License-Identifier: BSL-1.0
// Gradients and parameters as Hana maps.
#include <symdiff/symdiff.hpp>

#include <boost/hana/find.hpp>
#include <boost/hana/fold_left.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/keys.hpp>
#include <boost/hana/size.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <type_traits>

namespace {

using namespace symdiff;
namespace hana = boost::hana;

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;

// A key knows its symbol's name, and parameters from inputs.
static_assert(std::string_view(key<detail::id_of<decltype(x)>>::name) == "x");
static_assert(!std::is_same_v<key<detail::id_of<decltype(x)>>, key<detail::id_of<decltype(input<"x">)>>>);

// At compile time.
constexpr auto slopes = gradient(3_c * x + square(y), x = 1.0, y = 4.0);
static_assert(slopes[x] == 3 && slopes[y] == 8);
static_assert(hana::unpack(slopes, [](const auto&... entries) { return (hana::second(entries) + ...); }) == 11);
static_assert(hana::find(slopes, detail::key_of<detail::id_of<decltype(y)>>).value() == 8);
static_assert(hana::find(slopes, detail::key_of<symdiff::detail::symbol_id{symdiff::symbol_name("z"), symbol_kind::parameter, {}}>) == hana::nothing);
static_assert(hana::size(hana::keys(slopes)) == hana::size_c<2>);

}  // namespace

BOOST_AUTO_TEST_CASE(keys_have_names) {
  std::string names;
  double product = 1;
  hana::for_each(slopes, [&](const auto& entry) {
    names += decltype(+hana::first(entry))::type::name;
    product *= hana::second(entry);
  });
  BOOST_TEST((names == "xy" || names == "yx"));
  BOOST_TEST(product == 24.0);
}

BOOST_AUTO_TEST_CASE(a_gradient_can_be_given_as_values) {
  // A gradient holds a value for each parameter, so it can stand for them.
  BOOST_TEST(evaluate(x * y, slopes) == 24.0);
  BOOST_TEST(evaluate(x * y * input<"t">, slopes, input<"t"> = 2.0) == 48.0);
}

BOOST_AUTO_TEST_CASE(entries_can_be_changed) {
  auto g = slopes;
  g[x] += 1;
  hana::for_each(g.entries, [](auto& entry) { static_cast<void>(entry); });
  BOOST_TEST(g[x] == 4.0);
}

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
