// SPDX-License-Identifier: BSL-1.0
#pragma once
// Values that are given once for all samples, in every kind of holder, loose and in data sets, against plain loops in long
// double and their difference quotients.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <span>
#include <vector>

namespace given {

using namespace symdiff;

constexpr auto a = parameter<"a">;
constexpr auto w = parameter<"w", 3>;
constexpr auto t = input<"t">;       // columns
constexpr auto x = input<"x", 3>;
constexpr auto g = input<"g">;       // one value
constexpr auto k = input<"k", 3>;
constexpr auto M = input<"M", 2, 3>;

/// What is given once is read outside of sums and means,
constexpr auto outside = sample_sum(a * sum(x * w)) * g + sample_mean(t * a) * sum(matmul(M, w)) + dot(k, w) * g * a;
/// inside,
constexpr auto inside = sample_mean(square(a * t - g) * dot(k, x)) + sample_sum(sum(square(matmul(M, x * w))) * g);
/// and in both, nested, beside a sum of what no sample changes.
constexpr auto nested = sample_sum(t * square(sample_mean(g * a * t + dot(k, w)) - g)) * g + sample_sum(a * dot(k, w)) +
                        sample_mean(dot(k, x * w)) * sum(matmul(M, k));
constexpr auto all = outside + inside + nested;
/// At each sample.
constexpr auto of_each = dot(k, x * w) * g + t * a + sum(matmul(M, x));

using real = long double;

struct numbers {
  std::vector<double> ts, xs, ks{0.7, -1.2, 0.4}, ms{0.5, -0.3, 0.8, 1.1, 0.2, -0.6};
  double at_g = 1.7;
  std::array<double, 4> p{0.6, -0.8, 0.3, 1.4};  // a, then w

  explicit numbers(std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
      ts.push_back(std::sin(1.3 * static_cast<double>(i)) + 0.4);
      for (int e = 0; e < 3; ++e) xs.push_back(std::cos(0.9 * static_cast<double>(i) + e));
    }
  }

  template <class F>
  real sum(const F& f) const {
    real total = 0;
    for (std::size_t i = 0; i < ts.size(); ++i) total += f(real{ts[i]}, xs.data() + 3 * i);
    return total;
  }
  template <class F>
  real mean(const F& f) const {
    return sum(f) / static_cast<real>(ts.size());
  }
  static real dot3(const double* u, const real* v) { return u[0] * v[0] + u[1] * v[1] + u[2] * v[2]; }
};

struct loop_of_outside {
  real operator()(const numbers& n, const real* p) const {
    const real* v = p + 1;
    const real product = numbers::dot3(n.ms.data(), v) + numbers::dot3(n.ms.data() + 3, v);
    return n.sum([&](real, const double* u) { return p[0] * numbers::dot3(u, v); }) * n.at_g +
           n.mean([&](real s, const double*) { return s * p[0]; }) * product + numbers::dot3(n.ks.data(), v) * n.at_g * p[0];
  }
};
struct loop_of_inside {
  real operator()(const numbers& n, const real* p) const {
    const real* v = p + 1;
    return n.mean([&](real s, const double* u) {
             const real r = p[0] * s - n.at_g, wide[]{u[0], u[1], u[2]};
             return r * r * numbers::dot3(n.ks.data(), wide);
           }) +
           n.sum([&](real, const double* u) {
             const real scaled[]{u[0] * v[0], u[1] * v[1], u[2] * v[2]};
             const real first = numbers::dot3(n.ms.data(), scaled), second = numbers::dot3(n.ms.data() + 3, scaled);
             return (first * first + second * second) * n.at_g;
           });
  }
};
struct loop_of_nested {
  real operator()(const numbers& n, const real* p) const {
    const real* v = p + 1;
    const real kw = numbers::dot3(n.ks.data(), v);
    const real mean = n.mean([&](real s, const double*) { return n.at_g * p[0] * s + kw; });
    const real ks[]{n.ks[0], n.ks[1], n.ks[2]};
    return n.sum([&](real s, const double*) { return s * (mean - n.at_g) * (mean - n.at_g); }) * n.at_g +
           n.sum([&](real, const double*) { return p[0] * kw; }) +
           n.mean([&](real, const double* u) {
             const real scaled[]{u[0] * v[0], u[1] * v[1], u[2] * v[2]};
             return numbers::dot3(n.ks.data(), scaled);
           }) * (numbers::dot3(n.ms.data(), ks) + numbers::dot3(n.ms.data() + 3, ks));
  }
};

struct loop_of_all {
  real operator()(const numbers& n, const real* p) const {
    return loop_of_outside{}(n, p) + loop_of_inside{}(n, p) + loop_of_nested{}(n, p);
  }
};

