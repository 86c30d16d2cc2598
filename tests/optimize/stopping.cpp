// SPDX-License-Identifier: BSL-1.0
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/optimize/gradient_descent.hpp>
#include <symdiff/optimize/minimize.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <ctime>
#include <limits>
#include <string>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto y = input<"y">;
constexpr auto loss = mse(a, y);
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

const std::array<double, 4> heights{9, 10, 10, 11};
const std::array<double, 2> others{7, 7};
const dataset data{y = heights};
const validation beside{dataset{y = others}};

// Each step moves a by a quarter of its distance from 10, the mean.
const gradient_descent quarter{.learning_rate = 0.125};

}  // namespace

BOOST_AUTO_TEST_CASE(when_the_loss_no_longer_changes) {
  parameters p{a = 0.0};
  const auto past = minimize(loss, p, data, quarter, {.epochs = 1000, .until = converged{.loss_change = 1e-6}});
  BOOST_TEST((past.reason == stop_reason::converged));
  const std::size_t n = past.size();
  BOOST_TEST(std::abs(past[n - 1].loss - past[n - 2].loss) <= 1e-6);
  BOOST_TEST(std::abs(past[n - 2].loss - past[n - 3].loss) > 1e-6);
  BOOST_TEST(to_string(past) == "converged after epoch " + std::to_string(n));

  parameters q{a = 1e6};  // relative to a loss above 1
  BOOST_TEST(minimize(loss, q, data, gradient_descent{.learning_rate = 1e-4}, {.until = converged{.loss_change = 1e-3}})
                 .size() == 2u);
}

BOOST_AUTO_TEST_CASE(when_the_loss_of_other_samples_grows) {
  parameters p{a = 0.0};
  const auto past = minimize(loss, p, data, beside, quarter, {.epochs = 50, .until = converged{.patience = 3}});
  // a is 10 - 10 * 0.75^n; nearest to 7 after 4 epochs, with 6.84.
  BOOST_TEST((past.reason == stop_reason::no_improvement));
  BOOST_TEST(past.size() == 7u);
  BOOST_TEST(past.best_epoch == 4);
  BOOST_TEST(past.best_loss == past[3].validation_loss);
  BOOST_TEST(past[3].validation_loss == std::pow(3 - 10 * std::pow(0.75, 4), 2), boost::test_tools::tolerance(1e-12));
  BOOST_TEST(p[a] == 10 - 10 * std::pow(0.75, 7), boost::test_tools::tolerance(1e-12));

  parameters best{a = 0.0};
  minimize(loss, best, data, beside, quarter, {.epochs = 50, .keep_best = true, .until = converged{.patience = 3}});
  BOOST_TEST(best[a] == 10 - 10 * std::pow(0.75, 4), boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_best_without_other_samples) {
  parameters p{a = 0.0};
  // A rate that grows: it converges first, and diverges later.
  const gradient_descent growing{.learning_rate = exponential_decay{.from = 0.125, .factor = 1.5}};
  const auto past = minimize(loss, p, data, growing,
                             {.epochs = 30, .keep_best = true, .until = converged{.patience = 4}});
  BOOST_TEST((past.reason == stop_reason::no_improvement));
  BOOST_TEST(past.best_loss == evaluate(loss, p, data));
  for (const epoch_record& epoch : past) BOOST_TEST(epoch.loss >= past.best_loss);
  BOOST_TEST(past[static_cast<std::size_t>(past.best_epoch)].loss == past.best_loss);

  parameters q{a = 0.0};  // the last step's are the best
  const auto all = minimize(loss, q, data, quarter, {.epochs = 5, .keep_best = true});
  BOOST_TEST(all.best_epoch == 5);
  BOOST_TEST(all.best_loss == evaluate(loss, q, data));
  BOOST_TEST(all.best_loss < all.back().loss);

  parameters diverging{a = 0.0};
  const auto broken = minimize(loss, diverging, data, gradient_descent{.learning_rate = 10},
                               {.epochs = 5000, .keep_best = true});
  BOOST_TEST((broken.reason == stop_reason::not_finite));
  BOOST_TEST(diverging[a] == 0);
}

BOOST_AUTO_TEST_CASE(when_the_time_is_over) {
  parameters p{a = 0.0};
  const auto past = minimize(loss, p, data, gradient_descent{.learning_rate = 1e-12},
                             {.epochs = 2'000'000'000, .until = converged{.seconds = 0.02}});
  BOOST_TEST((past.reason == stop_reason::time));
  BOOST_TEST(to_string(past.reason) == "the time is over");
}

BOOST_AUTO_TEST_CASE(records_know_the_last_epoch) {
  parameters p{a = 0.0};
  int lasts = 0;
  const auto count = [&lasts](const epoch_record& e) { lasts += e.is_last; };
  BOOST_TEST(minimize(loss, p, data, quarter, {.epochs = 3, .on_epoch = count}).back().total == 3);
  BOOST_TEST(lasts == 1);
  minimize(loss, p, data, quarter, {.epochs = 300, .until = converged{.gradient_norm = 1e-3}, .on_epoch = count});
  BOOST_TEST(lasts == 2);
}

BOOST_AUTO_TEST_CASE(a_number_in_the_data_that_is_not_finite) {
  const std::array<double, 4> holes{1, 2, not_a_number, 4};
  const dataset flawed{y = holes};
  parameters p{a = 0.5};
  const auto past = minimize(loss, p, flawed, quarter, {.epochs = 3});
  BOOST_TEST((past.reason == stop_reason::not_finite));
  BOOST_TEST(to_string(past) == "epoch 1: the loss is nan; the column of 'y' holds nan at sample 2");
  BOOST_TEST(p[a] == 0.5);
  const auto batched = minimize(loss, p, flawed, quarter, {.epochs = 3, .batch_size = 2, .shuffle = false});
  BOOST_TEST(to_string(batched) == "epoch 1, batch 1: the loss is nan; the column of 'y' holds nan at sample 2");
  BOOST_TEST(p[a] == 0.5);
  const auto unsound = minimize(loss, p, data, validation{flawed}, quarter, {.epochs = 3});
  BOOST_TEST(to_string(unsound) == "epoch 1: the loss of the validation set is nan");
}

BOOST_AUTO_TEST_CASE(where_a_run_went_wrong) {
  parameters p{a = not_a_number};
  BOOST_TEST(to_string(minimize(loss, p, data, quarter)) ==
             "epoch 1: from the start, the parameter 'a' is nan");
  p[a] = 1;
  const auto past = minimize(loss, p, data, gradient_descent{.learning_rate = 1e200}, {.epochs = 9});
  BOOST_TEST(to_string(past) == "epoch 2: the loss is inf");
  BOOST_TEST(p[a] == 1);
  parameters q{a = 0.0};
  BOOST_TEST(to_string(minimize(sqrt(a), q, quarter)) == "epoch 1: the derivative by 'a' is inf");
  q[a] = -1;
  BOOST_TEST(to_string(minimize(-1e300 * a, q, gradient_descent{.learning_rate = 1e300})) ==
             "epoch 1: the step makes the parameter 'a' inf");
  BOOST_TEST(q[a] == -1);
}
