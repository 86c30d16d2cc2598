// SPDX-License-Identifier: BSL-1.0
// Which arguments a call takes, and the number type that follows from them.
#include <symdiff/symdiff.hpp>

#include <array>
#include <span>
#include <type_traits>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto t = input<"t">;

// Bindings know their symbol; numbers are held by value, containers that outlive the statement by reference.
static_assert(decltype(x = 1.0)::symbol == detail::id_of<decltype(x)>);
static_assert(std::is_same_v<decltype(x = 1.0)::value_type, double> && std::is_same_v<decltype(x = 1)::value_type, int>);
static_assert(std::is_same_v<decltype(t = std::vector<double>())::value_type, std::vector<double>>);
static_assert(std::is_same_v<decltype(t = std::declval<std::vector<double>&>())::value_type, std::vector<double>&>);
static_assert(std::is_same_v<decltype(t = std::declval<const std::vector<double>&>())::value_type, const std::vector<double>&>);
static_assert(std::is_same_v<decltype(x = std::declval<double&>())::value_type, double>);

// Containers enter as columns.
template <class V>
using entered = detail::entered<V>;
static_assert(std::is_same_v<entered<std::vector<double>>, detail::column<double>> &&
              std::is_same_v<entered<std::array<float, 3>>, detail::column<float>> &&
              std::is_same_v<entered<std::span<const int>>, detail::column<int>> &&
              std::is_same_v<entered<double[4]>, detail::column<double>> && std::is_same_v<entered<float>, float>);

// The number type: the widest floating-point type among the values, double where there is none.
template <class... Arguments>
using number = detail::number_of<detail::numbers<>, Arguments...>;
static_assert(std::is_same_v<number<decltype(x = 1)>, double> && std::is_same_v<number<decltype(x = 1.0f)>, float>);
static_assert(std::is_same_v<number<decltype(x = 1.0f), decltype(y = 2)>, float> &&
              std::is_same_v<number<decltype(x = 1.0f), decltype(y = 2.0)>, double> &&
              std::is_same_v<number<decltype(x = 1.0L), decltype(y = 2.0f)>, long double>);
static_assert(std::is_same_v<number<decltype(x = 1), decltype(t = std::vector<float>())>, float> &&
              std::is_same_v<number<decltype(x = 1.0f), decltype(t = std::vector<double>())>, double> &&
              std::is_same_v<number<decltype(t = std::vector<int>())>, double>);
static_assert(std::is_same_v<number<>, double>);

// Plain numbers of an expression do not widen float, but those of long double do.
static_assert(std::is_same_v<detail::number_of<detail::numbers<double, 1>, decltype(x = 1.0f)>, float> &&
              std::is_same_v<detail::number_of<detail::numbers<long double, 1>, decltype(x = 1.0f)>, long double>);

// Order is free; expressions without symbols take no arguments.
static_assert(evaluate(x - y, y = 1.0, x = 3.0) == 2 && evaluate(x - y, x = 3.0, y = 1.0) == 2);
static_assert(evaluate(2_c * 3_c) == 6 && (1_c / 4_c)() == 0.25 && evaluate(2.5 * 1_c) == 2.5);

// Whole numbers and booleans, signed and unsigned.
static_assert(evaluate(x / 2_c, x = 7) == 3.5 && evaluate(x / 2_c, x = 7U) == 3.5 && evaluate(x, x = true) == 1);

// Columns of known data at compile time.
constexpr std::array<double, 3> times{1, 2, 6};
static_assert(evaluate(sample_mean(t), t = times) == 3 && gradient(sample_sum(x * t), x = 1.0, t = times)[x] == 9);

}  // namespace
