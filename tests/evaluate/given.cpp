// SPDX-License-Identifier: BSL-1.0
// What is given once is the same for all samples, whatever holds it; what fits nothing is refused by name.
#include <symdiff/graph/program.hpp>

/// All is unrolled here; given_in_loops.cpp has the same in loops.
template <int Roots>
inline constexpr long long symdiff::detail::most_unrolled<Roots, void> = 100'000;

#include "check_given.hpp"

#include "../message_of.hpp"

using namespace given;

namespace {

template <auto S, class V>
constexpr detail::giving giving_of = detail::given_as<detail::id_of<decltype(S)>, V>;
using detail::giving;
static_assert(giving_of<t, double> == giving::one_value && giving_of<t, std::vector<double>&> == giving::column &&
              giving_of<t, std::array<double, 1>> == giving::column && giving_of<w, std::vector<double>> == giving::one_value);
static_assert(giving_of<k, std::array<double, 3>&> == giving::one_value && giving_of<k, double[6]> == giving::column &&
              giving_of<k, std::vector<double>> == giving::by_length && giving_of<M, double[2][3]> == giving::one_value &&
              giving_of<M, std::span<const double>> == giving::by_length);

// In constant evaluation too.
constexpr std::array<double, 3> times{1, 2, 6}, ks{1, 2, 3};
static_assert(evaluate(sample_sum(t * g) + g, t = times, g = 2) == 20);
static_assert(gradient(sample_sum(a * t + dot(k, k)) * g + g * a, a = 1.0, dataset{t = times, g = 2.0, k = ks})[a] == 20);

}  // namespace

BOOST_AUTO_TEST_SUITE(given_once)

BOOST_AUTO_TEST_CASE(every_holder) { check_holders(loop_of_all{}, all); }
BOOST_AUTO_TEST_CASE(other_evaluations) { check_evaluations(loop_of_all{}, all); }

