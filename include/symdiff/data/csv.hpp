// SPDX-License-Identifier: BSL-1.0
#pragma once
// Reading CSV files, whole or some rows at a time.
#include <symdiff/hide_macros.inc>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <symdiff/data/csv_options.hpp>
#include <symdiff/data/csv_rows.hpp>
#include <symdiff/data/csv_table.hpp>
#include <symdiff/data/decimal.hpp>
#include <utility>
#include <vector>

namespace SYMDIFF_NAMESPACE {

/// Reads a CSV file some rows at a time, in memory for these rows only:
/// ```
/// csv_reader reader("speed.csv");
/// csv_table rows;
/// for (int epoch = 0; epoch < 3; ++epoch, reader.rewind())
///   while (reader.read(rows, 10'000))
///     optimizer.step(loss, p, dataset{t = rows["time"], speed = rows["speed"]});
/// ```
/// Numbers are written with a point, in any locale. Fields may stand in quotes, and hold separators, line ends
/// and doubled quotes there. All members throw std::runtime_error, with the file's name, line and column,
/// where the file is not such a table; after that only rewind() goes on.
class csv_reader {
  detail::csv_rows rows;
  csv_options options;
  std::size_t first_line = 1;
  bool first_row_waits = false;
  bool has_rows = false;

  // Finds a name without a copy of it; std::less<> would need <functional>.
  struct by_text {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const { return a < b; }
  };
  struct known_classes {
    std::size_t column;
    bool is_closed;
    std::vector<std::string> names;
    std::map<std::string, double, by_text> index;

    double add(std::string_view name) {
      const auto place = index.emplace(name, static_cast<double>(names.size()));
      if (place.second) names.emplace_back(name);
      return place.first->second;
    }
  };
  std::vector<known_classes> labels;

  /// A field's text for a message: one line, and not too long for it.
  static std::string shown(std::string_view text) {
    std::size_t length = text.size() < 40 ? text.size() : 40;
    // Not between the bytes of a character in UTF-8.
    while (length < text.size() && (text[length] & 0xc0) == 0x80) --length;
    std::string line(text.substr(0, length));
    for (char& c : line)
      if (static_cast<unsigned char>(c) < ' ') c = ' ';
    return "'" + line + (length < text.size() ? "..." : "") + "'";
  }

  void name_columns() {
    for (std::size_t i = 0; i < rows.fields.size(); ++i) {
      const detail::csv_field& field = rows.fields[i];
      std::string name = options.header ? std::string(detail::without_blanks(field.text)) : std::to_string(i + 1);
      for (std::size_t j = 0; j < i; ++j)
        if (name == rows.names[j] && !name.empty())
          rows.refuse(field.line, i, shown(name) + " is the name of column " + std::to_string(j + 1) + " already");
      rows.names.push_back(std::move(name));
    }
    for (const label_column& wanted : options.labels) {
      const std::size_t column = detail::find_column(wanted.name, rows.names, rows.file_name());
      labels.push_back({column, !wanted.classes.empty(), {}, {}});
      for (const std::string& name : wanted.classes) labels.back().add(name);
    }
  }

  bool next_row() {
    if (std::exchange(first_row_waits, false)) return true;
    if (!rows.next()) return false;
    if (rows.fields.size() != rows.names.size())
      throw std::runtime_error("read_csv: " + rows.file_name() + ", line " + std::to_string(rows.fields[0].line) +
                               ": the row has " + std::to_string(rows.fields.size()) +
                               (rows.fields.size() == 1 ? " field" : " fields") + ", but line " +
                               std::to_string(first_line) + " has " + std::to_string(rows.names.size()));
    return true;
  }

  void add_number(csv_table::column& column, std::size_t i) const {
    const std::string_view text = detail::without_blanks(rows.fields[i].text);
    double number = 0;
    if (const char* fault = detail::read_number(text, number); !fault)
      column.numbers.push_back(number);
    else if (detail::is_missing(text))
      add_missing(column, i);
    else
      column.refusal = rows.place(rows.fields[i].line, i) + shown(text) + " " + fault;
  }
  void add_missing(csv_table::column& column, std::size_t i) const {
    if (options.missing == missing_value::nan)
      column.numbers.push_back(std::numeric_limits<double>::quiet_NaN());
    else
      column.refusal = rows.place(rows.fields[i].line, i) +
                       "there is no value; leave the row out, or read it as NaN by .missing = missing_value::nan";
  }
  void add_label(csv_table::column& column, known_classes& classes) {
    const auto& field = rows.fields[classes.column];
    const std::string_view text = detail::without_blanks(field.text);
    if (text.empty()) return add_missing(column, classes.column);
    if (const auto place = classes.index.find(text); place != classes.index.end())
      column.numbers.push_back(place->second);
    else if (!classes.is_closed)
      column.numbers.push_back(classes.add(text));
    else
      column.refusal = rows.place(field.line, classes.column) + shown(text) + " is none of the classes " +
                       detail::listed(classes.names);
  }
  known_classes* classes_of(std::size_t column) {
    for (known_classes& known : labels)
      if (known.column == column) return &known;
    return nullptr;
  }

 public:
  explicit csv_reader(input_file file, csv_options how = {})
      : rows(std::move(file), how.separator), options(std::move(how)) {
    if (options.separator == '"' || options.separator == '\n' || options.separator == '\r')
      throw std::invalid_argument("read_csv: a quote or a line end is no separator");
    if (!rows.next()) throw std::runtime_error("read_csv: " + rows.file_name() + " is empty");
    first_line = rows.fields[0].line;
    first_row_waits = !options.header;
    name_columns();
  }

  /// The columns' names, from left to right.
  const std::vector<std::string>& names() const { return rows.names; }

  /// Puts the next rows, at most `max_rows`, in place of those in the table, whose memory is used again.
  /// False, and no rows, at the end of the file.
  bool read(csv_table& table, std::size_t max_rows = std::numeric_limits<std::size_t>::max()) {
    if (max_rows == 0)
      throw std::invalid_argument("read_csv: at least 1 row must be read at a time, but 0 are asked for");
    table.file = rows.file_name();
    table.column_names = rows.names;
    table.columns.resize(rows.names.size());
    table.rows = 0;
    for (csv_table::column& column : table.columns) {
      column.numbers.clear();
      column.refusal.clear();
    }
    for (; table.rows < max_rows && next_row(); ++table.rows) {
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        csv_table::column& column = table.columns[i];
        if (!column.refusal.empty()) continue;
        if (known_classes* classes = labels.empty() ? nullptr : classes_of(i))
          add_label(column, *classes);
        else
          add_number(column, i);
      }
    }
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const known_classes* classes = classes_of(i);
      table.columns[i].classes = classes ? classes->names : std::vector<std::string>{};
    }
    has_rows = has_rows || table.rows > 0;
    if (!has_rows) throw std::runtime_error("read_csv: " + rows.file_name() + " has a header and no rows");
    return table.rows > 0;
  }

  /// Goes back to the first row, for the next epoch. The classes of labels stay.
  void rewind() {
    rows.rewind();
    first_row_waits = false;
    if (options.header) rows.next();
  }
};

/// Reads a whole CSV file: `const csv_table table = read_csv("speed.csv");`, then
/// `dataset data{t = table["time"], speed = table["speed"]}`. Throws as csv_reader does.
inline csv_table read_csv(input_file file, csv_options options = {}) {
  csv_table table;
  csv_reader(std::move(file), std::move(options)).read(table);
  return table;
}

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
