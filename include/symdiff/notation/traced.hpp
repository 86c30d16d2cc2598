// SPDX-License-Identifier: BSL-1.0
#pragma once
// What stands for numbers and conditions while a callable is traced.
#include <concepts>
#include <symdiff/graph/builder.hpp>
#include <symdiff/graph/refusal.hpp>

namespace SYMDIFF_NAMESPACE {

/// A number or expression inside a traced callable. Until it meets a traced operand it may be a plain
/// number, so that helper templates may write `T sum = 0`.
struct traced {
  detail::builder* graph = nullptr;
  int node = 0;
  double number = 0;

  constexpr traced() = default;
  constexpr traced(double value) : number(value) {}  // NOLINT: numbers become constants
  constexpr traced(detail::builder& b, int i) : graph(&b), node(i) {}
};

namespace detail {
/// Stands in an exception specification, which the compiler looks at before anything runs.
template <class Bool>
constexpr bool refuse_as_bool() {
  static_assert(never<Bool>, "trace: a comparison of traced values is not known while tracing; write "
                             "where(condition, a, b) instead of if or ?:");
  return true;
}
}  // namespace detail

/// A comparison inside a traced callable.
struct traced_condition {
  detail::builder* graph;
  int node;

  template <class Bool>
    requires std::same_as<Bool, bool>
  constexpr explicit operator Bool() const noexcept(detail::refuse_as_bool<Bool>()) {
    return false;
  }
};

}  // namespace symdiff
