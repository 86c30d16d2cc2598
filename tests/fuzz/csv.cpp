// SPDX-License-Identifier: BSL-1.0
// CSV files of any bytes: what is read is what a reader of whole texts finds, at once, some rows at a time and across the
// borders of blocks; it comes back when it is written; and what is no table is refused.
#include <symdiff/data/csv.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <sstream>
#include <vector>

#include "fuzz.hpp"

using namespace symdiff;
using fuzz::require;

namespace {

input_file file_of(const std::string& text) { return {std::make_unique<std::stringbuf>(text), "x.csv"}; }

using table_of_texts = std::vector<std::vector<std::string>>;

/// The rows of RFC 4180, as data/csv_rows.hpp describes them; none where the text is no such table.
std::optional<table_of_texts> split(std::string_view text, char separator) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return {};
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const auto is_line_end = [](char c) { return c == '\n' || c == '\r'; };
  const auto ends_field = [&](std::size_t i) { return i == text.size() || is_line_end(text[i]) || text[i] == separator; };
  table_of_texts rows;
  std::size_t i = 0;
  while (true) {
    while (i < text.size() && is_line_end(text[i])) ++i;
    if (i == text.size()) return rows;
    rows.emplace_back();
    for (bool more = true; more;) {
      std::string field;
      if (i < text.size() && text[i] == '"') {
        for (++i;; ++i) {
          if (i == text.size()) return {};
          if (text[i] == '"' && (i + 1 == text.size() || text[i + 1] != '"')) break;
          if (text[i] == '"') ++i;
          if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
          field += text[i] == '\r' ? '\n' : text[i];
        }
        for (++i; !ends_field(i) && (text[i] == ' ' || text[i] == '\t');) ++i;
        if (!ends_field(i)) return {};
      } else {
        while (!ends_field(i)) field += text[i++];
      }
      rows.back().push_back(field);
      more = i < text.size() && text[i] == separator;
      i += more ? 1U : 0U;
    }
  }
}

/// Columns that are none of numbers are left empty.
struct columns {
  std::vector<std::string> names;
  std::vector<std::vector<double>> numbers;
  std::size_t rows = 0;
};

columns columns_of(const csv_table& table) {
  columns read{.names = table.names(), .numbers = {}, .rows = table.row_count()};
  for (std::size_t i = 0; i < read.names.size(); ++i) {
    read.numbers.emplace_back();
    const auto first = std::ranges::find(read.names, read.names[i]);  // two may have no name: the first is found
    if (first - read.names.begin() != static_cast<std::ptrdiff_t>(i)) continue;
    fuzz::reads([&] {
      const std::span<const double> column = table[read.names[i]];
      require(column.size() == table.row_count(), "a column has as many numbers as there are rows");
      read.numbers[i].assign(column.begin(), column.end());
    });
  }
  return read;
}

bool same(const columns& x, const columns& y) {
  if (x.names != y.names || x.rows != y.rows) return false;
  for (std::size_t i = 0; i < x.numbers.size(); ++i)
    if (!std::ranges::equal(x.numbers[i], y.numbers[i], fuzz::same)) return false;
  return true;
}

std::string quoted(const std::string& text) {
  std::string field = "\"";
  for (const char c : text) field += c == '"' ? "\"\"" : std::string(1, c);
  return field + '"';
}

/// The numbers as a file again; NaN as an empty field.
std::string written(const columns& table, char separator) {
  std::string text;
  for (std::size_t i = 0; i < table.names.size(); ++i) text += (i == 0 ? "" : std::string(1, separator)) + quoted(table.names[i]);
  for (std::size_t row = 0; row < table.rows; ++row) {
    for (std::size_t i = 0; i < table.names.size(); ++i) {
      std::array<char, 32> number{};
      const bool is_number = !table.numbers[i].empty() && !std::isnan(table.numbers[i][row]);
      if (is_number) std::snprintf(number.data(), number.size(), "%.17g", table.numbers[i][row]);
      text += i == 0 ? '\n' : separator;
      text += table.numbers[i].empty() ? "\"x\"" : quoted(number.data());
    }
  }
  return text;
}

