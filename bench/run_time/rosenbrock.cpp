// SPDX-License-Identifier: BSL-1.0
// Rosenbrock's function of 10 and of 100 variables, the sum of 100 (x[i+1] - x[i]²)² + (1 - x[i])².
#include <symdiff/symdiff.hpp>

#include <cstddef>
#include <utility>

#include "comparison.hpp"

namespace {

using comparison::point, comparison::result;

template <std::size_t I>
constexpr auto x = symdiff::parameter<symdiff::symbol_name("x", I)>;

template <class Number>
constexpr Number rosenbrock(const Number* x, std::size_t count) {
  Number sum = 0;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const Number valley = x[i + 1] - x[i] * x[i], distance = 1 - x[i];
    sum += 100 * (valley * valley) + distance * distance;
  }
  return sum;
}

template <class>
struct over;
template <std::size_t... I>
struct over<std::index_sequence<I...>> {
  static constexpr std::size_t count = sizeof...(I);

  static constexpr auto expression = symdiff::trace(
      [](auto... x) {
        const symdiff::traced handles[]{x...};
        return rosenbrock(handles, count);
      },
      x<I>...);

  [[gnu::noinline]] static result<count> by_symdiff(const point<count>& at) {
    const auto r = symdiff::value_and_gradient(expression, (x<I> = at[I])...);
    return {r.value, r.gradient[x<I>]...};
  }
};

template <std::size_t Count>
[[gnu::noinline]] result<Count> by_hand(const point<Count>& x) {
  result<Count> r;
  double sum = 0;
  double* const adjoint = r.data() + 1;
  adjoint[0] = 0;
  for (std::size_t i = 0; i + 1 < Count; ++i) {
    const double valley = x[i + 1] - x[i] * x[i], distance = 1 - x[i];
    sum += 100 * (valley * valley) + distance * distance;
    adjoint[i] -= 400 * valley * x[i] + 2 * distance;
    adjoint[i + 1] = 200 * valley;
  }
  r[0] = sum;
  return r;
}

template <std::size_t Count>
void compare(const char* workload) {
  point<Count> lower, upper;
  lower.fill(-1.5);
  upper.fill(1.5);
  comparison::compare(workload, over<std::make_index_sequence<Count>>::by_symdiff, by_hand<Count>,
                      comparison::points_in(lower, upper));
}

}  // namespace

int main(int argument_count, char** arguments) {
  compare<10>("rosenbrock_10");
  compare<100>("rosenbrock_100");
  return comparison::run(argument_count, arguments);
}
