// SPDX-License-Identifier: BSL-1.0
// Boost.Test's main program, linked to every test. The tests themselves include
// <boost/test/unit_test.hpp> and define no BOOST_TEST_MODULE.
#define BOOST_TEST_MODULE symdiff
#ifdef BOOST_TEST_DYN_LINK
#include <boost/test/unit_test.hpp>
#else
#include <boost/test/included/unit_test.hpp>
#endif

// A test may hold static_asserts alone: its compiling is the passing. Boost.Test wants one case.
BOOST_AUTO_TEST_CASE(compiles) {}
