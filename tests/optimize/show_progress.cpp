// SPDX-License-Identifier: BSL-1.0
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/optimize/gradient_descent.hpp>
#include <symdiff/optimize/minimize.hpp>
#include <symdiff/optimize/show_progress.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;

/// What a run of some epochs shows.
std::string shown(show_progress progress, int epochs, double until = 0) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
  BOOST_REQUIRE(file != nullptr);
  progress.stream = file.get();
  parameters p{a = 8.0};
  minimize(square(a), p, gradient_descent{.learning_rate = 0.25},
           {.epochs = epochs, .until = converged{.gradient_norm = until}, .on_epoch = progress});
  std::string text(1 << 16, '\0');
  std::rewind(file.get());
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_file_is_no_terminal) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
  BOOST_TEST(!show_progress::is_terminal(file.get()));
  BOOST_TEST(!show_progress{.stream = file.get()}.on_terminal);
}

BOOST_AUTO_TEST_CASE(lines_in_a_file) {
  const std::string text = shown({.every = 2, .on_terminal = false}, 5);
  BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 3);  // 2, 4 and the last
  BOOST_TEST(text.starts_with("2/5  loss 16  gradient 8.0e+00  "));
  BOOST_TEST(text.find(" s left\n4/5  loss 1  gradient") != std::string::npos);
  BOOST_TEST(text.find(" s left\n5/5  loss 0.25  gradient 1.0e+00  ") != std::string::npos);
  BOOST_TEST(text.find('\r') == std::string::npos);
  const std::string tenths = shown({.on_terminal = false}, 200);
  BOOST_TEST(std::count(tenths.begin(), tenths.end(), '\n') == 10);
}

BOOST_AUTO_TEST_CASE(a_bar_on_a_terminal) {
  const std::string text = shown({.width = 10, .on_terminal = true}, 5);
  BOOST_TEST(text.starts_with("\r[##........]  1/5  loss 64  gradient 1.6e+01  "));
  BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 1);
  BOOST_TEST(text.find("\r[##########]  5/5  loss 0.25  gradient 1.0e+00") != std::string::npos);
  BOOST_TEST(text.back() == '\n');
  const std::string early = shown({.width = 10, .on_terminal = true}, 100, 1.5);  // converges in the fifth
  BOOST_TEST(early.find("5/100") != std::string::npos);
  BOOST_TEST(early.back() == '\n');
}
