// SPDX-License-Identifier: BSL-1.0
#pragma once
// What happened in a minimisation: a record for each epoch, and why it stopped.
#include <concepts>
#include <cstddef>
#include <iosfwd>
#include <limits>
#include <string>
#include <symdiff/data/dataset.hpp>

namespace SYMDIFF_NAMESPACE {

/// One pass over all samples.
struct epoch_record {
  int number = 0;  ///< from 1 on
  int total = 0;   ///< the number that the last epoch will have, if nothing stops before
  /// Before the epoch's step. With mini-batches: the mean over the samples, each batch before its own step.
  double loss = 0;
  /// Euclidean norm of the gradient at the same point; with mini-batches, of the mean of their gradients.
  double gradient_norm = 0;
  double learning_rate = 0;  ///< of the epoch's first step
  double seconds = 0;        ///< of the epoch, by the clock on the wall
  /// After the epoch's steps; NaN where there is no validation set.
  double validation_loss = std::numeric_limits<double>::quiet_NaN();
  bool is_last = false;  ///< whether the run ends here (but for what on_epoch says)
};

/// Why a minimisation stopped.
enum class stop_reason { epochs, converged, no_improvement, time, callback, not_finite };

/// The reason in words.
inline std::string to_string(stop_reason reason) {
  switch (reason) {
    case stop_reason::epochs: return "all epochs done";
    case stop_reason::converged: return "converged";
    case stop_reason::no_improvement: return "no better loss for as many epochs as the patience";
    case stop_reason::time: return "the time is over";
    case stop_reason::callback: return "stopped by on_epoch";
    case stop_reason::not_finite: return "the loss, a derivative or a parameter became NaN or infinite";
  }
  return "unknown";
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, stop_reason reason) {
  return out << to_string(reason);
}

/// Where a number stopped being finite.
struct failure {
  enum class kind { none, loss, derivative, parameter_at_start, parameter, validation_loss };
  kind what = kind::none;
  int epoch = 0;
  long long batch = -1;          ///< from 0 on; -1 without mini-batches
  const char* symbol = nullptr;  ///< of the derivative or the parameter
  double value = 0;
  flawed_sample data;            ///< the first such number in the data, if there is one
};

/// In words: "epoch 1, batch 3: the loss is nan; the column of 'speed' holds nan at sample 17". (A template, since only
/// those who use it should pay for compiling it.)
template <std::same_as<failure> Failure>
std::string to_string(const Failure& at) {
  std::string text = "epoch " + std::to_string(at.epoch);
  if (at.batch >= 0) text += ", batch " + std::to_string(at.batch);
  text += ": ";
  const std::string name = at.symbol == nullptr ? "" : "'" + std::string(at.symbol) + "'";
  switch (at.what) {
    case failure::kind::none: return "all numbers are finite";
    case failure::kind::loss: text += "the loss is "; break;
    case failure::kind::derivative: text += "the derivative by " + name + " is "; break;
    case failure::kind::parameter_at_start: text += "from the start, the parameter " + name + " is "; break;
    case failure::kind::parameter: text += "the step makes the parameter " + name + " "; break;
    case failure::kind::validation_loss: text += "the loss of the validation set is "; break;
  }
  text += at.value != at.value ? "nan" : at.value > 0 ? "inf" : "-inf";
  return at.data ? text + "; " + to_string(at.data) : text;
}

/// How a minimisation ended.
struct summary {
  stop_reason reason = stop_reason::epochs;
  failure where;  ///< for `stop_reason::not_finite`
  /// The lowest loss seen, of the validation set where there is one, and after how many epochs the parameters had it.
  double best_loss = std::numeric_limits<double>::infinity();
  int best_epoch = 0;
};

/// The records of the epochs, in order, and why the last one was the last.
class history : public summary {
  // A container of its own: <vector> would lengthen the compilation of every user by a tenth.
  epoch_record* records = nullptr;
  std::size_t count = 0;
  std::size_t room = 0;

  void move_to(std::size_t new_room) {
    auto* moved = new epoch_record[new_room];
    for (std::size_t i = 0; i < count; ++i) moved[i] = records[i];
    delete[] records;
    records = moved;
    room = new_room;
  }
  void swap(history& other) noexcept {
    const auto exchange = [](auto& x, auto& y) {
      const auto old_x = x;
      x = y;
      y = old_x;
    };
    exchange(records, other.records);
    exchange(count, other.count);
    exchange(room, other.room);
    exchange(static_cast<summary&>(*this), static_cast<summary&>(other));
  }

 public:

  history() = default;
  history(const history& other) : summary(other) {
    for (const epoch_record& record : other) push_back(record);
  }
  history(history&& other) noexcept { swap(other); }
  history& operator=(history other) noexcept {
    swap(other);
    return *this;
  }
  ~history() { delete[] records; }

  std::size_t size() const { return count; }
  bool empty() const { return count == 0; }
  const epoch_record* begin() const { return records; }
  const epoch_record* end() const { return records + count; }
  const epoch_record& operator[](std::size_t i) const { return records[i]; }
  /// The first and the last record of a history that is not empty.
  const epoch_record& front() const { return records[0]; }
  const epoch_record& back() const { return records[count - 1]; }

  void push_back(const epoch_record& record) {
    if (count == room) move_to(room == 0 ? 32 : 2 * room);
    records[count++] = record;
  }
};

/// Why and where it ended, in one line.
template <std::same_as<history> History>
std::string to_string(const History& past) {
  if (past.reason == stop_reason::not_finite) return to_string(past.where);
  return to_string(past.reason) + (past.empty() ? "" : " after epoch " + std::to_string(past.back().number));
}

}  // namespace symdiff
