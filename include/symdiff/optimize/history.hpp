// SPDX-License-Identifier: BSL-1.0
#pragma once
// What happened in a minimisation: a record for each epoch, and why it stopped.
#include <cstddef>
#include <iosfwd>
#include <string>

namespace symdiff {

/// One pass over all samples.
struct epoch_record {
  int number = 0;             ///< from 1 on
  double loss = 0;            ///< before the epoch's step
  double gradient_norm = 0;   ///< Euclidean norm of the gradient at the same point
  double learning_rate = 0;   ///< of the epoch's step
  double seconds = 0;         ///< of the epoch, by the clock on the wall
};

/// Why a minimisation stopped.
enum class stop_reason { epochs, converged, callback, not_finite };

/// The reason in words.
inline std::string to_string(stop_reason reason) {
  switch (reason) {
    case stop_reason::epochs: return "all epochs done";
    case stop_reason::converged: return "converged";
    case stop_reason::callback: return "stopped by on_epoch";
    case stop_reason::not_finite: return "the loss, a derivative or a parameter became NaN or infinite";
  }
  return "unknown";
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, stop_reason reason) {
  return out << to_string(reason);
}

/// The records of the epochs, in order, and why the last one was the last.
class history {
  // A container of its own: <vector> would lengthen the compilation of every user by a tenth.
  epoch_record* records = nullptr;
  std::size_t count = 0;
  std::size_t room = 0;

  void move_to(std::size_t new_room) {
    epoch_record* moved = new epoch_record[new_room];
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
    exchange(reason, other.reason);
  }

 public:
  stop_reason reason = stop_reason::epochs;

  history() = default;
  history(const history& other) : reason(other.reason) {
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

}  // namespace symdiff
