// SPDX-License-Identifier: BSL-1.0
// Text: fixed examples, then, for many expressions, that a small reader of C-like infix gets the same
// numbers from the text to the last bit, and that no parentheses can be left out.
#include <symdiff/derivative/diff.hpp>
#include <symdiff/evaluate/evaluate.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/notation/trace.hpp>
#include <symdiff/print/text.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <sstream>
#include <stdexcept>
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

/// What was read: its value, and its structure with the operands of commutative operations in order.
struct reading {
  double value = 0;
  std::string structure;
};

/// Reads C-like infix with `^` for powers. A minus sign may stand at the beginning of a sum only.
class reader {
 public:
  reader(const std::string& text, const std::map<std::string, double>& values) : text_(text), values_(values) {}

  reading read() {
    std::map<std::string, double> names;
    while (const auto end = text_.find(';', at_) + 1) {  // t1 = …;
      const std::string name = word();
      expect(" = ");
      const reading r = disjunction();
      expect(";\n");
      if (at_ != end + 1) throw std::runtime_error("a definition");
      values_[name] = r.value;
    }
    const reading r = disjunction();
    if (at_ != text_.size()) throw std::runtime_error("the end");
    return r;
  }

 private:
  std::string text_;
  std::map<std::string, double> values_;
  std::size_t at_ = 0;

  bool take(const std::string& what) {
    if (text_.compare(at_, what.size(), what) != 0) return false;
    at_ += what.size();
    return true;
  }
  void expect(const std::string& what) {
    if (!take(what)) throw std::runtime_error("expected " + what);
  }
  std::string word() {
    const auto begin = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_')) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  static reading node(const std::string& name, double value, const reading& l, const reading& r, bool ordered = true) {
    const bool exchange = !ordered && r.structure < l.structure;
    return {value, '(' + name + ' ' + (exchange ? r : l).structure + ' ' + (exchange ? l : r).structure + ')'};
  }

  reading disjunction() {
    reading l = conjunction();
    while (take(" || ")) {
      const reading r = conjunction();
      l = node("||", l.value != 0 || r.value != 0, l, r, false);
    }
    return l;
  }
  reading conjunction() {
    reading l = comparison();
    while (take(" && ")) {
      const reading r = comparison();
      l = node("&&", l.value != 0 && r.value != 0, l, r, false);
    }
    return l;
  }
  reading comparison() {
    reading l = sum();
    while (true) {
      if (take(" < ")) { const reading r = sum(); l = node("<", l.value < r.value, l, r); }
      else if (take(" <= ")) { const reading r = sum(); l = node("<=", l.value <= r.value, l, r); }
      else if (take(" == ")) { const reading r = sum(); l = node("==", l.value == r.value, l, r, false); }
      else if (take(" != ")) { const reading r = sum(); l = node("!=", l.value != r.value, l, r, false); }
      else return l;
    }
  }
  reading sum() {
    const bool negative = take("-");
    reading l = product();
    if (negative) l = {-l.value, "(- " + l.structure + ')'};
    while (true) {
      if (take(" + ")) { const reading r = product(); l = node("+", l.value + r.value, l, r, false); }
      else if (take(" - ")) { const reading r = product(); l = node("-", l.value - r.value, l, r); }
      else return l;
    }
  }
  reading product() {
    reading l = power();
    while (true) {
      if (take("*")) { const reading r = power(); l = node("*", l.value * r.value, l, r, false); }
      else if (take("/")) { const reading r = power(); l = node("/", l.value / r.value, l, r); }
      else return l;
    }
  }
  static double product_of(double base, int exponent) {
    if (exponent == 1) return base;
    const double half = product_of(base, exponent / 2), even = half * half;
    return exponent % 2 == 0 ? even : base * even;
  }
  reading power() {
    reading l = atom();
    if (take("^")) {  // readers differ on a^b^c, so it is not read
      const reading r = atom();
      const double magnitude = std::abs(r.value);
      const bool multiplies = magnitude >= 1 && magnitude <= 16 && magnitude == std::floor(magnitude);
      double value = std::pow(l.value, r.value);
      if (multiplies) value = product_of(l.value, static_cast<int>(magnitude));
      if (multiplies && r.value < 0) value = 1 / value;
      l = node("^", value, l, r);
    }
    return l;
  }
  reading atom() {
    if (take("(")) {
      const reading r = disjunction();
      expect(")");
      return r;
    }
    if (take("!")) {
      const reading r = atom();
      return {double(r.value == 0), "(! " + r.structure + ')'};
    }
    if (at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_]))) {
      std::size_t size = 0;
      const double value = std::stod(text_.substr(at_), &size);
      at_ += size;
      return {value, text_.substr(at_ - size, size)};
    }
    const std::string name = word();
    if (name.empty()) throw std::runtime_error("expected an operand");
    if (!take("(")) {
      if (name == "pi") return {3.141592653589793, name};
      const auto value = values_.find(name);
      if (value == values_.end()) throw std::runtime_error("unknown name " + name);
      return {value->second, name};
    }
    reading arguments[3];
    int count = 0;
    do arguments[count++] = disjunction();
    while (count < 3 && take(", "));
    expect(")");
    const double u = arguments[0].value, v = arguments[1].value, w = arguments[2].value;
    std::string structure = '(' + name;
    for (int k = 0; k < count; ++k) structure += ' ' + arguments[k].structure;
    return {call(name, u, v, w), structure + ')'};
  }
  static double call(const std::string& name, double u, double v, double w) {
    if (name == "sin") return std::sin(u);
    if (name == "cos") return std::cos(u);
    if (name == "exp") return std::exp(u);
    if (name == "log") return std::log(u);
    if (name == "sqrt") return std::sqrt(u);
    if (name == "abs") return std::abs(u);
    if (name == "sign") return (u > 0) - (u < 0);
    if (name == "erf") return std::erf(u);
    if (name == "atan2") return std::atan2(u, v);
    if (name == "hypot") return std::hypot(u, v);
    if (name == "max") return std::fmax(u, v);
    if (name == "power_log") return std::pow(u, v) == 0 ? 0 : std::pow(u, v) * std::pow(std::log(u), w);
    if (name == "where") return u != 0 ? v : w;
    throw std::runtime_error("unknown function " + name);
  }
};

