// SPDX-License-Identifier: BSL-1.0
// The shared chain of 400 levels, traced: a program of 10,000 nodes. Apart, since it takes long to compile.
#include "chain.hpp"

static constexpr auto four_hundred_levels = chain::by_trace<400>();

int main(int argument_count, char** arguments) {
  using namespace chain;
  comparison::compare("chain_400", by_symdiff<four_hundred_levels>, by_hand<400>, points);
  return comparison::run(argument_count, arguments);
}
