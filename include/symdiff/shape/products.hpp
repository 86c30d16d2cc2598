// SPDX-License-Identifier: BSL-1.0
#pragma once
// Products of vectors and matrices.
#include <symdiff/shape/reductions.hpp>

namespace SYMDIFF_NAMESPACE {

/// The sum of the products of two vectors' elements: sum(u * v).
template <class U, class V>
  requires Symbolic<U> || Symbolic<V>
constexpr auto dot(const U& u, const V& v) {
  return sum(u * v);
}

/// The transposed matrix.
template <Symbolic A>
constexpr auto transpose(const A& a) {
  return detail::apply_shape<detail::op::transpose>(a);
}

/// The product of two matrices, m×k and k×n; of a matrix and a vector, m×k and k; or of a vector and a matrix, k and
/// k×n, which is transpose(B) times the vector.
template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto matmul(const A& a, const B& b) {
  if constexpr (std::same_as<A, traced>) {
    if (detail::shape_of_traced(a).is_vector()) return detail::apply_shape<detail::op::matmul>(transpose(b), a);
    return detail::apply_shape<detail::op::matmul>(a, b);
  } else if constexpr (detail::is_vector<A>) {
    return detail::apply_shape<detail::op::matmul>(transpose(b), a);
  } else {
    return detail::apply_shape<detail::op::matmul>(a, b);
  }
}

/// The matrix of all products of an element of u and one of v: m and n give m×n.
template <class U, class V>
  requires Symbolic<U> || Symbolic<V>
constexpr auto outer(const U& u, const V& v) {
  return detail::apply_shape<detail::op::outer>(u, v);
}

}  // namespace symdiff
