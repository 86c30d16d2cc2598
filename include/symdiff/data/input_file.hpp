// SPDX-License-Identifier: BSL-1.0
#pragma once
// Where the readers of data files take their bytes from: a file, a stream, or any stream buffer.
#include <symdiff/hide_macros.inc>
#include <cerrno>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <istream>
#include <memory>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <symdiff/instruction_set.hpp>
#include <system_error>
#include <utility>

namespace SYMDIFF_NAMESPACE {
namespace detail {

inline std::string reason_of(int error_number) { return std::generic_category().message(error_number); }

/// A stream buffer over a file that is read in blocks and can go back to its start.
class block_buffer : public std::streambuf {
  static constexpr std::size_t block_size = 65536;
  std::unique_ptr<char[]> block{new char[block_size]};

  int_type underflow() override {
    if (gptr() == egptr()) setg(block.get(), block.get(), block.get() + read_block(block.get(), block_size));
    return gptr() == egptr() ? traits_type::eof() : traits_type::to_int_type(*gptr());
  }
  // Asked for before anything is read.
  pos_type seekoff(off_type, std::ios_base::seekdir, std::ios_base::openmode) override { return {0}; }
  pos_type seekpos(pos_type start, std::ios_base::openmode) override {
    setg(nullptr, nullptr, nullptr);
    return go_back() ? start : pos_type(off_type(-1));
  }

  virtual std::size_t read_block(char* to, std::size_t count) = 0;
  virtual bool go_back() = 0;
};

/// Not std::filebuf, whose libc++ takes a read error for the end of the file.
class file_buffer final : public block_buffer {
  std::string path;
  std::FILE* file;

  [[noreturn]] void refuse(const char* what) const {
    const std::string reason = reason_of(errno);
    throw std::runtime_error("symdiff: " + path + " cannot be " + what + ": " + reason);
  }
  std::size_t read_block(char* to, std::size_t count) override {
    const std::size_t got = std::fread(to, 1, count, file);
    if (std::ferror(file)) refuse("read");
    return got;
  }
  bool go_back() override { return std::fseek(file, 0, SEEK_SET) == 0; }

 public:
  explicit file_buffer(const std::string& name) : path(name), file(std::fopen(name.c_str(), "rb")) {
    if (!file) refuse("opened");
    // Blocks are large enough already.
    std::setvbuf(file, nullptr, _IONBF, 0);
  }
  file_buffer(const file_buffer&) = delete;
  file_buffer& operator=(const file_buffer&) = delete;
  ~file_buffer() override { std::fclose(file); }
};

}  // namespace detail

/// The bytes of a data file, read from front to back, and its name for messages. A path, a file name or a
/// std::istream stands for one where a reader asks for it: `read_csv("speed.csv")`, `read_csv(std::cin)`.
/// open_gzip (data/gzip.hpp) gives one for a file that gzip has compressed.
/// Throws std::runtime_error, with the name and the reason, where a file cannot be opened, read or rewound.
class input_file {
  std::unique_ptr<std::streambuf> owned;
  std::streambuf* bytes;
  std::string shown_name;
  std::streampos start;
  bool at_start = true;

  void refuse_compressed(const char* first) const {
    if (first[0] == '\x1f' && first[1] == '\x8b')
      throw std::runtime_error("symdiff: " + shown_name +
                               " is compressed by gzip; include symdiff/data/gzip.hpp, link with -lz and give "
                               "open_gzip(\"" + shown_name + "\") in place of the name");
  }

 public:
  /// Opens a file by its path: text or std::filesystem::path.
  template <std::convertible_to<std::string> Path>
  input_file(const Path& path)  // NOLINT: meant to convert
      : input_file(std::make_unique<detail::file_buffer>(std::string(path)), std::string(path)) {}

  /// Reads a stream from where it stands; the stream must outlive the reading.
  input_file(std::istream& in, std::string name = "the stream")  // NOLINT: meant to convert
      : bytes(in.rdbuf()),
        shown_name(std::move(name)),
        start(bytes->pubseekoff(0, std::ios_base::cur, std::ios_base::in)) {
    if (!in)
      throw std::runtime_error("symdiff: " + shown_name + " cannot be read: it failed before, or was never opened");
  }

  /// Reads any stream buffer, and owns it.
  input_file(std::unique_ptr<std::streambuf> buffer, std::string name)
      : owned(std::move(buffer)),
        bytes(owned.get()),
        shown_name(std::move(name)),
        start(bytes->pubseekoff(0, std::ios_base::cur, std::ios_base::in)) {}

  const std::string& name() const { return shown_name; }

  /// Reads the next bytes and returns how many: fewer than `count` only at the end of the file.
  std::size_t read(char* to, std::size_t count) {
    const auto got = static_cast<std::size_t>(bytes->sgetn(to, static_cast<std::streamsize>(count)));
    // That count is no 1 tells g++ -O3 that a second byte is there.
    if (at_start && count >= 2 && got >= 2) refuse_compressed(to);
    at_start = false;
    return got;
  }

  /// Goes back to where reading began. A pipe has no way back.
  void rewind() {
    if (start == std::streampos(-1) || bytes->pubseekpos(start, std::ios_base::in) == std::streampos(-1))
      throw std::runtime_error("symdiff: " + shown_name + " cannot be rewound, as a pipe cannot");
    at_start = true;
  }
};

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
