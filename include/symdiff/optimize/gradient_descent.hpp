// SPDX-License-Identifier: BSL-1.0
#pragma once
// Gradient descent.
#include <symdiff/optimize/optimizer.hpp>

namespace SYMDIFF_NAMESPACE {

/// Steepest descent: every step sets each number x of the parameters, whose derivative of the loss is g, to
///
///   x - learning_rate * g
///
/// (A. Cauchy, Comptes rendus 25, 1847). The rate is finite and not negative, else std::invalid_argument.
struct gradient_descent {
  learning_rate_schedule learning_rate = 0.01;
  clipping clip{};
  double weight_decay = 0;  ///< adds weight_decay * x to each derivative, as the penalty weight_decay / 2 * |x|^2
  detail::memory<0> memory{};

  static constexpr const char* name = "gradient_descent";
  static constexpr int slots = 0;

  /// One step: `optimizer.step(loss, p, data)`, or `optimizer.step(loss, p)` for a loss without samples. Returns the
  /// loss before the step. Where it throws, p and what the optimizer keeps are as they were.
  /// It allocates nothing. A constant optimizer steps too, if its rate is constant.
  template <class Loss, class Parameters, class... Data>
  constexpr auto step(const Loss& loss, Parameters& p, const Data&... data) & {
    return detail::step_down(*this, loss, p, data...);
  }
  template <class Loss, class Parameters, class... Data>
  constexpr auto step(const Loss& loss, Parameters& p, const Data&... data) const& {
    return detail::step_down(*this, loss, p, data...);
  }

  /// Moves the parameters by a gradient that is already known.
  template <class Parameters, class Gradient>
  constexpr void update(Parameters& p, const Gradient& gradient) & {
    detail::update_own(*this, p, gradient);
  }
  template <class Parameters, class Gradient>
  constexpr void update(Parameters& p, const Gradient& gradient) const& {
    detail::update_own(*this, p, gradient);
  }

  template <class T>
  constexpr auto rule(const T& rate, long long /*step*/) const {
    return [rate](T& x, const T& g, std::array<T, 0>&) { x = x - rate * g; };
  }
};

}  // namespace symdiff
