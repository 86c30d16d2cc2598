// SPDX-License-Identifier: BSL-1.0
// The shared chain of 10 levels, written by operators, and of 100 levels, traced.
#include "chain.hpp"

static constexpr auto ten_levels = chain::by_operators<10>();
static constexpr auto hundred_levels = chain::by_trace<100>();

int main(int argument_count, char** arguments) {
  using namespace chain;
  comparison::compare("chain_10", by_symdiff<ten_levels>, by_hand<10>, points);
  comparison::compare("chain_100", by_symdiff<hundred_levels>, by_hand<100>, points);
  return comparison::run(argument_count, arguments);
}
