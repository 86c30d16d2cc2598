// SPDX-License-Identifier: BSL-1.0
#pragma once
// symdiff: the workload traced over one parameter for each input, unless workloads/<workload>/symdiff.hpp writes it as
// an expression.
#include <symdiff/symdiff.hpp>

#include <array>
#include <utility>

#include "harness/numbers.hpp"
#include "harness/side.hpp"

namespace rivals {

template <int I>
constexpr auto x = symdiff::parameter<symdiff::symbol_name("x", I)>;

/// The outputs of a workload as expressions of x<0>, x<1> and so on.
template <class Workload, int Output, int... I>
constexpr auto traced_output(std::integer_sequence<int, I...>) {
  return symdiff::trace(
      [](auto... x) {
        const symdiff::traced at[]{x...};
        symdiff::traced y[Workload::outputs];
        Workload::compute(at, y);
        return y[Output];
      },
      x<I>...);
}

template <class Workload>
struct symdiff {
  using indices = std::make_integer_sequence<int, Workload::inputs>;
  static constexpr auto loss = traced_output<Workload, 0>(indices());

  auto operator()(const double* at) const { return with(at, indices()); }

  template <int... I>
  static std::array<double, 1 + Workload::inputs> with(const double* at, std::integer_sequence<int, I...>) {
    const auto r = ::symdiff::value_and_gradient(loss, (x<I> = at[I])...);
    return {r.value, r.gradient[x<I>]...};
  }
};

/// The Hessian is a program of its own.
template <class Workload>
  requires requires { Workload::second_order; }
struct symdiff<Workload> {
  using indices = std::make_integer_sequence<int, Workload::inputs>;
  static constexpr auto loss = traced_output<Workload, 0>(indices());

  auto operator()(const double* at) const { return with(at, indices()); }

  template <int... I>
  static auto with(const double* at, std::integer_sequence<int, I...>) {
    const auto h = hessian(loss, (x<I> = at[I])...);
    std::array<double, Workload::inputs * Workload::inputs> numbers;
    const auto row = [&]<int R>(std::integral_constant<int, R>) {
      ((numbers[R * Workload::inputs + I] = h(x<R>, x<I>)), ...);
    };
    (row(std::integral_constant<int, I>()), ...);
    return numbers;
  }
};

/// The value alone, of the same expression.
template <class Workload>
struct symdiff_value;

}  // namespace rivals
