// SPDX-License-Identifier: BSL-1.0
// Every kind of call with other numbers left in all memory that it may use: its results have the same bits.
#include <symdiff/symdiff.hpp>

#include <array>
#include <cstdio>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

using namespace symdiff;

namespace {

int failures = 0, comparisons = 0;

std::vector<double> numbers(std::size_t count, double from, double to) {
  static std::mt19937 random(7);
  std::vector<double> x(count);
  for (double& number : x) number = std::uniform_real_distribution(from, to)(random);
  return x;
}

/// Writes a number all over the stack that the next calls use.
template <class T>
[[gnu::noinline]] void leave_on_stack(T number) {
  volatile T room[std::size_t{400} * 1024 / sizeof(T)];
  for (volatile T& one : room) one = number;
}

template <class T, std::size_t Size>
void take(std::vector<T>& all, const std::array<T, Size>& some) { all.insert(all.end(), some.begin(), some.end()); }
template <class T, int Rows, int Columns>
void take(std::vector<T>& all, const matrix<T, Rows, Columns>& some) { all.insert(all.end(), some.data(), some.data() + some.size()); }
template <class T>
void take(std::vector<T>& all, T one) { all.push_back(one); }

/// Compares the results of `call(what is in memory)`, by their bits.
template <class T, class Call>
void compare(const char* what, const Call& call) {
  const auto run = [&](T left) {
    leave_on_stack(left);
    return call(left);
  };
  const std::vector<T> expected = run(T(0));
  for (const T left : {std::numeric_limits<T>::signaling_NaN(), std::numeric_limits<T>::max(), T(-1)}) {
    const std::vector<T> came = run(left);
    ++comparisons;
    if (came.size() == expected.size() && std::memcmp(came.data(), expected.data(), sizeof(T) * came.size()) == 0) continue;
    ++failures;
    std::printf("%s: other results after %g in memory\n", what, static_cast<double>(left));
  }
}

constexpr auto p = parameter<"p">;
constexpr auto q = parameter<"q">;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto W = parameter<"W", 20, 17>;
constexpr auto v = input<"v", 17>;
constexpr auto wave = exp(-p * t) * cos(q * t);
constexpr auto network = sample_mean(square(sum(tanh(matmul(W, v))) - y)) + norm(W) + max(W * p);

template <class T>
void check_memory() {
  const auto as = [](const std::vector<double>& from) { return std::vector<T>(from.begin(), from.end()); };
  const auto ts = as(numbers(203, 0, 2)), ys = as(numbers(203, -1, 1)), ws = as(numbers(340, -1, 1)), vs = as(numbers(203 * 17, -1, 1));
  const auto one_v = as(numbers(17, -1, 1));
  const dataset data{t = ts, y = ys};
  const dataset rows{v = vs, y = ys};
  const T a = T(0.3), b = T(1.7);
  compare<T>("numbers", [&](T) {
    const auto r = value_and_gradient(sin(p) * q + pow(p, q), p = a, q = b);
    const auto h = hessian(sin(p) * q + pow(p, q), p = a, q = b);
    return std::vector<T>{r.value, r.gradient[p], r.gradient[q], h(p, q), h(p, p)};
  });
  compare<T>("columns", [&](T) {
    const auto r = value_and_gradient(mse(wave, y) + sample_sum(p * t), p = a, q = b, data);
    const auto h = hessian(mse(wave, y), p = a, q = b, data);
    return std::vector<T>{r.value, r.gradient[p], r.gradient[q], h(p, q), h(q, q)};
  });
  compare<T>("values of every sample", [&](T left) {
    std::vector<T> each(2 * ts.size(), left);
    std::span<T> all(each);
    evaluate_each(stack(wave, diff(wave, p)), into(all.first(ts.size()), all.last(ts.size())), p = a, q = b, t = ts);
    return each;
  });
  compare<T>("loops", [&](T) {
    const auto r = value_and_gradient(network, W = ws, p = a, rows);
    std::vector<T> all{r.value, r.gradient[p]};
    take(all, r.gradient[W]);
    take(all, evaluate(tanh(matmul(W, v)) * p, W = ws, p = a, v = one_v));
    take(all, evaluate(transpose(W) * p, W = ws, p = a));
    return all;
  });
  compare<T>("loops in a workspace", [&](T left) {
    static const workspace<network, T> room;
    for (std::size_t i = 0; i < room.size(); ++i) room.data()[i] = left;
    const auto r = value_and_gradient(network, W = ws, p = a, rows, room);
    std::vector<T> all{r.value, r.gradient[p]};
    take(all, r.gradient[W]);
    return all;
  });
  compare<T>("a step", [&](T left) {
    static const workspace<network, T> room;
    for (std::size_t i = 0; i < room.size(); ++i) room.data()[i] = left;
    parameters set{W = ws, p = a};
    adam optimizer{.learning_rate = 0.01};
    const T before = optimizer.step(network, set, rows, room);
    std::vector<T> all{before, set[p]};
    for (std::size_t i = 0; i < ws.size(); ++i) all.push_back(set[W].data()[i]);
    return all;
  });
}

}  // namespace

int main() {
  check_memory<double>();
  check_memory<float>();
  std::printf("%d of %d calls are wrong\n", failures, comparisons);
  return failures != 0;
}
