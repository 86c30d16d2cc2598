// SPDX-License-Identifier: BSL-1.0
#include <symdiff/functions/scalar.hpp>
