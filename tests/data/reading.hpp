// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a test of a reader compares: the whole sentence.
#include <exception>
#include <string>

/// What a callable throws.
template <class F>
std::string message_of(const F& f) {
  try {
    f();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "nothing was thrown";
}
