// SPDX-License-Identifier: BSL-1.0
#pragma once
// How a CSV file is written, and what is wanted of it.
#include <symdiff/hide_macros.inc>
#include <string>
#include <symdiff/instruction_set.hpp>
#include <vector>

namespace SYMDIFF_NAMESPACE {

/// What a field without a value stands for: one that is empty, or NA or NaN in letters of any case.
enum class missing_value {
  refuse,  ///< nothing: its column is refused where it is asked for
  nan      ///< NaN
};

/// A column whose texts are class labels, read as the indices 0, 1, … of their classes.
struct label_column {
  std::string name;
  /// The classes by index. Where none are given, they are counted as they come in the file; give those of the
  /// training data, `table.classes(name)`, for the test data.
  std::vector<std::string> classes = {};
};

/// For read_csv and csv_reader: `read_csv("speed.csv", {.separator = ';'})`.
struct csv_options {
  char separator = ',';
  /// Whether the first row names the columns; else their names are "1", "2", …
  bool header = true;
  missing_value missing = missing_value::refuse;
  std::vector<label_column> labels = {};
};

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
