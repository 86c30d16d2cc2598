// SPDX-License-Identifier: BSL-1.0
#pragma once
// Shows how a minimisation goes.
#include <cstdio>
#include <symdiff/optimize/history.hpp>
#if __has_include(<unistd.h>)
#include <unistd.h>
#elif __has_include(<io.h>)
#include <io.h>
#endif

namespace SYMDIFF_NAMESPACE {

/// Shows epochs as `minimize` does them: `{.on_epoch = show_progress{}}`. On a terminal it draws one line over and over,
///
///   [##########..........]  10/20  loss 0.0123  gradient 1.5e-03  3.2 s, 3.1 s left
///
/// at most ten times a second; into a file or a pipe it writes every `every`-th epoch on a line of its own, without the
/// bar, and the last one.
struct show_progress {
  std::FILE* stream = stderr;
  int every = 0;   ///< 0 makes about ten lines of a run
  int width = 20;  ///< of the bar
  /// Whether the stream is a terminal; asked once, where it is given.
  bool on_terminal = is_terminal(stream);

  double seconds = 0;       // since the first epoch
  double shown = -1;        // at which second it was drawn last
  int epochs_before = 0;    // of an earlier call of minimize
  int drawn_characters = 0;

  template <std::same_as<epoch_record> Record>  // a template, since only those who use it should pay for compiling it
  void operator()(const Record& epoch) {
    if (seconds == 0) epochs_before = epoch.number - 1;
    seconds += epoch.seconds;
    const int step = every > 0 ? every : epoch.total > 10 ? epoch.total / 10 : 1;
    const bool is_due = on_terminal ? shown < 0 || seconds - shown >= 0.1 : epoch.number % step == 0;
    if (!is_due && !epoch.is_last) return;
    shown = seconds;
    char line[256];
    write(line, sizeof line, epoch);
    if (!on_terminal) {
      std::fprintf(stream, "%s\n", line);
    } else {
      char bar[81]{};
      const int cells = width < 1 ? 1 : width > 80 ? 80 : width;
      const int full = epoch.total < 1 ? 0 : static_cast<int>(1.0 * cells * epoch.number / epoch.total);
      for (int i = 0; i < cells; ++i) bar[i] = i < full ? '#' : '.';
      const int drawn = std::fprintf(stream, "\r[%s]  %s", bar, line);
      for (int i = drawn; i < drawn_characters; ++i) std::fputc(' ', stream);  // over the rest of a longer line
      drawn_characters = drawn;
      if (epoch.is_last) std::fputc('\n', stream);
    }
    std::fflush(stream);
  }

  /// Whether a stream writes to a terminal.
  static bool is_terminal(std::FILE* file) {
#if __has_include(<unistd.h>)
    return ::isatty(::fileno(file)) != 0;
#elif __has_include(<io.h>)
    return ::_isatty(::_fileno(file)) != 0;
#else
    return file == nullptr;
#endif
  }

 private:
  template <class Record>
  void write(char* line, std::size_t room, const Record& epoch) const {
    const auto add = [&](const char* format, auto... values) {
      const int count = std::snprintf(line, room, format, values...);
      if (count < 0 || static_cast<std::size_t>(count) >= room) return;
      line += count;
      room -= static_cast<std::size_t>(count);
    };
    add("%d/%d  loss %.6g", epoch.number, epoch.total, epoch.loss);
    if (epoch.validation_loss == epoch.validation_loss) add("  validation %.6g", epoch.validation_loss);
    add("  gradient %.1e  %.1f s", epoch.gradient_norm, seconds);
    if (epoch.is_last) return;
    const int done = epoch.number - epochs_before;
    add(", %.1f s left", seconds / done * (epoch.total - epoch.number));
  }
};

}  // namespace symdiff
