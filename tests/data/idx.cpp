// SPDX-License-Identifier: BSL-1.0
#include <symdiff/data/dataset.hpp>
#include <symdiff/data/idx.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation/symbols.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "../message_of.hpp"

using namespace symdiff;

namespace {

constexpr auto label = input<"label">;

// The labels of the first 100 digits of a test set. Their images are in gzip.cpp.
const std::string labels_path = "tests/data/digits-100-labels-idx1-ubyte";

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text += static_cast<char>(value);
  return text;
}

input_file file_of(const std::string& text) { return {std::make_unique<std::stringbuf>(text), "x.idx"}; }

/// What reading a file of these bytes throws.
template <class T = float>
std::string refusal_of(const std::string& text, const idx_options& options = {}) {
  return message_of<std::exception>([&] { read_idx<T>(file_of(text), options); });
}

using list = std::vector<double>;
using shape = std::vector<std::size_t>;

list numbers(const idx_array<double>& array) { return {array.begin(), array.end()}; }

const std::string three_by_two = bytes({0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2, 1, 2, 3, 4, 5, 255});

}  // namespace

BOOST_AUTO_TEST_CASE(labels_of_digits, *boost::unit_test::tolerance(1e-12)) {
  const idx_array<int> labels = read_idx<int>(labels_path);
  BOOST_TEST(labels.shape() == shape{100}, boost::test_tools::per_element());
  BOOST_TEST(labels.row_count() == 100u);
  BOOST_TEST(labels.size() == 100u);
  const std::vector<int> first{0, 3, 7, 6, 8, 9, 3, 3, 8, 1}, counts{13, 4, 7, 14, 5, 12, 11, 13, 11, 10};
  BOOST_TEST(std::equal(first.begin(), first.end(), labels.begin()));
  for (int digit = 0; digit < 10; ++digit) BOOST_TEST(std::ranges::count(labels, digit) == counts[digit]);
  const dataset data{label = labels};
  BOOST_TEST(data.size() == 100u);
  BOOST_TEST(evaluate(sample_mean(label), data) == 4.75);
  const auto small = read_idx<std::uint8_t>(labels_path);
  BOOST_TEST(std::ranges::equal(labels, small));
}

BOOST_AUTO_TEST_CASE(rows_of_a_matrix) {
  const auto array = read_idx<float>(file_of(three_by_two), {.scale = 1 / 255.0});
  BOOST_TEST(array.shape() == (shape{3, 2}), boost::test_tools::per_element());
  BOOST_TEST(array.row_count() == 3u);
  BOOST_TEST(array.size() == 6u);
  BOOST_TEST(array.row(2).size() == 2u);
  BOOST_TEST(array.row(2).data() == array.data() + 4);
  BOOST_TEST(array.row(2)[1] == 1.0F);
  BOOST_TEST(array[5] == 1.0F);
  BOOST_TEST(array[0] == static_cast<float>(1 / 255.0));
}

BOOST_AUTO_TEST_CASE(every_type_of_number, *boost::unit_test::tolerance(0.0)) {
  const auto read = [](int type, std::initializer_list<int> values) {
    return numbers(read_idx<double>(file_of(bytes({0, 0, type, 1, 0, 0, 0, 2}) + bytes(values))));
  };
  const auto each = boost::test_tools::per_element();
  BOOST_TEST(read(0x08, {1, 255}) == (list{1, 255}), each);
  BOOST_TEST(read(0x09, {1, 255}) == (list{1, -1}), each);
  BOOST_TEST(read(0x0B, {1, 2, 0xff, 0xfe}) == (list{258, -2}), each);
  BOOST_TEST(read(0x0C, {1, 2, 3, 4, 0xff, 0xff, 0xff, 0xfe}) == (list{16909060, -2}), each);
  BOOST_TEST(read(0x0D, {0x3f, 0xc0, 0, 0, 0xc2, 0x28, 0, 0}) == (list{1.5, -42}), each);
  BOOST_TEST(read(0x0E, {0x3f, 0xb9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a, 0xc0, 0x45, 0, 0, 0, 0, 0, 0}) ==
                 (list{0.1, -42}),
             each);
  const auto whole = read_idx<std::int16_t>(file_of(bytes({0, 0, 0x0C, 1, 0, 0, 0, 1, 0xff, 0xff, 0x80, 0})));
  BOOST_TEST(whole[0] == std::numeric_limits<std::int16_t>::min());
}

BOOST_AUTO_TEST_CASE(numbers_that_the_type_cannot_hold) {
  BOOST_TEST(refusal_of<std::int8_t>(three_by_two) ==
             "read_idx: x.idx holds 255 as number 6, which the integer type asked for cannot hold");
  BOOST_TEST(refusal_of<unsigned>(bytes({0, 0, 9, 1, 0, 0, 0, 1, 254})) ==
             "read_idx: x.idx holds -2 as number 1, which the integer type asked for cannot hold");
  BOOST_TEST(refusal_of<int>(bytes({0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0})) ==
             "read_idx: x.idx holds floating-point numbers; read them as float or double");
  const std::string large = bytes({0, 0, 14, 1, 0, 0, 0, 1, 0x7f, 0xe0, 0, 0, 0, 0, 0, 0});
  BOOST_TEST(refusal_of(large) == "read_idx: x.idx holds as number 1 one that is too large for the floating-point type asked for");
  BOOST_TEST(refusal_of<double>(large) == "nothing was thrown");
  BOOST_TEST(refusal_of<int>(three_by_two, {.scale = 1 / 255.0}) ==
             "read_idx: integers are not scaled; read them as float or double");
}

