// SPDX-License-Identifier: BSL-1.0
// Checkpoints of any bytes: what is restored is saved as the same again, and what is refused changes nothing.
#include <symdiff/notation/symbols.hpp>
#include <symdiff/optimize/adam.hpp>
#include <symdiff/optimize/checkpoint.hpp>
#include <symdiff/optimize/gradient_descent.hpp>
#include <symdiff/optimize/momentum.hpp>

#include <sstream>

#include "fuzz.hpp"

using namespace symdiff;
using fuzz::require;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto v = parameter<"v", 2>;
constexpr auto W = parameter<"W", 2, 2>;

template <class... Argument>
std::string saved(const Argument&... arguments) {
  std::ostringstream out;
  save(out, arguments...);
  return out.str();
}
template <class... Argument>
bool restores(const std::string& text, Argument&... arguments) {
  std::istringstream in(text);
  return fuzz::reads([&] { restore(in, arguments...); });
}

template <class... Argument>
void check(const std::string& text, Argument... arguments) {
  const auto fresh = [&](auto... copies) {
    const std::string before = saved(copies...);
    const bool is_restored = restores(text, copies...);
    std::string after = saved(copies...);
    if (!is_restored) require(after == before, "what is refused changes nothing");
    return std::pair(is_restored, std::move(after));
  };
  const auto [is_restored, after] = fresh(arguments...);
  if (!is_restored) return;
  require(restores(after, arguments...), "what is saved is restored");
  require(saved(arguments...) == after, "what is restored is saved as the same");
}

/// Numbers of at most 52 bits behind the point are read as C reads them.
void check_number(const std::string& text) {
  double number = 0;
  if (!detail::from_hex(text, number)) return;
  char* end = nullptr;
  const double expected = std::strtod(text.c_str(), &end);
  require(end == text.c_str() + text.size(), "C reads it too");
  if (text.find('p') <= 16) require(fuzz::same(number, expected), "C reads the same");
  double again = 0;
  require(detail::from_hex(detail::to_hex(number), again) && fuzz::same(number, again), "a number comes back");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const unsigned kind = fuzz::take(input);
  const std::string text(input);
  const parameters p{a = 1.5, v = std::array{-0.25F, 3.0F}, W = std::array{1.0, 2.0, 3.0, 4.0}};
  const parameters few{a = 1.5};
  switch (kind % 6) {
    case 0: check_number(text); break;
    case 1: check(text, few); break;
    case 2: check(text, few, momentum{}); break;
    case 3: check(text, p); break;
    case 4: check(text, p, bound_optimizer(gradient_descent{}, p)); break;
    default: check(text, p, bound_optimizer(adam{}, p));
  }
  return 0;
}
