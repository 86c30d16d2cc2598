// SPDX-License-Identifier: BSL-1.0
#include <symdiff/graph/node.hpp>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

// A node's parts come out as they went in, up to the largest place.
constexpr int last = most_nodes - 1;
static_assert(op_of(pack(op::where, 1, 2, 3)) == op::where);
static_assert(first_of(pack(op::where, 1, 2, 3)) == 1 && second_of(pack(op::where, 1, 2, 3)) == 2 &&
              third_of(pack(op::where, 1, 2, 3)) == 3);
static_assert(first_of(pack(op::where, last, 0, last)) == last && second_of(pack(op::where, last, 0, last)) == 0 &&
              third_of(pack(op::where, last, 0, last)) == last);
static_assert(second_of(pack(op::where, 0, last, 0)) == last && first_of(pack(op::where, 0, last, 0)) == 0);

// An operation's code says how many operands it has, whether they may be exchanged, and what it yields.
static_assert(arity_of(op::symbol) == 0 && arity_of(op::negate) == 1 && arity_of(op::add) == 2 &&
              arity_of(op::where) == 3);
static_assert(arity_of(pack(op::where, 1, 2, 3)) == 3);
static_assert(is_commutative(op::add) && is_commutative(op::multiply) && is_commutative(op::equal) &&
              is_commutative(op::logical_and) && is_commutative(op::logical_or));
static_assert(!is_commutative(op::subtract) && !is_commutative(op::divide) && !is_commutative(op::power) &&
              !is_commutative(op::less) && !is_commutative(op::where));
static_assert(is_condition(op::less) && is_condition(op::less_equal) && is_condition(op::equal) &&
              is_condition(op::logical_not) && is_condition(op::logical_or) && !is_condition(op::where));
static_assert(is_reduction(op::sample_mean) && is_reduction(op::sample_sum) && !is_reduction(op::add));
static_assert(op_of(static_cast<word>(code(first_user_row, 2, true))) != op::add);

// Names.
static_assert(symbol_name("x") == symbol_name("x") && !(symbol_name("x") == symbol_name("y")));
static_assert(!(symbol_name("x") == symbol_name("xx")));
static_assert(symbol_name("x", 7) == symbol_name("x7") && symbol_name("x", 0) == symbol_name("x0"));
static_assert(symbol_name("x", 120) == symbol_name("x120"));
static_assert(symbol_name("a_name_of_thirty_one_characters").text[30] == 's');

// A symbol is its name and its kind.
static_assert(symbol_id{symdiff::symbol_name("x"), symbol_kind::input, {}} == symbol_id{symdiff::symbol_name("x"), symbol_kind::input, {}});
static_assert(!(symbol_id{symdiff::symbol_name("x"), symbol_kind::input, {}} == symbol_id{symdiff::symbol_name("x"), symbol_kind::parameter, {}}));

// Graphs compare by content.
constexpr graph<1, 1, 0> constant_node(double value) {
  graph<1, 1, 0> g;
  g.nodes[0] = pack(op::constant);
  g.constants[0] = value;
  return g;
}
static_assert(constant_node(2) == constant_node(2) && !(constant_node(2) == constant_node(3)));

}  // namespace
