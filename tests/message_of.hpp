// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a test of an error compares: the whole sentence.
#include <stdexcept>
#include <string>

/// What a callable throws, if it is an Exception.
template <class Exception = std::invalid_argument, class F>
std::string message_of(const F& f) {
  try {
    f();
  } catch (const Exception& error) {
    return error.what();
  }
  return "nothing was thrown";
}
