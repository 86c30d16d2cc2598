// SPDX-License-Identifier: BSL-1.0
#pragma once
// A user's own row as a function: `function<my_row>(x)` applies it as if it were built in, in traced
// callables too. A graph names such a row by a pointer; from the pointer, `row_named` finds the type.
#include <symdiff/derivative/rules.hpp>
#include <symdiff/functions/limits.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

template <class Row>
constexpr const char* name_of_row() {
  if constexpr (requires { Row::name; }) return Row::name;
  else return "function";
}

/// A hash of the row's type, by which rows are told apart: g++ leaves the comparison of their addresses open
/// where it need not decide it.
template <class Row>
constexpr word hash_of_row() {
  word hash = 7;
  for (const char* c = __PRETTY_FUNCTION__; *c != '\0'; ++c) hash = mix(hash, static_cast<unsigned char>(*c));
  return hash;
}

template <class Row>
inline constexpr user_row user_row_of{name_of_row<Row>(), hash_of_row<Row>(), &rule<Row>, &limits_of<Row>};

template <class Row>
struct row_type {
  using type = Row;
};

// The friend that `user_row_name` declares is defined by the `registered_row` of the row it names.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif
template <const user_row* Row>
struct user_row_name {
  friend constexpr auto row_named(user_row_name<Row>);
};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

template <class Row>
struct registered_row {
  friend constexpr auto row_named(user_row_name<&user_row_of<Row>>) { return row_type<Row>{}; }
};

/// The operation of a row, registered. (Rows may name each other in their derivatives: a function whose
/// instantiation is under way may be named again, a class may not.)
template <class Row>
constexpr op operation_of(builder& b) {
  static_assert(sizeof(registered_row<Row>) != 0);
  return b.user_operation(&user_row_of<Row>,
                          static_cast<op>(detail::code(first_user_row, Row::arity, Row::commutative)));
}

template <class Row, class... E>
struct join_user_row {
  static constexpr int expected = node_count_of<E...>;
  constexpr int operator()(builder& b) const {
    int roots[3]{};
    import_all<E...>(b, roots);
    return b.apply(operation_of<Row>(b), roots[0], roots[1], roots[2]);
  }
};

template <class Row, int Count>
constexpr bool is_row() {
  static_assert(requires { Row::arity; Row::commutative; },
                "function: the row has no arity; derive it from symdiff::elementary<\"name\">");
  if constexpr (requires { Row::arity; Row::commutative; }) {
    static_assert(Row::arity == Count, "function: the row takes another number of arguments; its base says how many, as in "
                                       "elementary<\"name\", \"latex\", 2>");
    return Row::arity == Count;
  } else {
    return false;
  }
}

}  // namespace detail

/// Applies a user's own row, a struct with `value` and `derivative` (functions/row.hpp), to expressions,
/// traced values and plain numbers.
template <class Row, class... T>
  requires(!(detail::is_traced<T> || ...))
constexpr auto function(const T&... operands) {
  if constexpr (!detail::is_row<Row, sizeof...(T)>()) {
    return detail::refused{};
  } else if constexpr (!detail::are_operands<T...>()) {
    return detail::refused{};
  } else if constexpr (!(Symbolic<T> || ...)) {
    static_assert(detail::never<Row>, "function: no argument is an expression; of numbers, call the row's value itself");
    return detail::refused{};
  } else {
    return [](const auto&... e) {
      return detail::build_expression<detail::join_user_row<Row, std::remove_cvref_t<decltype(e)>...>>(
          detail::join_numbers(e...));
    }(detail::as_expression(operands)...);
  }
}

/// The same inside a traced callable. Its type is written out, so that rows may name each other in their
/// derivatives.
template <class Row, class... T>
  requires(detail::is_traced<T> || ...)
constexpr traced function(const T&... operands) {
  if constexpr (detail::is_row<Row, sizeof...(T)>() && detail::are_operands<T...>()) {
    detail::builder* const b = detail::common_builder(operands...);
    if (b == nullptr) throw "trace: a function of plain numbers; call it on a traced value";
    return traced(*b, b->apply(detail::operation_of<Row>(*b), detail::node_of(*b, operands)...));
  } else {
    return {};
  }
}

}  // namespace symdiff
