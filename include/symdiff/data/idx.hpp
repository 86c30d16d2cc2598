// SPDX-License-Identifier: BSL-1.0
#pragma once
// Reading IDX files, the format of the MNIST digits, whole or some rows at a time. The format is described
// at http://yann.lecun.com/exdb/mnist: two bytes 0, the numbers' type, how many dimensions there are, the
// size of each in 4 bytes, then the numbers, row by row, the high byte first.
#include <symdiff/hide_macros.inc>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <symdiff/data/input_file.hpp>
#include <type_traits>
#include <utility>
#include <vector>

namespace SYMDIFF_NAMESPACE {

/// Numbers of an IDX file, one behind the other, row by row: a column, or a matrix of samples, for a data set.
template <class T>
class idx_array {
  friend class idx_reader;
  std::vector<std::size_t> sizes;
  std::vector<T> numbers;

 public:
  /// The size of each dimension, the rows first: 60000, 28, 28 for the digits that MNIST trains with.
  const std::vector<std::size_t>& shape() const { return sizes; }
  /// How many rows there are, which is how many samples.
  std::size_t row_count() const { return sizes.empty() ? 0 : sizes[0]; }
  /// A sample's numbers.
  std::span<const T> row(std::size_t i) const& {
    const std::size_t length = numbers.size() / row_count();
    return {numbers.data() + i * length, length};
  }

  /// All numbers.
  const T* data() const { return numbers.data(); }
  std::size_t size() const { return numbers.size(); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size(); }
  const T& operator[](std::size_t i) const { return numbers[i]; }
};

struct idx_options {
  /// What each number is multiplied by: 1 / 255.0 takes bytes to [0, 1].
  double scale = 1;
};

/// Reads an IDX file some rows at a time, in memory for these rows only: `idx_reader reader(file);
/// idx_array<float> rows; while (reader.read(rows, 1000)) …`. All members throw std::runtime_error, with the
/// file's name, where the file is no such file, is too short or too long, or has numbers that T cannot hold.
class idx_reader {
  input_file file;
  idx_options options;
  int type = 0;
  std::vector<std::size_t> sizes;
  std::size_t row_size = 1;
  std::size_t rows_read = 0;

  [[noreturn]] void refuse(const std::string& what) const {
    throw std::runtime_error("read_idx: " + file.name() + " " + what);
  }

  template <class Word>
  static Word word_at(const char* bytes) {
    Word word = 0;
    for (std::size_t i = 0; i < sizeof(Word); ++i)
      word = static_cast<Word>((std::uint64_t{word} << 8) | static_cast<unsigned char>(bytes[i]));
    return word;
  }
  static std::size_t bytes_of(int type) {
    switch (type) {
      case 0x08:
      case 0x09: return 1;
      case 0x0B: return 2;
      case 0x0C:
      case 0x0D: return 4;
      case 0x0E: return 8;
      default: return 0;
    }
  }
  std::string shape_text() const {
    std::string text;
    for (const std::size_t size : sizes) text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text;
  }

  void read_header() {
    char magic[4];
    const auto read = [&](char* to) {
      if (file.read(to, 4) < 4) refuse("ends within its header");
    };
    read(magic);
    if (magic[0] != 0 || magic[1] != 0) refuse("is no IDX file: its first two bytes are not 0");
    type = static_cast<unsigned char>(magic[2]);
    if (bytes_of(type) == 0)
      refuse("is no IDX file: its third byte is " + std::to_string(type) +
             ", and types of numbers are 8, 9, 11, 12, 13 and 14");
    sizes.resize(static_cast<unsigned char>(magic[3]));
    for (std::size_t& size : sizes) {
      char bytes[4];
      read(bytes);
      size = word_at<std::uint32_t>(bytes);
    }
    std::size_t count = bytes_of(type);
    for (const std::size_t size : sizes) {
      if (size == 0) refuse("holds no numbers: its shape is " + shape_text());
      if (count > std::numeric_limits<std::size_t>::max() / size)
        refuse("cannot be that large: its shape is " + shape_text());
      count *= size;
    }
    if (sizes.empty()) refuse("holds no numbers: it has 0 dimensions");
    row_size = count / bytes_of(type) / sizes[0];
  }

