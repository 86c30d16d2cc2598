// SPDX-License-Identifier: BSL-1.0
// Functions of vectors with their gradients, beside loops of vectors by hand: Rosenbrock's function of 1,000 variables,
// log_sum_exp and a sum of squares of 1,000, a normal log-density of 1,000 numbers, a rotation of a point by an axis
// and an angle, and a mixture of normal densities.
#include <symdiff/symdiff.hpp>

#include <random>

#include "sides.hpp"

namespace {

using namespace symdiff;
using pack = simd::pack<double>;
constexpr int n = 1000;
constexpr int lanes = pack::lanes;
static_assert(n % lanes == 0);

double sum_of(pack p) {
  double sum = 0;
  for (int i = 0; i < lanes; ++i) sum += p.values[i];
  return sum;
}
pack at(const double* from) { return pack::load(from); }

using vector_type = std::array<double, n>;
struct value_and_vector {
  double value;
  vector_type by;
};

vector_type drawn(double mean, double deviation) {
  static std::mt19937_64 bits(5);
  std::normal_distribution<double> normal(mean, deviation);
  vector_type v;
  for (double& one : v) one = normal(bits);
  return v;
}
const vector_type values = drawn(0.5, 1);

constexpr auto u = parameter<"u", n>;
constexpr auto head = slice<0, n - 1>(u);
constexpr auto tail = slice<1, n - 1>(u);
constexpr auto rosenbrock = sum(100 * square(tail - square(head)) + square(1 - head));

[[gnu::noinline]] value_and_vector rosenbrock_by_hand(const vector_type& v) {
  value_and_vector r;
  pack value(0);
  double rest = 0, before = 0;
  r.by[0] = 0;
  // by[i] = -400 t v[i] - 2 (1 - v[i]) + 200 (the t before), t = v[i + 1] - v[i]^2
  int i = 0;
  const auto one = [&](int k) {
    const double t = v[k + 1] - v[k] * v[k], s = 1 - v[k];
    rest += 100 * t * t + s * s;
    r.by[k] = -400 * t * v[k] - 2 * s + before;
    before = 200 * t;
  };
  one(i++);
  for (; i + lanes < n; i += lanes) {
    const pack x = at(&v[i]), t = at(&v[i + 1]) - x * x, s = 1 - x, last = at(&v[i - 1]);
    value += 100 * t * t + s * s;
    (-400 * t * x - 2 * s + 200 * (x - last * last)).store(&r.by[i]);
  }
  before = 200 * (v[i] - v[i - 1] * v[i - 1]);
  for (; i < n - 1; ++i) one(i);
  r.by[n - 1] = before;
  r.value = sum_of(value) + rest;
  return r;
}

constexpr auto all_exponentials = log_sum_exp(u);

[[gnu::noinline]] value_and_vector log_sum_exp_by_hand(const vector_type& v) {
  value_and_vector r;
  pack largest = at(&v[0]);
  for (int i = lanes; i < n; i += lanes) largest = select(largest < at(&v[i]), at(&v[i]), largest);
  double m = largest.values[0];
  for (int i = 1; i < lanes; ++i) m = m < largest.values[i] ? largest.values[i] : m;
  pack sum(0);
  for (int i = 0; i < n; i += lanes) {
    using simd::exp;
    const pack e = exp(at(&v[i]) - m);
    e.store(&r.by[i]);
    sum += e;
  }
  const double all = sum_of(sum), factor = 1 / all;
  for (int i = 0; i < n; i += lanes) (at(&r.by[i]) * factor).store(&r.by[i]);
  r.value = m + std::log(all);
  return r;
}

constexpr auto squares = sum(square(u));

[[gnu::noinline]] value_and_vector squares_by_hand(const vector_type& v) {
  value_and_vector r;
  pack sum[4]{};
  int i = 0;
  for (; i + 4 * lanes <= n; i += 4 * lanes)
    for (int k = 0; k < 4; ++k) {
      const pack x = at(&v[i + k * lanes]);
      sum[k] += x * x;
      (2 * x).store(&r.by[i + k * lanes]);
    }
  for (; i < n; i += lanes) {
    sum[0] += at(&v[i]) * at(&v[i]);
    (2 * at(&v[i])).store(&r.by[i]);
  }
  r.value = sum_of((sum[0] + sum[1]) + (sum[2] + sum[3]));
  return r;
}

constexpr auto mean_parameter = parameter<"mean">;
constexpr auto deviation = parameter<"deviation">;
constexpr auto data = input<"data", n>;
constexpr auto density =
    -0.5 * sum(square((data - mean_parameter) / deviation)) - n * log(deviation) - 0.5 * n * log(2 * pi);

[[gnu::noinline]] std::array<double, 3> density_by_hand(const vector_type& v, double mean, double width) {
  pack sums[4]{}, squares_of[4]{};
  int i = 0;
  const auto one = [&](int k, int from) {
    const pack z = at(&v[from]) - mean;
    sums[k] += z;
    squares_of[k] += z * z;
  };
  for (; i + 4 * lanes <= n; i += 4 * lanes)
    for (int k = 0; k < 4; ++k) one(k, i + k * lanes);
  for (; i < n; i += lanes) one(0, i);
  const double s = sum_of((sums[0] + sums[1]) + (sums[2] + sums[3])), inverse = 1 / width,
               q = sum_of((squares_of[0] + squares_of[1]) + (squares_of[2] + squares_of[3])) * inverse * inverse;
  return {-0.5 * q - n * std::log(width) - 0.5 * n * std::log(2 * 3.14159265358979323846), s * inverse * inverse,
          (q - n) * inverse};
}

/// O. Rodrigues: p cos a + (k x p) sin a + k (k . p) (1 - cos a), for the axis k and the angle a.
constexpr auto axis = parameter<"axis", 3>;
constexpr auto angle = parameter<"angle">;
constexpr auto point = input<"point", 3>;
constexpr auto rotated = [] {
  const auto along = dot(axis, point) * (1 - cos(angle));
  const auto part = [&]<int I>() {
    constexpr int J = (I + 1) % 3, K = (I + 2) % 3;
    return element<I>(point) * cos(angle) +
           (element<J>(axis) * element<K>(point) - element<K>(axis) * element<J>(point)) * sin(angle) +
           element<I>(axis) * along;
  };
  return stack(part.operator()<0>(), part.operator()<1>(), part.operator()<2>());
}();
constexpr auto by_angle = jacobian(rotated, angle);
constexpr auto rotation = stack(rotated, reshape<9>(jacobian(rotated, axis)), element<0, 0>(by_angle),
                                element<1, 0>(by_angle), element<2, 0>(by_angle));

[[gnu::noinline]] std::array<double, 15> rotation_by_hand(const double* k, double a, const double* p) {
  const double c = std::cos(a), s = std::sin(a), d = k[0] * p[0] + k[1] * p[1] + k[2] * p[2], m = d * (1 - c);
  const double x[3]{k[1] * p[2] - k[2] * p[1], k[2] * p[0] - k[0] * p[2], k[0] * p[1] - k[1] * p[0]};
  std::array<double, 15> r;
  for (int i = 0; i < 3; ++i) {
    const int j = (i + 1) % 3, l = (i + 2) % 3;
    r[i] = p[i] * c + x[i] * s + k[i] * m;
    r[3 + 3 * i + i] = k[i] * p[i] * (1 - c) + m;
    r[3 + 3 * i + j] = p[l] * s + k[i] * p[j] * (1 - c);
    r[3 + 3 * i + l] = -p[j] * s + k[i] * p[l] * (1 - c);
    r[12 + i] = -p[i] * s + x[i] * c + k[i] * d * s;
  }
  return r;
}

sides::numbers joined(const auto& r, const auto& gradient) {
  sides::numbers all{r};
  all.insert(all.end(), gradient.begin(), gradient.end());
  return all;
}

template <class Loss>
void add_of_vector(const char* name, const Loss& loss, value_and_vector (*hand)(const vector_type&)) {
  const auto ours = [&loss]() { return value_and_gradient(loss, u = values); };
  const auto r = ours();
  const auto h = hand(values);
  sides::require_agreement(name, joined(r.value, r.gradient[u]), joined(h.value, h.by), 1e-12);
  sides::add(name, "symdiff", ours);
  sides::add(name, "hand", [hand] { return hand(values); });
}

}  // namespace

