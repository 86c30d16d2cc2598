// SPDX-License-Identifier: BSL-1.0
// Literals against the compiler's own, to the last bit.
#include <symdiff/derivative/diff.hpp>
#include <symdiff/notation/constants.hpp>

#include <cstdint>

using namespace symdiff;

namespace {

/// Whether the constant is this double, bit by bit.
template <class E>
constexpr bool is(E, double value) {
  return E::graph.node_count == 1 && __builtin_bit_cast(std::uint64_t, E::graph.constants[0]) ==
                                         __builtin_bit_cast(std::uint64_t, value);
}

// Whole numbers.
static_assert(is(0_c, 0.0));
static_assert(is(2_c, 2.0));
static_assert(is(1'000'000_c, 1e6));
static_assert(is(9007199254740993_c, 9007199254740993.0));  // 2^53 + 1, a tie
static_assert(is(18446744073709551615_c, 18446744073709551615.0));
static_assert(is(123456789012345678901234567890_c, 123456789012345678901234567890.0));
static_assert(is(0x1F_c, 31.0) && is(0XfF_c, 255.0) && is(0xffff'ffff_c, 4294967295.0));
static_assert(is(0xfffffffffffff800_c, 18446744073709549568.0));
static_assert(is(0b1011_c, 11.0) && is(0B1000'0001_c, 129.0));
static_assert(is(017_c, 15.0) && is(00_c, 0.0) && is(0777'777_c, 262143.0));  // octal, as in C++

// Fractions and exponents.
static_assert(is(0.5_c, 0.5) && is(.5_c, .5) && is(5._c, 5.) && is(00.5_c, 0.5) && is(09.5_c, 9.5));
static_assert(is(0.1_c, 0.1) && is(0.3_c, 0.3) && is(2.675_c, 2.675));
static_assert(is(1e3_c, 1e3) && is(1E+3_c, 1000.0) && is(1e-3_c, 1e-3) && is(01e2_c, 100.0));
static_assert(is(6.02214076e23_c, 6.02214076e23) && is(1.602'176'634e-19_c, 1.602'176'634e-19));
static_assert(is(1e22_c, 1e22) && is(1e23_c, 1e23));
static_assert(is(0.000'000'000'1_c, 1e-10));
static_assert(is(123e-2_c, 1.23) && is(0.00123e5_c, 123.0));
static_assert(is(0e5_c, 0.0) && is(0.0_c, 0.0) && is(0.000e-300_c, 0.0));

// More digits than a double has, and ties.
static_assert(is(3.14159265358979323846264338327950288_c, 3.14159265358979323846264338327950288));
static_assert(is(0.1000000000000000055511151231257827_c, 0.1000000000000000055511151231257827));
static_assert(is(1.00000000000000011102230246251565404_c, 1.00000000000000011102230246251565404));
static_assert(is(1.00000000000000011102230246251565405_c, 1.00000000000000011102230246251565405));
static_assert(is(1.00000000000000033306690738754696213_c, 1.00000000000000033306690738754696213));
static_assert(is(8.41245789012345678e-7_c, 8.41245789012345678e-7));
static_assert(is(123456789.123456789123456789_c, 123456789.123456789123456789));
static_assert(is(7.2057594037927933e16_c, 7.2057594037927933e16));

// The ends of the range, and below the normal numbers.
static_assert(is(1.7976931348623157e308_c, __DBL_MAX__));
static_assert(is(1.7976931348623158e308_c, __DBL_MAX__));
static_assert(is(2.2250738585072014e-308_c, __DBL_MIN__));
static_assert(is(2.2250738585072011e-308_c, 2.2250738585072011e-308));  // the largest subnormal's tie
static_assert(is(2.225073858507201e-308_c, 2.225073858507201e-308));
static_assert(is(1e-310_c, 1e-310) && is(1.2345678901234567e-315_c, 1.2345678901234567e-315));
static_assert(is(4.9406564584124654e-324_c, __DBL_DENORM_MIN__) && is(5e-324_c, 5e-324));
static_assert(is(3e-324_c, 3e-324));
static_assert(is(2e-324_c, 0.0));

// Hexadecimal fractions.
static_assert(is(0x1p3_c, 0x1p3) && is(0x1.8p-3_c, 0x1.8p-3) && is(0x.1P4_c, 0x.1P4));
static_assert(is(0x1.921fb54442d18p+1_c, 0x1.921fb54442d18p+1));
static_assert(is(0x1.fffffffffffff8p0_c, 0x1.fffffffffffff8p0));  // a tie
static_assert(is(0x1p-1074_c, 0x1p-1074) && is(0x1.fffffffffffffp1023_c, __DBL_MAX__));
static_assert(is(0x123'456.789abcp-1060_c, 0x123'456.789abcp-1060));

// From compile-time numbers.
static_assert(is(constant<3>, 3.0) && is(constant<-7>, -7.0) && is(constant<7u>, 7.0));
static_assert(same(constant<3>, 3_c) && !same(constant<3>, 4_c) && same(0x10_c, 16_c));

}  // namespace
