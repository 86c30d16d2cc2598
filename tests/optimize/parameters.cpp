// SPDX-License-Identifier: BSL-1.0
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/optimize/parameters.hpp>

#include <boost/hana/for_each.hpp>
#include <boost/hana/keys.hpp>
#include <boost/hana/unpack.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <concepts>
#include <string>
#include <utility>

using namespace symdiff;
namespace hana = boost::hana;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;

constexpr parameters fixed{a = 0.25, b = 2};
static_assert(fixed[a] == 0.25);
static_assert(fixed[b] == 2);
static_assert(evaluate(a * b, fixed) == 0.5);
static_assert(gradient(a * b, fixed)[a] == 2);

}  // namespace

BOOST_AUTO_TEST_CASE(values_are_kept_and_referred_to) {
  double outside = 0.5;
  parameters p{a = outside, b = 2.0};
  static_assert(std::same_as<decltype(p[a]), double&>);
  static_assert(std::same_as<decltype(std::as_const(p)[a]), const double&>);
  p[a] = 3;
  p[b] += 1;
  BOOST_TEST(p[a] == 3);
  BOOST_TEST(p[b] == 3);
  BOOST_TEST(outside == 0.5);
}

BOOST_AUTO_TEST_CASE(number_types) {
  using wide = boost::multiprecision::cpp_bin_float_50;
  parameters p{a = 1, b = 2.0F, c = wide(3)};
  static_assert(std::same_as<decltype(p[a]), double&>);
  static_assert(std::same_as<decltype(p[b]), float&>);
  static_assert(std::same_as<decltype(p[c]), wide&>);
  BOOST_TEST(p[a] == 1);
  BOOST_TEST(p[c] == 3);
}

BOOST_AUTO_TEST_CASE(copies_are_copies) {
  parameters p{a = 1};
  parameters q{p};
  auto r = p;
  static_assert(std::same_as<decltype(q), decltype(p)>);
  p[a] = 5;
  BOOST_TEST(q[a] == 1);
  r = p;
  BOOST_TEST(r[a] == 5);
}

BOOST_AUTO_TEST_CASE(more_parameters_than_the_expression_has) {
  const parameters p{a = 2, b = 3, c = 4};
  BOOST_TEST(evaluate(a * c, p) == 8);
}

BOOST_AUTO_TEST_CASE(hana_walks_parameters_and_gradients_alike) {
  parameters p{a = 2, b = 3};
  const auto g = gradient(a * a * b, p);
  const auto list = [](const auto& map) {
    std::string text;
    hana::for_each(map, [&](const auto& entry) {
      text += std::string(decltype(+hana::first(entry))::type::name) + '=' +
              std::to_string(static_cast<int>(hana::second(entry))) + ' ';
    });
    return text;
  };
  BOOST_TEST(list(p) == "a=2 b=3 ");
  BOOST_TEST(list(g) == "a=12 b=4 ");

  std::string names;
  hana::for_each(hana::keys(p), [&](auto key) {
    names += decltype(key)::type::name;
    p.entries[key] += 1;
  });
  BOOST_TEST(names == "ab");
  BOOST_TEST(p[a] == 3);
  BOOST_TEST(p[b] == 4);
  BOOST_TEST(hana::unpack(p, [](const auto&... entry) { return (hana::second(entry) + ...); }) == 7);
}
