// SPDX-License-Identifier: BSL-1.0
// What the map of bindings costs by itself.
#include <boost/hana/map.hpp>
