// SPDX-License-Identifier: BSL-1.0
#include <symdiff/notation/symbols.hpp>
#include <symdiff/print/graphviz.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto t = input<"t">;

int count(const std::string& text, const std::string& what) {
  int n = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_node_for_each_subexpression) {
  const std::string text = to_graphviz(sin(a * t) / (a * t - 0.5));
  BOOST_TEST(text.find("digraph") == 0u);
  BOOST_TEST(count(text, "label=\"*\"") == 1);  // shared
  BOOST_TEST(count(text, "[shape=") == 7);
  BOOST_TEST(count(text, " -> ") == 7);
  BOOST_TEST(count(text, "[shape=box, style=rounded, label=\"a\"]") == 1);
  BOOST_TEST(count(text, "[shape=box, label=\"t\"]") == 1);
  BOOST_TEST(count(text, "[shape=plaintext, label=\"0.5\"]") == 1);
  BOOST_TEST(count(text, "[shape=ellipse, label=\"sin\"]") == 1);
}

BOOST_AUTO_TEST_CASE(operands_are_numbered_where_order_matters) {
  BOOST_TEST(count(to_graphviz(a + t), "[label=") == 0);
  const std::string quotient = to_graphviz(a / t);
  BOOST_TEST(count(quotient, "[label=\"1\"]") == 1);
  BOOST_TEST(count(quotient, "[label=\"2\"]") == 1);
  BOOST_TEST(count(to_graphviz(where(a < t, a, t)), "[label=\"3\"]") == 1);
}

BOOST_AUTO_TEST_CASE(labels_are_quoted) {
  BOOST_TEST(count(to_graphviz(parameter<"a\"b\\">), "label=\"a\\\"b\\\\\"") == 1);
}
