// SPDX-License-Identifier: BSL-1.0
#include <symdiff/data/csv.hpp>
#include <symdiff/data/gzip.hpp>
#include <symdiff/data/idx.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include <unistd.h>

#include "../message_of.hpp"

using namespace symdiff;

namespace {

// The images of the first 100 digits of a test set, 28 x 28 bytes each. Their labels are in idx.cpp.
const std::string images_path = "tests/data/digits-100-images-idx3-ubyte.gz";

/// A file that is there as long as this is.
struct temporary_file {
  std::string path;
  temporary_file(const std::string& name, const std::string& bytes)
      : path(std::filesystem::temp_directory_path() / ("symdiff_" + std::to_string(getpid()) + '_' + name)) {
    std::ofstream(path, std::ios::binary) << bytes;
  }
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;
  ~temporary_file() { std::filesystem::remove(path); }
};

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string compressed(const std::string& text) {
  const temporary_file file("compressed", "");
  gzFile out = gzopen(file.path.c_str(), "wb");
  gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
  gzclose(out);
  return bytes_of(file.path);
}

std::string refusal_of_images(const std::string& bytes) {
  const temporary_file file("images.gz", bytes);
  std::string said = message_of<std::exception>([&] { read_idx<float>(open_gzip(file.path)); });
  if (const auto at = said.find(file.path); at != std::string::npos) said.replace(at, file.path.size(), "FILE");
  return said;
}

}  // namespace

BOOST_AUTO_TEST_CASE(images_of_digits) {
  const auto images = read_idx<int>(open_gzip(images_path));
  BOOST_TEST(images.shape() == (std::vector<std::size_t>{100, 28, 28}), boost::test_tools::per_element());
  BOOST_TEST(images.size() == 78400u);
  BOOST_TEST(std::accumulate(images.begin(), images.end(), 0) == 2670472);
  // The first is a nought: 59764 in all, nothing in its corners and in its middle.
  const auto nought = images.row(0);
  BOOST_TEST(std::accumulate(nought.begin(), nought.end(), 0) == 59764);
  BOOST_TEST(nought[0] == 0);
  BOOST_TEST(nought[14 * 28 + 14] < 128);
  BOOST_TEST(nought[14 * 28 + 8] > 127);
}

BOOST_AUTO_TEST_CASE(images_some_at_a_time) {
  const auto whole = read_idx<float>(open_gzip(images_path), {.scale = 1 / 255.0});
  idx_reader reader(open_gzip(images_path), {.scale = 1 / 255.0});
  idx_array<float> rows;
  for (int epoch = 0; epoch < 2; ++epoch, reader.rewind()) {
    std::vector<float> all;
    while (reader.read(rows, 30)) all.insert(all.end(), rows.begin(), rows.end());
    BOOST_TEST((all == std::vector<float>(whole.begin(), whole.end())));
  }
}

BOOST_AUTO_TEST_CASE(tables) {
  const std::string path = "docs/examples/data/roller_coaster.csv";
  const csv_table plain = read_csv(path);
  const temporary_file file("speed.csv.gz", compressed(bytes_of(path)));
  for (const std::string& either : {file.path, path}) {
    const csv_table table = read_csv(open_gzip(either));
    BOOST_TEST(table["time"] == plain["time"], boost::test_tools::per_element());
    BOOST_TEST(table["speed"] == plain["speed"], boost::test_tools::per_element());
  }
  const temporary_file bad("bad.csv.gz", compressed("time,speed\n1,abc\n"));
  BOOST_TEST(message_of<std::exception>([&] {
               const csv_table table = read_csv(open_gzip(bad.path));
               (void)table["speed"];
             }) == "read_csv: " + bad.path + ", line 2, column 2 ('speed'): 'abc' is no number");
}

BOOST_AUTO_TEST_CASE(members_one_behind_the_other_are_one_file) {
  const temporary_file file("two.csv.gz", compressed("a\n1\n") + compressed("2\n"));
  const csv_table table = read_csv(open_gzip(file.path));
  BOOST_TEST(table["a"].size() == 2u);
}

BOOST_AUTO_TEST_CASE(files_that_are_cut_off_or_damaged) {
  const std::string good = bytes_of(images_path);
  for (const std::size_t size : {good.size() - 1, good.size() - 8, good.size() / 2, std::size_t{12}, std::size_t{2}})
    BOOST_TEST(refusal_of_images(good.substr(0, size)) == "open_gzip: FILE ends within its compressed data");
  BOOST_TEST(refusal_of_images("") == "read_idx: FILE ends within its header");

  std::string wrong_sum = good;
  wrong_sum[good.size() - 6] = static_cast<char>(wrong_sum[good.size() - 6] ^ 1);
  BOOST_TEST(refusal_of_images(wrong_sum).starts_with("open_gzip: FILE is damaged: zlib says '"));
  std::string overwritten = good;
  overwritten.replace(good.size() / 2, 64, 64, '\xff');
  BOOST_TEST(refusal_of_images(overwritten).starts_with("open_gzip: FILE is damaged: zlib says '"));
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_read) {
  BOOST_TEST(message_of<std::exception>([] { open_gzip("docs/none.gz"); }) ==
             "open_gzip: docs/none.gz cannot be opened: No such file or directory");
  BOOST_TEST(message_of<std::exception>([] { read_csv(open_gzip("docs")); }) == "open_gzip: docs cannot be read: Is a directory");
}