int main(int argument_count, char** arguments) {
  add_of_vector("rosenbrock_of_1000", rosenbrock, rosenbrock_by_hand);
  add_of_vector("log_sum_exp_1000", all_exponentials, log_sum_exp_by_hand);
  add_of_vector("squares_1000", squares, squares_by_hand);
  {
    static double mean = 0.3, width = 1.2;
    const auto ours = [] { return value_and_gradient(density, mean_parameter = mean, deviation = width, data = values); };
    const auto r = ours();
    const auto h = density_by_hand(values, mean, width);
    sides::require_agreement("normal_1000", {r.value, r.gradient[mean_parameter], r.gradient[deviation]},
                             {h[0], h[1], h[2]}, 1e-12);
    sides::add("normal_1000", "symdiff", ours);
    sides::add("normal_1000", "hand", [] { return density_by_hand(values, mean, width); });
  }
  {
    static double k[3]{0.36, 0.48, 0.8}, a = 0.7, p[3]{1, -2, 0.5};
    const auto ours = [] { return evaluate(rotation, axis = k, angle = a, point = p); };
    const auto r = ours();
    const auto h = rotation_by_hand(k, a, p);
    sides::require_agreement("rotation", {r.begin(), r.end()}, {h.begin(), h.end()}, 1e-12);
    sides::add("rotation", "symdiff", ours);
    sides::add("rotation", "hand", [] { return rotation_by_hand(k, a, p); });
  }
  return sides::run(argument_count, arguments);
}
