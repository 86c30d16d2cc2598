// SPDX-License-Identifier: BSL-1.0
#pragma once
// What optimizers share. A step is the value and gradient of a loss; then the gradient is clipped, weight
// decay is added, and the optimizer's own rule moves each number of the parameters.
//
// An optimizer is an aggregate with a `learning_rate`, the number of `slots` that its rule keeps for each
// number of the parameters, and `rule<T>(rate, step)`, which returns the callable that moves one number x
// along its derivative: (T& x, const T& derivative, std::array<T, slots>& kept). `clip`, `weight_decay`,
// `name` and `memory` are optional: adam.hpp shows all.
#include <boost/hana/for_each.hpp>
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/optimize/learning_rate.hpp>
#include <symdiff/optimize/optimizer_state.hpp>
#include <symdiff/optimize/parameters.hpp>

namespace SYMDIFF_NAMESPACE {

/// What becomes of a long gradient: first each derivative is cut to [-value, value], then, if the Euclidean norm of all
/// of them together is above `norm`, each is multiplied by norm / that norm (R. Pascanu, T. Mikolov and Y. Bengio, "On
/// the difficulty of training recurrent neural networks", ICML 2013). Infinity clips nothing.
struct clipping {
  double norm = std::numeric_limits<double>::infinity();
  double value = std::numeric_limits<double>::infinity();
};

namespace detail {

/// Parameter sets, and structs whose members Boost.Hana knows.
template <class P>
inline constexpr bool is_parameter_set = HanaStruct<P>;
template <class... Bindings>
inline constexpr bool is_parameter_set<parameters<Bindings...>> = true;

/// The type of the numbers in a value.
template <class V>
struct scalar_in {
  using type = V;
};
template <class V>
  requires requires(const V& value) { value.data(); }
struct scalar_in<V> {
  using type = std::remove_cvref_t<decltype(*std::declval<const V&>().data())>;
};

template <class Bindings>
struct held_values;
template <class... Bindings>
struct held_values<binding_list<Bindings...>> {
  static constexpr bool has(const symbol_id& s) { return times_in<Bindings...>(s) > 0; }
  static constexpr bool is_whole(const symbol_id& s) {
    return ((Bindings::symbol == s && std::is_integral_v<typename scalar_in<typename Bindings::value_type>::type>) || ...);
  }
  static constexpr bool is_nothrow =
      (std::is_arithmetic_v<typename scalar_in<typename Bindings::value_type>::type> && ...);
};
template <class P>
using held = held_values<typename bindings_in<P>::type>;

template <symbol_id Symbol, bool Held>
constexpr bool require_held() {
  static_assert(Held, "step: a parameter of the loss is not in the parameter set; the name stands in "
                      "require_held<…>, add it as in parameters p{a = 0.1}");
  return Held;
}
template <symbol_id Symbol, bool Whole>
constexpr bool require_fraction() {
  static_assert(!Whole, "step: a parameter is a member that holds whole numbers only; its name stands in "
                        "require_fraction<…>, declare the member as double");
  return !Whole;
}

template <class P, symbol_id... Symbols>
constexpr bool holds_all(symbol_list<Symbols...>) {
  static_assert(sizeof...(Symbols) > 0,
                "step: the loss has no parameters; only what is declared as parameter<…> is stepped");
  return sizeof...(Symbols) > 0 && (require_held<Symbols, held<P>::has(Symbols)>() && ...) &&
         (require_fraction<Symbols, held<P>::is_whole(Symbols)>() && ...);
}

/// Whether an optimizer can step these parameters down this loss.
template <class Loss, class P>
constexpr bool can_step() {
  static_assert(Expression<Loss>, "step: the loss is no expression with a number as its value");
  static_assert(!std::is_const_v<P>, "step: the parameter set is const, but a step changes it");
  static_assert(is_parameter_set<std::remove_const_t<P>>,
                "step: the parameters to step are no parameter set; write it as in parameters p{a = 0.1}");
  if constexpr (is_single_number<Loss>() && is_parameter_set<P>)
    return holds_all<P>(typename parameters_of<Loss>::type{});
  else
    return false;
}

/// Calls f(key, value) for each entry of a gradient or a parameter set.
template <class Map, class F>
constexpr void each_entry(const Map& map, const F& f) {
  if constexpr (HanaStruct<Map>)
    each_number<Map>([&]<class Member>() { f(key_of<Member::symbol>, Member::value(map)); });
  else
    boost::hana::for_each(map.entries,
                          [&](const auto& entry) { f(boost::hana::first(entry), boost::hana::second(entry)); });
}

template <class Bindings>
struct numbers_among;
template <class... Bindings>
struct numbers_among<binding_list<Bindings...>> : value_type_of<numbers<>, typename Bindings::value_type...> {};

/// The number type of a gradient.
template <class Gradient>
using gradient_number = typename numbers_among<typename bindings_in<Gradient>::type>::type;

/// Whether every value of a parameter set or gradient is finite.
template <class Map>
constexpr bool all_finite(const Map& map) {
  bool finite = true;
  each_entry(map, [&](const auto&, const auto& value) {
    each_number_of([&](const auto& number) { finite = finite && is_finite(number); }, value);
  });
  return finite;
}

/// The Euclidean norm of a gradient's entries after `change`, without overflow where the norm is in range.
template <class T, class Gradient, class Change>
constexpr T norm_after(const Gradient& gradient, const Change& change) {
  T largest(0), sum(0);
  const auto each_derivative = [&](const auto& f) {
    each_entry(gradient, [&](const auto&, const auto& derivatives) { each_number_of(f, derivatives); });
  };
  each_derivative([&](const T& derivative) {
    const T d = change(derivative), size = d < T(0) ? -d : d;
    if (largest < size) largest = size;
    sum = sum + d * d;
  });
  using scalar::sqrt;
  const T infinity = static_cast<T>(std::numeric_limits<double>::infinity());
  if (sum < infinity || !(largest < infinity)) return sqrt(sum);
  sum = T(0);
  each_derivative([&](const T& derivative) {
    const T d = change(derivative) / largest;
    sum = sum + d * d;
  });
  return largest * sqrt(sum);
}

/// What happens to a derivative before the rule sees it.
template <class T>
struct treatment {
  double limit = std::numeric_limits<double>::infinity();
  bool is_scaled = false;
  T scale{1};
  double decay = 0;

