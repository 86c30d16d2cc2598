// SPDX-License-Identifier: BSL-1.0
// What code an expression becomes: counted, and run over columns in plain loops beside it.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace symdiff;
using detail::op;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto t = input<"t">;
constexpr auto u = input<"u">;

template <class... E>
constexpr auto& program_of(const E&...) {
  return detail::value_source<E...>::program;
}

template <class Program>
constexpr int count(const Program& p, op o) {
  int n = 0;
  for (int i = 0; i < p.code_count; ++i) n += detail::op_of(p.code[i]) == o;
  return n;
}

// One statement for each operation; what is shared runs once.
static_assert(program_of(a).code_count == 0 && program_of(3_c).code_count == 0);
static_assert(program_of((a + b) * (a - b)).code_count == 3);
static_assert(program_of(sin(a + b) * exp(a + b)).code_count == 4);
static_assert(program_of(a + b, sin(a + b)).code_count == 2 && program_of(a + b, sin(a + b)).output_count == 2);

// Whole powers up to 16 multiply: 2 squares for a⁴, 2 squares and a product for a⁵ …
static_assert(count(program_of(pow(a, 4_c)), op::square) == 2 && program_of(pow(a, 4_c)).code_count == 2);
static_assert(count(program_of(pow(a, 5_c)), op::multiply) == 1 && program_of(pow(a, 5_c)).code_count == 3);
static_assert(program_of(pow(a, 16_c)).code_count == 4);
static_assert(count(program_of(pow(a, -3_c)), op::divide) == 1 && count(program_of(pow(a, -3_c)), op::power) == 0);
// … those by a half more, up to 3.5, take a square root too …
static_assert(program_of(pow(a, 2.5_c)).code_count == 3 && count(program_of(pow(a, 2.5_c)), op::square_root) == 1);
static_assert(program_of(pow(a, 0.5_c)).code_count == 1 && program_of(pow(a, -1.5_c)).code_count == 3);
// … others, larger ones and those only known at run time call the library.
static_assert(count(program_of(pow(a, 17_c)), op::power) == 1 && count(program_of(pow(a, 4.5_c)), op::power) == 1);
static_assert(count(program_of(pow(a, b)), op::power) == 1 && count(program_of(pow(a, constant<1> / 3_c)), op::power) == 1);
// Powers of the same base share their products.
static_assert(program_of(pow(a, 2_c) + pow(a, 4_c)).code_count == 3);

// What every sample is divided by is divided by once, unless it is a constant or to be computed as it is written.
template <class Program>
constexpr int divisions_by_sample(const Program& p) {
  int n = 0;
  for (int k = 0; k < p.segment_count; ++k)
    for (int i = p.segments[k].begin; i < p.segments[k].end; ++i) n += p.segments[k].per_sample && detail::op_of(p.code[i]) == op::divide;
  return n;
}
static_assert(divisions_by_sample(program_of(sample_mean(square((t - a) / b) + u / b))) == 0);
static_assert(count(program_of(sample_mean(square((t - a) / b) + u / b)), op::divide) == 1);
static_assert(divisions_by_sample(program_of(sample_mean(t / sample_mean(u) + a / u))) == 1);
static_assert(divisions_by_sample(program_of(sample_mean(t / 3_c))) == 1 && divisions_by_sample(program_of(sample_mean(t / exp(3 * a)))) == 0);
static_assert(divisions_by_sample(program_of(sample_mean(verbatim(t / b)))) == 1);
static_assert(divisions_by_sample(program_of(sample_mean(sum(input<"v", 3> / b)))) == 0);
static_assert(count(program_of(t / b), op::divide) == 1);  // of a single sample

// Places of values that are no longer needed are used again.
constexpr auto long_chain = trace(
    [](auto x) {
      for (int i = 0; i < 50; ++i) x = 1 / (2 + x);
      return x;
    },
    a);
static_assert(program_of(long_chain).code_count == 100 && program_of(long_chain).place_count <= 5);

// Constants, named constants, plain numbers and symbols come first.
constexpr auto leaves = 2_c * pi * a + b;
static_assert(program_of(leaves).constant_count == 1 && program_of(leaves).named_count == 1 &&
              program_of(leaves).symbol_count == 2 && program_of(leaves).number_count == 0);
static_assert(program_of(0.5 * a + 0.25).number_count == 2);

// Over samples: what does not change with the sample runs once per call.
constexpr auto hoisted = sample_mean(t * exp(a) + u);
static_assert([] {
  constexpr auto& p = program_of(hoisted);
  if (p.segment_count != 3 || p.reduction_count != 1) return false;
  const auto once = p.segments[0], each = p.segments[1];
  return !once.per_sample && once.end - once.begin == 1 && each.per_sample && each.end - each.begin == 2;
}());
// Reductions of the same level share a pass; a mean that another enters takes one more.
static_assert(program_of(sample_mean(t) + sample_sum(t * u)).segment_count == 3);
static_assert(program_of(sample_mean(square(t - sample_mean(t)))).segment_count == 5);
static_assert(detail::made_of<std::remove_const_t<decltype(t * sample_mean(t))>>::has_one_value<detail::id_of<decltype(t)>>() &&
              !detail::made_of<std::remove_const_t<decltype(sample_mean(t))>>::has_one_value<detail::id_of<decltype(t)>>());

// In a gradient the adjoint of what runs once per call is summed over the samples first.
static_assert([] {
  using source = detail::gradient_source<std::remove_const_t<decltype(hoisted)>,
                                         detail::symbol_list<detail::id_of<decltype(a)>>>;
  constexpr auto& p = source::program;
  for (int i = p.segments[1].begin; i < p.segments[1].end; ++i)
    if (detail::op_of(p.code[i]) == detail::code_of_row<exp_fn>()) return false;
  return count(p, detail::code_of_row<exp_fn>()) == 1;
}());

BOOST_AUTO_TEST_SUITE(programs)

BOOST_AUTO_TEST_CASE(reused_places_hold_the_right_values) {
  double x = 0.3;
  for (int i = 0; i < 50; ++i) x = 1 / (2 + x);
  BOOST_TEST(evaluate(long_chain, a = 0.3) == x);
}

BOOST_AUTO_TEST_CASE(passes_over_samples) {
  const std::vector<double> ts{1, 2, 4, 8}, us{0.5, -1, 3, 7};
  double mean = 0, product = 0;
  for (std::size_t i = 0; i < ts.size(); ++i) mean += ts[i], product += ts[i] * us[i];
  mean /= 4;
  BOOST_TEST(evaluate(sample_mean(t) + sample_sum(t * u), t = ts, u = us) == mean + product);
  double variance = 0;
  for (const double value : ts) variance += (value - mean) * (value - mean);
  BOOST_TEST(evaluate(sample_mean(square(t - sample_mean(t))), t = ts) == variance / 4);
}

BOOST_AUTO_TEST_CASE(powers_by_products) {
  for (const double x : {-3.0, -0.5, 0.0, 1.5, 7.0}) {
    BOOST_TEST(evaluate(pow(a, 5_c), a = x) == x * ((x * x) * (x * x)));
    BOOST_TEST(evaluate(pow(a, 16_c), a = x) == [](double v) { for (int i = 0; i < 4; ++i) v *= v; return v; }(x));
    if (x != 0) BOOST_TEST(evaluate(pow(a, -3_c), a = x) == 1 / (x * (x * x)));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
