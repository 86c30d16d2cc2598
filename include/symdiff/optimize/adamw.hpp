// SPDX-License-Identifier: BSL-1.0
#pragma once
// Adam with decoupled weight decay.
#include <symdiff/optimize/adam.hpp>

namespace SYMDIFF_NAMESPACE {

/// Adam (see adam.hpp) whose weight decay is no part of the derivatives, and so is not divided by their size. Each step
/// first shrinks each number x of the parameters,
///
///   x <- x - learning_rate * weight_decay * x
///
/// and then moves it as adam does, from the derivative before the shrinking (I. Loshchilov and F. Hutter, "Decoupled
/// weight decay regularization", ICLR 2019, algorithm 2, with the rate as its schedule multiplier).
struct adamw {
  learning_rate_schedule learning_rate = 0.001;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  clipping clip{};
  double weight_decay = 0.01;  ///< how strongly each step shrinks x; see above
  detail::memory<2> memory{};

  static constexpr const char* name = "adamw";
  static constexpr int slots = 2;
  static constexpr bool decoupled_weight_decay = true;

  /// One step: `optimizer.step(loss, p, data)`, or `optimizer.step(loss, p)` for a loss without samples. Returns the
  /// loss before the step. Where it throws, p and what the optimizer keeps are as they were.
  /// It allocates nothing, except that the first step of more than 256 bytes of state allocates these once;
  /// `bound_optimizer` never does.
  template <class Loss, class Parameters, class... Data>
  constexpr auto step(const Loss& loss, Parameters& p, const Data&... data) & {
    return detail::step_down(*this, loss, p, data...);
  }

  /// Moves the parameters by a gradient that is already known.
  template <class Parameters, class Gradient>
  constexpr void update(Parameters& p, const Gradient& gradient) & {
    detail::update_own(*this, p, gradient);
  }

  template <class T>
  constexpr auto rule(const T& rate, long long step) const {
    return [move = detail::adam_rule<T>(name, rate, step, beta1, beta2, epsilon),
            shrink = rate * static_cast<T>(weight_decay)](T& x, const T& g, std::array<T, 2>& kept) {
      x = x - shrink * x;
      move(x, g, kept);
    };
  }
};

}  // namespace symdiff