  constexpr T cut(const T& d) const {
    if (!(limit < std::numeric_limits<double>::infinity())) return d;
    const T most = static_cast<T>(limit);
    return most < d ? most : d < -most ? -most : d;
  }
  constexpr T operator()(const T& derivative, const T& x) const {
    T d = cut(derivative);
    if (is_scaled) d = d * scale;
    return decay == 0 ? d : d + static_cast<T>(decay) * x;
  }
};

template <class Optimizer>
constexpr const char* name_of() {
  if constexpr (requires { Optimizer::name; }) return Optimizer::name;
  else return "optimizer";
}

template <class T, class Optimizer, class Gradient>
constexpr treatment<T> treatment_of(const Optimizer& optimizer, const Gradient& gradient) {
  treatment<T> result;
  if constexpr (requires { optimizer.clip; }) {
    const clipping clip = optimizer.clip;
    require_setting(clip.value > 0, name_of<Optimizer>(), "clip.value", clip.value, "must be positive");
    require_setting(clip.norm > 0, name_of<Optimizer>(), "clip.norm", clip.norm, "must be positive");
    result.limit = clip.value;
    if (clip.norm < std::numeric_limits<double>::infinity()) {
      const T norm = norm_after<T>(gradient, [&](const T& d) { return result.cut(d); });
      const T most = static_cast<T>(clip.norm);
      result.is_scaled = most < norm;
      if (result.is_scaled) result.scale = most / norm;
    }
  }
  if constexpr (requires { optimizer.weight_decay; }) {
    const double decay = optimizer.weight_decay;
    require_setting(decay >= 0 && is_finite(decay), name_of<Optimizer>(), "weight_decay", decay,
                    "must be finite and not negative");
    if constexpr (!requires { Optimizer::decoupled_weight_decay; }) result.decay = decay;
  }
  return result;
}

/// One number of the parameters by its derivative. The rule computes in the number type of the gradient.
template <class T, class X, std::size_t Slots, class Rule>
constexpr void update_number(X& x, const T& derivative, std::array<X, Slots>& kept, const treatment<T>& treat,
                             const Rule& rule) {
  if constexpr (std::same_as<T, X>) {
    rule(x, treat(derivative, x), kept);
  } else {
    T wide_x = static_cast<T>(x);
    std::array<T, Slots> wide{};
    for (std::size_t i = 0; i < Slots; ++i) wide[i] = static_cast<T>(kept[i]);
    rule(wide_x, treat(derivative, wide_x), wide);
    x = static_cast<X>(wide_x);
    for (std::size_t i = 0; i < Slots; ++i) kept[i] = static_cast<X>(wide[i]);
  }
}

/// The numbers of a vector or matrix by their derivatives; those kept stand in an array for each slot.
template <class T, class X, class Derivatives, std::size_t Slots, class Rule>
constexpr void update_numbers(X& x, const Derivatives& derivatives, std::array<X, Slots>& kept,
                              const treatment<T>& treat, const Rule& rule) {
  if constexpr (requires { x.data(); }) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      std::array<std::remove_cvref_t<decltype(*x.data())>, Slots> own{};
      for (std::size_t k = 0; k < Slots; ++k) own[k] = kept[k].data()[i];
      update_number(x.data()[i], derivatives.data()[i], own, treat, rule);
      for (std::size_t k = 0; k < Slots; ++k) kept[k].data()[i] = own[k];
    }
  } else {
    update_number(x, derivatives, kept, treat, rule);
  }
}

