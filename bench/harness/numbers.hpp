// SPDX-License-Identifier: BSL-1.0
#pragma once
// Numbers and what holds many of them, written one after the other.
#include <algorithm>
#include <concepts>

namespace bench {

template <class... Parts>
void write_numbers(double* to, const Parts&... parts) {
  const auto one = [&to](const auto& part) {
    if constexpr (std::convertible_to<decltype(part), double>) *to++ = part;
    else to = std::copy_n(part.data(), part.size(), to);
  };
  (one(parts), ...);
}

}  // namespace bench
