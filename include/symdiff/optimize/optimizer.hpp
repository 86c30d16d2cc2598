// SPDX-License-Identifier: BSL-1.0
#pragma once
// What optimizers share: a step is the value and gradient of a loss, then the optimizer's own `update` of
// the parameter set by the gradient.
#include <boost/hana/for_each.hpp>
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/optimize/parameters.hpp>

namespace symdiff::detail {

template <class>
inline constexpr bool is_parameter_set = false;
template <class... Bindings>
inline constexpr bool is_parameter_set<parameters<Bindings...>> = true;

template <class>
struct held;
template <class... Bindings>
struct held<parameters<Bindings...>> {
  static constexpr bool has(const symbol_id& s) { return times_in<Bindings...>(s) > 0; }
  static constexpr bool is_nothrow = (std::is_arithmetic_v<typename Bindings::value_type> && ...);
};

template <symbol_id Symbol, bool Held>
constexpr bool require_held() {
  static_assert(Held, "step: a parameter of the loss is not in the parameter set; the name stands in "
                      "require_held<…>, add it as in parameters p{a = 0.1}");
  return Held;
}

template <class P, symbol_id... Symbols>
constexpr bool holds_all(symbol_list<Symbols...>) {
  static_assert(sizeof...(Symbols) > 0,
                "step: the loss has no parameters; only what is declared as parameter<…> is stepped");
  return sizeof...(Symbols) > 0 && (require_held<Symbols, held<P>::has(Symbols)>() && ...);
}

/// Whether an optimizer can step these parameters down this loss.
template <class Loss, class P>
constexpr bool can_step() {
  static_assert(Expression<Loss>, "step: the loss is no expression with a number as its value");
  static_assert(!std::is_const_v<P>, "step: the parameter set is const, but a step changes it");
  static_assert(is_parameter_set<std::remove_const_t<P>>,
                "step: the parameters to step are no parameter set; write it as in parameters p{a = 0.1}");
  if constexpr (Expression<Loss> && is_parameter_set<P>)
    return holds_all<P>(typename parameters_of<Loss>::type{});
  else
    return false;
}

/// The loss before the step. What throws does so before the first parameter changes.
template <class Optimizer, class Loss, class P, class... Data>
constexpr auto step_down(const Optimizer& optimizer, const Loss& loss, P& p, const Data&... data) {
  if constexpr (can_step<Loss, P>()) {
    const auto at = value_and_gradient(loss, p, data...);
    optimizer.update(p, at.gradient);
    return at.value;
  }
}

/// update(parameter, derivative) for each entry of a gradient; all parameters change, or none.
template <class P, class Gradient, class Update>
constexpr void update_each(P& p, const Gradient& gradient, const Update& update) {
  const auto walk = [&](P& target) {
    boost::hana::for_each(gradient.entries, [&](const auto& entry) {
      update(boost::hana::at_key(target.entries, boost::hana::first(entry)), boost::hana::second(entry));
    });
  };
  if constexpr (held<P>::is_nothrow) {
    walk(p);
  } else {
    P next = p;
    walk(next);
    p = static_cast<P&&>(next);
  }
}

template <class T>
constexpr bool is_finite(const T& x) {
  return x - x == 0;
}

/// Whether every value of a parameter set or gradient is finite.
template <class Map>
constexpr bool all_finite(const Map& map) {
  bool finite = true;
  boost::hana::for_each(map.entries,
                        [&](const auto& entry) { finite = finite && is_finite(boost::hana::second(entry)); });
  return finite;
}

}  // namespace symdiff::detail
