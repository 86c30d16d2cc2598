// SPDX-License-Identifier: BSL-1.0
// From a row's derivative to a node: rules of one, two and three arguments, called as a sweep calls them.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

constexpr symbol_id x{symdiff::symbol_name("x"), symbol_kind::parameter, {}}, y{symdiff::symbol_name("y"), symbol_kind::parameter, {}};

// A rule adds to the graph it is called on, and shares what is there: exp is its own derivative.
static_assert([] {
  builder b;
  const int node = b.put(code_of_row<exp_fn>(), b.symbol(x));
  const int size = b.size;
  return rules.rules[index_of(code_of_row<exp_fn>())](b, node, 0) == node && b.size == size;
}());
static_assert([] {
  builder b;
  const int i = b.symbol(x), node = b.put(op::sine, i);
  const int partial = rules.rules[index_of(op::sine)](b, node, 0);
  return b.op_at(partial) == op::cosine && b.first(partial) == i;
}());

// Of several arguments each has its own derivative.
static_assert([] {
  builder b;
  const int i = b.symbol(x), j = b.symbol(y), node = b.put(code_of_row<atan2_fn>(), i, j);
  const derivative_rule rule = rules.rules[index_of(code_of_row<atan2_fn>())];
  const int by_first = rule(b, node, 0), by_second = rule(b, node, 1);
  return b.op_at(by_first) == op::divide && b.first(b.first(by_first)) == j && b.op_at(by_second) == op::negate;
}());

// A derivative may be a number.
static_assert([] {
  builder b;
  const int node = b.put(code_of_row<floor_fn>(), b.symbol(x));
  return b.is_constant(rules.rules[index_of(code_of_row<floor_fn>())](b, node, 0), 0);
}());

// A user's row brings its rule, of three arguments as well.
struct blend : elementary<"blend", "", 3> {
  static constexpr auto value(auto u, auto v, auto w) { return u * v * w; }
  template <int Argument>
  static constexpr auto derivative(auto u, auto v, auto w, auto /*value*/) {
    return Argument == 0 ? v * w : Argument == 1 ? u * w : u * v;
  }
};
constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
static_assert(same(diff(function<blend>(a, b, c), a), b * c) && same(diff(function<blend>(a, b, c), b), a * c) &&
              same(diff(function<blend>(a, b, c), c), a * b));

template <class Row>
void call_rule() {
  if constexpr (!is_arithmetic<Row>()) {
    BOOST_TEST_CONTEXT(Row::name) {
      const auto graph = std::make_unique<builder>();
      const int i = graph->symbol(x), j = graph->symbol(y);
      const int node = graph->put(code_of_row<Row>(), i, Row::arity > 1 ? j : 0, Row::arity > 2 ? i : 0);
      for (int k = 0; k < Row::arity; ++k) {
        const int partial = rules.rules[index_of(code_of_row<Row>())](*graph, node, k);
        BOOST_TEST((0 <= partial && partial < graph->size));
        BOOST_TEST(bool(graph->flaw == fault::none));
      }
    }
  }
}

// At run time too, where a measure of coverage sees what is executed (tools/coverage).
BOOST_AUTO_TEST_CASE(every_rule) {
  []<class... Row>(row_list<Row...>) { (call_rule<Row>(), ...); }(all_rows{});
}

}  // namespace
