// SPDX-License-Identifier: BSL-1.0
#pragma once
// What the fuzzed readers share. A fuzzer (tools/fuzz) and replay.cpp call LLVMFuzzerTestOneInput with any bytes: the
// first of them choose how the rest is read, see take().
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

/// Ends the program where what a reader promises does not hold: a finding for a fuzzer, a failure for a test.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n", what);
  std::abort();
}

inline bool same(double x, double y) {
  return (x == y && std::signbit(x) == std::signbit(y)) || (std::isnan(x) && std::isnan(y));
}

/// The next byte of an input, 0 behind its end.
inline unsigned take(std::string_view& input) {
  if (input.empty()) return 0;
  const auto byte = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  return byte;
}

/// Whether a reader reads; else its message, of a std::runtime_error, says what is wrong. What else it throws goes on.
template <class Read>
bool reads(const Read& read, std::string& message) {
  try {
    read();
    return true;
  } catch (const std::runtime_error& error) {
    message = error.what();
    require(!message.empty(), "a refusal says why");
    return false;
  }
}
template <class Read>
bool reads(const Read& read) {
  std::string message;
  return reads(read, message);
}

}  // namespace fuzz
