// SPDX-License-Identifier: BSL-1.0
// The mean squared error of a quadratic over n samples, with its gradient: beside a plain loop (scalar), a loop of
// vectors as wide as the processor has them (vector), and the mere reading of the samples (read).
#include "quadratic.hpp"

#include <deque>
#include <span>

#include "sides.hpp"

namespace {

using namespace quadratic;

using column = std::span<const double>;

[[gnu::noinline]] result by_symdiff(column ts, column speeds, const double* p) {
  const auto r = symdiff::value_and_gradient(loss, a = p[0], b = p[1], c = p[2], t = ts, speed = speeds);
  return {r.value, r.gradient[a], r.gradient[b], r.gradient[c]};
}

[[gnu::noinline]] result by_plain_loop(column ts, column speeds, const double* p) {
  return by_scalars(ts.data(), speeds.data(), ts.size(), p);
}

#if defined(__AVX512F__)
constexpr int lanes = 8, packs = 4;
#elif defined(__AVX__)
constexpr int lanes = 4, packs = 2;
#else
constexpr int lanes = 2, packs = 2;
#endif
typedef double vector __attribute__((vector_size(8 * lanes)));

vector load(const double* from) {
  vector v;
  __builtin_memcpy(&v, from, sizeof v);
  return v;
}
double total(vector v) {
  double sum = 0;
  for (int i = 0; i < lanes; ++i) sum += v[i];
  return sum;
}

// Written for few registers: a pack is done before the next begins.
[[gnu::noinline]] result by_vectors(column ts, column speeds, const double* p) {
#ifdef __clang__
#pragma clang fp contract(fast)
#endif
  vector sum[packs]{}, by_a[packs]{}, by_b[packs]{}, by_c[packs]{};
  std::size_t i = 0;
  for (; i + packs * lanes <= ts.size(); i += packs * lanes)
    for (int k = 0; k < packs; ++k) {
      const vector x = load(&ts[i + k * lanes]);
      const vector error = (p[0] * x + p[1]) * x + p[2] - load(&speeds[i + k * lanes]), product = error * x;
      sum[k] += error * error;
      by_c[k] += error;
      by_b[k] += product;
      by_a[k] += product * x;
    }
  for (int k = 1; k < packs; ++k) sum[0] += sum[k], by_a[0] += by_a[k], by_b[0] += by_b[k], by_c[0] += by_c[k];
  result r{total(sum[0]), total(by_a[0]), total(by_b[0]), total(by_c[0])};
  for (; i < ts.size(); ++i) {
    const double x = ts[i], error = (p[0] * x + p[1]) * x + p[2] - speeds[i];
    r[0] += error * error;
    r[3] += error;
    r[2] += error * x;
    r[1] += error * x * x;
  }
  const double n = static_cast<double>(ts.size());
  return {r[0] / n, 2 * r[1] / n, 2 * r[2] / n, 2 * r[3] / n};
}

[[gnu::noinline]] double read(column ts, column speeds) {
  vector sum[4]{};
  for (std::size_t i = 0; i + 4 * lanes <= ts.size(); i += 4 * lanes)
    for (int k = 0; k < 4; ++k) sum[k] += load(&ts[i + k * lanes]) + load(&speeds[i + k * lanes]);
  return total(sum[0] + sum[1] + sum[2] + sum[3]);
}

void compare(std::size_t n) {
  static std::deque<samples> kept;  // for as long as the benchmarks run
  const samples& all = kept.emplace_back(n);
  const column x = all.ts, y = all.speeds;
  static constexpr double p[]{0.5, 0.1, 0.2};

  const std::string name = "quadratic_" + std::to_string(n);
  const auto as_numbers = [](const result& r) { return sides::numbers(r.begin(), r.end()); };
  sides::require_agreement(name.c_str(), as_numbers(by_symdiff(x, y, p)), as_numbers(by_plain_loop(x, y, p)), 1e-11);
  sides::require_agreement(name.c_str(), as_numbers(by_vectors(x, y, p)), as_numbers(by_plain_loop(x, y, p)), 1e-11);
  sides::add(name, "symdiff", [=] { return by_symdiff(x, y, p); });
  sides::add(name, "scalar", [=] { return by_plain_loop(x, y, p); });
  sides::add(name, "vector", [=] { return by_vectors(x, y, p); });
  sides::add(name, "read", [=] { return read(x, y); });
}

}  // namespace

int main(int argument_count, char** arguments) {
  for (const std::size_t n : {100, 1'000, 100'000, 4'000'000}) compare(n);
  return sides::run(argument_count, arguments);
}
