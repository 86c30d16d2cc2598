// SPDX-License-Identifier: BSL-1.0
#pragma once
// Logarithms of sums of exponentials, without overflow: the largest element is taken out first. It cancels, so that
// derivatives hold it fixed.
#include <symdiff/functions/exponential.hpp>
#include <symdiff/notation/trace.hpp>
#include <symdiff/shape/reductions.hpp>

namespace SYMDIFF_NAMESPACE {

namespace detail {

/// A function of several operations as one build, which costs the compiler less than one for each.
template <class F, class... E>
constexpr auto at_once(const F& f, const E&... e) {
  if constexpr ((is_traced<E> || ...)) return f(e...);
  else if constexpr (!are_operands<E...>()) return refused{};
  else return trace(f, as_expression(e)...);
}

constexpr traced positions_in(const traced& v) {
  builder& b = *v.graph;
  return {b, b.apply(op::positions, b.constant(b.shapes[v.node].size()))};
}

}  // namespace detail

/// log(sum(exp(v))), where no element's exponential overflows and not all underflow. -inf where all are.
template <Symbolic V>
constexpr auto log_sum_exp(const V& v) {
  return detail::at_once([](auto u) {
    const auto largest = detail::apply_shape<detail::op::shift>(u);
    return largest + log(sum(exp(u - largest)));
  }, v);
}

/// exp(v) / sum(exp(v)): positive numbers whose sum is 1.
template <Symbolic V>
constexpr auto softmax(const V& v) {
  return detail::at_once([](auto u) {
    const auto e = exp(u - detail::apply_shape<detail::op::shift>(u));
    return e / sum(e);
  }, v);
}

/// The logarithm of softmax, with all its digits where softmax underflows.
template <Symbolic V>
constexpr auto log_softmax(const V& v) {
  return detail::at_once([](auto u) {
    const auto rest = u - detail::apply_shape<detail::op::shift>(u);
    return rest - log(sum(exp(rest)));
  }, v);
}

namespace detail {
template <class V>
constexpr bool are_logits() {
  static_assert(is_vector<V> || is_traced<V> || is_refused<V>,
                "softmax_cross_entropy: the logits are no vector; give one number for each class");
  return is_vector<V> || is_traced<V>;
}
}  // namespace detail

/// The cross entropy of softmax(logits) and a class, given by its number 0, 1, ..., on the mean over the samples:
/// log_sum_exp(logits) - logits[class]. Its derivative by the logits is softmax(logits), less 1 at the class. NaN where
/// the class is none of these numbers.
template <Symbolic Logits, class Class>
constexpr auto softmax_cross_entropy(const Logits& logits, const Class& class_index) {
  if constexpr (!detail::are_logits<Logits>()) {
    return detail::refused{};
  } else {
    return detail::at_once([](auto z, auto index) {
      const auto chosen = detail::positions_in(z) == index;
      const auto rest = z - detail::apply_shape<detail::op::shift>(z);
      return sample_mean(log(sum(exp(rest))) - sum(where(chosen, rest, 0)) / sum(where(chosen, 1, 0)));
    }, logits, class_index);
  }
}

}  // namespace symdiff
