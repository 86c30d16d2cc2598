// SPDX-License-Identifier: BSL-1.0
// What the library is used for, under the warnings of meson.build: numbers and packs, vectors that are unrolled and
// that run in loops, derivatives, steps of every optimizer, data files and printing.
#include <symdiff/data/csv.hpp>
#include <symdiff/data/idx.hpp>
#include <symdiff/optimize/checkpoint.hpp>
#include <symdiff/symdiff.hpp>

#include <array>
#include <iostream>
#include <memory>
#include <sstream>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto v = parameter<"v", 3>;
constexpr auto W = parameter<"W", 40, 30>;
constexpr auto u = parameter<"u", 40>;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto x = input<"x", 30>;

template <class Number>
Number scalars() {
  constexpr auto every = sin(a) * cos(b) + tan(a) + exp(b) / log(a) + sqrt(a * a + b * b) + pow(a, b) + atan2(a, b) +
                         erf(a) + lgamma(b) + tanh(a) + sigmoid(b) + softplus(a) + relu(b) + abs(a) + min(a, b) +
                         where(a < b && a > 0_c, a, max(a, b)) + hypot(a, b) + cbrt(a) + 0.5 * a;
  const Number p = 0.75, q = 1.25;
  const auto [value, slope] = value_and_gradient(every, a = p, b = q);
  const auto curve = hessian(every, a = p, b = q);
  return value + slope[a] + curve(a, b) + diff(every, a, a)(a = p, b = q);
}

double vectors() {
  const std::array<double, 3> at{0.5, -1.0, 2.0};
  const auto small = gradient(sum(exp(v)) * norm(v), v = at);
  const auto each = jacobian(v * sum(v), v)(v = at);
  return small[v][0] + each(0, 0);
}

double networks() {
  constexpr auto loss = sample_mean(square(dot(u, tanh(matmul(W, x))) - y));
  const std::vector<double> images(std::size_t{30} * 16, 0.5), heights(16, 1.0);
  const dataset data{x = images, y = heights};
  parameters p{W = std::vector<double>(1200, 0.01), u = std::vector<double>(40, 0.1)};
  minimize(loss, p, data, adam{.learning_rate = warmup{.steps = 2, .then = cosine{.from = 0.1, .steps = 6}}},
           {.epochs = 2, .batch_size = 5});
  return p[u][0];
}

double fits() {
  constexpr auto loss = huber(a * t + b, y, 1.5_c);
  const std::vector<double> times{0, 1, 2, 3, 4, 5, 6, 7, 8}, heights{1, 3, 5, 7, 9, 11, 13, 15, 17};
  const std::vector<float> fewer_digits(9, 1.0F);
  const dataset data{t = times, y = heights};
  const dataset mixed{t = fewer_digits, y = heights};
  parameters p{a = 0.0, b = 0.0F};
  const auto step = [&](auto optimizer) {
    bound_optimizer bound{optimizer, p};
    optimizer.step(loss, p, mixed);
    bound.step(loss, p, data);
    std::stringstream saved;
    save(saved, p, bound);
    restore(saved, p, bound);
  };
  step(gradient_descent{.learning_rate = 0.1});
  step(momentum{.learning_rate = 0.1});
  step(nesterov{.learning_rate = 0.1});
  step(adagrad{.learning_rate = 0.1});
  step(rmsprop{.learning_rate = 0.1});
  step(adam{.learning_rate = 0.1});
  step(adamw{.learning_rate = 0.1});
  momentum optimizer{};
  mini_batches batches{data, {.size = 4}};
  for (const auto batch : batches.epoch(1)) optimizer.step(loss, p, batch);
  std::vector<double> values(times.size());
  evaluate_each(exp(a * t) + b, into(values), p, data);
  return values[0] + p[a];
}

double files() {
  std::istringstream text("t,y,class\n1,2,yes\n3,4,no\n");
  const csv_table table = read_csv(text, {.labels = {{.name = "class", .classes = {}}}});
  const idx_array<float> bytes = read_idx<float>({std::make_unique<std::stringbuf>(std::string("\0\0\x08\1\0\0\0\1\7", 9)), "x.idx"});
  return table["t"][0] + table["class"][0] + static_cast<double>(bytes[0]);
}

}  // namespace

int main() {
  constexpr auto e = sum(square(v)) * where(a < b, a, exp(b));
  std::cout << e << '\n' << to_latex(e) << '\n' << to_c(a * exp(b), "f") << '\n' << to_graphviz(e) << '\n' << cost(e).additions << '\n' << domain(log(a)) << '\n';
  std::cout << scalars<double>() + static_cast<double>(scalars<float>()) + vectors() + networks() + fits() + files() << '\n';
}
