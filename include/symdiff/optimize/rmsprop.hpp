// SPDX-License-Identifier: BSL-1.0
#pragma once
// RMSprop: a rate for each number of the parameters, by its recent derivatives.
#include <symdiff/optimize/optimizer.hpp>

namespace SYMDIFF_NAMESPACE {

/// Divides by the root of a running mean s, 0 at first, of the squared derivatives g of each number x of the
/// parameters:
///
///   s <- decay * s + (1 - decay) * g^2
///   x <- x - learning_rate * g / (sqrt(s) + epsilon)
///
/// (T. Tieleman and G. Hinton, "Neural Networks for Machine Learning", lecture 6.5, 2012.)
struct rmsprop {
  learning_rate_schedule learning_rate = 0.001;
  double decay = 0.9;
  double epsilon = 1e-8;
  clipping clip{};
  double weight_decay = 0;  ///< adds weight_decay * x to each derivative, as the penalty weight_decay / 2 * |x|^2
  detail::memory<1> memory{};

  static constexpr const char* name = "rmsprop";
  static constexpr int slots = 1;

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
  constexpr auto rule(const T& rate, long long /*step*/) const {
    detail::require_setting(decay >= 0 && decay < 1, name, "decay", decay, "must be in [0, 1)");
    detail::require_setting(epsilon > 0, name, "epsilon", epsilon, "must be positive");
    return [rate, old = static_cast<T>(decay), small = static_cast<T>(epsilon)](T& x, const T& g,
                                                                                std::array<T, 1>& kept) {
      using scalar::sqrt;
      T& squares = kept[0];
      squares = old * squares + (T(1) - old) * g * g;
      x = x - rate * g / (sqrt(squares) + small);
    };
  }
};

}  // namespace symdiff
