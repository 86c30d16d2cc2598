// SPDX-License-Identifier: BSL-1.0
#pragma once
// Logarithms of sums of exponentials, without overflow: the largest element is taken out first. It cancels, so that
// derivatives hold it fixed.
#include <symdiff/functions/softmax_nodes.hpp>
#include <symdiff/notation/trace.hpp>
#include <symdiff/shape/reductions.hpp>

namespace SYMDIFF_NAMESPACE {

namespace detail {

/// The graph that a value is traced into.
constexpr builder& graph_of(const traced& u) {
  if (u.graph == nullptr) throw "trace: softmax or log_sum_exp of plain numbers; call it on a traced value";
  return *u.graph;
}

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
  return detail::at_once([](traced u) { return traced(detail::graph_of(u), detail::log_sum_exp_node(detail::graph_of(u), u.node)); }, v);
}

/// exp(v) / sum(exp(v)): positive numbers whose sum is 1.
template <Symbolic V>
constexpr auto softmax(const V& v) {
  return detail::at_once([](traced u) { return traced(detail::graph_of(u), detail::softmax_node(detail::graph_of(u), u.node)); }, v);
}

/// The logarithm of softmax, with all its digits where softmax underflows.
template <Symbolic V>
constexpr auto log_softmax(const V& v) {
  return detail::at_once([](traced u) {
    const traced rest(detail::graph_of(u), detail::without_largest(detail::graph_of(u), u.node));
    return rest - traced(*u.graph, detail::log_sum_exp_of_rest(*u.graph, rest.node));
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
    return detail::at_once([](traced z, auto index) {
      const auto chosen = detail::positions_in(z) == index;
      const traced rest(detail::graph_of(z), detail::without_largest(detail::graph_of(z), z.node));
      const traced log_of_sum(*z.graph, detail::log_sum_exp_of_rest(*z.graph, rest.node));
      return sample_mean(log_of_sum - sum(where(chosen, rest, 0)) / sum(where(chosen, 1, 0)));
    }, logits, class_index);
  }
}

}  // namespace symdiff
