// SPDX-License-Identifier: BSL-1.0
#pragma once
// Instructions that the processor retires in a stretch of the program, where the system lets one count them (Linux).
#include <cstdint>

#if defined(__linux__)
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace bench {

class instruction_counter {
  int file = -1;

 public:
#if defined(__linux__)
  instruction_counter() {
    perf_event_attr what{};
    what.type = PERF_TYPE_HARDWARE;
    what.size = sizeof what;
    what.config = PERF_COUNT_HW_INSTRUCTIONS;
    what.disabled = 1;
    what.exclude_kernel = 1;
    what.exclude_hv = 1;
    file = static_cast<int>(syscall(SYS_perf_event_open, &what, 0, -1, -1, 0));
  }
  ~instruction_counter() {
    if (file >= 0) close(file);
  }
  void start() {
    ioctl(file, PERF_EVENT_IOC_RESET, 0);
    ioctl(file, PERF_EVENT_IOC_ENABLE, 0);
  }
  /// Since the start; -1 where they cannot be counted.
  std::int64_t stop() {
    ioctl(file, PERF_EVENT_IOC_DISABLE, 0);
    std::int64_t count = -1;
    return file >= 0 && read(file, &count, sizeof count) == sizeof count ? count : -1;
  }
#else
  instruction_counter() = default;
  void start() {}
  std::int64_t stop() { return file; }
#endif
  instruction_counter(const instruction_counter&) = delete;
  instruction_counter& operator=(const instruction_counter&) = delete;
};

}  // namespace bench
