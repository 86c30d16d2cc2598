// SPDX-License-Identifier: BSL-1.0
#pragma once
// A number and its derivatives in so many directions, for a tape's sweeps that shall carry them.
#include <array>
#include <cmath>

namespace tapes {

template <int Directions>
struct dual {
  double value = 0;
  std::array<double, Directions> tangents{};

  dual() = default;
  dual(double v) : value(v) {}  // as numbers do: implicit

  /// A function's value here, from the function's derivative by a.
  static dual along(double value, double by_a, const dual& a) {
    dual r(value);
    for (int i = 0; i < Directions; ++i) r.tangents[i] = by_a * a.tangents[i];
    return r;
  }
  static dual along(double value, double by_a, const dual& a, double by_b, const dual& b) {
    dual r(value);
    for (int i = 0; i < Directions; ++i) r.tangents[i] = by_a * a.tangents[i] + by_b * b.tangents[i];
    return r;
  }

  friend dual operator+(const dual& a, const dual& b) { return along(a.value + b.value, 1, a, 1, b); }
  friend dual operator-(const dual& a, const dual& b) { return along(a.value - b.value, 1, a, -1, b); }
  friend dual operator-(const dual& a) { return along(-a.value, -1, a); }
  friend dual operator*(const dual& a, const dual& b) { return along(a.value * b.value, b.value, a, a.value, b); }
  friend dual operator/(const dual& a, const dual& b) {
    const double inverse = 1 / b.value, quotient = a.value * inverse;
    return along(quotient, inverse, a, -quotient * inverse, b);
  }
  dual& operator+=(const dual& b) { return *this = *this + b; }
  dual& operator-=(const dual& b) { return *this = *this - b; }
  friend bool operator<(const dual& a, const dual& b) { return a.value < b.value; }

  friend dual exp(const dual& a) {
    const double e = std::exp(a.value);
    return along(e, e, a);
  }
  friend dual log(const dual& a) { return along(std::log(a.value), 1 / a.value, a); }
  friend dual sqrt(const dual& a) {
    const double root = std::sqrt(a.value);
    return along(root, 0.5 / root, a);
  }
  friend dual sin(const dual& a) { return along(std::sin(a.value), std::cos(a.value), a); }
  friend dual cos(const dual& a) { return along(std::cos(a.value), -std::sin(a.value), a); }
  friend dual tanh(const dual& a) {
    const double t = std::tanh(a.value);
    return along(t, 1 - t * t, a);
  }
  friend dual erfc(const dual& a) {
    return along(std::erfc(a.value), -1.1283791670955125739 * std::exp(-a.value * a.value), a);
  }
};

}  // namespace tapes
