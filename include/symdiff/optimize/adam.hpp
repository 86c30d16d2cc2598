// SPDX-License-Identifier: BSL-1.0
#pragma once
// Adam.
#include <symdiff/optimize/optimizer.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// What adam and adamw share. The corrections are computed once per step, and for float in double, since 1 - beta2 has
/// few digits.
template <class T>
constexpr auto adam_rule(const char* name, const T& rate, long long step, double beta1, double beta2, double epsilon) {
  require_setting(beta1 >= 0 && beta1 < 1, name, "beta1", beta1, "must be in [0, 1)");
  require_setting(beta2 >= 0 && beta2 < 1, name, "beta2", beta2, "must be in [0, 1)");
  require_setting(epsilon > 0, name, "epsilon", epsilon, "must be positive");
  using wide = std::common_type_t<T, double>;
  const wide one(1), b1(beta1), b2(beta2);
  const T old1 = static_cast<T>(b1), new1 = static_cast<T>(one - b1);
  const T old2 = static_cast<T>(b2), new2 = static_cast<T>(one - b2);
  const T correct1 = static_cast<T>(one - whole_power(b1, step + 1));
  const T correct2 = static_cast<T>(one - whole_power(b2, step + 1));
  return [=, small = static_cast<T>(epsilon)](T& x, const T& g, std::array<T, 2>& kept) {
    using scalar::sqrt;
    auto& [mean, squares] = kept;
    mean = old1 * mean + new1 * g;
    squares = old2 * squares + new2 * g * g;
    x = x - rate * (mean / correct1) / (sqrt(squares / correct2) + small);
  };
}

}  // namespace detail

/// Running means m of the derivatives g of each number x of the parameters, and v of their squares, both 0 at first
/// and corrected for that by the number t of the step (1, 2, ...):
///
///   m <- beta1 * m + (1 - beta1) * g
///   v <- beta2 * v + (1 - beta2) * g^2
///   x <- x - learning_rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
///
/// (D. P. Kingma and J. Ba, "Adam", ICLR 2015, algorithm 1.)
struct adam {
  learning_rate_schedule learning_rate = 0.001;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  clipping clip{};
  double weight_decay = 0;  ///< adds weight_decay * x to each derivative, as the penalty weight_decay / 2 * |x|^2
  detail::memory<2> memory{};

  static constexpr const char* name = "adam";
  static constexpr int slots = 2;

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
    return detail::adam_rule<T>(name, rate, step, beta1, beta2, epsilon);
  }
};

}  // namespace symdiff