/// The loops are polynomials of degree 3 at most in the parameters: difference quotients of this step are exact but for
/// rounding and, in first derivatives, its square.
inline constexpr real step = 1e-4L;
template <class Loop>
real slope(const Loop& loop, const numbers& n, std::array<real, 4> p, std::size_t i, real h = step) {
  std::array<real, 4> up = p, down = p;
  up[i] += h, down[i] -= h;
  return (loop(n, up.data()) - loop(n, down.data())) / (2 * h);
}
template <class Loop>
real curvature(const Loop& loop, const numbers& n, std::array<real, 4> p, std::size_t i, std::size_t j) {
  std::array<real, 4> up = p, down = p;
  up[j] += step, down[j] -= step;
  return (slope(loop, n, up, i) - slope(loop, n, down, i)) / (2 * step);
}

inline void check(double came, real expected, const char* what) {
  const double tolerance = 1e-6 * (1 + std::abs(static_cast<double>(expected)));
  BOOST_TEST(std::abs(came - static_cast<double>(expected)) <= tolerance,
             what << " is " << came << ", expected " << static_cast<double>(expected));
}

/// Value and gradient with the arguments.
template <class Loop, class E, class... Arguments>
void check_gradient(const Loop& loop, const E& e, const numbers& n, const Arguments&... arguments) {
  std::array<real, 4> p;
  for (std::size_t i = 0; i < 4; ++i) p[i] = n.p[i];
  const std::array<double, 3> at_w{n.p[1], n.p[2], n.p[3]};
  const auto r = value_and_gradient(e, a = n.p[0], w = at_w, arguments...);
  check(r.value, loop(n, p.data()), "the value");
  check(r.gradient[a], slope(loop, n, p, 0), "the derivative by a");
  for (std::size_t i = 0; i < 3; ++i) check(r.gradient[w][i], slope(loop, n, p, i + 1), "the derivative by w");
}

/// All other evaluations, with a parameter set.
template <class Loop, class E, class... Arguments>
void check_others(const Loop& loop, const E& e, const numbers& n, const Arguments&... arguments) {
  std::array<real, 4> at;
  for (std::size_t i = 0; i < 4; ++i) at[i] = n.p[i];
  parameters p{a = n.p[0], w = std::array<double, 3>{n.p[1], n.p[2], n.p[3]}};
  check(evaluate(e, p, arguments...), loop(n, at.data()), "the value alone");
  const auto h = hessian(e, p, arguments...);
  const auto product = hessian_vector_product(e, p, p, arguments...);
  check(h(a, a), curvature(loop, n, at, 0, 0), "the second derivative by a");
  real along[4]{};
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) along[i] += curvature(loop, n, at, i, j) * at[j];
  check(product[a], along[0], "the product by a");
  for (std::size_t i = 0; i < 3; ++i) {
    check(h(a, w)[i], curvature(loop, n, at, 0, i + 1), "the second derivative by a and w");
    for (std::size_t j = 0; j < 3; ++j)
      check(h(w, w)(static_cast<int>(i), static_cast<int>(j)), curvature(loop, n, at, i + 1, j + 1), "the second derivative by w");
    check(product[w][i], along[i + 1], "the product by w");
  }
  const double before = gradient_descent{.learning_rate = 0.01}.step(e, p, arguments...);
  check(before, loop(n, at.data()), "the loss before a step");
  check(p[a], at[0] - 0.01L * slope(loop, n, at, 0), "a after a step");
  check(p[w][2], at[3] - 0.01L * slope(loop, n, at, 3), "w after a step");
}

/// In every kind of holder, for numbers of samples around those of packs and tiles.
template <class Loop, class E>
void check_holders(const Loop& loop, const E& e) {
  for (const std::size_t n : {1u, 2u, 7u, 64u, 70u}) {
    const numbers v(n);
    std::array<double, 3> k_array;
    double k_c[3], m_c[2][3];
    for (std::size_t i = 0; i < 3; ++i) k_array[i] = k_c[i] = v.ks[i], m_c[0][i] = v.ms[i], m_c[1][i] = v.ms[3 + i];
    check_gradient(loop, e, v, t = v.ts, x = v.xs, g = v.at_g, k = k_array, M = m_c);
    check_gradient(loop, e, v, dataset{t = v.ts, x = v.xs}, g = v.at_g, k = v.ks, M = std::span(v.ms));
    check_gradient(loop, e, v, dataset{t = v.ts, x = v.xs, g = v.at_g, k = k_c, M = v.ms});
    check_gradient(loop, e, v, k = k_c, dataset{x = v.xs, t = v.ts, M = v.ms}, g = v.at_g);
  }
}
template <class Loop, class E>
void check_evaluations(const Loop& loop, const E& e) {
  for (const std::size_t n : {1u, 5u, 70u}) {
    const numbers v(n);
    if (n == 1) check(evaluate(e, a = v.p[0], w = std::array<double, 3>{v.p[1], v.p[2], v.p[3]}, t = v.ts[0], x = v.xs,
                               g = v.at_g, k = v.ks, M = v.ms), loop(v, std::array<real, 4>{v.p[0], v.p[1], v.p[2], v.p[3]}.data()),
                      "the value of one sample given as numbers");
    check_others(loop, e, v, dataset{t = v.ts, x = v.xs, g = v.at_g, k = v.ks, M = v.ms});
  }
}

}  // namespace given