const std::map<std::string, double> values{{"a", 0.7}, {"b", -1.3}, {"c", 2.9}, {"x", 0.31}, {"y", -0.83}, {"t", 1.9}};

reading read(const std::string& text) { return reader(text, values).read(); }

template <class Row>
double call_row(const double* v) {
  if constexpr (Row::arity == 1) return static_cast<double>(Row::value(v[0]));
  else if constexpr (Row::arity == 2) return static_cast<double>(Row::value(v[0], v[1]));
  else if constexpr (std::same_as<Row, where_fn>) return static_cast<double>(Row::value(v[0] != 0, v[1], v[2]));
  else return static_cast<double>(Row::value(v[0], v[1], v[2]));
}
template <class... Rows>
double call(int row, const double* v, detail::row_list<Rows...>) {
  constexpr double (*calls[])(const double*){&call_row<Rows>...};
  return calls[row](v);
}

/// The program of an expression without its type: what runs it and what reads text are compiled once.
struct steps {
  std::span<const int> named;
  std::span<const double> constants;
  std::vector<double> numbers;
  std::span<const detail::symbol_id> symbols;
  std::span<const detail::word> code;
  const int* target;
  int place_count, condition_count, output;
};

/// Runs it in a loop over its operations, which compiles faster than `evaluate`.
double run(const steps& p) {
  std::vector<double> places(p.constants.begin(), p.constants.end()), conditions(p.condition_count);
  for (const int leaf : p.named) places.push_back(detail::named_value<double>(static_cast<detail::named>(leaf)));
  places.insert(places.end(), p.numbers.begin(), p.numbers.end());
  for (const detail::symbol_id& symbol : p.symbols) places.push_back(values.at(symbol.name.text));
  places.resize(p.place_count);
  for (std::size_t i = 0; i < p.code.size(); ++i) {
    const detail::op o = detail::op_of(p.code[i]);
    double v[3];
    for (int k = 0; k < detail::arity_of(o); ++k) {
      const bool takes_condition = o == detail::op::logical_not || o == detail::op::logical_and ||
                                   o == detail::op::logical_or || (o == detail::op::where && k == 0);
      v[k] = (takes_condition ? conditions : places)[detail::operand_of(p.code[i], k)];
    }
    (detail::is_condition(o) ? conditions : places)[p.target[i]] =
        call(detail::index_of(o) - detail::first_row, v, detail::all_rows{});
  }
  return places[p.output];
}

