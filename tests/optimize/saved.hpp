// SPDX-License-Identifier: BSL-1.0
#pragma once
// What saving gives, and what restoring says.
#include <symdiff/optimize/checkpoint.hpp>

#include <sstream>
#include <stdexcept>
#include <string>

template <class... Argument>
std::string saved(const Argument&... arguments) {
  std::ostringstream out;
  symdiff::save(out, arguments...);
  return out.str();
}

/// What restoring these lines says.
template <class... Argument>
std::string refusal(const std::string& text, Argument&... arguments) {
  std::istringstream in(text);
  try {
    symdiff::restore(in, arguments...);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "nothing was thrown";
}
