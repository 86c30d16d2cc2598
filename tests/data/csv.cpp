// SPDX-License-Identifier: BSL-1.0
#include <symdiff/data/csv.hpp>
#include <symdiff/data/dataset.hpp>
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/optimize/gradient_descent.hpp>
#include <symdiff/optimize/parameters.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <locale>
#include <memory>
#include <numeric>
#include <span>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

#include "../count_allocations.hpp"
#include "../message_of.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto t = input<"t">;
constexpr auto speed = input<"speed">;
constexpr auto loss = mse(a * t + b, speed);

csv_table table_of(const std::string& text, const csv_options& options = {}) {
  std::istringstream in(text);
  return read_csv({in, "x.csv"}, options);
}

/// What reading a column of a text throws.
std::string refusal_of(const std::string& text, const std::string& column = "a", const csv_options& options = {}) {
  return message_of<std::exception>([&] {
    const csv_table table = table_of(text, options);
    (void)table[column];
  });
}

std::vector<double> numbers(std::span<const double> column) { return {column.begin(), column.end()}; }
using list = std::vector<double>;
using names = std::vector<std::string>;

/// Rows `i,2*i` below a header, made as they are read.
struct made_rows : std::streambuf {
  int count, next = -1;
  std::string row;
  explicit made_rows(int rows) : count(rows) {}
  int_type underflow() override {
    if (next == count) return traits_type::eof();
    row = next < 0 ? "t,speed\n" : std::to_string(next) + ',' + std::to_string(2 * next) + '\n';
    ++next;
    setg(row.data(), row.data(), row.data() + row.size());
    return traits_type::to_int_type(row[0]);
  }
  pos_type seekoff(off_type, std::ios_base::seekdir, std::ios_base::openmode) override { return 0; }
  pos_type seekpos(pos_type place, std::ios_base::openmode) override {
    next = -1;
    setg(nullptr, nullptr, nullptr);
    return place;
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(columns_of_a_file_are_columns_of_a_data_set, *boost::unit_test::tolerance(1e-12)) {
  const csv_table table = read_csv("docs/examples/data/roller_coaster.csv");
  BOOST_TEST(table.names() == (names{"time", "speed"}), boost::test_tools::per_element());
  BOOST_TEST(table.row_count() == 20u);
  const dataset data{t = table["time"], speed = table["speed"]};
  BOOST_TEST(data.size() == 20u);
  BOOST_TEST(data[t][19] == 19);
  BOOST_TEST(data[speed][0] == 69.90);
  BOOST_TEST(data[speed].data() == table["speed"].data());
  const std::vector<double> times = numbers(table["time"]), speeds = numbers(table["speed"]);
  const parameters p{a = 0.5, b = 20.0};
  BOOST_TEST(evaluate(loss, p, data) == evaluate(loss, p, t = times, speed = speeds));
  BOOST_TEST(evaluate(loss, p, t = table["time"], speed = table["speed"]) == evaluate(loss, p, data));
  const csv_table moved = [] {
    csv_table read = read_csv("docs/examples/data/roller_coaster.csv");
    return read;
  }();
  BOOST_TEST(moved["speed"][0] == 69.90);
}

BOOST_AUTO_TEST_CASE(numbers_as_people_write_them) {
  const csv_table table = table_of("a\n1\n-2.5\n+3\n 4\t\n5.\n.5\n1e3\n1E-3\n\"7\"\n");
  BOOST_TEST(numbers(table["a"]) == (list{1, -2.5, 3, 4, 5, 0.5, 1000, 0.001, 7}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(numbers_in_any_locale) {
  struct comma : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
  };
  const std::locale before = std::locale::global(std::locale(std::locale::classic(), new comma));
  const csv_table table = table_of("a\n1.25\n");
  std::locale::global(before);
  BOOST_TEST(table["a"][0] == 1.25);
}

BOOST_AUTO_TEST_CASE(line_ends_quotes_and_marks) {
  for (const std::string& text :
       {std::string("a,b\n1,2\n3,4\n"), std::string("a,b\r\n1,2\r\n3,4\r\n"), std::string("a,b\r1,2\r3,4\r"),
        std::string("a,b\n1,2\n3,4"), "\xef\xbb\xbf" + std::string("a,b\n1,2\n3,4\n"),
        std::string("\n\na,b\n\n1,2\r\n\r\n3,4\n\n\n"), std::string(" a , b\n1 , 2\n3,\t4\n"),
        std::string("\"a\",\"b\"\n\"1\",2\n3,\"4\" \n")}) {
    const csv_table table = table_of(text);
    BOOST_TEST(table.names() == (names{"a", "b"}), boost::test_tools::per_element());
    BOOST_TEST(numbers(table["a"]) == (list{1, 3}), boost::test_tools::per_element());
    BOOST_TEST(numbers(table["b"]) == (list{2, 4}), boost::test_tools::per_element());
  }
  const csv_table quoted = table_of("\"speed, km/h\",\"say \"\"a\"\"\",\"two\r\nlines\"\n1,2,3\n");
  BOOST_TEST(quoted.names() == (names{"speed, km/h", "say \"a\"", "two\nlines"}), boost::test_tools::per_element());
  BOOST_TEST(quoted["speed, km/h"][0] == 1);
}

BOOST_AUTO_TEST_CASE(a_separator_at_a_line_s_end_is_followed_by_an_empty_field) {
  const csv_table table = table_of("a,b\n1,\n,2\n3,", {.missing = missing_value::nan});
  BOOST_TEST(table.row_count() == 3u);
  BOOST_TEST(std::isnan(table["b"][0]));
  BOOST_TEST(std::isnan(table["a"][1]));
  BOOST_TEST(std::isnan(table["b"][2]));
  BOOST_TEST(table["b"][1] == 2);
}

BOOST_AUTO_TEST_CASE(a_field_over_the_edge_of_a_block) {
  const std::string blanks(65536 - 6, ' ');
  const csv_table table = table_of("a,b\n1," + blanks + "2345\n");
  BOOST_TEST(table["b"][0] == 2345);
}

BOOST_AUTO_TEST_CASE(other_separators_and_no_header) {
  const csv_table semicolons = table_of("a;b\n1;2\n", {.separator = ';'});
  BOOST_TEST(semicolons["b"][0] == 2);
  const csv_table tabs = table_of("a\tb\n1\t\"2\" \n\t4\n", {.separator = '\t', .missing = missing_value::nan});
  BOOST_TEST(tabs["b"][0] == 2);
  BOOST_TEST(std::isnan(tabs["a"][1]));
  const csv_table nameless = table_of("1,2\n3,4\n", {.header = false});
  BOOST_TEST(nameless.names() == (names{"1", "2"}), boost::test_tools::per_element());
  BOOST_TEST(numbers(nameless["2"]) == (list{2, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(missing_values) {
  const csv_table table = table_of("a,b\n1,\n2,NA\n3,NaN\n4,na\n5,\"\"\n", {.missing = missing_value::nan});
  BOOST_TEST(table["b"].size() == 5u);
  BOOST_TEST(std::ranges::all_of(table["b"], [](double x) { return std::isnan(x); }));
  const std::string remedy =
      "there is no value; leave the row out, or read it as NaN by .missing = missing_value::nan";
  BOOST_TEST(refusal_of("a,b\n1,2\n,3\n") == "read_csv: x.csv, line 3, column 1 ('a'): " + remedy);
  BOOST_TEST(refusal_of("b,a\n1,2\n3,NA\n") == "read_csv: x.csv, line 3, column 2 ('a'): " + remedy);
}

BOOST_AUTO_TEST_CASE(text_is_refused_only_where_numbers_are_asked_for) {
  const csv_table table = table_of("city,a\nParis,1\nRome,2\n");
  BOOST_TEST(numbers(table["a"]) == (list{1, 2}), boost::test_tools::per_element());
  BOOST_TEST(message_of<std::exception>([&] { (void)table["city"]; }) ==
             "read_csv: x.csv, line 2, column 1 ('city'): 'Paris' is no number");
  BOOST_TEST(message_of<std::exception>([&] { (void)table.row_major({"a", "city"}); }) ==
             "read_csv: x.csv, line 2, column 1 ('city'): 'Paris' is no number");
}

BOOST_AUTO_TEST_CASE(fields_that_are_no_numbers) {
  const std::string place = "read_csv: x.csv, line 3, column 1 ('a'): ";
  BOOST_TEST(refusal_of("a,b\n1,2\nabc,4\n") == place + "'abc' is no number");
  BOOST_TEST(refusal_of("a\n1\n2.5m\n") == place + "'2.5m' is no number");
  BOOST_TEST(refusal_of("a\n1\n+-2\n") == place + "'+-2' is no number");
  BOOST_TEST(refusal_of("a\n1\n0x10\n") == place + "'0x10' is no number");
  BOOST_TEST(refusal_of("a;b\n1;2\n1,5;2\n", "a", {.separator = ';'}) == place + "'1,5' is no number");
  BOOST_TEST(refusal_of("a\n1\n-inf\n") == place + "'-inf' is no finite number");
  BOOST_TEST(refusal_of("a\n1\n1e999\n") == place + "'1e999' is outside of the range of double");
  BOOST_TEST(refusal_of("a,b\n1,\"x\ny\"\nabc,4\n") == "read_csv: x.csv, line 4, column 1 ('a'): 'abc' is no number");
  BOOST_TEST(refusal_of("b,a\n1,\"x\ny\"\n") == "read_csv: x.csv, line 2, column 2 ('a'): 'x y' is no number");
  BOOST_TEST(refusal_of("x\n", "1", {.header = false}) == "read_csv: x.csv, line 1, column 1 ('1'): 'x' is no number");
  const std::string start(39, 'x');
  BOOST_TEST(refusal_of("a\n1\n" + start + "\u00e9\u00e9\n") == place + "'" + start + "...' is no number");
}

BOOST_AUTO_TEST_CASE(rows_of_other_lengths) {
  BOOST_TEST(refusal_of("a,b,c\n1,2,3\n4,5\n") == "read_csv: x.csv, line 3: the row has 2 fields, but line 1 has 3");
  BOOST_TEST(refusal_of("a,b\n1,2\n\n4,5,6\n") == "read_csv: x.csv, line 4: the row has 3 fields, but line 1 has 2");
  BOOST_TEST(refusal_of("\n1,2\n3\n", "1", {.header = false}) ==
             "read_csv: x.csv, line 3: the row has 1 field, but line 2 has 2");
}

BOOST_AUTO_TEST_CASE(quotes_that_do_not_match) {
  BOOST_TEST(refusal_of("a,b\n1,2\n3,\"4\n5,6\n") ==
             "read_csv: x.csv, line 3, column 2 ('b'): a quote opens here and is never closed");
  BOOST_TEST(refusal_of("a,\"b\n1,2\n") == "read_csv: x.csv, line 1, column 2: a quote opens here and is never closed");
  BOOST_TEST(refusal_of("a,b\n\"1\"2,3\n") ==
             "read_csv: x.csv, line 2, column 1 ('a'): text follows the closing quote; "
             "write a quote inside of quotes twice");
  BOOST_TEST(refusal_of("a,b\n1,\"2\n" + std::string(17'000'000, 'x')) ==
             "read_csv: x.csv, line 2, column 2 ('b'): a quote opens here and is not closed within 16 MiB");
  BOOST_TEST(refusal_of("a,b\n1," + std::string(17'000'000, 'x')) ==
             "read_csv: x.csv, line 2, column 2 ('b'): the field is longer than 16 MiB");
}

BOOST_AUTO_TEST_CASE(files_that_are_no_tables) {
  BOOST_TEST(message_of<std::exception>([] { read_csv("docs/none.csv"); }) ==
             "symdiff: docs/none.csv cannot be opened: No such file or directory");
  BOOST_TEST(refusal_of("") == "read_csv: x.csv is empty");
  BOOST_TEST(refusal_of("\n\r\n") == "read_csv: x.csv is empty");
  BOOST_TEST(refusal_of("a,b\n") == "read_csv: x.csv has a header and no rows");
  BOOST_TEST(refusal_of("a,b, a\n1,2,3\n") == "read_csv: x.csv, line 1, column 3: 'a' is the name of column 1 already");
  BOOST_TEST(refusal_of(std::string("\xff\xfe" "a\0", 4)) == "read_csv: x.csv is text in UTF-16; save it as UTF-8");
  BOOST_TEST(refusal_of("time,speed\n1,2\n", "sped") ==
             "read_csv: x.csv has no column 'sped'; its columns are 'time', 'speed'");
}

BOOST_AUTO_TEST_CASE(options_that_make_no_sense) {
  BOOST_TEST(refusal_of("a\n1\n", "a", {.separator = '"'}) == "read_csv: a quote or a line end is no separator");
  BOOST_TEST(refusal_of("a\n1\n", "a", {.labels = {{"kind"}}}) ==
             "read_csv: x.csv has no column 'kind'; its columns are 'a'");
}

BOOST_AUTO_TEST_CASE(labels_are_read_as_class_indices) {
  const csv_table train = table_of("kind,a\nrose,1\ntulip,2\n\"rose\",3\nlily,4\n", {.labels = {{"kind"}}});
  BOOST_TEST(numbers(train["kind"]) == (list{0, 1, 0, 2}), boost::test_tools::per_element());
  BOOST_TEST(train.classes("kind") == (names{"rose", "tulip", "lily"}), boost::test_tools::per_element());
  BOOST_TEST(train.classes("a").empty());
  const csv_options as_in_training{.labels = {{"kind", train.classes("kind")}}};
  const csv_table test = table_of("kind\nlily\nrose\n", as_in_training);
  BOOST_TEST(numbers(test["kind"]) == (list{2, 0}), boost::test_tools::per_element());
  BOOST_TEST(refusal_of("kind\nlily\nfern\n", "kind", as_in_training) ==
             "read_csv: x.csv, line 3, column 1 ('kind'): 'fern' is none of the classes 'rose', 'tulip', 'lily'");
  BOOST_TEST(refusal_of("kind\nlily\n \"\"\n", "kind", as_in_training).starts_with("read_csv: x.csv, line 3"));
}

BOOST_AUTO_TEST_CASE(a_matrix_of_columns) {
  const csv_table table = table_of("a,b,c\n1,2,x\n3,4,y\n5,6,z\n");
  BOOST_TEST(table.row_major({"b", "a"}) == (list{2, 1, 4, 3, 6, 5}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(some_rows_at_a_time) {
  for (const bool header : {true, false}) {
    std::istringstream in(header ? "a,kind\n1,x\n2,y\n3,x\n4,z\n5,y\n" : "1,x\n2,y\n3,x\n4,z\n5,y\n");
    csv_reader reader({in, "x.csv"}, {.header = header, .labels = {{header ? "kind" : "2"}}});
    const names known = reader.names();
    csv_table rows;
    for (int epoch = 0; epoch < 2; ++epoch, reader.rewind()) {
      std::vector<std::size_t> counts;
      list all, labels;
      while (reader.read(rows, 2)) {
        counts.push_back(rows.row_count());
        for (const double x : rows[known[0]]) all.push_back(x);
        for (const double x : rows[known[1]]) labels.push_back(x);
      }
      BOOST_TEST(counts == (std::vector<std::size_t>{2, 2, 1}), boost::test_tools::per_element());
      BOOST_TEST(all == (list{1, 2, 3, 4, 5}), boost::test_tools::per_element());
      BOOST_TEST(labels == (list{0, 1, 0, 2, 1}), boost::test_tools::per_element());
      BOOST_TEST(rows.row_count() == 0u);
      BOOST_TEST(rows.classes(known[1]) == (names{"x", "y", "z"}), boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_fault_is_told_of_the_rows_that_have_it) {
  std::istringstream in("a\n1\n2\nabc\n4\n5\n6\n");
  csv_reader reader({in, "x.csv"});
  csv_table rows;
  reader.read(rows, 2);
  BOOST_TEST(numbers(rows["a"]) == (list{1, 2}), boost::test_tools::per_element());
  reader.read(rows, 2);
  BOOST_TEST(message_of<std::exception>([&] { (void)rows["a"]; }) == "read_csv: x.csv, line 4, column 1 ('a'): 'abc' is no number");
  reader.read(rows, 2);
  BOOST_TEST(numbers(rows["a"]) == (list{5, 6}), boost::test_tools::per_element());
  BOOST_TEST(message_of<std::exception>([&] { reader.read(rows, 0); }) ==
             "read_csv: at least 1 row must be read at a time, but 0 are asked for");
}

BOOST_AUTO_TEST_CASE(memory_does_not_grow_with_the_file) {
  const int row_count = 50'000;
  csv_reader reader({std::make_unique<made_rows>(row_count), "made.csv"});
  csv_table rows;
  BOOST_TEST(reader.read(rows, 1000));
  // The rows are 0.8 MB as numbers; a chunk of them is 16 KB.
  const std::size_t at_first = bytes_allocated;
  double sum = 0;
  for (int epoch = 0; epoch < 2; ++epoch, reader.rewind())
    do sum = std::accumulate(rows["speed"].begin(), rows["speed"].end(), sum);
    while (reader.read(rows, 1000));
  BOOST_TEST(bytes_allocated - at_first < 1000u);
  BOOST_TEST(sum == 2.0 * row_count * (row_count - 1.0));
}

BOOST_AUTO_TEST_CASE(descent_over_chunks) {
  csv_reader reader({std::make_unique<made_rows>(8), "made.csv"});
  csv_table rows;
  parameters p{a = 0.0, b = 1.0};
  const auto optimizer = gradient_descent{.learning_rate = 0.02};
  for (int epoch = 0; epoch < 400; ++epoch, reader.rewind())
    while (reader.read(rows, 3)) optimizer.step(loss, p, dataset{t = rows["t"], speed = rows["speed"]});
  BOOST_TEST(p[a] == 2, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(std::abs(p[b]) < 1e-2);
}
