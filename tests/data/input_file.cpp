// SPDX-License-Identifier: BSL-1.0
#include <symdiff/data/input_file.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <streambuf>
#include <string>

#include "../message_of.hpp"

using namespace symdiff;

namespace {

std::string all_of(input_file& file) {
  std::string text;
  char block[3];
  while (const std::size_t got = file.read(block, sizeof(block))) text.append(block, got);
  return text;
}

const std::string path = "docs/examples/data/roller_coaster.csv";

/// A stream buffer without a way back, as a pipe's.
struct pipe_buffer : std::streambuf {
  std::string text = "abc";
  pipe_buffer() { setg(text.data(), text.data(), text.data() + text.size()); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(files_streams_and_buffers) {
  input_file by_text(path);
  const std::string text = all_of(by_text);
  BOOST_TEST(text.starts_with("time,speed\n0,69.90\n"));
  BOOST_TEST(text.size() == std::filesystem::file_size(path));
  BOOST_TEST(by_text.name() == path);
  input_file by_path{std::filesystem::path(path)};
  BOOST_TEST(all_of(by_path) == text);

  std::istringstream in("skipped abcdefgh");
  in.ignore(8);
  input_file by_stream(in);
  BOOST_TEST(all_of(by_stream) == "abcdefgh");
  BOOST_TEST(by_stream.name() == "the stream");
  input_file by_buffer(std::make_unique<std::stringbuf>("abcd"), "letters");
  BOOST_TEST(all_of(by_buffer) == "abcd");
  BOOST_TEST(by_buffer.name() == "letters");
}

BOOST_AUTO_TEST_CASE(back_to_where_reading_began) {
  input_file file(path);
  const std::string text = all_of(file);
  file.rewind();
  BOOST_TEST(all_of(file) == text);
  input_file moved = std::move(file);
  moved.rewind();
  BOOST_TEST(all_of(moved) == text);

  std::istringstream in("skipped abcdefgh");
  in.ignore(8);
  input_file by_stream(in);
  all_of(by_stream);
  by_stream.rewind();
  BOOST_TEST(all_of(by_stream) == "abcdefgh");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_named_with_the_reason) {
  BOOST_TEST(message_of<std::exception>([] { input_file("docs/none.csv"); }) ==
             "symdiff: docs/none.csv cannot be opened: No such file or directory");
  BOOST_TEST(message_of<std::exception>([] {
               input_file file("docs");
               all_of(file);
             }) == "symdiff: docs cannot be read: Is a directory");
  BOOST_TEST(message_of<std::exception>([] {
               std::ifstream none("docs/none.csv");
               input_file file(none);
             }) == "symdiff: the stream cannot be read: it failed before, or was never opened");
  BOOST_TEST(message_of<std::exception>([] {
               input_file file(std::make_unique<pipe_buffer>(), "the pipe");
               BOOST_TEST(all_of(file) == "abc");
               file.rewind();
             }) == "symdiff: the pipe cannot be rewound, as a pipe cannot");
}

BOOST_AUTO_TEST_CASE(compressed_bytes_are_recognised) {
  BOOST_TEST(message_of<std::exception>([] {
               input_file file("tests/data/digits-100-images-idx3-ubyte.gz");
               all_of(file);
             }) ==
             "symdiff: tests/data/digits-100-images-idx3-ubyte.gz is compressed by gzip; include "
             "symdiff/data/gzip.hpp, link with -lz and give "
             "open_gzip(\"tests/data/digits-100-images-idx3-ubyte.gz\") in place of the name");
}
