// SPDX-License-Identifier: BSL-1.0
#pragma once
// From a row's `derivative` to a function that a sweep over a graph can call: the partial derivative of a
// node by one of its arguments, as a node.
#include <symdiff/rewrite/pass.hpp>

namespace SYMDIFF_NAMESPACE::detail {

using derivative_rule = decltype(user_row::rule);

template <class Row, int Argument>
constexpr int partial(builder& b, int i) {
  if constexpr (Row::arity == 1) {
    if constexpr (requires { Row::derivative(traced{}, traced{}); })
      return node_of(b, Row::derivative(traced(b, b.first(i)), traced(b, i)));
    else if constexpr (requires { Row::derivative(traced{}); })
      return node_of(b, Row::derivative(traced(b, b.first(i))));
    else
      return b.refuse(fault::no_derivative);
  } else if constexpr (Row::arity == 2) {
    if constexpr (requires(traced t) { Row::template derivative<Argument>(t, t, t); })
      return node_of(b, Row::template derivative<Argument>(traced(b, b.first(i)), traced(b, b.second(i)), traced(b, i)));
    else
      return b.refuse(fault::no_derivative);
  } else {
    if constexpr (requires(traced t) { Row::template derivative<Argument>(t, t, t, t); })
      return node_of(b, Row::template derivative<Argument>(traced(b, b.first(i)), traced(b, b.second(i)),
                                                           traced(b, b.third(i)), traced(b, i)));
    else
      return b.refuse(fault::no_derivative);
  }
}

template <class Row>
constexpr int rule(builder& b, int node, int argument) {
  if constexpr (Row::arity > 2)
    if (argument == 2) return partial<Row, 2>(b, node);
  if constexpr (Row::arity > 1)
    if (argument == 1) return partial<Row, 1>(b, node);
  return partial<Row, 0>(b, node);
}

template <class Row>
constexpr bool is_arithmetic() {
  if constexpr (requires { Row::code; })
    return index_of(Row::code) < index_of(op::sine) && Row::code != op::power;
  else
    return false;
}

/// The rules of arithmetic stand in the sweep itself; conditions have none.
template <class Row>
constexpr derivative_rule rule_of() {
  if constexpr (is_arithmetic<Row>()) return nullptr;
  else return &rule<Row>;
}

struct rule_table {
  derivative_rule rules[first_user_row]{};
};

template <class... Rows>
constexpr rule_table make_rules(row_list<Rows...>) {
  rule_table table;
  int i = first_row;
  ((table.rules[i++] = rule_of<Rows>()), ...);
  return table;
}

inline constexpr rule_table rules = make_rules(all_rows{});

}  // namespace symdiff::detail
