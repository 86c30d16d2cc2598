// SPDX-License-Identifier: BSL-1.0
#pragma once
// Instructions in a stretch of the program: those that the processor retires, where the system lets one count them
// (Linux); under callgrind those that it simulates.
#include <cstdint>

#if defined(__linux__)
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif
#if __has_include(<valgrind/callgrind.h>)
#include <unistd.h>
#include <valgrind/callgrind.h>

#include <fstream>
#include <string>
#endif

namespace bench {

#if __has_include(<valgrind/callgrind.h>)
/// The program runs under `valgrind --tool=callgrind --collect-atstart=no`, which can only write its counts to files:
/// callgrind.out.PROCESS.NUMBER.
class callgrind {
  int dumps = 0;

 public:
  static bool runs() { return RUNNING_ON_VALGRIND; }
  static void start() { CALLGRIND_TOGGLE_COLLECT; }
  std::int64_t stop() {
    CALLGRIND_TOGGLE_COLLECT;
    CALLGRIND_DUMP_STATS;
    std::ifstream file("callgrind.out." + std::to_string(getpid()) + '.' + std::to_string(++dumps));
    for (std::string word; file >> word;)
      if (std::int64_t count; word == "totals:" && file >> count) return count;
    return -1;
  }
};
#else
struct callgrind {
  static bool runs() { return false; }
  static void start() {}
  std::int64_t stop() { return -1; }
};
#endif

class instruction_counter {
  int file = -1;
  callgrind simulated;

 public:
  instruction_counter() {
#if defined(__linux__)
    perf_event_attr what{};
    what.type = PERF_TYPE_HARDWARE;
    what.size = sizeof what;
    what.config = PERF_COUNT_HW_INSTRUCTIONS;
    what.disabled = 1;
    what.exclude_kernel = 1;
    what.exclude_hv = 1;
    file = static_cast<int>(syscall(SYS_perf_event_open, &what, 0, -1, -1, 0));
#endif
  }
  ~instruction_counter() {
#if defined(__linux__)
    if (file >= 0) close(file);
#endif
  }
  instruction_counter(const instruction_counter&) = delete;
  instruction_counter& operator=(const instruction_counter&) = delete;

  void start() {
    if (callgrind::runs()) return callgrind::start();
#if defined(__linux__)
    ioctl(file, PERF_EVENT_IOC_RESET, 0);
    ioctl(file, PERF_EVENT_IOC_ENABLE, 0);
#endif
  }
  /// Since the start; -1 where they cannot be counted.
  std::int64_t stop() {
    if (callgrind::runs()) return simulated.stop();
    std::int64_t count = -1;
#if defined(__linux__)
    ioctl(file, PERF_EVENT_IOC_DISABLE, 0);
    if (file < 0 || read(file, &count, sizeof count) != sizeof count) return -1;
#endif
    return count;
  }
};

}  // namespace bench
