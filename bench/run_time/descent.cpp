// SPDX-License-Identifier: BSL-1.0
// Steps of gradient descent on a quadratic: one over 20 samples, and one epoch of mini-batches of 16 over 100,000
// shuffled samples, beside plain loops that shuffle and gather alike.
#include "sides.hpp"
#include "workloads/quadratic_fit/hand.hpp"
#include "workloads/quadratic_fit/symdiff.hpp"

namespace {

using namespace symdiff;
using namespace workloads::quadratic;

constexpr double rate = 1e-6;

[[gnu::noinline]] double step_by_hand(const double* ts, const double* speeds, std::size_t count, double* p) {
  const auto r = workloads::quadratic_by_hand(p, ts, speeds, count);
  for (int k = 0; k < 3; ++k) p[k] -= rate * r[k + 1];
  return r[0];
}

template <class P, class Data>
[[gnu::noinline]] double step_by_symdiff(const gradient_descent& optimizer, P& p, const Data& data) {
  return optimizer.step(loss, p, data);
}

void compare_steps() {
  static const auto& few = workloads::quadratic_fit<20>::data;
  static const dataset data{t = few.times, speed = few.speeds};
  static parameters p{a = 0.5, b = 0.1, c = 0.2};
  static double q[]{0.5, 0.1, 0.2};
  static const gradient_descent optimizer{.learning_rate = rate};
  for (int i = 0; i < 10; ++i) {
    step_by_symdiff(optimizer, p, data);
    step_by_hand(few.times.data(), few.speeds.data(), 20, q);
  }
  sides::require_agreement("step_20", {p[a], p[b], p[c]}, {q[0], q[1], q[2]}, 1e-12);
  sides::add("step_20", "symdiff", [] { return step_by_symdiff(optimizer, p, data); });
  sides::add("step_20", "hand", [] { return step_by_hand(few.times.data(), few.speeds.data(), 20, q); });
}

constexpr std::size_t many_count = 100'000, batch = 16;

void compare_epochs() {
  static const auto& many = workloads::quadratic_fit<many_count>::data;
  static const dataset data{t = many.times, speed = many.speeds};
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
        gathered_ts[i] = many.times[order[first + i]];
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
