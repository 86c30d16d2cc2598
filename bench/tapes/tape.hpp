// SPDX-License-Identifier: BSL-1.0
#pragma once
// A dynamic tape as compact and as fast as we can write one: a function is recorded once by overloaded operators; its
// sweeps then run over an array of instructions, forwards for values and backwards for adjoints.
//
//   tape t(recording(f, x, inputs, outputs));
//   t.forward(x); t.reverse(0, gradient);
//
// Sweeps of tape<dual<n>> carry derivatives of all values and adjoints in n directions with them: rows of a Hessian.
// What depends on a branch of the recorded function is recorded as it went: fmax has an instruction, `if` has none.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace tapes {

enum class operation : std::uint32_t { add, subtract, multiply, divide, negate, max, exp, log, sqrt, sin, cos, tanh, erfc };

class recording;

/// A number that is being recorded: a slot of the recording, or a constant until it meets one.
class number {
  friend class recording;
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

struct instruction {
  operation f;
  std::uint32_t result, a, b;
};

class recording {
  friend class number;
  template <class>
  friend class tape;
  // Inputs first, then constants and results as they came.
  std::vector<instruction> instructions;
  std::vector<double> values;
  std::vector<std::uint32_t> outputs;
  std::size_t input_count;

  inline static thread_local recording* current = nullptr;

  std::uint32_t slot_for(double value) {
    values.push_back(value);
    return static_cast<std::uint32_t>(values.size() - 1);
  }
  std::uint32_t slot_of(const number& n) { return n.slot == number::constant ? slot_for(n.value) : n.slot; }

 public:
  /// `function` takes the numbers of so many inputs and writes those of so many outputs, at a point.
  template <class Function>
  recording(const Function& function, const double* at, std::size_t inputs, std::size_t count)
      : values(at, at + inputs), input_count(inputs) {
    std::vector<number> x, y(count);
    for (std::uint32_t i = 0; i < inputs; ++i) x.push_back({at[i], i});
    current = this;
    function(x.data(), y.data());
    current = nullptr;
    for (const number& one : y) outputs.push_back(slot_of(one));
  }
};

/// What was recorded, for sweeps over values of any type; nothing grows any more.
template <class Value = double>
class tape {
  std::vector<instruction> instructions;
  std::vector<std::uint32_t> outputs;
  std::size_t input_count;
  std::vector<Value> values, adjoints;

 public:
  explicit tape(recording&& r)
      : instructions(std::move(r.instructions)), outputs(std::move(r.outputs)), input_count(r.input_count),
        values(r.values.begin(), r.values.end()), adjoints(values.size()) {}

  void forward(const Value* at) {
    using std::exp, std::log, std::sqrt, std::sin, std::cos, std::tanh, std::erfc;
    std::copy_n(at, input_count, values.data());
    Value* const v = values.data();
    for (const instruction& i : instructions) {
      const Value &a = v[i.a], &b = v[i.b];
      Value& r = v[i.result];
      switch (i.f) {
        case operation::add: r = a + b; break;
        case operation::subtract: r = a - b; break;
        case operation::multiply: r = a * b; break;
        case operation::divide: r = a / b; break;
        case operation::negate: r = -a; break;
        case operation::max: r = a < b ? b : a; break;
        case operation::exp: r = exp(a); break;
        case operation::log: r = log(a); break;
        case operation::sqrt: r = sqrt(a); break;
        case operation::sin: r = sin(a); break;
        case operation::cos: r = cos(a); break;
        case operation::tanh: r = tanh(a); break;
        case operation::erfc: r = erfc(a); break;
      }
    }
  }

  const Value& output(std::size_t k) const { return values[outputs[k]]; }

  /// The derivatives of output k by all inputs, after forward. Each adjoint is 0 again once it has been passed on.
  void reverse(std::size_t k, Value* gradient) {
    using std::exp, std::cos, std::sin;
    const Value* const v = values.data();
    Value* const d = adjoints.data();
    std::fill_n(d, input_count, Value(0));
    d[outputs[k]] = Value(1);
    for (auto i = instructions.rbegin(); i != instructions.rend(); ++i) {
      const Value r = d[i->result], &a = v[i->a];
      d[i->result] = Value(0);
      switch (i->f) {
        case operation::add: d[i->a] += r, d[i->b] += r; break;
        case operation::subtract: d[i->a] += r, d[i->b] -= r; break;
        case operation::multiply: d[i->a] += r * v[i->b], d[i->b] += r * a; break;
        case operation::divide: {
          const Value quotient = r / v[i->b];
          d[i->a] += quotient;
          d[i->b] -= quotient * v[i->result];
          break;
        }
        case operation::negate: d[i->a] -= r; break;
        case operation::max: d[a < v[i->b] ? i->b : i->a] += r; break;
        case operation::exp: d[i->a] += r * v[i->result]; break;
        case operation::log: d[i->a] += r / a; break;
        case operation::sqrt: d[i->a] += 0.5 * r / v[i->result]; break;
        case operation::sin: d[i->a] += r * cos(a); break;
        case operation::cos: d[i->a] -= r * sin(a); break;
        case operation::tanh: d[i->a] += r * (1 - v[i->result] * v[i->result]); break;
        case operation::erfc: d[i->a] -= r * 1.1283791670955125739 * exp(-a * a); break;
      }
    }
    std::copy_n(d, input_count, gradient);
  }
};

inline number number::record(operation f, double value, const number& a, const number& b) {
  if (a.slot == constant && b.slot == constant) return value;
  recording& t = *recording::current;
  const std::uint32_t left = t.slot_of(a), right = &a == &b ? left : t.slot_of(b), result = t.slot_for(value);
  t.instructions.push_back({f, result, left, right});
  return {value, result};
}

}  // namespace tapes
