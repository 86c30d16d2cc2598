// SPDX-License-Identifier: BSL-1.0
#pragma once
// Losses: how far predictions are from targets, on the mean over the samples.
#include <symdiff/functions/all.hpp>

namespace SYMDIFF_NAMESPACE {

/// Mean squared error: the mean of (prediction - target)².
template <class Prediction, class Target>
  requires Symbolic<Prediction> || Symbolic<Target>
constexpr auto mse(const Prediction& prediction, const Target& target) {
  return sample_mean(square(prediction - target));
}

/// Mean absolute error: the mean of |prediction - target|. Its derivative where both are equal is 0.
template <class Prediction, class Target>
  requires Symbolic<Prediction> || Symbolic<Target>
constexpr auto mae(const Prediction& prediction, const Target& target) {
  return sample_mean(abs(prediction - target));
}

/// Huber's loss (P. J. Huber, Annals of Mathematical Statistics 35, 1964): with r = prediction - target the
/// mean of r²/2 where |r| <= delta, else of delta (|r| - delta/2). Its derivative is r, cut to
/// [-delta, delta]. delta > 0 is in the units of r: a number or an expression.
template <class Prediction, class Target, class Delta>
  requires Symbolic<Prediction> || Symbolic<Target>
constexpr auto huber(const Prediction& prediction, const Target& target, const Delta& delta) {
  const auto r = prediction - target;
  return sample_mean(where(abs(r) <= delta, 0.5_c * square(r), delta * (abs(r) - 0.5_c * delta)));
}

/// The cross entropy of labels y in [0, 1] and probabilities sigmoid(z), from the logits z: the mean of
/// -y log(sigmoid(z)) - (1 - y) log(1 - sigmoid(z)), computed as softplus(z) - y z, which neither overflows
/// nor takes the logarithm of zero. Its derivative by z is sigmoid(z) - y.
template <class Logit, class Label>
  requires Symbolic<Logit>
constexpr auto binary_cross_entropy(const Logit& logit, const Label& label) {
  return sample_mean(softplus(logit) - label * logit);
}

}  // namespace symdiff
