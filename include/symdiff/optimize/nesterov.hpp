// SPDX-License-Identifier: BSL-1.0
#pragma once
// Nesterov's accelerated gradient.
#include <symdiff/optimize/optimizer.hpp>

namespace SYMDIFF_NAMESPACE {

/// Momentum that looks ahead: with the velocity v, 0 at first, and the derivative g of each number x of the parameters,
///
///   v <- momentum * v + g
///   x <- x - learning_rate * (momentum * v + g)
///
/// (Y. Nesterov, Soviet Mathematics Doklady 27, 1983, written at the point that is looked ahead to, as in I. Sutskever
/// et al., "On the importance of initialization and momentum in deep learning", ICML 2013: x is where the next
/// derivative is taken.)
struct nesterov {
  learning_rate_schedule learning_rate = 0.01;
  double momentum = 0.9;
  clipping clip{};
  double weight_decay = 0;  ///< adds weight_decay * x to each derivative, as the penalty weight_decay / 2 * |x|^2
  detail::memory<1> memory{};

  static constexpr const char* name = "nesterov";
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
    detail::require_setting(momentum >= 0 && momentum < 1, name, "momentum", momentum, "must be in [0, 1)");
    return [rate, mu = static_cast<T>(momentum)](T& x, const T& g, std::array<T, 1>& kept) {
      T& velocity = kept[0];
      velocity = mu * velocity + g;
      x = x - rate * (mu * velocity + g);
    };
  }
};

}  // namespace symdiff
