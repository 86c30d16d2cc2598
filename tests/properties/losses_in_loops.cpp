// SPDX-License-Identifier: BSL-1.0
// Random losses that the compiler makes, whose vectors and matrices run in loops however small they are.
#include "../evaluate/always_plans.hpp"
#include "compiled_losses.hpp"

BOOST_AUTO_TEST_SUITE(properties)

BOOST_AUTO_TEST_CASE(losses_in_loops) { random_losses::check_losses<49, 1>(); }

BOOST_AUTO_TEST_SUITE_END()
