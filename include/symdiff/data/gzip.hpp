// SPDX-License-Identifier: BSL-1.0
#pragma once
// Data files that gzip has compressed, read through zlib: a program that includes this links with -lz.
#include <symdiff/hide_macros.inc>
#include <symdiff/data/input_file.hpp>

#include <zlib.h>

namespace SYMDIFF_NAMESPACE {
namespace detail {

class gzip_buffer final : public block_buffer {
  std::string path;
  gzFile file;

  [[noreturn]] void refuse(const std::string& what) const {
    throw std::runtime_error("open_gzip: " + path + " " + what);
  }

  std::size_t read_block(char* to, std::size_t count) override {
    const int got = gzread(file, to, static_cast<unsigned>(count));
    int fault = Z_OK;
    const char* const words = gzerror(file, &fault);
    if (fault == Z_ERRNO) refuse("cannot be read: " + reason_of(errno));
    // That the file ends too soon is known with the last bytes that can be read, and told behind them.
    if (fault == Z_BUF_ERROR && got <= 0) refuse("ends within its compressed data");
    if (got < 0) refuse("is damaged: zlib says '" + std::string(words) + "'");
    return static_cast<std::size_t>(got);
  }
  bool go_back() override { return gzrewind(file) == 0; }

 public:
  explicit gzip_buffer(const std::string& name) : path(name) {
    errno = 0;
    file = gzopen(path.c_str(), "rb");
    if (!file) refuse("cannot be opened: " + reason_of(errno));
  }
  gzip_buffer(const gzip_buffer&) = delete;
  gzip_buffer& operator=(const gzip_buffer&) = delete;
  ~gzip_buffer() override { gzclose(file); }
};

}  // namespace detail

/// A file that gzip has compressed, or one that it has not: `read_csv(open_gzip("speed.csv.gz"))`.
/// Throws std::runtime_error, with the path and the reason, where the file cannot be opened; reading it throws
/// where it cannot be read, is damaged or ends too soon.
inline input_file open_gzip(const std::string& path) { return {std::make_unique<detail::gzip_buffer>(path), path}; }

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