void check_numbers(const columns& table, const table_of_texts& texts, std::size_t header, const csv_options& options) {
  for (std::size_t i = 0; i < table.numbers.size(); ++i) {
    for (std::size_t row = 0; row < table.numbers[i].size(); ++row) {
      const double number = table.numbers[i][row];
      std::string text = texts[row + header][i];
      if (std::isnan(number)) require(options.missing == missing_value::nan, "NaN stands for what is missing, if it may");
      if (std::isnan(number) || !options.labels.empty()) continue;
      // strtod takes blanks before a number, from_chars does not; both read the nearest double.
      text.erase(0, text.find_first_not_of(" \t"));
      require(fuzz::same(number, std::strtod(text.c_str(), nullptr)), "the number is that of the text");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const unsigned switches = fuzz::take(input), chunk = fuzz::take(input) % 4 + 1, shift = fuzz::take(input);
  csv_options options{.separator = ",;\t |a"[switches % 6], .header = (switches & 8) == 0, .labels = {}};
  if (switches & 16) options.missing = missing_value::nan;
  if (switches & 32) options.labels = {{.name = options.header ? "a" : "1", .classes = {}}};
  if (switches & 64) options.labels = {{.name = options.header ? "a" : "1", .classes = {"yes", "no", "yes"}}};
  const std::string text(input);

  csv_table table;
  std::string refusal, refusal_of_parts, refusal_of_shifted;
  const bool is_read = fuzz::reads([&] { table = read_csv(file_of(text), options); }, refusal);

  const std::optional<table_of_texts> texts = split(text, options.separator);
  const std::size_t header = options.header ? 1 : 0;
  bool is_table = texts && texts->size() > header;
  if (is_table) {
    for (const auto& row : *texts) is_table = is_table && row.size() == (*texts)[0].size();
  }
  require(is_table || !is_read, "what is no table is refused");
  // Beyond that, names that come twice are refused, and labels of a column that is not there.
  if (is_table && !is_read)
    require(refusal.find("is the name of column") != std::string::npos || (!options.labels.empty() && refusal.find("has no column") != std::string::npos),
            "a table is read");

  // Some rows at a time, and once more in a second epoch.
  std::array<columns, 2> in_parts;
  const bool reads_parts = fuzz::reads([&] {
    csv_reader reader(file_of(text), options);
    csv_table part;
    for (columns& all : in_parts) {
      all.names = reader.names();
      all.numbers.resize(all.names.size());
      std::vector<bool> is_refused(all.names.size());
      while (reader.read(part, chunk)) {
        require(part.row_count() <= chunk, "no more rows than asked for");
        const columns read = columns_of(part);
        for (std::size_t i = 0; i < read.numbers.size(); ++i) {
          all.numbers[i].insert(all.numbers[i].end(), read.numbers[i].begin(), read.numbers[i].end());
          if (read.numbers[i].empty()) is_refused[i] = true;
        }
        all.rows += part.row_count();
      }
      for (std::size_t i = 0; i < is_refused.size(); ++i)
        if (is_refused[i]) all.numbers[i].clear();
      reader.rewind();
    }
  }, refusal_of_parts);
  require(reads_parts == is_read && refusal_of_parts == refusal, "what is read in parts is what is read at once");

  // Empty lines before it move it to where one block of the file ends and the next begins.
  if (switches & 128 && shift % 16 == 0 && !text.starts_with("\xef\xbb\xbf") && !text.starts_with("\xff\xfe") && !text.starts_with("\xfe\xff")) {
    csv_table shifted;
    const std::string before(65536 - std::min<std::size_t>(shift / 16, text.size()), '\n');
    const bool reads_shifted = fuzz::reads([&] { shifted = read_csv(file_of(before + text), options); }, refusal_of_shifted);
    require(reads_shifted == is_read, "where blocks of the file end does not matter");
    if (is_read) require(same(columns_of(shifted), columns_of(table)), "where blocks end does not matter to the numbers");
  }
  if (!is_read) return 0;

  require(table.row_count() == texts->size() - header, "as many rows as the text has");
  const columns read = columns_of(table);
  require(same(read, in_parts[0]) && same(read, in_parts[1]), "the parts make the whole, in both epochs");
  check_numbers(read, *texts, header, options);
  if (options.labels.empty()) {
    const csv_table again = read_csv(file_of(written(read, options.separator)), {.separator = options.separator, .missing = missing_value::nan, .labels = {}});
    require(same(columns_of(again), read), "what is written is read again");
  } else {
    const auto label = static_cast<std::size_t>(std::ranges::find(read.names, options.labels[0].name) - read.names.begin());
    const auto classes = static_cast<double>(table.classes(options.labels[0].name).size());
    for (const double index : read.numbers[label]) require(std::isnan(index) || (index >= 0 && index < classes), "a label has a class");
  }
  return 0;
}
