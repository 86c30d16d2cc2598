// SPDX-License-Identifier: BSL-1.0
#pragma once
// AdaGrad: a rate for each number of the parameters.
#include <symdiff/optimize/optimizer.hpp>

namespace SYMDIFF_NAMESPACE {

/// Divides by the root of the sum s of all squared derivatives g so far of each number x of the parameters:
///
///   s <- s + g^2
///   x <- x - learning_rate * g / (sqrt(s) + epsilon)
///
/// (J. Duchi, E. Hazan and Y. Singer, Journal of Machine Learning Research 12, 2011.)
struct adagrad {
  learning_rate_schedule learning_rate = 0.01;
  double epsilon = 1e-10;
  clipping clip{};
  double weight_decay = 0;  ///< adds weight_decay * x to each derivative, as the penalty weight_decay / 2 * |x|^2
  detail::memory<1> memory{};

  static constexpr const char* name = "adagrad";
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
    detail::require_setting(epsilon > 0, name, "epsilon", epsilon, "must be positive");
    return [rate, small = static_cast<T>(epsilon)](T& x, const T& g, std::array<T, 1>& kept) {
      using scalar::sqrt;
      T& squares = kept[0];
      squares = squares + g * g;
      x = x - rate * g / (sqrt(squares) + small);
    };
  }
};

}  // namespace symdiff
