// SPDX-License-Identifier: BSL-1.0
// The table of rows: from a row to its code and back, and the derivative rule of every row.
#include <symdiff/derivative/rules.hpp>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

template <class... Row>
constexpr bool codes_lead_back(row_list<Row...>) {
  return (std::same_as<row_of<code_of_row<Row>()>, Row> && ...);
}
static_assert(codes_lead_back(all_rows{}));

template <class... Row>
constexpr bool codes_hold_arity_and_order(row_list<Row...>) {
  return ((arity_of(code_of_row<Row>()) == Row::arity) && ...) &&
         ((is_commutative(code_of_row<Row>()) == Row::commutative || requires { Row::code; }) && ...);
}
static_assert(codes_hold_arity_and_order(all_rows{}));

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
              functions_have_rules(piecewise_functions{}) && functions_have_rules(activation_functions{}) &&
              functions_have_rules(sine_and_cosine{}) && functions_have_rules(row_list<power_fn>{}));

}  // namespace