  template <class T, class Number>
  T converted(Number number, std::size_t place) const {
    if constexpr (std::is_floating_point_v<T>) {
      const T scaled = static_cast<T>(static_cast<double>(number) * options.scale);
      if constexpr (std::is_floating_point_v<Number>) {
        if (std::isfinite(number) && !std::isfinite(scaled))
          refuse("holds as number " + std::to_string(place + 1) +
                 " one that is too large for the floating-point type asked for");
      }
      return scaled;
    } else if constexpr (std::is_floating_point_v<Number>) {
      refuse("holds floating-point numbers; read them as float or double");
    } else {
      if (!std::in_range<T>(number))
        refuse("holds " + std::to_string(number) + " as number " + std::to_string(place + 1) +
               ", which the integer type asked for cannot hold");
      return static_cast<T>(number);
    }
  }

  /// Number is what the file holds, Word the unsigned type of its bytes.
  template <class Number, class Word, class T>
  void read_numbers(std::vector<T>& numbers, std::size_t count) {
    numbers.clear();
    // A header may claim more than the file holds: memory is taken in steps.
    numbers.reserve(count < 16777216 ? count : 16777216);
    char block[65536];
    while (numbers.size() < count) {
      const std::size_t room = sizeof(block) / sizeof(Word), left = count - numbers.size();
      const std::size_t wanted = room < left ? room : left;
      const std::size_t bytes = file.read(block, wanted * sizeof(Word));
      const std::size_t place = rows_read * row_size + numbers.size();
      if (bytes < wanted * sizeof(Word))
        refuse("ends after " + std::to_string(place + bytes / sizeof(Word)) + " of " + shape_text() + " numbers");
      for (std::size_t i = 0; i < wanted; ++i)
        numbers.push_back(converted<T>(std::bit_cast<Number>(word_at<Word>(block + i * sizeof(Word))), place + i));
    }
  }

 public:
  /// Reads the header.
  explicit idx_reader(input_file source, idx_options how = {}) : file(std::move(source)), options(how) {
    read_header();
  }

  /// The size of each dimension in the whole file, the rows first.
  const std::vector<std::size_t>& shape() const { return sizes; }

  /// Puts the next rows, at most `max_rows`, in place of those in the array, whose memory is used again.
  /// False, and no rows, at the end of the file.
  template <class T>
  bool read(idx_array<T>& rows, std::size_t max_rows = std::numeric_limits<std::size_t>::max()) {
    static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, char> && !std::is_same_v<T, bool>,
                  "read_idx: numbers are read as a floating-point or integer type, as in read_idx<float>(file)");
    if (max_rows == 0)
      throw std::invalid_argument("read_idx: at least 1 row must be read at a time, but 0 are asked for");
    if (std::is_integral_v<T> && options.scale != 1)
      throw std::invalid_argument("read_idx: integers are not scaled; read them as float or double");
    const std::size_t left = sizes[0] - rows_read;
    const std::size_t row_count = max_rows < left ? max_rows : left, count = row_count * row_size;
    rows.sizes = sizes;
    rows.sizes[0] = row_count;
    switch (type) {
      case 0x08: read_numbers<std::uint8_t, std::uint8_t>(rows.numbers, count); break;
      case 0x09: read_numbers<std::int8_t, std::uint8_t>(rows.numbers, count); break;
      case 0x0B: read_numbers<std::int16_t, std::uint16_t>(rows.numbers, count); break;
      case 0x0C: read_numbers<std::int32_t, std::uint32_t>(rows.numbers, count); break;
      case 0x0D: read_numbers<float, std::uint32_t>(rows.numbers, count); break;
      default: read_numbers<double, std::uint64_t>(rows.numbers, count);
    }
    rows_read += row_count;
    char more = 0;
    if (rows_read == sizes[0] && file.read(&more, 1) == 1) refuse("goes on behind its " + shape_text() + " numbers");
    return row_count > 0;
  }

  /// Goes back to the first row, for the next epoch.
  void rewind() {
    file.rewind();
    rows_read = 0;
    read_header();
  }
};

/// Reads a whole IDX file: `const auto images = read_idx<float>("train-images-idx3-ubyte", {.scale = 1 / 255.0});`,
/// `read_idx<float>(open_gzip("train-images-idx3-ubyte.gz"))`. Throws as idx_reader does.
template <class T>
idx_array<T> read_idx(input_file file, idx_options options = {}) {
  idx_array<T> array;
  idx_reader(std::move(file), options).read(array);
  return array;
}

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
