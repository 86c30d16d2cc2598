// SPDX-License-Identifier: BSL-1.0
// The C that is written: compiled as C99 by the compiler in CC, loaded, and compared with evaluation bit
// by bit, with every row of the library in it. Neither side may contract products and sums.
#include <symdiff/derivative/diff.hpp>
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/notation/function.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/notation/trace.hpp>
#include <symdiff/print/c_code.hpp>
#include <symdiff/shape.hpp>

#include <boost/test/unit_test.hpp>

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto t = input<"t">;

/// A source compiled and loaded; its directory is gone when the object is.
class compiled {
 public:
  explicit compiled(const std::string& source) {
    std::string path = (std::filesystem::temp_directory_path() / "symdiff_c_code_XXXXXX").string();
    if (mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary directory");
    directory_ = path;
    std::ofstream(path + "/code.c") << source;
    const char* compiler = std::getenv("CC");
    const std::string command = std::string(compiler != nullptr ? compiler : "cc") +
                                " -std=c99 -O2 -Wall -Wextra -Wpedantic -Werror -ffp-contract=off -shared -fPIC -o '" +
                                path + "/code.so' '" + path + "/code.c' -lm";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("the C compiler refuses:\n" + source);
    library_ = dlopen((path + "/code.so").c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library_ == nullptr) throw std::runtime_error(dlerror());
  }
  ~compiled() {
    if (library_ != nullptr) dlclose(library_);
    std::filesystem::remove_all(directory_);
  }
  compiled(const compiled&) = delete;
  compiled& operator=(const compiled&) = delete;

  template <class Function>
  Function* find(const std::string& name) const {
    void* symbol = dlsym(library_, name.c_str());
    if (symbol == nullptr) throw std::runtime_error("no function " + name);
    return reinterpret_cast<Function*>(symbol);
  }

 private:
  std::filesystem::path directory_;
  void* library_ = nullptr;
};

/// The bits of a number; all NaNs are alike.
std::uint64_t bits(double v) { return v != v ? ~std::uint64_t{0} : std::bit_cast<std::uint64_t>(v); }

/// A function of the symbols c, x and y, evaluated here and in C.
struct probe {
  std::string name;
  std::string source;
  void (*run)(const compiled&, const std::string& name);
};

constexpr double seed = -1.7;  // what the functions and so their derivatives are multiplied by

template <class Row>
constexpr auto expression_of() {
  if constexpr (std::is_same_v<Row, polygamma_fn>) return c * polygamma(2_c, x) + y;
  else if constexpr (Row::arity == 1) return c * detail::apply<Row>(x) + y;
  else return c * detail::apply<Row>(x, y);
}

template <class Row>
double nth_point(int n) {
  using domain = typename Row::domain;
  constexpr double points[]{-20.3, -3.25, -1, -0.7, -1e-9, 0, 1e-9, 0.3, 0.5, 1, 1.6, 2.5, 7.1, 33.3, 700.5};
  const double u = points[n % 15];
  const bool is_inside = domain::closed ? u >= domain::lower && u <= domain::upper
                                        : u > domain::lower && u < domain::upper;
  return is_inside ? u : domain::upper < 2 ? 0.37 : 1.25 + n;
}

template <class Row>
void run(const compiled& library, const std::string& name) {
  constexpr auto e = expression_of<Row>();
  const auto value = library.find<double(double, double, double)>(name);
  const auto gradient = library.find<double(double, double, double, double*)>(name + "_gradient");
  BOOST_TEST_CONTEXT(name) {
    for (int n = 0; n < 30; ++n) {
      const double u = nth_point<Row>(n), v = nth_point<Row>(4 * n + 1);
      BOOST_TEST(bits(value(seed, u, v)) == bits(evaluate(e, c = seed, x = u, y = v)));
      const auto expected = symdiff::value_and_gradient(e, c = seed, x = u, y = v);
      double derivatives[3];
      BOOST_TEST(bits(gradient(seed, u, v, derivatives)) == bits(expected.value));
      BOOST_TEST(bits(derivatives[0]) == bits(expected.gradient[c]));
      BOOST_TEST(bits(derivatives[1]) == bits(expected.gradient[x]));
      BOOST_TEST(bits(derivatives[2]) == bits(expected.gradient[y]));
    }
  }
}

template <class Row>
void add_probe(std::vector<probe>& probes) {
  if constexpr (!requires { Row::code; }) {
    constexpr auto e = expression_of<Row>();
    const std::string name = std::string("test_") + Row::name;
    probes.push_back({name, to_c(e, name.c_str()) + gradient_to_c(e, (name + "_gradient").c_str()), &run<Row>});
  }
}

template <class... Rows>
std::vector<probe> all_probes(detail::row_list<Rows...>) {
  std::vector<probe> probes;
  (add_probe<Rows>(probes), ...);
  return probes;
}

/// x / (1 + |x|), with its C code in two lines.
struct soft_sign_fn : elementary<"soft sign"> {
  static constexpr const char* c_code[]{"const double size = 1 + fabs(x);", "return x / size;"};
  static constexpr auto value(auto u) {
    using scalar::abs;
    return u / (1 + abs(u));
  }
  static constexpr auto derivative(auto u, auto) { return 1 / square(1 + abs(u)); }
};
/// A function of three arguments.
struct blend_fn : elementary<"blend", "", 3> {
  static constexpr const char* c_code = "return x + z * (y - x);";
  static constexpr auto value(auto u, auto v, auto w) { return u + w * (v - u); }
  template <int Argument>
  static constexpr auto derivative(auto u, auto v, auto w, auto) {
    if constexpr (Argument == 0) return 1 - w;
    else if constexpr (Argument == 1) return w;
    else return v - u;
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(every_row) {
  const std::vector<probe> probes = all_probes(detail::all_rows{});
  std::string source;
  for (const probe& p : probes) source += p.source;
  const compiled library(source);
  for (const probe& p : probes) p.run(library, p.name);
}

BOOST_AUTO_TEST_CASE(arithmetic_and_conditions) {
  constexpr auto e = where((x < y) || !(y <= c && x != 0), (x - y) / (c * -x), -pow(x, 7_c)) + pow(abs(y), x) -
                     0.1_c * pow(x, -3_c) * pi + square(c - 1e-30) * 3e10_c;
  const double tenth = 0.1;
  const auto with_number = e * tenth - (x + -7.25) / -2.5;
  const compiled library(to_c(with_number, "f") + gradient_to_c(with_number, "g") + to_c(diff(e, x, y), "h"));
  const auto f = library.find<double(double, double, double)>("f");
  const auto g = library.find<double(double, double, double, double*)>("g");
  const auto h = library.find<double(double, double, double)>("h");
  for (const double u : {-3.1, -0.7, 0.0, 0.3, 1.1, 4.5, 1e100})
    for (const double v : {-2.0, 0.0, 0.6, 0.7, 12.5}) {
      BOOST_TEST(bits(f(seed, u, v)) == bits(evaluate(with_number, c = seed, x = u, y = v)));
      BOOST_TEST(bits(h(seed, u, v)) == bits(evaluate(diff(e, x, y), c = seed, x = u, y = v)));
      const auto expected = value_and_gradient(with_number, c = seed, x = u, y = v);
      double derivatives[3];
      BOOST_TEST(bits(g(seed, u, v, derivatives)) == bits(expected.value));
      BOOST_TEST(bits(derivatives[0]) == bits(expected.gradient[c]));
      BOOST_TEST(bits(derivatives[1]) == bits(expected.gradient[x]));
      BOOST_TEST(bits(derivatives[2]) == bits(expected.gradient[y]));
    }
}

BOOST_AUTO_TEST_CASE(sines_and_cosines) {  // which evaluation computes by one call where it can
  constexpr auto e = cos(sin(x + 1)) + sin(cos(x - 1)) * sin(x * y) - cos(x * y);
  const compiled library(gradient_to_c(e, "f"));
  const auto f = library.find<double(double, double, double*)>("f");
  for (const double u : {-40.3, 0.3, 1e5}) {
    const auto expected = value_and_gradient(e, x = u, y = -0.7);
    double derivatives[2];
    BOOST_TEST(bits(f(u, -0.7, derivatives)) == bits(expected.value));
    BOOST_TEST(bits(derivatives[0]) == bits(expected.gradient[x]));
    BOOST_TEST(bits(derivatives[1]) == bits(expected.gradient[y]));
    BOOST_TEST(expected.value == std::cos(std::sin(u + 1)) + std::sin(std::cos(u - 1)) * std::sin(u * -0.7) -
                                     std::cos(u * -0.7), boost::test_tools::tolerance(1e-14));
  }
}

BOOST_AUTO_TEST_CASE(a_long_program) {
  constexpr auto chain = trace<"x", "y">([](auto u, auto p) {
    for (int i = 0; i < 20; ++i) u = sin(u) * u + exp(-square(u)) / (1 + square(u)) + p;
    return u;
  });
  const compiled library(gradient_to_c(chain, "chain"));
  const auto f = library.find<double(double, double, double*)>("chain");
  for (const double u : {-1.5, 0.1, 0.4, 2.2}) {
    const auto expected = value_and_gradient(chain, x = u, y = 0.05);
    double derivatives[2];
    BOOST_TEST(bits(f(u, 0.05, derivatives)) == bits(expected.value));
    BOOST_TEST(bits(derivatives[0]) == bits(expected.gradient[x]));
    BOOST_TEST(bits(derivatives[1]) == bits(expected.gradient[y]));
  }
}

BOOST_AUTO_TEST_CASE(a_users_rows) {
  const auto e = function<soft_sign_fn>(x * y) * function<blend_fn>(x, y, c);
  const compiled library(gradient_to_c(e, "f"));
  const auto f = library.find<double(double, double, double, double*)>("f");
  const auto expected = value_and_gradient(e, c = seed, x = 0.3, y = -0.7);
  double derivatives[3];
  BOOST_TEST(bits(f(seed, 0.3, -0.7, derivatives)) == bits(expected.value));
  BOOST_TEST(bits(derivatives[0]) == bits(expected.gradient[c]));
  BOOST_TEST(bits(derivatives[1]) == bits(expected.gradient[x]));
  BOOST_TEST(bits(derivatives[2]) == bits(expected.gradient[y]));
}

BOOST_AUTO_TEST_CASE(samples) {
  constexpr auto height = input<"height">;
  constexpr auto centred = t - sample_mean(t);
  constexpr auto loss = sample_mean(square(sin(a) * centred + exp(b) - height)) +
                        0.3_c * sqrt(sample_sum(where(t < a, square(centred), b)) + 10);
  std::vector<double> times, heights;
  for (int i = 0; i < 37; ++i) {
    times.push_back(0.37 * i - 2.1);
    heights.push_back(std::sin(1.7 * i));
  }
  const compiled library(to_c(loss, "f") + gradient_to_c(loss, "g"));
  // The arguments: n, then a, b, height, t.
  const auto f = library.find<double(std::size_t, double, double, const double*, const double*)>("f");
  const auto g = library.find<double(std::size_t, double, double, const double*, const double*, double*)>("g");
  for (const double u : {-0.9, 0.2, 3.3}) {
    const auto expected = value_and_gradient(loss, a = u, b = 0.7, t = times, height = heights);
    double derivatives[2];
    const double value = evaluate(loss, a = u, b = 0.7, t = times, height = heights);
    // In C the samples are added one by one.
    const auto agrees = [](double x, double y) { return std::abs(x - y) <= 1e-13 * std::abs(y); };
    BOOST_TEST(agrees(f(times.size(), u, 0.7, heights.data(), times.data()), value));
    BOOST_TEST(agrees(g(times.size(), u, 0.7, heights.data(), times.data(), derivatives), expected.value));
    BOOST_TEST(agrees(derivatives[0], expected.gradient[a]));
    BOOST_TEST(agrees(derivatives[1], expected.gradient[b]));
  }
}

BOOST_AUTO_TEST_CASE(inputs_outside_of_means) {
  constexpr auto e = sample_mean(square(a * t)) * t + sample_sum(t);
  const compiled library(to_c(e, "f"));
  BOOST_TEST(bits(library.find<double(double, double)>("f")(0.3, 1.7)) == bits(evaluate(e, a = 0.3, t = 1.7)));
}

BOOST_AUTO_TEST_CASE(an_input_outside_of_means_beside_columns) {
  constexpr auto factor = input<"factor">;
  constexpr auto e = sample_sum(square(a * t)) * factor + a * factor;
  const compiled library(gradient_to_c(e, "f"));
  const auto f = library.find<double(std::size_t, double, double, const double*, double*)>("f");
  const double times[]{0.3, -1.7, 2.1};
  double by_a = 0;
  const auto expected = value_and_gradient(e, a = 0.3, t = times, factor = 1.7);
  BOOST_TEST(f(3, 0.3, 1.7, times, &by_a) == expected.value, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(by_a == expected.gradient[a], boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(named_symbols) {
  constexpr auto e = sin(a * t) * b;
  const compiled library(gradient_to_c(e, wrt(t, a), "f"));
  double derivatives[2];
  const auto expected = value_and_gradient(e, wrt(a, t), a = 0.7, b = seed, t = 1.1);
  const auto f = library.find<double(double, double, double, double*)>("f");
  BOOST_TEST(bits(f(0.7, seed, 1.1, derivatives)) == bits(expected.value));
  BOOST_TEST(bits(derivatives[0]) == bits(expected.gradient[a]));
  BOOST_TEST(bits(derivatives[1]) == bits(expected.gradient[t]));
}

BOOST_AUTO_TEST_CASE(names_that_c_uses) {
  constexpr auto e = exp(parameter<"exp">) * parameter<"double"> + sigmoid(parameter<"v1">) * parameter<"i"> +
                     sample_mean(input<"n"> * parameter<"sum"> + parameter<"a b"> + parameter<"a_b">) *
                         parameter<"gradient"> * parameter<"f"> * parameter<"f_sigmoid">;
  const std::string source = gradient_to_c(e, "f");
  const compiled library(source);
  BOOST_TEST(source.find("double f(size_t n_, double a_b, double a_b_, double double_, double exp_, double f, "
                         "double f_sigmoid_, double gradient, double i, const double* n, double sum, double v1, "
                         "double* gradient_)") != std::string::npos);
  const compiled constants(to_c(2_c * pi, "two_pi") + gradient_to_c(t * 1.0, "no_parameter"));
  BOOST_TEST(constants.find<double()>("two_pi")() == 2 * 3.141592653589793);
  BOOST_CHECK_THROW(to_c(x, "two words"), std::invalid_argument);
  BOOST_CHECK_THROW(to_c(x, "double"), std::invalid_argument);
  BOOST_CHECK_THROW(to_c(x, ""), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(special_numbers) {
  const double infinity = std::numeric_limits<double>::infinity();
  const auto e = x * 5e-324 + (y - infinity) * (c / -infinity) + 0.1L * x;
  const compiled library(to_c(e, "f") + to_c(x * std::numeric_limits<double>::quiet_NaN(), "g"));
  BOOST_TEST(bits(library.find<double(double, double, double)>("f")(1.5, 0.3, 0.7)) == bits(std::nan("")));
  BOOST_TEST(bits(library.find<double(double)>("g")(1.5)) == bits(std::nan("")));
}

BOOST_AUTO_TEST_CASE(vectors_and_matrices_are_arrays) {
  constexpr auto w = parameter<"w", 3>;
  constexpr auto W = parameter<"W", 2, 3>;
  constexpr auto u = input<"u", 3>;
  constexpr auto product = tanh(matmul(W, u)) * a;
  constexpr auto loss = sample_mean(square(dot(w, u) - a)) + norm(w);
  const compiled library(to_c(product, "product") + gradient_to_c(loss, "loss"));
  const std::array<double, 6> matrix{0.1, -0.2, 0.3, 0.4, 0.5, -0.6};
  const std::vector<double> samples{1.5, 2.5, -0.5, 0.25, -1.25, 3.0};

  double values[2];
  library.find<void(const double*, double, const double*, double*)>("product")(matrix.data(), 1.7, samples.data(), values);
  const auto expected = evaluate(product, W = matrix, a = 1.7, u = std::array{1.5, 2.5, -0.5});
  for (int i = 0; i < 2; ++i) BOOST_TEST(bits(values[i]) == bits(expected[i]));

  double gradient[4];
  const std::array<double, 3> weights{0.3, 0.2, -0.1};
  const double value = library.find<double(std::size_t, double, const double*, const double*, double*)>("loss")(
      2, 0.7, samples.data(), weights.data(), gradient);
  const auto at = symdiff::value_and_gradient(loss, a = 0.7, w = weights, u = samples);
  BOOST_TEST(value == at.value, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(gradient[0] == at.gradient[a], boost::test_tools::tolerance(1e-14));
  for (int i = 0; i < 3; ++i) BOOST_TEST(gradient[1 + i] == at.gradient[w][i], boost::test_tools::tolerance(1e-14));
}
