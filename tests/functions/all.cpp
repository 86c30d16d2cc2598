// SPDX-License-Identifier: BSL-1.0
// The table of rows: from a row to its code and back, and the derivative rule of every row.
#include <symdiff/derivative/rules.hpp>

#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

template <class... Row>
constexpr bool codes_lead_back(row_list<Row...>) {
  return (std::same_as<row_of<code_of_row<Row>()>, Row> && ...);
}
static_assert(codes_lead_back(all_rows{}));

// A row's value takes as many arguments as its code says, and no other number of them.
template <class Row, int Count>
constexpr bool takes = []<int... K>(std::integer_sequence<int, K...>) {
  return requires { Row::value((K, 0.5)...); };
}(std::make_integer_sequence<int, Count>{});
template <class Row>
constexpr bool takes_its_arguments = !requires { &Row::template value<double>; } && !takes<Row, 0> && !takes<Row, 1> && !takes<Row, 2> && !takes<Row, 3>
                                         ? true  // shapes have no values
                                         : takes<Row, arity_of(code_of_row<Row>())> && !takes<Row, arity_of(code_of_row<Row>()) - 1> &&
                                               !takes<Row, arity_of(code_of_row<Row>()) + 1>;
template <class... Row>
constexpr bool all_take_their_arguments(row_list<Row...>) { return (takes_its_arguments<Row> && ...); }
static_assert(all_take_their_arguments(all_rows{}));

// Codes follow each other, and leave room for a user's own rows.
template <class... Row>
constexpr bool codes_are_in_order(row_list<Row...>) {
  int next = first_row;
  return ((index_of(code_of_row<Row>()) == next++) && ...);
}
static_assert(codes_are_in_order(all_rows{}));
static_assert(first_row + row_count <= first_user_row);

// No two rows have the same name, except the two signs of subtraction and negation.
template <class... Row>
constexpr int equal_names(row_list<Row...>) {
  const char* names[]{Row::name...};
  const auto same_text = [](const char* a, const char* b) {
    for (; *a != '\0' && *a == *b; ++a) ++b;
    return *a == *b;
  };
  int pairs = 0;
  for (const char** a = names; a != names + sizeof...(Row); ++a)
    for (const char** b = names; b != a; ++b) pairs += same_text(*a, *b);
  return pairs;
}
static_assert(equal_names(all_rows{}) == 1);

// Every row that is no arithmetic has a rule.
template <class... Row>
constexpr bool functions_have_rules(row_list<Row...>) {
  return ((rules.rules[index_of(code_of_row<Row>())] != nullptr) && ...);
}
static_assert(functions_have_rules(exponential_functions{}) && functions_have_rules(trigonometric_functions{}) &&
              functions_have_rules(hyperbolic_functions{}) && functions_have_rules(special_functions{}) &&
              functions_have_rules(piecewise_functions{}) &&
              functions_have_rules(exponential_sums{}) && functions_have_rules(normal_functions{}) && functions_have_rules(gamma_ratios{}) &&
              functions_have_rules(cardinal_sines{}) && functions_have_rules(plain_differences{}) && functions_have_rules(activation_functions{}) &&
              functions_have_rules(sine_and_cosine{}) && functions_have_rules(row_list<power_fn>{}));

// The arguments of a row may be exchanged where its code says so; of the rows that the graph knows, only there.
template <class Row>
void check_order() {
  if constexpr (arity_of(code_of_row<Row>()) == 2 && takes<Row, 2> && Row::name != std::string_view("polygamma")) {
    bool is_exchangeable = true;
    for (const double x : {0.0, 0.375, 0.5})
      for (const double y : {0.0, 0.25, 0.75}) {
        const auto xy = Row::value(x, y), yx = Row::value(y, x);
        is_exchangeable &= xy == yx || (xy != xy && yx != yx);
      }
    BOOST_TEST((is_exchangeable || !is_commutative(code_of_row<Row>())), Row::name);
    if constexpr (requires { Row::code; })
      BOOST_TEST((is_commutative(code_of_row<Row>()) || !is_exchangeable), Row::name);
  }
}
template <class... Row>
void check_orders(row_list<Row...>) {
  (check_order<Row>(), ...);
}
BOOST_AUTO_TEST_CASE(codes_say_whether_arguments_may_be_exchanged) { check_orders(all_rows{}); }

}  // namespace
