// SPDX-License-Identifier: BSL-1.0
// The library, unused.
#include <symdiff/symdiff.hpp>
