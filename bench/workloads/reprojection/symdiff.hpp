// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/reprojection/workload.hpp"

template <>
struct rivals::symdiff<workloads::reprojection<1>> {
  using workload = workloads::reprojection<1>;
  using indices = std::make_integer_sequence<int, 15>;
  static constexpr auto first = traced_output<workload, 0>(indices());
  static constexpr auto second = traced_output<workload, 1>(indices());
  static constexpr auto loss = stack(first, second);

  template <int... I>
  static auto with(const double* at, std::integer_sequence<int, I...>) {
    static constexpr auto by = jacobian(loss, x<I>...);
    static constexpr auto all = stack(first, second, element<0, I>(by)..., element<1, I>(by)...);
    return evaluate(all, (x<I> = at[I])...);
  }
  auto operator()(const double* at) const { return with(at, indices()); }
};
