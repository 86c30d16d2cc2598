// SPDX-License-Identifier: BSL-1.0
#pragma once
// Logarithms of sums of exponentials, without overflow: the largest element is taken out first. It cancels, so that
// derivatives hold it fixed.
#include <symdiff/functions/exponential.hpp>
#include <symdiff/shape/reductions.hpp>

namespace symdiff {

/// log(sum(exp(v))), where no element's exponential overflows and not all underflow. -inf where all are.
template <Symbolic V>
constexpr auto log_sum_exp(const V& v) {
  const auto largest = detail::apply_shape<detail::op::shift>(v);
  return largest + log(sum(exp(v - largest)));
}

/// exp(v) / sum(exp(v)): positive numbers whose sum is 1.
template <Symbolic V>
constexpr auto softmax(const V& v) {
  const auto e = exp(v - detail::apply_shape<detail::op::shift>(v));
  return e / sum(e);
}

/// The logarithm of softmax, with all its digits where softmax underflows.
template <Symbolic V>
constexpr auto log_softmax(const V& v) {
  const auto rest = v - detail::apply_shape<detail::op::shift>(v);
  return rest - log(sum(exp(rest)));
}

namespace detail {
template <class V>
constexpr auto positions_in(const V&) {
  return apply_operation<op::positions>(constant<V::graph.result.size()>);
}
}  // namespace detail

/// The cross entropy of softmax(logits) and a class, given by its number 0, 1, ..., on the mean over the samples:
/// log_sum_exp(logits) - logits[class]. Its derivative by the logits is softmax(logits), less 1 at the class. NaN where
/// the class is none of these numbers.
template <class Logits, class Class>
  requires detail::is_expression<Logits>
constexpr auto softmax_cross_entropy(const Logits& logits, const Class& class_index) {
  static_assert(detail::is_vector<Logits>, "softmax_cross_entropy: the logits are no vector; give one number for each class");
  if constexpr (!detail::is_vector<Logits>) {
    return detail::refused{};
  } else {
    const auto chosen = detail::positions_in(logits) == class_index;
    const auto rest = logits - detail::apply_shape<detail::op::shift>(logits);
    return sample_mean(log(sum(exp(rest))) - sum(where(chosen, rest, 0_c)) / sum(where(chosen, 1_c, 0_c)));
  }
}

}  // namespace symdiff