template <class E>
double value_of(const E& e) {
  constexpr auto& p = detail::value_source<E>::program;
  std::vector<double> numbers;
  if constexpr (p.number_count != 0)
    for (int i = 0; i < p.number_count; ++i) numbers.push_back(e.numbers.value[p.leaves[p.named_count + i]]);
  return run({{p.leaves, p.leaves + p.named_count},
              {p.constants, p.constants + p.constant_count},
              numbers,
              {p.symbols, p.symbols + p.symbol_count},
              {p.code, p.code + p.code_count},
              p.target,
              p.place_count,
              p.condition_count,
              p.outputs[0]});
}

std::size_t closing(const std::string& text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    depth += (text[i] == '(') - (text[i] == ')');
    if (depth == 0) return i;
  }
  return std::string::npos;
}

void check_text(const std::string& text, double value) {
  BOOST_TEST_CONTEXT(text) {
    const reading r = read(text);
    BOOST_TEST((r.value == value), r.value << " is not " << value);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '(' || (i > 0 && std::isalnum(static_cast<unsigned char>(text[i - 1])))) continue;
      std::string without = text;
      without.erase(closing(text, i), 1).erase(i, 1);
      bool is_needed = true;
      try {
        is_needed = read(without).structure != r.structure;
      } catch (const std::runtime_error&) {
      }
      BOOST_TEST(is_needed, "parentheses are not needed at " << i);
    }
  }
}

template <class E>
void check(const E& e) {
  check_text(to_string(e), value_of(e));
}

template <class E>
void check_with_derivatives(const E& e) {
  check(e);
  check(diff(e, x));
  check(diff(e, y));
  check(diff(e, x, x));
  check(diff(e, x, y));
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_lesson) {
  BOOST_TEST(to_string(diff(square(x), x)) == "2*x");
  BOOST_TEST(to_string(a * square(t) + b * t + c) == "a*t^2 + b*t + c");
  std::ostringstream out;
  out << diff(square(x), x) << ", " << (x < y);
  BOOST_TEST(out.str() == "2*x, x < y");
}

BOOST_AUTO_TEST_CASE(sums_and_products) {
  BOOST_TEST(to_string(x) == "x");
  BOOST_TEST(to_string(1_c + square(x)) == "x^2 + 1");
  BOOST_TEST(to_string(x * 2_c) == "2*x");
  BOOST_TEST(to_string(-2_c * x) == "-2*x");
  BOOST_TEST(to_string(-x) == "-x");
  BOOST_TEST(to_string(-(a * b)) == "-a*b");
  BOOST_TEST(to_string(-(a + b)) == "-(a + b)");
  BOOST_TEST(to_string(-a - b) == "-(a + b)");
  BOOST_TEST(to_string(a - (b - c)) == "a - (b - c)");
  BOOST_TEST(to_string((a - b) - c) == "a - b - c");
  BOOST_TEST(to_string((a + b) - a) == "a + b - a");
  BOOST_TEST(to_string(a / (b / c)) == "a/(b/c)");
  BOOST_TEST(to_string(a / b / c) == "a/b/c");
  BOOST_TEST(to_string(a / (b * c)) == "a/(b*c)");
  BOOST_TEST(to_string(c * (a / b)) == "a/b*c");
  BOOST_TEST(to_string((a + b) * (a - b)) == "(a + b)*(a - b)");
  BOOST_TEST(to_string(1 / (a + b)) == "1/(a + b)");
  BOOST_TEST(to_string(a / -3_c) == "a/(-3)");
  BOOST_TEST(to_string(x * sin(x) + square(x) + x) == "x*sin(x) + x^2 + x");
  BOOST_TEST(to_string(y + x) == to_string(x + y));
  BOOST_TEST(to_string(a - 2 * x) == "a - 2*x");
}

