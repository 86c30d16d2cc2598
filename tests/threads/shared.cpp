// SPDX-License-Identifier: BSL-1.0
// Eight threads over the same expressions and the same data: what they compute is what one computes, and
// ThreadSanitizer, where the compiler has it, finds no race. Steps are of parameters and optimizers of each thread's own.
#include <symdiff/data/dataset.hpp>
#include <symdiff/data/mini_batches.hpp>
#include <symdiff/derivative.hpp>
#include <symdiff/evaluate/evaluate_each.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/optimize.hpp>
#include <symdiff/print/text.hpp>
#include <symdiff/shape.hpp>

#include <array>
#include <iostream>
#include <sstream>
#include <thread>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto W = parameter<"W", 12, 10>;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto x = input<"x", 10>;
constexpr auto wave = sin(a * b) * exp(a) / (1_c + square(b));
constexpr auto fit = mse(a * t + b, y);
constexpr auto network = sample_mean(square(sum(tanh(matmul(W, x))) - y));

std::vector<double> numbers(std::size_t count, double step) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(step * static_cast<double>(i % 17) - 1);
  return values;
}

// Shared, and read only.
const std::vector<double> times = numbers(101, 0.1), heights = numbers(101, 0.3), images = numbers(1010, 0.05);
const dataset samples{t = times, y = heights};
const dataset rows{x = images, y = heights};
const parameters start{a = 0.3, b = 0.7};
const parameters weights{W = numbers(120, 0.01)};

/// All that a thread computes, the same in each.
std::vector<double> results() {
  std::vector<double> all;
  for (int repeat = 0; repeat < 20; ++repeat) {
    all.push_back(wave(start));
    const auto slope = gradient(wave, start);
    all.insert(all.end(), {slope[a], slope[b], hessian(wave, start)(a, b), fit(start, samples)});
    const auto descent = gradient(fit, start, samples);
    all.insert(all.end(), {descent[a], descent[b]});
    std::vector<double> each(times.size());
    evaluate_each(a * t + b, into(each), start, samples);
    all.insert(all.end(), each.begin(), each.end());
    const auto [value, steep] = value_and_gradient(network, weights, rows);
    all.push_back(value);
    for (int i = 0; i < 12; ++i) all.push_back(steep[W](i, i % 10));
  }
  std::ostringstream text;
  text << wave;
  all.push_back(static_cast<double>(text.str().size()));

  parameters p = start;
  adam optimizer{.learning_rate = 0.01};
  mini_batches batches{samples, {.size = 16, .seed = 7}};
  for (const auto& batch : batches.epoch(0)) optimizer.step(fit, p, batch);
  minimize(fit, p, samples, momentum{.learning_rate = 0.01}, {.epochs = 5, .batch_size = 20});
  parameters q = weights;
  minimize(network, q, rows, adamw{.learning_rate = 0.01}, {.epochs = 2, .batch_size = 32});
  all.insert(all.end(), {p[a], p[b], q[W](3, 4)});
  return all;
}

}  // namespace

int main() {
  std::array<std::vector<double>, 8> came;
  {
    std::vector<std::jthread> threads;
    for (auto& mine : came) threads.emplace_back([&mine] { mine = results(); });
  }
  const std::vector<double> expected = results();  // after them: what is computed once is computed by the threads
  for (const auto& mine : came)
    if (mine != expected) {
      std::cout << "a thread computed other numbers\n";
      return 1;
    }
  std::cout << expected.size() << " numbers, the same in 8 threads\n";
}
