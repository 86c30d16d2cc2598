// SPDX-License-Identifier: BSL-1.0
#pragma once
// An optimizer together with the state that it keeps over one parameter set.
#include <symdiff/optimize/optimizer.hpp>

namespace SYMDIFF_NAMESPACE {

/// An optimizer bound to the type of a parameter set: `bound_optimizer optimizer{adam{.learning_rate = 1e-3}, p}`. Its
/// state lies in a Hana map beside the parameters, readable as `optimizer.state.moments[a]`, so that no step allocates;
/// `minimize` steps it in place, so that a run can be continued, and `save` writes it.
///
/// It begins with the state that the plain optimizer had.
template <class Optimizer, class Parameters>
class bound_optimizer {
 public:
  static constexpr int slots = Optimizer::slots;
  using parameters_type = Parameters;

  Optimizer settings;
  optimizer_state<Parameters, slots> state{};
  int epochs = 0;  ///< how many epochs `minimize` has done with it

  constexpr bound_optimizer(const Optimizer& optimizer, const Parameters&)  // NOLINT: moving it copies, too
      : settings(optimizer) {
    if constexpr (requires { settings.memory; }) {
      if constexpr (slots == 0)
        state = settings.memory.template of<Parameters>();
      else if (!std::is_constant_evaluated())
        if (const auto* kept = settings.memory.template find<Parameters>()) state = *kept;
      settings.memory.forget();
    }
  }

  /// One step, as a plain optimizer makes it: returns the loss before the step. Where it throws, p and the state are as
  /// they were.
  template <class Loss, class... Data>
  constexpr auto step(const Loss& loss, Parameters& p, const Data&... data) {
    if constexpr (detail::can_step<Loss, Parameters>())
      return detail::step_with(settings, state, loss, p, data...);
  }

  /// Moves the parameters by a gradient that is already known.
  template <class Gradient>
  constexpr void update(Parameters& p, const Gradient& gradient) {
    detail::update(settings, p, state, gradient);
  }

  /// The rate of the next step.
  constexpr double learning_rate() const { return settings.learning_rate(state.steps); }
};

namespace detail {
template <class>
inline constexpr bool is_bound = false;
template <class Optimizer, class P>
inline constexpr bool is_bound<bound_optimizer<Optimizer, P>> = true;
}  // namespace detail

}  // namespace symdiff