BOOST_AUTO_TEST_CASE(as_in_the_guide) {
  const std::vector<double> heights{0.1, 0.5, 1.2}, points{1, 2, 3, 4, 5, 6, 7, 8, 9};
  constexpr auto height = input<"height">;
  // [once]
  constexpr auto scale = input<"scale">;
  constexpr auto centre = input<"centre", 3>;
  constexpr auto loss = mse(a * sum(square(x - centre)), height) * scale;

  const std::array<double, 3> origin{0, 0, 1};
  const double by_a = gradient(loss, a = 0.4, x = points, height = heights, centre = origin, scale = 2.0)[a];
  const dataset data{x = points, height = heights, centre = origin, scale = 2.0};  // the same
  // [once]
  BOOST_TEST(by_a == gradient(loss, a = 0.4, data)[a]);
  double expected = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    double distance = 0;
    for (std::size_t e = 0; e < 3; ++e) distance += std::pow(points[3 * i + e] - origin[e], 2);
    expected += 2.0 * 2 * (0.4 * distance - heights[i]) * distance / 3;
  }
  BOOST_TEST(by_a == expected, boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(values_of_symbols_that_are_not_there) {
  const numbers v(10);
  constexpr auto b = parameter<"b">;
  // One set of values serves an expression and its derivatives, which have lost symbols.
  static_assert(diff(a + b, a)(a = 0.0, b = 1.0) == 1 && evaluate(0_c * a + b, a = 0.0, b = 1.0) == 1);
  static_assert(std::is_same_v<decltype(diff(a + b, a)(a = 0.0f, b = 1.0f)), float> &&
                std::is_same_v<decltype(diff(a + b, a)(a = 0.0f, b = 1.0)), double>);
  constexpr auto residuals = stack(a * t - g, b * t);
  BOOST_TEST(evaluate(residuals, a = 1.0, b = 2.0, t = 3.0, g = 4.0)[0] == -1);
  BOOST_TEST(evaluate(jacobian(residuals, a, b), a = 1.0, b = 2.0, t = 3.0, g = 4.0)(1, 1) == 3);
  // Columns of theirs count the samples, loose and in data sets.
  BOOST_TEST(evaluate(sample_sum(a), a = 2.0, t = v.ts) == 20);
  BOOST_TEST(evaluate(diff(sample_sum(a + t) * b, a, b), dataset{t = v.ts, x = v.xs}) == 10);
  BOOST_TEST(gradient(sample_sum(a), a = 2.0, x = v.xs)[a] == 10);
  BOOST_TEST(evaluate(diff(a * b, a), a = 1.0, b = 2.0, dataset{t = v.ts, x = v.xs}) == 2);
  const std::array<double, 3> at{1, 2, 3};
  const auto error = mae(dot(w, x), t);
  BOOST_TEST(hessian(error, w = at, x = v.xs, t = v.ts, b = 1.0)(w, w)(0, 1) == 0);
  BOOST_TEST(hessian_vector_product(error, parameters{w = at}, parameters{w = at, b = 3.0}, dataset{x = v.xs, t = v.ts})[w][0] == 0);
  BOOST_TEST(evaluate(diff(diff(sample_mean(dot(w, x)), w), w), w = at, x = v.xs)(1, 1) == 0);
  std::vector<double> out(10);
  evaluate_each(diff(a * b + t, b), into(out), a = 2.0, b = 1.0, t = v.ts, k = v.ks);
  BOOST_TEST(out[9] == 2);
  BOOST_TEST(bool(check_domain(log(a), a = 1.0, b = -1.0, t = v.ts)));
  parameters p{a = 1.0, b = 1.0};
  BOOST_TEST(gradient_descent{.learning_rate = 0.1}.step(square(a), p, dataset{t = v.ts}) == 1);
  BOOST_TEST(minimize(square(a), p, adam{}, {.epochs = 1}).size() == 1u);
}

BOOST_AUTO_TEST_CASE(values_of_each_sample) {
  const numbers v(13);
  std::vector<double> out(13);
  evaluate_each(of_each, into(out), a = 0.6, w = std::array<double, 3>{1, 2, 3}, dataset{t = v.ts, x = v.xs, g = v.at_g, k = v.ks}, M = v.ms);
  for (std::size_t i = 0; i < 13; ++i) {
    const double* u = v.xs.data() + 3 * i;
    double expected = 0.6 * v.ts[i];
    for (std::size_t e = 0; e < 3; ++e)
      expected += v.ks[e] * u[e] * static_cast<double>(e + 1) * v.at_g + (v.ms[e] + v.ms[3 + e]) * u[e];
    BOOST_TEST(out[i] == expected, boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(derivatives_by_inputs) {
  // By its value where it has one; by a shift of all samples where it has a column.
  const numbers v(9);
  double total = 0;
  for (const double s : v.ts) total += s;
  const auto r = gradient(sample_sum(g * t * a) * g + square(g), wrt(g, t), a = 3.0, t = v.ts, g = 2.0);
  BOOST_TEST(r[g] == 3 * total * 2 * 2 + 2 * 2, boost::test_tools::tolerance(1e-13));
  BOOST_TEST(r[t] == 9 * 2 * 3 * 2.0, boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(mini_batches_of_what_is_given_once) {
  const numbers v(10);
  for (const bool shuffles : {false, true}) {
    const dataset data{t = v.ts, x = v.xs, g = v.at_g, k = v.ks};
    mini_batches batches{data, {.size = 4, .shuffle = shuffles, .seed = 3}};
    double total = 0;
    std::size_t samples = 0;
    for (const auto& batch : batches.epoch(1)) {
      total += evaluate(sample_sum(t * g + dot(k, x)), batch);
      samples += batch.size();
    }
    BOOST_TEST(samples == 10u);
    BOOST_TEST(total == evaluate(sample_sum(t * g + dot(k, x)), data), boost::test_tools::tolerance(1e-13));
  }
  // A loss that reads no column has as many samples as there are.
  parameters p{a = 1.0};
  const auto past = minimize(sample_sum(a * g), p, dataset{t = v.ts, g = 2.0}, gradient_descent{.learning_rate = 0.0},
                             {.epochs = 1, .batch_size = 5});
  BOOST_TEST(past[0].loss == 10);
}

BOOST_AUTO_TEST_CASE(what_a_data_set_holds) {
  const numbers v(10);
  const dataset data{g = 2.5, k = v.ks, t = v.ts};
  BOOST_TEST(data.size() == 10u);
  BOOST_TEST(data[g] == 2.5);
  BOOST_TEST(data[k].size() == 3u);
  BOOST_TEST((dataset{g = 2.5, k = v.ks}.size()) == 1u);
  BOOST_TEST(!first_not_finite(data));
  BOOST_TEST(first_not_finite(dataset{t = v.ts, g = NAN}).column == std::string("g"));
  static_assert(std::is_same_v<decltype(evaluate(sample_sum(t * g), t = std::vector<float>{1}, g = 2.0f)), float>);
}

BOOST_AUTO_TEST_CASE(lengths_that_fit_nothing) {
  const numbers v(10);
  const std::vector<double> seven(7), nine(9), six(6);
  const auto says = [](const std::string& said, const char* words) {
    BOOST_TEST_CONTEXT(said) { BOOST_TEST(said.find(words) != std::string::npos); }
  };
  constexpr auto e = sample_sum(t * sum(x)) + sum(k);
  says(message_of([&] { evaluate(e, t = v.ts, x = seven, k = v.ks); }), "a sample of 'x' has 3 numbers, of which 7 are no multiple");
  says(message_of([&] { evaluate(e, t = v.ts, x = nine, k = v.ks); }),
       "the column of 'x' has 3 samples, but the columns before it have 10");
  says(message_of([&] { evaluate(e, t = v.ts, x = v.xs, k = six); }), "outside of all sums and means over samples, where it "
       "has one value of 3 numbers, but is given 6");
  says(message_of([&] { evaluate(sum(k), k = six); }), "'k' has 3 numbers, but is given 6");
  says(message_of([&] { dataset{t = v.ts, x = nine}; }), "the column of 'x' has 3 samples, but the columns before it have 10");
  says(message_of([&] { evaluate(a, a = 1.0, x = seven); }), "a sample of 'x' has 3 numbers, of which 7 are no multiple");
  says(message_of([&] { evaluate(a, a = 1.0, w = seven); }), "'w' has 3 numbers, but is given 7");
}

BOOST_AUTO_TEST_SUITE_END()
