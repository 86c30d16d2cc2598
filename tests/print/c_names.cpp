// SPDX-License-Identifier: BSL-1.0
// Symbols that are words of C, of C++, of <math.h> or of the compilers: the C that is written for them compiles as C99, as
// GNU's C17 and as C++, and computes the same.
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/print/c_code.hpp>

#include <boost/test/unit_test.hpp>

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace symdiff;

namespace {

/// A directory that is gone when the object is.
struct folder {
  std::string path = (std::filesystem::temp_directory_path() / "symdiff_c_names_XXXXXX").string();
  folder() {
    if (mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary directory");
  }
  ~folder() { std::filesystem::remove_all(path); }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
};

std::string compiler(const char* variable, const char* otherwise) {
  const char* value = std::getenv(variable);
  return value != nullptr ? value : otherwise;
}

/// Each way to compile what is written.
const std::string all_modes[]{compiler("CC", "cc") + " -std=c99 -Wpedantic", compiler("CC", "cc") + " -std=gnu17 -Wshadow",
                              compiler("CXX", "c++") + " -x c++",
                              compiler("CXX", "c++") + " -std=c++20 -pedantic -x c++"};

std::string output_of(const std::string& command, const folder& in) {
  const std::string file = in.path + "/output";
  if (std::system((command + " > '" + file + "'").c_str()) != 0) throw std::runtime_error("fails: " + command);
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

template <symbol_name... Names>
constexpr auto expression_of = ((parameter<Names> * sin(parameter<Names>)) + ... + 0_c);

using of_array = double(const double*);

/// Calls `written`, which has an argument for each name, with numbers of an array.
template <symbol_name... Names>
std::string source_of(const char* name) {
  const std::string written = name + std::string("_written"), slope = name + std::string("_gradient");
  std::string source = to_c(expression_of<Names...>, written.c_str()) + gradient_to_c(expression_of<Names...>, slope.c_str());
  std::string list;
  for (std::size_t i = 0; i < sizeof...(Names); ++i) list += (i == 0 ? "x[" : ", x[") + std::to_string(i) + "]";
  const std::string begin = "\n#ifdef __cplusplus\nextern \"C\"\n#endif\ndouble " + std::string(name);
  return source + begin + "(const double* x) { return " + written + "(" + list + "); }" + begin + "_0(const double* x) { double g[" +
         std::to_string(sizeof...(Names)) + "]; return " + slope + "(" + list + ", g) + 100 * g[0]; }\n";
}

double wave(double x) { return x * std::sin(x); }

}  // namespace

BOOST_AUTO_TEST_CASE(symbols_compile_and_compute) {
  std::string source;
  source += source_of<"_Bool", "_Complex", "_Imaginary", "_Alignas", "_Generic", "_Atomic", "_Static_assert", "_Decimal64">("a");
  source += source_of<"M_PI", "M_E", "INFINITY", "NAN", "HUGE_VAL", "FP_NAN", "NULL", "I", "MATH_ERRNO", "M_PIl">("b");
  source += source_of<"asm", "typeof", "linux", "unix", "i386", "typeof_unqual", "__asm__", "__typeof__", "__LINE__">("c");
  source += source_of<"y0", "y1", "j0", "j1", "jn", "yn", "signgam", "errno", "gamma", "lgamma", "isnan", "sin", "sinf">("d");
  source += source_of<"class", "new", "this", "template", "and", "xor", "bool", "true", "nullptr", "operator">("e");
  source += source_of<"inline", "restrict", "alignas", "constexpr", "thread_local", "static_assert", "char8_t">("f");
  source += source_of<"size_t", "float_t", "double_t", "wchar_t", "ptrdiff_t", "complex", "std", "main", "n", "i">("g");
  source += source_of<"v1", "v2", "sum1", "result", "gradient", "x", "value", "h", "h_written", "h_gradient">("h");
  source += source_of<"__x", "__x_", "__SSE2_", "_X", "x__X", "_x", "1st", "2 b", "a b", "a_b", "a-b">("k");
  const std::array counts{8, 10, 9, 13, 10, 7, 10, 10, 11};
  const folder in;
  std::ofstream(in.path + "/code.c") << source;
  int mode_number = 0;
  for (const std::string& mode : all_modes) {
    const std::string library = in.path + "/code" + std::to_string(mode_number++) + ".so";
    const std::string command = mode + " -O1 -Wall -Wextra -Werror -shared -fPIC -o '" + library + "' '" + in.path + "/code.c' -lm";
    BOOST_REQUIRE_MESSAGE(std::system(command.c_str()) == 0, mode << " refuses\n" << source);
    void* const opened = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    BOOST_REQUIRE(opened != nullptr);
    for (std::size_t k = 0; k < counts.size(); ++k) {
      const std::string name(1, "abcdefghk"[k]);
      const auto value = reinterpret_cast<of_array*>(dlsym(opened, name.c_str()));
      const auto slope = reinterpret_cast<of_array*>(dlsym(opened, (name + "_0").c_str()));
      double x[16], expected = 0;
      for (int i = 0; i < counts[k]; ++i) expected += wave(x[i] = 0.3 + 0.7 * i);
      BOOST_TEST(value(x) == expected, boost::test_tools::tolerance(1e-14));
      BOOST_TEST(slope(x) == expected + 100 * (std::sin(x[0]) + x[0] * std::cos(x[0])), boost::test_tools::tolerance(1e-14));
    }
    dlclose(opened);
  }
}

// All that these compilers know of themselves and of their headers, and all keywords.
BOOST_AUTO_TEST_CASE(every_word_of_the_compilers) {
  const folder in;
  std::ofstream(in.path + "/headers.c") << "#include <math.h>\n#include <stddef.h>\n";
  std::set<std::string> words;
  const auto take = [&](const std::string& text) {
    std::string word;
    for (const char c : text + " ")
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_') word += c;
      else if (!word.empty()) words.insert(std::exchange(word, ""));
  };
  for (const std::string& mode : all_modes) take(output_of(mode + " -dM -E '" + in.path + "/headers.c'", in));
  take(output_of(all_modes[1] + " -D_GNU_SOURCE -E '" + in.path + "/headers.c'", in));
  take(std::string(detail::c_keywords));
  BOOST_TEST(words.size() > 1000U);
  std::set<std::string> names;
  std::string source = "#include <math.h>\n#include <stddef.h>\n";
  int number = 0;
  for (const std::string& word : words) {
    const std::string name = detail::c_name_of(word);
    names.insert(name);
    source += "double f" + std::to_string(number++) + "(double " + name + ") { double v = 2 * " + name + "; return v + exp(" + name + "); }\n";
  }
  BOOST_TEST(names.count("M_PI") + names.count("linux") + names.count("_Bool") + names.count("y0") + names.count("class") == 0U);
  std::ofstream(in.path + "/code.c") << source;
  for (const std::string& mode : all_modes)
    BOOST_TEST(std::system((mode + " -Wall -Wextra -Werror -fsyntax-only '" + in.path + "/code.c'").c_str()) == 0, mode);
}

BOOST_AUTO_TEST_CASE(functions_that_c_has) {
  for (const char* name : {"exp", "y0", "sinf", "_Bool", "typeof", "linux", "class", "M_PI", "gamma", "main", "errno", "two words", "1st", ""})
    BOOST_CHECK_THROW(to_c(parameter<"x">, name), std::invalid_argument);
  for (const char* name : {"f", "g", "loss", "Exp", "value_1", "energy", "M", "T"}) BOOST_CHECK_NO_THROW(to_c(parameter<"x">, name));
}
