// SPDX-License-Identifier: BSL-1.0
// What symdiff is used for, in a unit for one kind of processor: `double NAME()`. All units give the same number, up to
// rounding, and the linker must not give one what was compiled for another.
#include <symdiff/data/csv.hpp>
#include <symdiff/symdiff.hpp>

#include <array>
#include <sstream>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto W = parameter<"W", 24, 20>;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto x = input<"x", 20>;

/// Numbers: unrolled, by value, and of other types.
double numbers() {
  constexpr auto e = sin(a) * exp(b) + log(a + 2_c) / sqrt(a * a + b * b) + pow(a, b) + where(a < b, erf(a), tanh(b)) + lgamma(a);
  const auto h = hessian(e, a = 0.75, b = 1.25);
  return value_and_gradient(e, a = 0.75, b = 1.25).value + h(a, b) + static_cast<double>(gradient(e, a = 0.75F, b = 1.25F)[a]) +
         static_cast<double>(evaluate(e, a = 0.75L, b = 1.25L));
}

/// Columns: packs, of plain arithmetic and of functions, sums and values of every sample.
double columns() {
  std::vector<double> times, heights;
  for (int i = 0; i < 1003; ++i) times.push_back(0.01 * i), heights.push_back(1 - 0.002 * i);
  const dataset data{t = times, y = heights};
  parameters p{a = 0.1, b = 0.2};
  const double plain = value_and_gradient(mse(a * t + b, y), p, data).gradient[a];
  const double functions = evaluate(sample_sum(exp(-a * t) * cos(b * t) + lgamma(1_c + t)), p, data);
  std::vector<double> each(times.size());
  evaluate_each(exp(a * t) + b, into(each), p, data);
  adam optimizer{.learning_rate = 0.01};
  return plain + functions + each[501] + optimizer.step(mse(a * t + b, y), p, data) + p[a];
}

/// Matrices: loops and products, float and double.
template <class Number>
double matrices() {
  const std::vector<Number> w(480, Number(0.01)), samples(20 * 70, Number(0.5)), targets(70, Number(1));
  const auto r = value_and_gradient(sample_mean(square(sum(tanh(matmul(W, x))) - y)) + norm(W), W = w, x = samples, y = targets);
  return static_cast<double>(r.value + r.gradient[W](3, 4));
}

double files() {
  std::istringstream text("t,y\n1,2.5\n3,-4e-3\n");
  const csv_table table = read_csv(text);
  return table["t"][1] + table["y"][0] + static_cast<double>(to_string(exp(a) * b).size() + to_c(exp(a) * b, "f").size());
}

}  // namespace

double NAME();
double NAME() { return numbers() + columns() + matrices<double>() + files(); }
