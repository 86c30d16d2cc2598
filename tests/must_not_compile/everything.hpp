// SPDX-License-Identifier: BSL-1.0
// No #pragma once: g++ warns of it in what it precompiles.
#include <symdiff/symdiff.hpp>
