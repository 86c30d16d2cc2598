// SPDX-License-Identifier: BSL-1.0
#pragma once
// Runs an optimizer until a loss is small, or a reason to stop comes up.
#include <ctime>
#include <symdiff/data/dataset.hpp>
#include <symdiff/optimize/epoch_callback.hpp>
#include <symdiff/optimize/optimizer.hpp>

namespace symdiff {

/// When a minimisation has converged: the Euclidean norm of the gradient is below `gradient_norm`; 0 is
/// never.
struct converged {
  double gradient_norm = 0;
};

/// How long to minimise: `{.epochs = 20, .until = converged{.gradient_norm = 1e-8}, .on_epoch = show}`.
struct minimize_options {
  /// The most passes over all samples; for a loss without samples, the most steps.
  int epochs = 100;
  converged until{};
  /// Called with an `epoch_record` after each epoch, when the parameters have been stepped; if it returns
  /// false, that epoch is the last. It may be any callable of up to 64 bytes and is copied.
  epoch_callback on_epoch{};
};

namespace detail {

/// Seconds on a clock that goes forward where the system has one.
inline double now() {
  std::timespec t{};
#ifdef CLOCK_MONOTONIC
  clock_gettime(CLOCK_MONOTONIC, &t);
#else
  std::timespec_get(&t, TIME_UTC);
#endif
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

template <class T, class Gradient>
double norm_of(const Gradient& gradient) {
  T sum(0);
  boost::hana::for_each(gradient.entries, [&](const auto& entry) {
    const T derivative = boost::hana::second(entry);
    sum += derivative * derivative;
  });
  using scalar::sqrt;
  return static_cast<double>(sqrt(sum));
}

template <class Optimizer, class Loss, class P, class... Data>
history run_epochs(const Loss& loss, P& p, Optimizer& optimizer, minimize_options& options, const Data&... data) {
  if (options.epochs < 0)
    throw std::invalid_argument("minimize: epochs is " + std::to_string(options.epochs) + ", but must not be negative");
  history past;
  P last_finite = p;
  for (int number = 1; number <= options.epochs; ++number) {
    const double start = now();
    const auto at = value_and_gradient(loss, p, data...);
    using T = std::remove_cvref_t<decltype(at.value)>;
    bool goes_on = false;
    if (!is_finite(at.value) || !all_finite(at.gradient)) {
      past.reason = stop_reason::not_finite;
      p = last_finite;
    } else if (const double norm = norm_of<T>(at.gradient); norm < options.until.gradient_norm) {
      past.reason = stop_reason::converged;
    } else {
      last_finite = p;
      optimizer.update(p, at.gradient);
      goes_on = all_finite(p);
      if (!goes_on) {
        past.reason = stop_reason::not_finite;
        p = last_finite;
      }
    }
    past.push_back({.number = number,
                    .loss = static_cast<double>(at.value),
                    .gradient_norm = norm_of<T>(at.gradient),
                    .learning_rate = rate_of(optimizer, number - 1),
                    .seconds = now() - start});
    const bool wants_more = options.on_epoch(past.back());
    if (!goes_on) break;
    if (!wants_more) {
      past.reason = stop_reason::callback;
      break;
    }
  }
  return past;
}

template <class Data>
inline constexpr bool is_dataset = false;
template <class... Bindings>
inline constexpr bool is_dataset<dataset<Bindings...>> = true;

template <class Loss, class P, class Optimizer>
constexpr bool can_minimize() {
  constexpr bool is_optimizer = requires(const Optimizer& o) { o.learning_rate; };
  static_assert(is_optimizer, "minimize: there is no optimizer; write it as in minimize(loss, p, data, "
                              "gradient_descent{.learning_rate = 0.1}, {.epochs = 20})");
  return is_optimizer && can_step<Loss, P>();
}

}  // namespace detail

/// Steps the parameters p until the epochs are done or a reason to stop comes up, and returns the record
/// of each epoch. An epoch's loss is that before its step, so the first is that of the start, and
/// `evaluate(loss, p, data)` gives that of the end.
///
/// Where the loss, a derivative or a parameter becomes NaN or infinite, it stops with
/// `stop_reason::not_finite` and p holds the last values whose loss and derivatives were finite. Throws
/// std::invalid_argument for a negative number of epochs or learning rate. Allocates for the history only.
template <class Loss, class Parameters, class Data, class Optimizer>
  requires(!std::same_as<Optimizer, minimize_options>)
history minimize(const Loss& loss, Parameters& p, const Data& data, Optimizer optimizer,
                 minimize_options options = {}) {
  static_assert(detail::is_dataset<Data>,
                "minimize: the third argument is no data set; write it as in dataset data{t = times}");
  if constexpr (detail::is_dataset<Data> && detail::can_minimize<Loss, Parameters, Optimizer>())
    return detail::run_epochs(loss, p, optimizer, options, data);
  else
    return {};
}

/// The same for a loss without samples.
template <class Loss, class Parameters, class Optimizer>
history minimize(const Loss& loss, Parameters& p, Optimizer optimizer, minimize_options options = {}) {
  if constexpr (detail::can_minimize<Loss, Parameters, Optimizer>())
    return detail::run_epochs(loss, p, optimizer, options);
  else
    return {};
}

}  // namespace symdiff
