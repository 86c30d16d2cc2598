// SPDX-License-Identifier: BSL-1.0
#include "expression.hpp"

int main() {
  const bool same_object = address_of_slope_in_second_unit() == &slope;
  const bool same_value = slope(x = 3.0) == 6.0 && slope_in_second_unit(3.0) == 6.0;
  return same_object && same_value ? 0 : 1;
}
