// SPDX-License-Identifier: BSL-1.0
#pragma once
// Gradient descent.
#include <symdiff/optimize/optimizer.hpp>

namespace symdiff {

/// Steepest descent with a fixed rate: every step sets each parameter p of the loss L to
///
///   p - learning_rate * dL/dp
///
/// (A. Cauchy, Comptes rendus 25, 1847). The rate is finite and not negative, else
/// std::invalid_argument.
struct gradient_descent {
  double learning_rate = 0.01;

  /// One step: `optimizer.step(loss, p, data)`, or `optimizer.step(loss, p)` for a loss without samples.
  /// Returns the loss before the step. Where it throws, p is as it was; it allocates nothing.
  template <class Loss, class Parameters, class... Data>
  constexpr auto step(const Loss& loss, Parameters& p, const Data&... data) const {
    return detail::step_down(*this, loss, p, data...);
  }

  /// Moves the parameters against a gradient that is already known.
  template <class Parameters, class Gradient>
  constexpr void update(Parameters& p, const Gradient& gradient) const {
    if (!(learning_rate >= 0 && detail::is_finite(learning_rate)))
      throw std::invalid_argument("gradient_descent: the learning rate is " + std::to_string(learning_rate) +
                                  ", but must be finite and not negative");
    detail::update_each(p, gradient, [this]<class P, class D>(P& parameter, const D& derivative) {
      parameter = static_cast<P>(parameter - static_cast<D>(learning_rate) * derivative);
    });
  }
};

}  // namespace symdiff
