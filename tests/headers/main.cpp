// SPDX-License-Identifier: BSL-1.0
// The units beside this one pass by compiling and linking.
int main() {}
