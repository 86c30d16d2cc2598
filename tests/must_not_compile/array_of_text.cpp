// SPDX-License-Identifier: BSL-1.0
// expect: read_idx: numbers are read as a floating-point or integer type, as in read_idx<float>(file)
#include <symdiff/data/idx.hpp>

int main() { symdiff::read_idx<char>("digits"); }
