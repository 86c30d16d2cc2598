// SPDX-License-Identifier: BSL-1.0
#pragma once
// When a minimisation stops before its epochs are done.
#include <ctime>
#include <symdiff/optimize/history.hpp>

namespace SYMDIFF_NAMESPACE {

/// When to stop: `.until = converged{.gradient_norm = 1e-8, .patience = 5}`. What is 0 never stops; the first that
/// holds does.
struct converged {
  /// The Euclidean norm of the gradient is below this. Without mini-batches that is known before the step, which is
  /// then not made; with them the norm is that of the epoch's record.
  double gradient_norm = 0;
  /// The losses of two epochs in a row, l and m, differ by at most loss_change * max(1, |l|, |m|): relative for large
  /// losses, absolute for small ones.
  double loss_change = 0;
  /// So many epochs in a row brought no loss below the lowest so far: the validation loss where there is a validation
  /// set, else the epoch's loss.
  int patience = 0;
  /// The run has taken so long, by the clock on the wall. Looked at after each epoch.
  double seconds = 0;
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

/// Watches the epochs of one run.
class watch {
  converged until;
  double start = now();
  double last_loss = std::numeric_limits<double>::quiet_NaN();
  double lowest = std::numeric_limits<double>::infinity();
  int waited = 0;

 public:
  explicit watch(const converged& when) : until(when) {}

  bool is_flat(double gradient_norm) const { return gradient_norm < until.gradient_norm; }

  /// Whether to stop after an epoch whose numbers are finite, and why.
  bool stops(const epoch_record& epoch, stop_reason& reason) {
    const auto size = [](double x) { return x < 0 ? -x : x; };
    const double change = size(epoch.loss - last_loss), a = size(epoch.loss), b = size(last_loss);
    const double scale = a < b ? (b < 1 ? 1 : b) : (a < 1 ? 1 : a);
    const bool settled = until.loss_change > 0 && change <= until.loss_change * scale;  // never for the first, a NaN
    last_loss = epoch.loss;

    const bool is_validated = epoch.validation_loss == epoch.validation_loss;
    const double watched = is_validated ? epoch.validation_loss : epoch.loss;
    waited = watched < lowest ? 0 : waited + 1;
    if (watched < lowest) lowest = watched;

    if (settled || is_flat(epoch.gradient_norm)) reason = stop_reason::converged;
    else if (until.patience > 0 && waited >= until.patience) reason = stop_reason::no_improvement;
    else if (until.seconds > 0 && now() - start >= until.seconds) reason = stop_reason::time;
    else return false;
    return true;
  }
};

}  // namespace detail
}  // namespace symdiff
