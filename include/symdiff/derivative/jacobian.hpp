// SPDX-License-Identifier: BSL-1.0
#pragma once
// The matrix of derivatives of several expressions.
#include <symdiff/derivative/diff.hpp>
#include <symdiff/evaluate/evaluate.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

template <class... By>
constexpr bool are_symbols() {
  static_assert(((Symbol<By> || is_refused<By>) && ...) && sizeof...(By) > 0,
                "jacobian: name the symbols to differentiate by behind the expressions, as in jacobian(stack(f, g), a, b)");
  return (Symbol<By> && ...) && sizeof...(By) > 0;
}

template <class... E>
inline constexpr bool are_scalars = (shape_of_operand<E>().is_scalar() && ...);

}  // namespace detail

/// The derivatives of stacked scalars by scalar symbols, as expressions: row i belongs to the i-th expression,
/// column j to the j-th symbol. Where vectors or matrices are among them, one matrix expression: a row for each number
/// of the stack, a column for each number of the symbols in turn, a matrix row by row.
template <class... E, class... By>
constexpr auto jacobian(const stacked<E...>& v, const By&... by) {
  if constexpr (!detail::are_symbols<By...>()) {
    return detail::refused{};
  } else if constexpr (!detail::are_scalars<E..., By...>) {
    return jacobian(v.vector(), by...);
  } else {
    constexpr int columns = sizeof...(By);
    const detail::expressions<By...> symbols{{by}...};
    const auto entry = [&]<int I>(std::integral_constant<int, I>) {
      return diff(detail::expression_at<I / columns>(v), detail::expression_at<I % columns>(symbols));
    };
    return [&]<int... I>(std::integer_sequence<int, I...>) {
      return expression_matrix<sizeof...(E), columns, decltype(entry(std::integral_constant<int, I>{}))...>{
          {{entry(std::integral_constant<int, I>{})}...}};
    }(std::make_integer_sequence<int, static_cast<int>(sizeof...(E)) * columns>{});
  }
}

/// The derivatives of an expression: of a scalar by scalars, a matrix of expressions of one row; else a matrix
/// expression, of a row for each element of a vector and a column for each number of the symbols in turn.
template <class E, class... By>
constexpr auto jacobian(const E& e, const By&... by) {
  static_assert(Expression<E> || detail::is_refused<E>, "jacobian: the first argument is no expression or stack(...) of them");
  if constexpr (!Expression<E>) return detail::refused{};
  else if constexpr (!detail::are_symbols<By...>()) return detail::refused{};
  else if constexpr (detail::are_scalars<E, By...>) return jacobian(stack(e), by...);
  else return detail::make_jacobian(e, by...);
}

namespace detail {

/// The values of expressions, computed together.
template <class... E, class... Arguments>
constexpr auto values_of(const expressions<E...>& e, const Arguments&... arguments) {
  using source = value_source<E...>;
  constexpr bool can_evaluate = [] {
    if constexpr ((is_refused<E> || ...)) return false;
    else if constexpr (is_refused<decltype(source::program)>) return false;
    else return are_values<source, source, Arguments...>();
  }();
  if constexpr (!can_evaluate) {
    return refused{};
  } else {
    const auto numbers = e.joined_numbers();
    using T = number_of<decltype(numbers), Arguments...>;
    std::array<T, (E::graph.result.size() + ...)> result{};
    fill_from_program<source>(result.data(), numbers, arguments...);
    return result;
  }
}

}  // namespace detail

/// The values of stacked expressions, computed together: a std::array of all their numbers.
template <class... E, class... Arguments>
constexpr auto evaluate(const stacked<E...>& v, const Arguments&... arguments) {
  return detail::values_of<E...>(v, arguments...);
}

/// The values of a matrix of expressions, computed together.
template <int Rows, int Columns, class... E, class... Arguments>
constexpr auto evaluate(const expression_matrix<Rows, Columns, E...>& m, const Arguments&... arguments) {
  const auto values = detail::values_of<E...>(m, arguments...);
  if constexpr (detail::is_refused<decltype(values)>) {
    return values;
  } else {
    matrix<typename decltype(values)::value_type, Rows, Columns> result{};
    for (std::size_t i = 0; i < values.size(); ++i) result.values[i] = values[i];
    return result;
  }
}

}  // namespace symdiff