/// The rate of a step, checked.
template <class Optimizer>
constexpr double rate_of(const Optimizer& optimizer, long long step) {
  const double rate = optimizer.learning_rate(step);
  require_setting(rate >= 0 && is_finite(rate), name_of<Optimizer>(), "the learning rate", rate,
                  "must be finite and not negative");
  return rate;
}

/// One step of a parameter set and its state: all of both changes, or nothing where it throws.
template <class Optimizer, class P, class State, class Gradient>
constexpr void update(const Optimizer& optimizer, P& p, State& state, const Gradient& gradient) {
  using T = gradient_number<Gradient>;
  const double rate = rate_of(optimizer, state.steps);
  const treatment<T> treat = treatment_of<T>(optimizer, gradient);
  const auto rule = optimizer.template rule<T>(static_cast<T>(rate), state.steps);
  const auto walk = [&](P& target, State& kept) {
    each_entry(gradient, [&](const auto& key, const auto& derivative) {
      update_numbers(value_of(target, key), derivative, boost::hana::at_key(kept.moments.entries, key), treat, rule);
    });
  };
  if constexpr (held<P>::is_nothrow) {
    walk(p, state);
  } else {
    P next = p;
    State next_state = state;
    walk(next, next_state);
    p = static_cast<P&&>(next);
    state = static_cast<State&&>(next_state);
  }
  ++state.steps;
}

/// A data set has samples, but a column given by name may be empty.
template <class Data>
constexpr void refuse_no_samples(const Data& data) {
  if constexpr (is_binding<Data>)
    if constexpr (is_column<entered<typename Data::value_type>>)
      if (enter(data.value).size == 0) throw_no_samples("step", Data::symbol.name.text, "a step needs at least 1");
}

/// The loss before the step. What throws does so before the first parameter changes.
template <class Optimizer, class Loss, class P, class State, class... Data>
[[gnu::always_inline]] constexpr auto step_with(const Optimizer& optimizer, State& state, const Loss& loss, P& p,
                                                  const Data&... data) {
  (refuse_no_samples(data), ...);
  const auto at = value_and_gradient(loss, p, data...);
  if constexpr (!is_refused<decltype(at)>) {
    update(optimizer, p, state, at.gradient);
    return at.value;
  }
}

/// The same for an optimizer that keeps its own state.
template <class Optimizer, class P, class F>
constexpr auto with_own_state(Optimizer& optimizer, const P&, const F& f) {
  if constexpr (Optimizer::slots == 0) {
    auto state = optimizer.memory.template of<std::remove_const_t<P>>();
    const auto refresh = [&] {
      if constexpr (!std::is_const_v<Optimizer>) optimizer.memory.set(state);
    };
    if constexpr (std::is_void_v<decltype(f(state))>) {
      f(state);
      refresh();
    } else {
      const auto result = f(state);
      refresh();
      return result;
    }
  } else {
    return f(optimizer.memory.template of<P>());
  }
}

template <class Optimizer, class Loss, class P, class... Data>
constexpr auto step_down(Optimizer& optimizer, const Loss& loss, P& p, const Data&... data) {
  if constexpr (can_step<Loss, P>()) {
    if constexpr (std::is_const_v<Optimizer>)
      if (!optimizer.learning_rate.is_constant())
        throw std::invalid_argument(std::string(name_of<Optimizer>()) +
                                    ": the learning rate changes with the steps, but this optimizer is const or a "
                                    "temporary and cannot count them; declare it as auto optimizer = ...");
    return with_own_state(optimizer, p, [&](auto& state) { return step_with(optimizer, state, loss, p, data...); });
  }
}

template <class Optimizer, class P, class Gradient>
constexpr void update_own(Optimizer& optimizer, P& p, const Gradient& gradient) {
  with_own_state(optimizer, p, [&](auto& state) { update(optimizer, p, state, gradient); });
}

}  // namespace detail
}  // namespace symdiff
