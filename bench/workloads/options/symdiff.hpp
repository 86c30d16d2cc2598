// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/options/workload.hpp"

template <int Count>
struct rivals::symdiff<workloads::options<Count>> {
  static constexpr auto S = ::symdiff::input<"S">;
  static constexpr auto K = ::symdiff::input<"K">;
  static constexpr auto sigma = ::symdiff::input<"sigma">;
  static constexpr auto r = ::symdiff::input<"r">;
  static constexpr auto T = ::symdiff::input<"T">;
  static constexpr auto call = [] {
    using ::symdiff::literals::operator""_c;
    const auto deviation = sigma * sqrt(T);
    const auto d1 = (log(S / K) + (r + 0.5_c * square(sigma)) * T) / deviation;
    return S * normal_cdf(d1) - K * exp(-r * T) * normal_cdf(d1 - deviation);
  }();
  static constexpr auto all =
      stack(call, diff(call, S), diff(call, K), diff(call, sigma), diff(call, r), diff(call, T));

  static constexpr bool whole = true;
  std::vector<double> numbers = std::vector<double>(6 * Count);

  /// Evaluates for each option, into so many columns.
  template <int... Columns>
  static void fill(double* to, const double* at, const auto& what, std::integer_sequence<int, Columns...>) {
    const auto column = [](auto* from, int k) { return std::span(from + k * Count, Count); };
    evaluate_each(what, ::symdiff::into(column(to, Columns)...), S = column(at, 0), K = column(at, 1),
                  sigma = column(at, 2), r = column(at, 3), T = column(at, 4));
  }

  const std::vector<double>& operator()(const double* at) {
    fill(numbers.data(), at, all, std::make_integer_sequence<int, 6>());
    return numbers;
  }
};

template <int Count>
struct rivals::symdiff_value<workloads::options<Count>> {
  static constexpr bool whole = true, values_only = true;
  std::vector<double> numbers = std::vector<double>(Count);

  const std::vector<double>& operator()(const double* at) {
    using way = symdiff<workloads::options<Count>>;
    way::fill(numbers.data(), at, way::call, std::make_integer_sequence<int, 1>());
    return numbers;
  }
};
