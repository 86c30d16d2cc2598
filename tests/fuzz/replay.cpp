// SPDX-License-Identifier: BSL-1.0
// Gives the inputs of a corpus, one a line in hexadecimal digits, to a reader as the fuzzer does. Usage: PROGRAM CORPUS
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "fuzz.hpp"

int main(int count, char** arguments) {
  if (count != 2) return 2;
  std::ifstream corpus(arguments[1]);
  int inputs = 0;
  for (std::string line; std::getline(corpus, line); ++inputs) {
    std::cout << line << std::endl;  // before it may fail
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < line.size(); i += 2)
      bytes.push_back(static_cast<std::uint8_t>(std::stoi(line.substr(i, 2), nullptr, 16)));
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  }
  std::cout << inputs << " inputs\n";
  return inputs > 20 ? 0 : 1;
}
