// SPDX-License-Identifier: BSL-1.0
// A sum of squares of 1,000 numbers with its gradient, beside a loop of vectors by hand, and a rotation of a point by an
// axis and an angle with its Jacobian, beside scalars by hand.
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
  add_of_vector("squares_1000", squares, squares_by_hand);
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
