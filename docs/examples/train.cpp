// SPDX-License-Identifier: BSL-1.0
// Fits a damped wave by mini-batches, watches samples that were kept back, and goes on from a file.
#include <symdiff/optimize/checkpoint.hpp>
#include <symdiff/symdiff.hpp>

#include <cmath>
#include <iostream>
#include <sstream>
#include <vector>

using namespace symdiff;

constexpr auto damping = parameter<"damping">;
constexpr auto frequency = parameter<"frequency">;
constexpr auto t = input<"t">;
constexpr auto height = input<"height">;
constexpr auto loss = mse(exp(-damping * t) * cos(frequency * t), height);

int main() {
  // Every fifth sample is kept back.
  std::vector<double> times, heights, kept_times, kept_heights;
  for (int i = 0; i < 1000; ++i) {
    const double at = 0.004 * i, measured = std::exp(-0.7 * at) * std::cos(2.5 * at) + 0.01 * std::sin(37.0 * i);
    (i % 5 == 0 ? kept_times : times).push_back(at);
    (i % 5 == 0 ? kept_heights : heights).push_back(measured);
  }
  const dataset data{t = times, height = heights};
  const dataset kept{t = kept_times, height = kept_heights};

  // Settings and what Adam remembers of each parameter, together.
  parameters p{damping = 0.1, frequency = 2.0};
  bound_optimizer optimizer{adam{.learning_rate = cosine{.from = 0.05, .to = 0.001, .steps = 1000}}, p};
  const auto past = minimize(loss, p, data, validation{kept}, optimizer,
                             {.epochs = 15, .batch_size = 32, .seed = 7, .until = converged{.patience = 5}});
  std::cout.precision(3);
  std::cout << past.size() << " epochs: " << to_string(past.reason) << "; damping " << p[damping] << ", frequency "
            << p[frequency] << '\n';

  // What is saved and restored goes on where it was, to the last bit.
  std::stringstream file;
  save(file, p, optimizer);
  parameters q{damping = 0.0, frequency = 0.0};
  bound_optimizer again{adam{.learning_rate = cosine{.from = 0.05, .to = 0.001, .steps = 1000}}, q};
  restore(file, q, again);
  minimize(loss, p, data, optimizer, {.epochs = 5, .batch_size = 32, .seed = 7});
  minimize(loss, q, data, again, {.epochs = 5, .batch_size = 32, .seed = 7});
  std::cout << "5 epochs later: damping " << p[damping] << ", frequency " << p[frequency] << "; from the file "
            << (q[damping] == p[damping] && q[frequency] == p[frequency] ? "the same" : "another") << '\n';
}
