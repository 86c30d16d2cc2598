// SPDX-License-Identifier: BSL-1.0
#pragma once
// The rows of a CSV file as texts with their places (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180).
#include <symdiff/hide_macros.inc>
#include <stdexcept>
#include <string>
#include <string_view>
#include <symdiff/data/input_file.hpp>
#include <vector>

namespace SYMDIFF_NAMESPACE::detail {

struct csv_field {
  std::string text;      // without its quotes
  std::size_t line = 1;  // where it begins
};

/// Reads one row at a time into buffers that are used again. Lines end with LF, CR LF or CR; empty lines are
/// passed over; the mark with which some programs open UTF-8 is not part of the first field.
class csv_rows {
  static constexpr int end_of_file = -1;
  static constexpr std::size_t block_size = 65536;
  // A quote that is never closed would otherwise take the rest of a large file into memory.
  static constexpr std::size_t longest_field = 16777216;

  input_file file;
  char separator;
  std::vector<char> block = std::vector<char>(block_size);
  std::size_t at = 0, end = 0;
  std::size_t line = 1;
  bool at_start = true;

  void read_block() {
    end = file.read(block.data(), block.size());
    at = 0;
    if (!std::exchange(at_start, false)) return;
    const std::string_view text(block.data(), end);
    if (text.starts_with("\xef\xbb\xbf")) at = 3;
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
      throw std::runtime_error("read_csv: " + file.name() + " is text in UTF-16; save it as UTF-8");
  }
  int peek() {
    if (at == end) read_block();
    return at == end ? end_of_file : static_cast<unsigned char>(block[at]);
  }
  static bool is_line_end(int c) { return c == '\n' || c == '\r'; }

  void take_line_end() {
    const int c = peek();
    ++at;
    if (c == '\r' && peek() == '\n') ++at;
    ++line;
  }
  bool is_separator(int c) const { return c == static_cast<unsigned char>(separator); }
  bool ends_field(int c) const { return is_separator(c) || is_line_end(c) || c == end_of_file; }

  void take_quoted(csv_field& field, std::size_t column) {
    const auto append = [&](char c) {
      if (field.text.size() == longest_field)
        refuse(field.line, column, "a quote opens here and is not closed within 16 MiB");
      field.text += c;
    };
    ++at;
    while (true) {
      const int c = peek();
      if (c == end_of_file) refuse(field.line, column, "a quote opens here and is never closed");
      if (is_line_end(c)) {
        take_line_end();
        append('\n');
        continue;
      }
      ++at;
      if (c == '"') {
        if (peek() != '"') break;
        ++at;
      }
      append(static_cast<char>(c));
    }
    while (!ends_field(peek()) && (peek() == ' ' || peek() == '\t')) ++at;
    if (!ends_field(peek()))
      refuse(field.line, column, "text follows the closing quote; write a quote inside of quotes twice");
  }
  void take_field(csv_field& field, std::size_t column) {
    field.line = line;
    field.text.clear();
    if (peek() == '"') return take_quoted(field, column);
    while (!ends_field(peek())) {
      const std::size_t first = at;
      while (at != end && !ends_field(static_cast<unsigned char>(block[at]))) ++at;
      if (field.text.size() > longest_field) refuse(field.line, column, "the field is longer than 16 MiB");
      field.text.append(block.data() + first, at - first);
    }
  }

 public:
  std::vector<csv_field> fields;   // of the row last read
  std::vector<std::string> names;  // of the columns, as far as they are known

  csv_rows(input_file source, char between) : file(std::move(source)), separator(between) {}

  /// Reads the next row; false at the end of the file.
  bool next() {
    while (is_line_end(peek())) take_line_end();
    if (peek() == end_of_file) return false;
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
      if (count == fields.size()) fields.emplace_back();
      take_field(fields[count], count);
      more = is_separator(peek());
      if (more) ++at;
    }
    if (peek() != end_of_file) take_line_end();
    fields.resize(count);
    return true;
  }

  void rewind() {
    file.rewind();
    at = end = 0;
    line = 1;
    at_start = true;
  }

  const std::string& file_name() const { return file.name(); }

  /// Where a field stands, for messages; columns are counted from 0 here, from 1 there.
  std::string place(std::size_t at_line, std::size_t column) const {
    return "read_csv: " + file.name() + ", line " + std::to_string(at_line) + ", column " + std::to_string(column + 1) +
           (column < names.size() ? " ('" + names[column] + "'): " : ": ");
  }
  [[noreturn]] void refuse(std::size_t at_line, std::size_t column, const std::string& what) const {
    throw std::runtime_error(place(at_line, column) + what);
  }
};

}  // namespace symdiff::detail

#include <symdiff/restore_macros.inc>
