// SPDX-License-Identifier: BSL-1.0
// Steps of gradient descent on a quadratic: one over 20 samples, and one epoch of mini-batches of 16 over 100,000
// shuffled samples, beside plain loops that shuffle and gather alike.
#include <symdiff/symdiff.hpp>

#include <random>

#include "sides.hpp"

namespace {

using namespace symdiff;

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
constexpr auto t = input<"t">;
constexpr auto speed = input<"speed">;
constexpr auto loss = mse(a * square(t) + b * t + c, speed);

constexpr double rate = 1e-6;

struct samples {
  std::vector<double> ts, speeds;
  explicit samples(std::size_t n) : ts(n), speeds(n) {
    std::mt19937_64 bits(7);
    std::normal_distribution<double> noise(0, 3);
    for (std::size_t i = 0; i < n; ++i) {
      ts[i] = 19.0 * static_cast<double>(i) / static_cast<double>(n);
      speeds[i] = 0.75 * (ts[i] - 9.5) * (ts[i] - 9.5) + 1 + noise(bits);
    }
  }
};

[[gnu::noinline]] double step_by_hand(const double* ts, const double* speeds, std::size_t count, double* p) {
  double sum = 0, by_a = 0, by_b = 0, by_c = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double x = ts[i], error = (p[0] * x + p[1]) * x + p[2] - speeds[i];
    sum += error * error;
    by_c += error;
    by_b += error * x;
    by_a += error * x * x;
  }
  const double n = static_cast<double>(count);
  p[0] -= rate * (2 * by_a / n);
  p[1] -= rate * (2 * by_b / n);
  p[2] -= rate * (2 * by_c / n);
  return sum / n;
}

template <class P, class Data>
[[gnu::noinline]] double step_by_symdiff(const gradient_descent& optimizer, P& p, const Data& data) {
  return optimizer.step(loss, p, data);
}

void compare_steps() {
  static const samples few(20);
  static const dataset data{t = few.ts, speed = few.speeds};
  static parameters p{a = 0.5, b = 0.1, c = 0.2};
  static double q[]{0.5, 0.1, 0.2};
  static const gradient_descent optimizer{.learning_rate = rate};
  for (int i = 0; i < 10; ++i) {
    step_by_symdiff(optimizer, p, data);
    step_by_hand(few.ts.data(), few.speeds.data(), 20, q);
  }
  sides::require_agreement("step_20", {p[a], p[b], p[c]}, {q[0], q[1], q[2]}, 1e-12);
  sides::add("step_20", "symdiff", [] { return step_by_symdiff(optimizer, p, data); });
  sides::add("step_20", "hand", [] { return step_by_hand(few.ts.data(), few.speeds.data(), 20, q); });
}

constexpr std::size_t many_count = 100'000, batch = 16;

void compare_epochs() {
  static const samples many(many_count);
  static const dataset data{t = many.ts, speed = many.speeds};
  static parameters p{a = 0.5, b = 0.1, c = 0.2};
  static double q[]{0.5, 0.1, 0.2};
  static std::vector<std::size_t> order(many_count);
  static mini_batches batches{data, {.size = batch, .seed = 7}};
  static const gradient_descent optimizer{.learning_rate = rate};
  static const auto epoch = [] {
    double sum = 0;
    for (const auto& some : batches.epoch(1)) sum += optimizer.step(loss, p, some);
    return sum;
  };
  static std::vector<double> gathered_ts(batch), gathered_speeds(batch);
  static const auto epoch_by_hand = [] {
    double sum = 0;
    detail::shuffled(order.data(), many_count, 7, 1);
    for (std::size_t first = 0; first < many_count; first += batch) {
      for (std::size_t i = 0; i < batch; ++i) {
        gathered_ts[i] = many.ts[order[first + i]];
        gathered_speeds[i] = many.speeds[order[first + i]];
      }
      sum += step_by_hand(gathered_ts.data(), gathered_speeds.data(), batch, q);
    }
    return sum;
  };
  sides::require_agreement("epoch_of_16", {epoch(), p[a], p[b], p[c]}, {epoch_by_hand(), q[0], q[1], q[2]}, 1e-11);
  sides::add("epoch_of_16", "symdiff", epoch);
  sides::add("epoch_of_16", "hand", epoch_by_hand);
}

}  // namespace

int main(int argument_count, char** arguments) {
  compare_steps();
  compare_epochs();
  return sides::run(argument_count, arguments);
}
