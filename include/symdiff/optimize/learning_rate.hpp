// SPDX-License-Identifier: BSL-1.0
#pragma once
// Learning rates: a number, or a schedule over the steps. Steps count from 0.
#include <concepts>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <symdiff/functions/scalar.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// x to a whole power, by repeated squaring: the same bits on every platform, unlike pow.
template <class T>
constexpr T whole_power(T x, long long exponent) {
  T result(1);
  for (; exponent > 0; exponent /= 2, x = x * x)
    if (exponent % 2 == 1) result = result * x;
  return result;
}

/// NaN and infinity do not cancel themselves.
template <class T>
constexpr bool is_finite(const T& x) {
  return x - x == 0;
}

/// Throws "<whose>: <what> is <value>, but <demand>" unless a setting is as it must be.
[[noreturn]] inline void throw_setting(const char* whose, const char* what, double value, const char* demand) {
  throw std::invalid_argument(std::string(whose) + ": " + what + " is " + std::to_string(value) + ", but " + demand);
}
[[gnu::always_inline]] constexpr void require_setting(bool holds, const char* whose, const char* what, double value,
                                                      const char* demand) {
  if (!holds) throw_setting(whose, what, value, demand);
}

}  // namespace detail

namespace schedule {
/// The same rate at every step; a plain number says the same. (It is `schedule::constant`, since
/// `constant<3>` is an exact constant.)
struct constant {
  double rate = 0.01;
};
}  // namespace schedule

/// from * factor^floor(step / every)
struct step_decay {
  double from = 0.1;
  double factor = 0.5;
  long long every = 1000;
};

/// from * factor^step
struct exponential_decay {
  double from = 0.1;
  double factor = 0.999;
};

/// to + (from - to) * (1 + cos(pi * step / steps)) / 2, and `to` from step `steps` on (I. Loshchilov and
/// F. Hutter, "SGDR", ICLR 2017, without restarts).
struct cosine {
  double from = 0.1;
  double to = 0;
  long long steps = 1000;
};

/// A number or one of the schedules above.
class decay_schedule {
  enum class shape : unsigned char { constant, step, exponential, cosine };
  shape kind = shape::constant;
  double from = 0.01;
  double to = 0;
  double factor = 1;
  long long length = 1;

 public:
  constexpr decay_schedule() = default;
  constexpr decay_schedule(double rate) : from(rate) {}                        // NOLINT: a number is a rate
  constexpr decay_schedule(const schedule::constant& s) : from(s.rate) {}      // NOLINT
  constexpr decay_schedule(const step_decay& s)                                // NOLINT
      : kind(shape::step), from(s.from), factor(s.factor), length(s.every) {
    check("step_decay", "every");
  }
  constexpr decay_schedule(const exponential_decay& s)                         // NOLINT
      : kind(shape::exponential), from(s.from), factor(s.factor) {
    check("exponential_decay", "every");
  }
  constexpr decay_schedule(const cosine& s)                                    // NOLINT
      : kind(shape::cosine), from(s.from), to(s.to), length(s.steps) {
    check("cosine", "steps");
  }

  constexpr bool is_constant() const { return kind == shape::constant; }

  /// The rate of a step.
  constexpr double operator()(long long step) const {
    switch (kind) {
      case shape::constant: break;
      case shape::step: return from * detail::whole_power(factor, step / length);
      case shape::exponential: return from * detail::whole_power(factor, step);
      case shape::cosine: {
        if (step >= length) return to;
        constexpr double half_turn = 3.14159265358979323846;
        const double part = static_cast<double>(step) / static_cast<double>(length);
        return to + (from - to) * (1 + scalar::cos(half_turn * part)) / 2;
      }
    }
    return from;
  }

  friend constexpr bool operator==(const decay_schedule&, const decay_schedule&) = default;

  template <class Traits>
  friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const decay_schedule& s) {
    out << s.from;
    switch (s.kind) {
      case shape::constant: break;
      case shape::step: out << ", times " << s.factor << " every " << s.length << " steps"; break;
      case shape::exponential: out << ", times " << s.factor << " every step"; break;
      case shape::cosine: out << ", to " << s.to << " along a cosine of " << s.length << " steps"; break;
    }
    return out;
  }

 private:
  constexpr void check(const char* name, const char* count) const {
    detail::require_setting(factor > 0 && detail::is_finite(factor), name, "factor", factor,
                            "must be finite and positive");
    detail::require_setting(length > 0, name, count, static_cast<double>(length), "must be at least 1");
  }
};

/// The first `steps` steps grow in a straight line to the rate with which `then` begins:
/// then(0) * (step + 1) / steps; then(step - steps) follows (P. Goyal et al., "Accurate, large minibatch
/// SGD", 2017, section 2.2).
struct warmup {
  long long steps = 100;
  decay_schedule then = 0.01;
};

/// An optimizer's learning rate: `.learning_rate = 1e-3`, or
/// `.learning_rate = warmup{.steps = 100, .then = cosine{.from = 0.1, .steps = 5000}}`. What a schedule
/// cannot be is std::invalid_argument where it is given.
class learning_rate_schedule {
  decay_schedule then;
  long long warmup_steps = 0;

 public:
  constexpr learning_rate_schedule() = default;
  template <std::convertible_to<decay_schedule> Schedule>
  constexpr learning_rate_schedule(const Schedule& s) : then(s) {}             // NOLINT: a schedule is a rate
  constexpr learning_rate_schedule(const warmup& s) : then(s.then), warmup_steps(s.steps) {  // NOLINT
    detail::require_setting(s.steps >= 0, "warmup", "steps", static_cast<double>(s.steps), "must not be negative");
  }

  constexpr bool is_constant() const { return then.is_constant() && warmup_steps == 0; }

  /// The rate of a step; steps count from 0.
  constexpr double operator()(long long step) const {
    if (step >= warmup_steps) return then(step - warmup_steps);
    return then(0) * static_cast<double>(step + 1) / static_cast<double>(warmup_steps);
  }

  friend constexpr bool operator==(const learning_rate_schedule&, const learning_rate_schedule&) = default;

  template <class Traits>
  friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                                      const learning_rate_schedule& s) {
    out << s.then;
    if (s.warmup_steps > 0) out << ", after a warm-up of " << s.warmup_steps << " steps";
    return out;
  }
};

}  // namespace symdiff
