// SPDX-License-Identifier: BSL-1.0
#pragma once
// Files of numbers that gnuplot draws from.
#include <fstream>
#include <iomanip>
#include <stdexcept>
#include <string>

/// Opens a file that keeps every digit of a double. It is written at once, without a buffer, so that a disk that is
/// full is noticed by the write (std::ios::failure) and not when the file is closed, where nothing can throw.
inline std::ofstream open_for_writing(const std::string& path) {
  std::ofstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be written");
  file.exceptions(std::ios::badbit | std::ios::failbit);
  file << std::unitbuf << std::setprecision(17);
  return file;
}
