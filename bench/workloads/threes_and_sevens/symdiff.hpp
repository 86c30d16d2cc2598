// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/logistic_784/symdiff.hpp"
#include "workloads/threes_and_sevens/workload.hpp"

/// By the library's own optimizer.
template <>
struct rivals::symdiff<workloads::threes_and_sevens<1>> {
  static constexpr bool whole = true;
  struct trained {
    double loss;
    std::array<double, workloads::pixels> weights;
    double bias;
  };

  trained operator()(const double* start) const {
    using namespace workloads::logistic;
    using workload = workloads::threes_and_sevens<1>;
    const auto& [images, labels] = workloads::threes_and_sevens_data();
    const ::symdiff::dataset data{image = images, label = labels};
    const ::symdiff::gradient_descent optimizer{.learning_rate = workload::rate};
    ::symdiff::parameters p{w = weights_at(start), b = start[workloads::pixels]};
    double reached;
    do reached = optimizer.step(loss, p, data);
    while (reached > workload::target);
    trained t{reached, {}, p[b]};
    std::ranges::copy(p[w], t.weights.begin());
    return t;
  }
  static void write(const trained& t, double* numbers) { bench::write_numbers(numbers, t.loss, t.weights, t.bias); }
};
