// SPDX-License-Identifier: BSL-1.0
// expect-ok
// The same compiler and include path as the files beside this one: what they lack is only meaning.
#include <symdiff/symdiff.hpp>

int main() {}
