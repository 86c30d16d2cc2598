// SPDX-License-Identifier: BSL-1.0
// Random losses that the compiler makes, unrolled up to the usual limit. tools/search-losses compiles others, whose seeds
// begin with FIRST_LOSS.
#include "compiled_losses.hpp"

#ifndef FIRST_LOSS
#define FIRST_LOSS 36
#define LOSSES 1
#endif

BOOST_AUTO_TEST_SUITE(properties)

BOOST_AUTO_TEST_CASE(compiled_losses) { random_losses::check_losses<FIRST_LOSS, LOSSES>(); }

BOOST_AUTO_TEST_SUITE_END()