BOOST_AUTO_TEST_CASE(powers) {
  BOOST_TEST(to_string(square(x)) == "x^2");
  BOOST_TEST(to_string(square(a + b)) == "(a + b)^2");
  BOOST_TEST(to_string(square(sin(x))) == "sin(x)^2");
  BOOST_TEST(to_string(square(square(x))) == "(x^2)^2");
  BOOST_TEST(to_string(pow(x, y)) == "x^y");
  BOOST_TEST(to_string(pow(-x, y)) == "(-x)^y");
  BOOST_TEST(to_string(-pow(x, y)) == "-x^y");
  BOOST_TEST(to_string(pow(2_c, x + 1)) == "2^(x + 1)");
  BOOST_TEST(to_string(pow(x, 3_c)) == "x^3");
  BOOST_TEST(to_string(pow(x, -2_c)) == "x^(-2)");
  BOOST_TEST(to_string(pow(x, a * b)) == "x^(a*b)");
  BOOST_TEST(to_string(pow(x, pow(a, b))) == "x^(a^b)");
  BOOST_TEST(to_string(exp(-square(x))) == "exp(-x^2)");
}

BOOST_AUTO_TEST_CASE(functions_and_conditions) {
  BOOST_TEST(to_string(atan2(y, x)) == "atan2(y, x)");
  BOOST_TEST(to_string(max(0_c, x)) == "max(x, 0)");
  BOOST_TEST(to_string(where(x < y, a, b)) == "where(x < y, a, b)");
  BOOST_TEST(to_string(where(x > y, a, b)) == "where(y < x, a, b)");
  BOOST_TEST(to_string(x <= y) == "x <= y");
  BOOST_TEST(to_string(x == 0) == "x == 0");
  BOOST_TEST(to_string(y != x) == "x != y");
  BOOST_TEST(to_string(!(x < y)) == "!(x < y)");
  BOOST_TEST(to_string(!((x < y) && (a < b))) == "!(a < b && x < y)");
  BOOST_TEST(to_string(((x < y) || (a < b)) && (a == c)) == "(a < b || x < y) && a == c");
  BOOST_TEST(to_string(((x < y) && (a < b)) || (a == c)) == "a < b && x < y || a == c");
  BOOST_TEST(to_string(where((where(a == b, a, c) == b) || (x != y), a, b)) ==
             "where(b == where(a == b, a, c) || x != y, a, b)");
  BOOST_TEST(to_string(!(where(a == b, a, c) == b)) == "b != where(a == b, a, c)");
  BOOST_TEST(to_string(sample_mean(square(a * t + b))) == "sample_mean((a*t + b)^2)");
}

BOOST_AUTO_TEST_CASE(constants_and_numbers) {
  BOOST_TEST(to_string(pi * x) == "pi*x");
  BOOST_TEST(to_string(diff(erf(x), x)) == "2/sqrt(pi)*exp(-x^2)");
  BOOST_TEST(to_string(x / detail::two_over_root_pi) == "x/(2/sqrt(pi))");
  BOOST_TEST(to_string(0.5 * x) == "0.5*x");
  BOOST_TEST(to_string(x + 0.1) == "x + 0.1");
  BOOST_TEST(to_string(x + -0.1) == "x - 0.1");
  BOOST_TEST(to_string(x - -0.1) == "x + 0.1");
  BOOST_TEST(to_string(x - 2) == "x - 2");
  BOOST_TEST(to_string(x * -0.1) == "-0.1*x");
  BOOST_TEST(to_string(0.1f * x) == "0.10000000149011612*x");
  BOOST_TEST(to_string(0.1L * x) == "0.1*x");
  BOOST_TEST(to_string(x * boost::multiprecision::cpp_bin_float_50("0.1")) == "0.1*x");
  BOOST_TEST(to_string(1e-5_c) == "1e-5");
  BOOST_TEST(to_string(x * std::numeric_limits<double>::infinity()) == "inf*x");

  const auto text = [](double v) {
    if (std::numeric_limits<long double>::digits >= 64 && std::abs(v) < 1e15 && std::abs(v) > 1e-5)  // the way that constant evaluation takes
      BOOST_TEST((detail::text_of_digits(detail::constant_digits(std::abs(v)), v < 0) == detail::shortest_text(v)), v);
    return std::string(detail::shortest_text(v));
  };
  BOOST_TEST(text(0) == "0");
  BOOST_TEST(text(-0.0) == "-0");
  BOOST_TEST(text(100) == "100");
  BOOST_TEST(text(1234567) == "1234567");
  BOOST_TEST(text(1e6) == "1000000");
  BOOST_TEST(text(1e7) == "1e7");
  BOOST_TEST(text(123456789012.5) == "123456789012.5");
  BOOST_TEST(text(9007199254740992) == "9007199254740992");
  BOOST_TEST(text(0.0001) == "0.0001");
  BOOST_TEST(text(0.00001) == "1e-5");
  BOOST_TEST(text(-2.5e-300) == "-2.5e-300");
  BOOST_TEST(text(1.0 / 3) == "0.3333333333333333");
  std::uint64_t bits = 88172645463325252;
  for (int i = 0; i < 2000; ++i) {  // xorshift (G. Marsaglia, 2003): doubles of all magnitudes
    bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
    const double v = std::bit_cast<double>(bits);
    if (v - v != 0) continue;
    char* end = nullptr;
    BOOST_TEST(std::strtod(text(v).c_str(), &end) == v);
  }
}

