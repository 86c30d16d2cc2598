// SPDX-License-Identifier: BSL-1.0
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/optimize/adam.hpp>
#include <symdiff/optimize/checkpoint.hpp>
#include <symdiff/optimize/gradient_descent.hpp>
#include <symdiff/optimize/minimize.hpp>
#include <symdiff/optimize/momentum.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>

#include "saved.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto loss = mse(a * t + b, y);

const std::array<double, 5> times{0, 1, 2, 3, 4};
const std::array<double, 5> heights{1.5, 2.5, 5, 7.25, 9};
const dataset data{t = times, y = heights};

template <class T>
bool comes_back(T x) {
  T read(3);
  return detail::from_hex(detail::to_hex(x), read) && (x == read || (x != x && read != read)) &&
         std::signbit(x) == std::signbit(read);
}

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_are_exact) {
  const auto check = []<class T>(T) {
    using limits = std::numeric_limits<T>;
    for (const T x : {T(0), T(1), T(0.1L), T(1) / 3, limits::max(), limits::min(), limits::denorm_min(),
                      limits::epsilon(), std::nextafter(limits::min(), T(0)), limits::infinity(), T(255), T(1e-30L)})
      BOOST_TEST((comes_back(x) && comes_back(T(-x))));
    BOOST_TEST(comes_back(limits::quiet_NaN()));
  };
  check(1.0F);
  check(1.0);
  check(1.0L);
  BOOST_TEST(detail::to_hex(-6.5) == "-0x1.ap+2");
  BOOST_TEST(detail::to_hex(0.375) == "0x1.8p-2");
  double x = 0;
  for (const char* text : {"", "-", "0x", "1.5", "0x1", "0x1p", "0x1p+", "0xgp+1", "0x1.1.1p+1", "0x1p+1x", "p+1"})
    BOOST_TEST(!detail::from_hex(text, x), text);
  using wide = boost::multiprecision::cpp_bin_float_50;
  wide third = 0;
  BOOST_TEST((detail::from_hex(detail::to_hex(wide(1) / 3), third) && third == wide(1) / 3));
}

BOOST_AUTO_TEST_CASE(as_text) {
  parameters p{a = 1.5, b = -0.1F};
  BOOST_TEST(saved(p) ==
             "symdiff checkpoint 1\nparameter 53 1 0x1.8p+0 a\nparameter 24 1 -0x1.99999ap-4 b\nend\n");
  momentum optimizer{.learning_rate = 0.5, .momentum = 0.5};
  optimizer.step(square(a) + b, p);
  BOOST_TEST(saved(p, optimizer) ==
             "symdiff checkpoint 1\nparameter 53 1 0x0p+0 a\nparameter 24 1 -0x1.333334p-1 b\n"
             "optimizer 1 1 0 momentum\nkept 53 1 0x1.8p+1 a\nkept 24 1 0x1p+0 b\nend\n");
  parameters other{b = 0.0F, a = 0.0};  // in another order
  std::istringstream in(saved(p, optimizer));
  restore(in, other);
  BOOST_TEST(other[a] == p[a]);
  BOOST_TEST(other[b] == p[b]);
}

BOOST_AUTO_TEST_CASE(a_stopped_run_continues_bit_for_bit) {
  const adam settings{.learning_rate = warmup{.steps = 5, .then = cosine{.from = 0.1, .steps = 60}}};
  for (const long long size : {all_samples, 2LL}) {
    const auto options = [&](int epochs) { return minimize_options{.epochs = epochs, .batch_size = size, .seed = 3}; };
    parameters at_once{a = 0.1, b = -1.0}, in_parts = at_once;
    bound_optimizer first{settings, at_once};
    minimize(loss, at_once, data, first, options(20));
    std::string text;
    {
      bound_optimizer optimizer{settings, in_parts};
      minimize(loss, in_parts, data, optimizer, options(7));
      text = saved(in_parts, optimizer);
    }
    parameters p{a = 0.0, b = 0.0};
    bound_optimizer optimizer{settings, p};
    std::istringstream in(text);
    restore(in, p, optimizer);
    BOOST_TEST(optimizer.epochs == 7);
    minimize(loss, p, data, optimizer, options(13));
    BOOST_TEST(saved(p, optimizer) == saved(at_once, first));
  }
}

BOOST_AUTO_TEST_CASE(steps_in_the_middle_of_an_epoch_continue) {
  mini_batches batches{data, {.size = 2, .seed = 1}};
  parameters p{a = 0.1, b = -1.0}, q = p;
  adam optimizer{.learning_rate = 0.1}, other{.learning_rate = 0.1};
  std::string text;
  std::size_t index = 0;
  for (const auto& batch : batches.epoch(4)) {
    if (++index == 2) text = saved(p, optimizer);  // before the second of three
    optimizer.step(loss, p, batch);
  }
  std::istringstream in(text);
  restore(in, q, other);
  for (const auto& batch : batches.epoch(4, 1)) other.step(loss, q, batch);
  BOOST_TEST(saved(q, other) == saved(p, optimizer));
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused_and_changes_nothing) {
  parameters p{a = 1.0, b = 2.0};
  adam optimizer{};
  optimizer.step(a * b, p);
  const std::string before = saved(p, optimizer), text = before;
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    return changed.replace(changed.find(from), from.size(), to);
  };
  BOOST_TEST(refusal("hello\n", p) == "restore: line 1: expected 'symdiff checkpoint 1', but came 'hello'");
  BOOST_TEST(refusal("", p) == "restore: the stream ends after line 0, but a checkpoint ends with a line 'end'");
  BOOST_TEST(refusal(text.substr(0, text.size() - 4), p, optimizer) ==
             "restore: the stream ends after line 6, but a checkpoint ends with a line 'end'");
  BOOST_TEST(refusal(with(" b\n", " c\n"), p) == "restore: line 3: the parameter set has no 'c'");
  BOOST_TEST(refusal(with(" b\n", " a\n"), p) == "restore: line 3: 'a' comes twice");
  BOOST_TEST(refusal(with("53", "24"), p) ==
             "restore: line 2: bits of a number of 'a': expected 53, but the stream has 24");
  BOOST_TEST(refusal(with("0x1", "zero"), p).find("is no number") != std::string::npos);
  BOOST_TEST(refusal(with("adam", "momentum"), p, optimizer) ==
             "restore: line 4: the optimizer is adam here, but momentum in the stream");
  BOOST_TEST(refusal(with("kept 53 2", "kept 53 x"), p, optimizer) == "restore: line 5: 'x' is no count");
  BOOST_TEST(refusal(with("optimizer 2 1 0", "optimizer 2 1 3000000000"), p, optimizer) ==
             "restore: line 4: 3000000000 epochs are more than an int can count");
  BOOST_TEST(refusal(with("53 1", "53 900000000000"), p) ==
             "restore: line 2: expected 900000000000 numbers and a name");
  BOOST_TEST(refusal(saved(p), p, optimizer) ==
             "restore: line 4: expected 'optimizer', but came 'end'; it was saved without one");
  parameters more{a = 1.0, b = 2.0, parameter<"c"> = 3.0};
  BOOST_TEST(refusal(text, more) == "restore: line 4: expected 'parameter' of 'c', but came 'optimizer'");
  BOOST_TEST(more[a] == 1);
  BOOST_TEST(saved(p, optimizer) == before);
}

BOOST_AUTO_TEST_CASE(a_stream_that_fails) {
  parameters p{a = 1.0};
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  BOOST_CHECK_THROW(save(out, p, gradient_descent{}), std::runtime_error);
}
