// SPDX-License-Identifier: BSL-1.0
#pragma once
// A dynamic tape as compact and as fast as we can write one: a function is recorded once by overloaded operators; its
// sweeps then run over an array of instructions, forwards for values and backwards for adjoints.
//
//   tape t(inputs);
//   { tape::recording on(t); y = f(t.inputs()); t.set_output(y) }
//   t.forward(x); t.reverse(y, gradient);
//
// What depends on a branch of the recorded function is recorded as it went: fmax has an instruction, `if` has none.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace tapes {

enum class operation : std::uint32_t { add, subtract, multiply, divide, negate, max, exp, log, sqrt, sin, cos, tanh, erfc };

class tape;

/// A number that is being recorded: a slot of the tape, or a constant until it meets one.
class number {
  friend class tape;
  static constexpr std::uint32_t constant = ~0U;
  double value = 0;
  std::uint32_t slot = constant;

  number(double v, std::uint32_t s) : value(v), slot(s) {}
  static number record(operation f, double value, const number& a, const number& b);

 public:
  number() = default;
  number(double v) : value(v) {}  // as numbers do: implicit

  friend number operator+(const number& a, const number& b) { return record(operation::add, a.value + b.value, a, b); }
  friend number operator-(const number& a, const number& b) {
    return record(operation::subtract, a.value - b.value, a, b);
  }
  friend number operator*(const number& a, const number& b) {
    return record(operation::multiply, a.value * b.value, a, b);
  }
  friend number operator/(const number& a, const number& b) {
    return record(operation::divide, a.value / b.value, a, b);
  }
  friend number operator-(const number& a) { return record(operation::negate, -a.value, a, a); }
  number& operator+=(const number& b) { return *this = *this + b; }
  number& operator-=(const number& b) { return *this = *this - b; }
  number& operator*=(const number& b) { return *this = *this * b; }

  friend number fmax(const number& a, const number& b) {
    return record(operation::max, std::fmax(a.value, b.value), a, b);
  }
  friend number exp(const number& a) { return record(operation::exp, std::exp(a.value), a, a); }
  friend number log(const number& a) { return record(operation::log, std::log(a.value), a, a); }
  friend number sqrt(const number& a) { return record(operation::sqrt, std::sqrt(a.value), a, a); }
  friend number sin(const number& a) { return record(operation::sin, std::sin(a.value), a, a); }
  friend number cos(const number& a) { return record(operation::cos, std::cos(a.value), a, a); }
  friend number tanh(const number& a) { return record(operation::tanh, std::tanh(a.value), a, a); }
  friend number erfc(const number& a) { return record(operation::erfc, std::erfc(a.value), a, a); }
};

class tape {
  friend class number;
  struct instruction {
    operation f;
    std::uint32_t result, a, b;
  };
  // Inputs first, then constants and results as they came; nothing grows after the recording.
  std::vector<instruction> instructions;
  std::vector<double> values, adjoints;
  std::vector<std::uint32_t> outputs;
  std::size_t input_count;

  inline static thread_local tape* current = nullptr;

  std::uint32_t slot_for(double value) {
    values.push_back(value);
    return static_cast<std::uint32_t>(values.size() - 1);
  }
  std::uint32_t slot_of(const number& n) { return n.slot == number::constant ? slot_for(n.value) : n.slot; }

 public:
  explicit tape(std::size_t inputs) : values(inputs), input_count(inputs) {}

  /// Records `function`, which takes the inputs' numbers and writes `count` outputs, at a point.
  template <class Function>
  void record(const Function& function, const double* at, std::size_t count) {
    std::vector<number> x, y(count);
    for (std::uint32_t i = 0; i < input_count; ++i) x.push_back({values[i] = at[i], i});
    current = this;
    function(x.data(), y.data());
    current = nullptr;
    for (const number& one : y) outputs.push_back(slot_of(one));
    adjoints.assign(values.size(), 0);
  }

  void forward(const double* at) {
    std::copy_n(at, input_count, values.data());
    double* const v = values.data();
    for (const instruction& i : instructions) {
      const double a = v[i.a], b = v[i.b];
      double& r = v[i.result];
      switch (i.f) {
        case operation::add: r = a + b; break;
        case operation::subtract: r = a - b; break;
        case operation::multiply: r = a * b; break;
        case operation::divide: r = a / b; break;
        case operation::negate: r = -a; break;
        case operation::max: r = a < b ? b : a; break;
        case operation::exp: r = std::exp(a); break;
        case operation::log: r = std::log(a); break;
        case operation::sqrt: r = std::sqrt(a); break;
        case operation::sin: r = std::sin(a); break;
        case operation::cos: r = std::cos(a); break;
        case operation::tanh: r = std::tanh(a); break;
        case operation::erfc: r = std::erfc(a); break;
      }
    }
  }

  double output(std::size_t k) const { return values[outputs[k]]; }

  /// The derivatives of output k by all inputs, after forward. Each adjoint is 0 again once it has been passed on.
  void reverse(std::size_t k, double* gradient) {
    const double* const v = values.data();
    double* const d = adjoints.data();
    std::fill_n(d, input_count, 0.0);
    d[outputs[k]] = 1;
    for (auto i = instructions.rbegin(); i != instructions.rend(); ++i) {
      const double r = d[i->result], a = v[i->a];
      d[i->result] = 0;
      switch (i->f) {
        case operation::add: d[i->a] += r, d[i->b] += r; break;
        case operation::subtract: d[i->a] += r, d[i->b] -= r; break;
        case operation::multiply: d[i->a] += r * v[i->b], d[i->b] += r * a; break;
        case operation::divide: {
          const double quotient = r / v[i->b];
          d[i->a] += quotient;
          d[i->b] -= quotient * v[i->result];
          break;
        }
        case operation::negate: d[i->a] -= r; break;
        case operation::max: d[a < v[i->b] ? i->b : i->a] += r; break;
        case operation::exp: d[i->a] += r * v[i->result]; break;
        case operation::log: d[i->a] += r / a; break;
        case operation::sqrt: d[i->a] += 0.5 * r / v[i->result]; break;
        case operation::sin: d[i->a] += r * std::cos(a); break;
        case operation::cos: d[i->a] -= r * std::sin(a); break;
        case operation::tanh: d[i->a] += r * (1 - v[i->result] * v[i->result]); break;
        case operation::erfc: d[i->a] -= r * 1.1283791670955125739 * std::exp(-a * a); break;
      }
    }
    std::copy_n(d, input_count, gradient);
  }
};

inline number number::record(operation f, double value, const number& a, const number& b) {
  if (a.slot == constant && b.slot == constant) return value;
  tape& t = *tape::current;
  const std::uint32_t left = t.slot_of(a), right = &a == &b ? left : t.slot_of(b), result = t.slot_for(value);
  t.instructions.push_back({f, result, left, right});
  return {value, result};
}

}  // namespace tapes
