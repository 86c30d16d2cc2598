// SPDX-License-Identifier: BSL-1.0
// IDX files of any bytes: what is read is what a decoder of whole arrays finds, at once and some rows at a time, and
// what that does not take is refused.
#include <symdiff/data/idx.hpp>

#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <sstream>
#include <vector>

#include "fuzz.hpp"

using namespace symdiff;
using fuzz::require;

namespace {

struct decoded {
  std::vector<std::size_t> shape;
  std::vector<double> numbers;  // none of the six types holds one that double does not
  bool is_floating;
};

std::uint64_t word(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value * 256 + static_cast<unsigned char>(c);
  return value;
}

/// The number that the bytes of a type are: two's complement, or IEEE 754.
double number_of(int type, std::string_view bytes) {
  const std::uint64_t value = word(bytes);
  switch (type) {
    case 0x08: return static_cast<double>(value);
    case 0x0D: {
      const auto half = static_cast<std::uint32_t>(value);
      float number = 0;
      std::memcpy(&number, &half, sizeof number);
      return number;
    }
    case 0x0E: {
      double number = 0;
      std::memcpy(&number, &value, sizeof number);
      return number;
    }
    default: {
      const double span = std::ldexp(1.0, static_cast<int>(8 * bytes.size()));
      const auto number = static_cast<double>(value);
      return number < span / 2 ? number : number - span;
    }
  }
}

/// The file with as many rows in its header as it holds, where that can be.
std::string with_honest_rows(std::string file) {
  const std::size_t dimensions = file.size() < 4 ? 0 : static_cast<unsigned char>(file[3]);
  if (dimensions == 0 || file.size() < 4 + 4 * dimensions) return file;
  std::size_t row = file[2] == 0x0E ? 8 : file[2] > 0x0B ? 4 : file[2] == 0x0B ? 2 : 1;
  const std::size_t body = file.size() - 4 - 4 * dimensions;
  for (std::size_t i = 1; i < dimensions && row <= body; ++i) row *= word(std::string_view(file).substr(4 + 4 * i, 4));
  const std::size_t rows = row == 0 ? 0 : body / row;
  for (std::size_t i = 0; i < 4; ++i) file[4 + i] = static_cast<char>(rows >> (24 - 8 * i));
  return file;
}

std::optional<decoded> decode(std::string_view file) {
  if (file.size() < 4 || file[0] != 0 || file[1] != 0) return {};
  const int type = file[2];
  const std::size_t known[]{1, 1, 0, 2, 4, 4, 8};
  const std::size_t width = type >= 8 && type <= 14 ? known[type - 8] : 0, dimensions = static_cast<unsigned char>(file[3]);
  if (width == 0 || dimensions == 0 || file.size() < 4 + 4 * dimensions) return {};
  decoded array{.shape = {}, .numbers = {}, .is_floating = type >= 0x0D};
  const std::string_view body = file.substr(4 + 4 * dimensions);
  std::size_t left = body.size() / width;
  for (std::size_t i = 0; i < dimensions; ++i) {
    const std::size_t size = word(file.substr(4 + 4 * i, 4));
    if (size == 0 || left % size != 0) return {};
    array.shape.push_back(size);
    left /= size;
  }
  if (left != 1 || body.size() % width != 0) return {};
  for (std::size_t at = 0; at < body.size(); at += width) array.numbers.push_back(number_of(type, body.substr(at, width)));
  return array;
}

template <class T>
void check(std::string_view bytes, std::size_t chunk, double scale) {
  const auto file = [&] { return input_file(std::make_unique<std::stringbuf>(std::string(bytes)), "x.idx"); };
  const std::optional<decoded> expected = decode(bytes);
  const auto fits = [&](double number) {
    if constexpr (std::is_floating_point_v<T>) return !std::isfinite(number) || std::isfinite(static_cast<T>(number * scale));
    else return number >= static_cast<double>(std::numeric_limits<T>::min()) && number <= static_cast<double>(std::numeric_limits<T>::max());
  };
  bool is_taken = expected.has_value();
  if (is_taken && !std::is_floating_point_v<T>) is_taken = !expected->is_floating;
  if (is_taken)
    for (const double number : expected->numbers) is_taken = is_taken && fits(number);

  idx_array<T> whole;
  require(fuzz::reads([&] { whole = read_idx<T>(file(), {.scale = scale}); }) == is_taken, "read is what is such a file");
  std::vector<T> in_parts;
  std::size_t rows = 0;
  const bool reads_parts = fuzz::reads([&] {
    idx_reader reader(file(), {.scale = scale});
    idx_array<T> part;
    // An epoch and the next.
    for (int epoch = 0; epoch < 2; ++epoch, reader.rewind()) {
      in_parts.clear();
      for (rows = 0; reader.read(part, chunk); rows += part.row_count()) {
        require(part.row_count() > 0 && part.row_count() <= chunk, "a part has from 1 to as many rows as asked for");
        in_parts.insert(in_parts.end(), part.begin(), part.end());
      }
    }
  });
  require(reads_parts == is_taken, "what is read in parts is what is read at once");
  if (!is_taken) return;

  require(whole.shape() == expected->shape, "the shape");
  require(whole.size() == expected->numbers.size(), "as many numbers as the shape says");
  require(rows == whole.row_count() && in_parts.size() == whole.size(), "the parts make the whole");
  require(whole.row(whole.row_count() - 1).data() + whole.size() / whole.row_count() == whole.end(), "the last row");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const double number = expected->numbers[i];
    const T wanted = std::is_floating_point_v<T> ? static_cast<T>(number * scale) : static_cast<T>(number);
    require(fuzz::same(static_cast<double>(whole[i]), static_cast<double>(wanted)), "the numbers");
    require(fuzz::same(static_cast<double>(in_parts[i]), static_cast<double>(wanted)), "the numbers of the parts");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const unsigned type = fuzz::take(input), chunk = fuzz::take(input) % 8 + 1;
  // Memory for rows that are not there is most of a run's time: few inputs claim them.
  const std::string file = type < 224 ? with_honest_rows(std::string(input)) : std::string(input);
  switch (type % 6) {
    case 0: check<double>(file, chunk, 1); break;
    case 1: check<float>(file, chunk, 1 / 255.0); break;
    case 2: check<std::uint8_t>(file, chunk, 1); break;
    case 3: check<std::int16_t>(file, chunk, 1); break;
    case 4: check<std::uint32_t>(file, chunk, 1); break;
    default: check<std::int64_t>(file, chunk, 1);
  }
  return 0;
}
