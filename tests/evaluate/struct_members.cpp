// SPDX-License-Identifier: BSL-1.0
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/optimize/adam.hpp>
#include <symdiff/optimize/gradient_descent.hpp>
#include <symdiff/optimize/minimize.hpp>

#include <boost/hana/adapt_struct.hpp>
#include <boost/hana/define_struct.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

using namespace symdiff;

struct straight {
  BOOST_HANA_DEFINE_STRUCT(straight, (double, slope), (double, intercept), (std::string, label), (int, runs));
};
namespace outside {
struct half {
  float slope;
};
}  // namespace outside
BOOST_HANA_ADAPT_STRUCT(outside::half, slope);

namespace {

constexpr auto slope = parameter<"slope">;
constexpr auto intercept = parameter<"intercept">;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto loss = mse(slope * t + intercept, y);

const std::array<double, 4> times{0, 1, 2, 3};
const std::array<double, 4> heights{1, 3, 6, 7};
const dataset data{t = times, y = heights};

static_assert(evaluate(slope * t, outside::half{1.5F}, t = 2.0F) == 3);

}  // namespace

BOOST_AUTO_TEST_CASE(members_stand_for_parameters) {
  straight model{1.5, -2, "a line", 3};
  const parameters p{slope = 1.5, intercept = -2.0};
  BOOST_TEST(evaluate(loss, model, data) == evaluate(loss, p, data));
  BOOST_TEST(gradient(loss, model, data)[slope] == gradient(loss, p, data)[slope]);
  BOOST_TEST(evaluate(parameter<"runs"> * slope, model) == 4.5);
  static_assert(std::same_as<decltype(evaluate(square(slope), outside::half{})), float>);
}

BOOST_AUTO_TEST_CASE(optimizers_step_a_struct) {
  straight model{1.5, -2, "a line", 3};
  parameters p{slope = 1.5, intercept = -2.0};
  adam optimizer{.learning_rate = 0.1}, other{.learning_rate = 0.1};
  for (int step = 0; step < 5; ++step) BOOST_TEST(optimizer.step(loss, model, data) == other.step(loss, p, data));
  BOOST_TEST(model.slope == p[slope]);
  BOOST_TEST(model.label == "a line");
  const minimize_options options{.epochs = 7, .batch_size = 3, .seed = 1};
  BOOST_TEST(minimize(loss, model, data, optimizer, options).back().loss ==
             minimize(loss, p, data, other, options).back().loss);
  BOOST_TEST(model.slope == p[slope]);
  BOOST_TEST(model.intercept == p[intercept]);
  BOOST_TEST(model.runs == 3);
}
