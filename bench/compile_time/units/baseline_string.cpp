// SPDX-License-Identifier: BSL-1.0
// What machines are compared by: a header of the standard library.
#include <string>