BOOST_AUTO_TEST_CASE(files_that_are_cut_off_or_go_on) {
  for (std::size_t size = 0; size < 12; ++size)
    BOOST_TEST(refusal_of(three_by_two.substr(0, size)) == "read_idx: x.idx ends within its header");
  BOOST_TEST(refusal_of(three_by_two.substr(0, 12)) == "read_idx: x.idx ends after 0 of 3 x 2 numbers");
  BOOST_TEST(refusal_of(three_by_two.substr(0, 17)) == "read_idx: x.idx ends after 5 of 3 x 2 numbers");
  BOOST_TEST(refusal_of(bytes({0, 0, 12, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7})) ==
             "read_idx: x.idx ends after 1 of 2 numbers");
  BOOST_TEST(refusal_of(three_by_two + "x") == "read_idx: x.idx goes on behind its 3 x 2 numbers");
  // Memory is taken for what is there, not for what the header claims: 2 TB.
  BOOST_TEST(refusal_of(bytes({0, 0, 8, 3, 0, 0, 0x80, 0, 0, 0, 0x40, 0, 0, 0, 0x10, 0, 1})) ==
             "read_idx: x.idx ends after 1 of 32768 x 16384 x 4096 numbers");
}

BOOST_AUTO_TEST_CASE(files_that_are_none) {
  BOOST_TEST(message_of<std::exception>([] { read_idx<float>("docs/none"); }) ==
             "symdiff: docs/none cannot be opened: No such file or directory");
  BOOST_TEST(message_of<std::exception>([] { read_idx<float>("docs/examples/data/roller_coaster.csv"); }) ==
             "read_idx: docs/examples/data/roller_coaster.csv is no IDX file: its first two bytes are not 0");
  BOOST_TEST(refusal_of(bytes({0, 0, 10, 1, 0, 0, 0, 1, 1})) ==
             "read_idx: x.idx is no IDX file: its third byte is 10, and types of numbers are 8, 9, 11, 12, 13 and 14");
  BOOST_TEST(refusal_of(bytes({0, 0, 200, 1})) ==
             "read_idx: x.idx is no IDX file: its third byte is 200, and types of numbers are 8, 9, 11, 12, 13 and 14");
  BOOST_TEST(refusal_of(bytes({0, 0, 8, 0})) == "read_idx: x.idx holds no numbers: it has 0 dimensions");
  BOOST_TEST(refusal_of(bytes({0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 28})) ==
             "read_idx: x.idx holds no numbers: its shape is 0 x 28");
  BOOST_TEST(refusal_of(bytes({0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255})) ==
             "read_idx: x.idx cannot be that large: its shape is 4294967295 x 4294967295 x 4294967295");
}

BOOST_AUTO_TEST_CASE(some_rows_at_a_time) {
  idx_reader reader(labels_path);
  BOOST_TEST(reader.shape() == shape{100}, boost::test_tools::per_element());
  const auto whole = read_idx<double>(labels_path);
  idx_array<double> rows;
  const double* buffer = nullptr;
  for (int epoch = 0; epoch < 2; ++epoch, reader.rewind()) {
    std::vector<std::size_t> counts;
    list all;
    while (reader.read(rows, 40)) {
      // The same memory for all rows.
      if (!buffer) buffer = rows.data();
      BOOST_TEST(rows.data() == buffer);
      counts.push_back(rows.row_count());
      all.insert(all.end(), rows.begin(), rows.end());
    }
    BOOST_TEST(counts == (std::vector<std::size_t>{40, 40, 20}), boost::test_tools::per_element());
    BOOST_TEST(all == numbers(whole), boost::test_tools::per_element());
    BOOST_TEST(rows.row_count() == 0u);
    BOOST_TEST(rows.size() == 0u);
  }
  BOOST_TEST(message_of<std::exception>([&] { reader.read(rows, 0); }) ==
             "read_idx: at least 1 row must be read at a time, but 0 are asked for");
}

BOOST_AUTO_TEST_CASE(a_fault_in_a_later_chunk_is_counted_from_the_start) {
  idx_reader cut(file_of(three_by_two.substr(0, 17)));
  idx_array<float> rows;
  BOOST_TEST(cut.read(rows, 2));
  BOOST_TEST(message_of<std::exception>([&] { cut.read(rows, 2); }) == "read_idx: x.idx ends after 5 of 3 x 2 numbers");
  idx_reader long_one(file_of(three_by_two + "x"));
  BOOST_TEST(long_one.read(rows, 2));
  BOOST_TEST(message_of<std::exception>([&] { long_one.read(rows, 2); }) == "read_idx: x.idx goes on behind its 3 x 2 numbers");
}
