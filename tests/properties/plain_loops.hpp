// SPDX-License-Identifier: BSL-1.0
#pragma once
// The value of a random loss by plain loops over its samples, and its derivatives along two directions, carried beside
// each number (second-order forward mode; the test compares it with difference quotients of the values too). It knows
// nothing of the library.
#include "random_loss.hpp"

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace random_losses {

/// A number with its derivatives along two directions, and along both.
template <class T>
struct jet {
  T v = 0, a = 0, b = 0, ab = 0;

  jet() = default;
  jet(T value) : v(value) {}  // NOLINT: a number does not change
  jet(T value, T along_a, T along_b, T along_both) : v(value), a(along_a), b(along_b), ab(along_both) {}

  friend jet operator+(const jet& x, const jet& y) { return {x.v + y.v, x.a + y.a, x.b + y.b, x.ab + y.ab}; }
  friend jet operator-(const jet& x, const jet& y) { return {x.v - y.v, x.a - y.a, x.b - y.b, x.ab - y.ab}; }
  friend jet operator*(const jet& x, const jet& y) {
    return {x.v * y.v, x.a * y.v + x.v * y.a, x.b * y.v + x.v * y.b, x.ab * y.v + x.a * y.b + x.b * y.a + x.v * y.ab};
  }
};
template <class T>
jet<T> chained(const jet<T>& x, T f, T first, T second) {
  return {f, first * x.a, first * x.b, first * x.ab + second * x.a * x.b};
}

/// The numbers of the symbols, one after the other for each sample; a symbol that is given once has those of one.
template <class T>
struct point {
  std::vector<T> values[symbol_count];
  bool is_column[symbol_count]{};  // inputs that have numbers for each sample
  int samples = 1;
};

template <class T>
struct plain_loops {
  const loss& l;
  int samples;
  bool is_near_edge = false;  // a comparison that rounding may decide, a root near 0, or numbers that are too large
  std::vector<jet<T>> numbers[most_parts];  // of a part: of each sample in turn

  using number = jet<T>;

  explicit plain_loops(const loss& made, int n) : l(made), samples(n) {}

  static bool is_close(T x, T y) { return std::abs(x - y) <= T(1e-7) * (1 + std::abs(x) + std::abs(y)); }
  static bool are_close(const number& x, const number& y) {
    return is_close(x.v, y.v) && is_close(x.a, y.a) && is_close(x.b, y.b) && is_close(x.ab, y.ab);
  }
  bool is_less(const number& x, const number& y) {
    is_near_edge |= is_close(x.v, y.v);
    return x.v < y.v;
  }
  number larger(const number& x, const number& y) {
    is_near_edge |= is_close(x.v, y.v) && !are_close(x, y);
    return x.v < y.v ? y : x;
  }
  static number negative(const number& x) { return number(0) - x; }
  static number exponential(const number& x) { return chained(x, std::exp(x.v), std::exp(x.v), std::exp(x.v)); }
  static number logarithm(const number& x) { return chained(x, std::log(x.v), 1 / x.v, -1 / (x.v * x.v)); }
  static number root(const number& x) {
    const T r = std::sqrt(x.v);
    return chained(x, r, 1 / (2 * r), -1 / (4 * r * x.v));
  }
  static number reciprocal(const number& x) { return chained(x, 1 / x.v, -1 / (x.v * x.v), 2 / (x.v * x.v * x.v)); }
  static T logistic(T x) {
    const T e = std::exp(-std::abs(x));
    return (x < 0 ? e : T(1)) / (1 + e);
  }
  number magnitude(const number& x) {
    is_near_edge |= is_close(x.v, 0) && !are_close(x, number(0));
    return x.v < 0 ? negative(x) : x;
  }

  /// A function of single numbers.
  number of_numbers(term what, const number& x, const number& y, const number& u, const number& z) {
    switch (what) {
      case term::negate: return negative(x);
      case term::square: return x * x;
      case term::sine: return chained(x, std::sin(x.v), std::cos(x.v), -std::sin(x.v));
      case term::cosine: return chained(x, std::cos(x.v), -std::sin(x.v), -std::cos(x.v));
      case term::tangent: {
        const T t = std::tanh(x.v);
        return chained(x, t, 1 - t * t, -2 * t * (1 - t * t));
      }
      case term::exponential: return exponential(x);
      case term::sigmoid: {
        const T f = logistic(x.v), other = logistic(-x.v);
        return chained(x, f, f * other, f * other * (other - f));
      }
      case term::softplus: {
        const T f = logistic(x.v), small = std::log1p(std::exp(-std::abs(x.v)));
        return chained(x, x.v < 0 ? small : x.v + small, f, f * logistic(-x.v));
      }
      case term::magnitude: return magnitude(x);
      case term::log_one_plus_square: return logarithm(number(1) + x * x);
      case term::root_of_one_plus_square: return root(number(1) + x * x);
      case term::power_of_one_plus_square: return (number(1) + x * x) * root(number(1) + x * x);
      case term::cube: return x * x * x;
      case term::add: return x + y;
      case term::subtract: return x - y;
      case term::multiply: return x * y;
      case term::quotient: return x * reciprocal(number(1) + y * y);
      case term::larger: return larger(x, y);
      case term::smaller: return negative(larger(negative(x), negative(y)));
      case term::where_less: return is_less(x, y) ? u : z;
      case term::where_less_equal: {
        const bool first = !is_less(y, x), second = is_less(z, u);
        return first && second ? z : u;
      }
      case term::where_neither: {
        const bool first = !is_less(y, x), second = is_less(u, number(0));
        return first || second ? u * x : z;
      }
      default: return number(T(NAN));
    }
  }

  number& at(int i, int sample, int e) {
    const loss_part& p = l.parts[i];
    return numbers[i][static_cast<std::size_t>((p.varies ? sample : 0) * p.s.size() + e)];
  }
  number entering(int i, int sample, int e) { return at(i, sample, l.parts[i].s.is_scalar() ? 0 : e); }
  number entry(int i, int sample, int row, int column) {
    const shape s = l.parts[i].s;
    return at(i, sample, s.is_matrix() ? row * s.columns + column : row);
  }

  number summed(int i, int sample) {
    number sum = 0;
    for (int e = 0; e < l.parts[i].s.size(); ++e) sum = sum + at(i, sample, e);
    return sum;
  }
  number largest(int i, int sample) {
    number most = at(i, sample, 0);
    for (int e = 1; e < l.parts[i].s.size(); ++e) most = larger(most, at(i, sample, e));
    return most;
  }
  number exponentials(int i, int sample, const T& shift) {
    number sum = 0;
    for (int e = 0; e < l.parts[i].s.size(); ++e) sum = sum + exponential(at(i, sample, e) - number(shift));
    return sum;
  }
  T shift_of(int i, int sample) {
    T most = at(i, sample, 0).v;
    for (int e = 1; e < l.parts[i].s.size(); ++e) most = std::max(most, at(i, sample, e).v);
    return most;
  }

  number element_of(const loss_part& p, int sample, int e) {
    const int x = p.operand[0], y = p.operand[1];
    const shape s = l.parts[x].s;
    const int row = p.s.is_matrix() ? e / p.s.columns : e, column = p.s.is_matrix() ? e % p.s.columns : 0;
    switch (p.what) {
      case term::sum: return summed(x, sample);
      case term::mean: return summed(x, sample) * number(1 / T(s.size()));
      case term::maximum: return largest(x, sample);
      case term::norm: {
        number squares = 0;
        for (int k = 0; k < s.size(); ++k) squares = squares + at(x, sample, k) * at(x, sample, k);
        is_near_edge |= squares.v < T(1e-8);
        return root(squares);
      }
      case term::log_sum_exp: return number(shift_of(x, sample)) + logarithm(exponentials(x, sample, shift_of(x, sample)));
      case term::softmax: {
        const T shift = shift_of(x, sample);
        return exponential(at(x, sample, e) - number(shift)) * reciprocal(exponentials(x, sample, shift));
      }
      case term::log_softmax: {
        const T shift = shift_of(x, sample);
        return at(x, sample, e) - number(shift) - logarithm(exponentials(x, sample, shift));
      }
      case term::matmul: {
        number sum = 0;
        for (int k = 0; k < s.columns; ++k) sum = sum + entry(x, sample, row, k) * entry(y, sample, k, column);
        return sum;
      }
      case term::outer: return at(x, sample, row) * at(y, sample, column);
      case term::transpose: return entry(x, sample, column, row);
      case term::reshape: return at(x, sample, e);
      case term::slice: return at(x, sample, p.first + e);
      case term::element: return at(x, sample, p.first);
      case term::stack: return e < s.size() ? at(x, sample, e) : at(y, sample, e - s.size());
      case term::row_sums: {
        number sum = 0;
        for (int k = 0; k < s.columns; ++k) sum = sum + entry(x, sample, e, k);
        return sum;
      }
      case term::column_sums: {
        number sum = 0;
        for (int k = 0; k < s.rows; ++k) sum = sum + entry(x, sample, k, e);
        return sum;
      }
      case term::broadcast_rows: return at(x, sample, column);
      case term::broadcast_columns: return at(x, sample, row);
      case term::sample_mean:
      case term::sample_sum:
      case term::mse:
      case term::mae: {
        number sum = 0;
        for (int n = 0; n < samples; ++n) {
          number z = at(x, n, e);
          if (p.what == term::mse || p.what == term::mae) z = z - at(y, n, e);
          if (p.what == term::mse) z = z * z;
          if (p.what == term::mae) z = magnitude(z);
          sum = sum + z;
        }
        return p.what == term::sample_sum ? sum : sum * number(1 / T(samples));
      }
      default: {
        number from[4];
        for (int k = 0; k < operands_of(p.what); ++k) from[k] = entering(p.operand[k], sample, e);
        return of_numbers(p.what, from[0], from[1], from[2], from[3]);
      }
    }
  }

  /// The loss at a point, moved along two directions, which have numbers as the point has.
  number run(const point<T>& p, const std::vector<T>* along_a, const std::vector<T>* along_b) {
    is_near_edge = false;
    for (int i = 0; i < l.size; ++i) {
      const loss_part& now = l.parts[i];
      const int times = now.varies ? samples : 1, size = now.s.size();
      numbers[i].assign(static_cast<std::size_t>(times * size), number());
      for (int n = 0; n < times; ++n)
        for (int e = 0; e < size; ++e) {
          number& to = at(i, n, e);
          if (now.what == term::symbol) {
            const int k = now.operand[0];
            const std::size_t from = static_cast<std::size_t>((p.is_column[k] ? n * size : 0) + e);
            to = number(p.values[k][from]);
            if (along_a != nullptr && !l.symbols[k].is_input) to.a = along_a[k][from], to.b = along_b[k][from];
          } else if (now.what == term::constant) {
            to = number(T(now.number));
          } else {
            to = element_of(now, n, e);
          }
          is_near_edge |= !(std::abs(to.v) < T(1e5) && std::abs(to.a) < T(1e8) && std::abs(to.b) < T(1e8) && std::abs(to.ab) < T(1e11));
        }
    }
    return at(l.size - 1, 0, 0);
  }
};

/// Where a loss is looked at, and in which direction.
template <class T>
struct place {
  point<T> at;
  std::vector<T> direction[symbol_count];
};
/// Numbers that a float has too.
template <class T>
place<T> draw_place(const loss& l, std::mt19937_64& random, bool has_columns = true) {
  constexpr int sizes[]{1, 1, 2, 2, 3, 3, 4, 5, 7, 8, 9, 17, 64, 65, 130, 200};
  const auto near = [&] { return T(static_cast<int>(random() % 3073) - 1536) / 1024; };
  place<T> drawn;
  bool may_have_columns = false;
  for (const symbol& s : l.symbols) may_have_columns |= s.is_input && !s.is_once;
  drawn.at.samples = has_columns && may_have_columns ? sizes[random() % 16] : 1;
  for (int k = 0; k < symbol_count; ++k) {
    drawn.at.is_column[k] = l.symbols[k].is_input && !l.symbols[k].is_once;
    const int count = l.symbols[k].s.size() * (drawn.at.is_column[k] ? drawn.at.samples : 1);
    for (int i = 0; i < count; ++i) {
      drawn.at.values[k].push_back(near());
      drawn.direction[k].push_back(near());
    }
  }
  return drawn;
}

}  // namespace random_losses
