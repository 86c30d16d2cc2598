// SPDX-License-Identifier: BSL-1.0
#include <symdiff/derivative/diff.hpp>
#include <symdiff/notation/symbols.hpp>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto t = input<"t">;

static_assert(Symbol<decltype(a)> && Symbol<decltype(t)> && Expression<decltype(a)>);
static_assert(!Symbol<decltype(a + t)> && !Symbol<decltype(2_c)> && !Symbol<double>);

// A symbol is its name and its kind, wherever it is written.
static_assert(same(a, parameter<"a">) && same(t, input<"t">));
static_assert(!same(a, parameter<"b">) && !same(a, input<"a">) && !same(parameter<"ab">, parameter<"a">));

// Symbols take no room, nor do expressions of them.
static_assert(sizeof(a) == 1 && sizeof(sin(a) * t) == 1);

// Names may be long, and other than ASCII.
static_assert(same(parameter<"a_name_of_thirty_one_characters">, parameter<"a_name_of_thirty_one_characters">));
static_assert(!same(parameter<"α">, parameter<"β">));

}  // namespace