BOOST_AUTO_TEST_CASE(what_is_read_back_is_the_same) {
  check_with_derivatives(a * x * x + b * x * y + c);
  check_with_derivatives((x - y) / (x + y) - (a - (b - x)));
  check_with_derivatives(sin(x * y) * exp(-square(x) / (2 * square(y))));
  check_with_derivatives(x / (y / (a / (b + x))));
  check_with_derivatives(a / b / x * (y * c) / (x * y));
  check_with_derivatives(pow(x, 3_c) * pow(a + x, 5_c) - pow(c, x * y));
  check_with_derivatives(pow(x, -2_c) + square(square(x - y)) / pow(c + x, 2.5_c));
  check_with_derivatives(where((x < y) || !(x <= a), x * b, -y * x) + max(x * y, a - x));
  check_with_derivatives(sqrt(x + abs(y)) * log(c + x) - atan2(x, y) / hypot(x, y));
  check_with_derivatives(-(a * x) * -(b / y) - -2_c * (x * -0.25 - y * (x * 3.5)));
  check_with_derivatives(erf(x * pi) - (0.1 - x) * (-0.7 - y * -1e-9) / 1e30);
  check_with_derivatives((a + b) + (x + y) - ((a - x) - (y - b)) * ((a * x) * (b * y)));
  check_with_derivatives(2_c * (a * x) / (3_c * (x / y)) - 7_c / (x * 1_c / 3_c));
}

BOOST_AUTO_TEST_CASE(long_formulas_share) {
  constexpr auto chain = trace<"x", "y">([](auto u, auto p) {
    for (int i = 0; i < 40; ++i) u = sin(u) * u + exp(-square(u)) / (1 + square(u)) + p;
    return u;
  });
  const std::string text = to_string(chain);
  BOOST_TEST(text.size() > 1000u);
  BOOST_TEST(text.size() < 20000u);
  BOOST_TEST(text.find("t1 = ") == 0u);
  BOOST_TEST(read(text).value == value_of(chain));
  const std::string renamed = to_string(chain + parameter<"t1">);  // no name is used twice
  BOOST_TEST(renamed.find("t_1 = ") == 0u);

  constexpr auto horner = trace<"x", "y">([](auto u, auto p) {  // nothing is shared, but all is long
    auto sum = u;
    for (int i = 0; i < 1500; ++i) sum = sum * p + i;
    return sum;
  });
  const std::string lines = to_string(horner);
  BOOST_TEST(lines.size() < 20000u);
  std::size_t longest = 0;
  for (std::size_t begin = 0, end; begin < lines.size(); begin = end + 1) {
    end = std::min(lines.find('\n', begin), lines.size());
    longest = std::max(longest, end - begin);
  }
  BOOST_TEST(longest < 300u);
  BOOST_TEST(read(lines).value == value_of(horner));
}
