// SPDX-License-Identifier: BSL-1.0
#pragma once
// Parameter sets: the values that optimizers step.
#include <symdiff/evaluate/loader.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// What a parameter set keeps of a binding: numbers of its own; whole numbers become double.
template <class Argument>
struct kept {
  using type = Argument;
};
template <class Number>
using kept_number = std::conditional_t<std::is_integral_v<Number>, double, Number>;
template <symbol_id Symbol, class V>
struct kept<binding<Symbol, V>> {
  using type = binding<Symbol, kept_number<std::decay_t<V>>>;
};
template <symbol_id Symbol, class V>
  requires(!Symbol.dimensions.is_scalar() && is_column<entered<V>>)
struct kept<binding<Symbol, V>> {
  using number = std::remove_cvref_t<decltype(*entered<V>{}.data)>;
  using type = binding<Symbol, value_for<kept_number<number>, Symbol.dimensions>>;
};

// The checks are templates of the symbol, so that the compiler's trace shows its name.
template <symbol_id Symbol, bool IsParameter>
constexpr bool require_parameter() {
  static_assert(IsParameter, "parameters: an input is data, not a parameter; the name stands in "
                             "require_parameter<…>, pass it in a dataset or declare it as parameter<…>");
  return IsParameter;
}
template <symbol_id Symbol, bool Once>
constexpr bool require_one_value() {
  static_assert(Once, "parameters: a symbol is given a value twice; the name stands in require_one_value<…>, "
                      "leave one out");
  return Once;
}
template <symbol_id Symbol, class V>
constexpr bool require_number() {
  if constexpr (Symbol.dimensions.is_scalar()) {
    static_assert(Number<V>, "parameters: the value of a scalar parameter is no number; write it as in "
                             "parameters p{a = 0.1}");
    return Number<V>;
  } else {
    return gives_numbers<Symbol, std::remove_cvref_t<V>>();
  }
}

template <class... Arguments>
constexpr bool are_parameter_values() {
  if constexpr ((is_binding<Arguments> && ...)) {
    return (require_parameter<Arguments::symbol, Arguments::symbol.kind == symbol_kind::parameter>() && ...) &&
           (require_number<Arguments::symbol, typename Arguments::value_type>() && ...) &&
           (require_one_value<Arguments::symbol, times_in<Arguments...>(Arguments::symbol) == 1>() && ...);
  } else {
    static_assert((is_binding<Arguments> && ...),
                  "parameters: an argument gives no value to a symbol; write it as in parameters p{a = 0.1}");
    return false;
  }
}

template <class... Bindings>
using parameter_map =
    std::conditional_t<are_parameter_values<Bindings...>(), symbol_map<Bindings...>, refused_map>;

/// A binding with its value turned into the type that is kept.
template <class Kept, class Argument>
constexpr auto keep(const Argument& argument) {
  if constexpr (!is_binding<Kept>) {
    return argument;
  } else if constexpr (Kept::symbol.dimensions.is_scalar()) {
    return Kept{static_cast<typename Kept::value_type>(argument.value)};
  } else {
    Kept result{};
    if constexpr (gives_numbers<Kept::symbol, std::remove_cvref_t<typename Argument::value_type>>()) {
      const auto numbers = enter_for<Kept::symbol>(argument.value);
      if (numbers.size != result.value.size()) throw_other_size(Kept::symbol, numbers.size);
      for (std::size_t i = 0; i < numbers.size; ++i)
        result.value.data()[i] = static_cast<std::remove_cvref_t<decltype(*result.value.data())>>(numbers.data[i]);
    }
    return result;
  }
}

}  // namespace detail

/// A value of its own for each of some parameters: `parameters p{a = 0.1, w = std::array{1.0, 2.0}}`, read and written
/// as `p[a]`, `p[w][1]`. A vector is kept as a std::array and a matrix as a `matrix`, copied from contiguous numbers, row
/// by row; std::invalid_argument where there are more or fewer than it has. Whole numbers become double, other numbers keep their type. Hana's algorithms walk it, as they
/// walk a gradient, as a map from symbol to value.
template <class... Bindings>
struct parameters : detail::parameter_map<Bindings...> {
  template <class... Arguments>
    requires(sizeof...(Arguments) == sizeof...(Bindings))
  constexpr explicit parameters(const Arguments&... values)
      : detail::parameter_map<Bindings...>(detail::keep<Bindings>(values)...) {}
};

template <class... Arguments>
parameters(const Arguments&...) -> parameters<typename detail::kept<Arguments>::type...>;

}  // namespace symdiff
