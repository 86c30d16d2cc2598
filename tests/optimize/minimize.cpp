// SPDX-License-Identifier: BSL-1.0
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/optimize/adam.hpp>
#include <symdiff/optimize/gradient_descent.hpp>
#include <symdiff/optimize/minimize.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "../message_of.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto loss = mse(a * t + b, y);

const std::array<double, 5> times{0, 1, 2, 3, 4};
const std::array<double, 5> heights{1.5, 2.5, 5, 7.25, 9};
const dataset data{t = times, y = heights};

}  // namespace

BOOST_AUTO_TEST_CASE(epochs_are_steps_of_the_optimizer, *boost::unit_test::tolerance(1e-12)) {
  const auto optimizer = gradient_descent{.learning_rate = 0.05};
  parameters stepped{a = 0.5, b = -1.0};
  parameters p = stepped;
  const auto past = minimize(loss, p, data, optimizer, {.epochs = 30});
  BOOST_REQUIRE(past.size() == 30u);
  BOOST_TEST((past.reason == stop_reason::epochs));
  int number = 0;
  double by_hand_a = 0.5, by_hand_b = -1;
  for (const epoch_record& epoch : past) {
    double expected = 0, by_a = 0, by_b = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      const double residual = by_hand_a * times[i] + by_hand_b - heights[i];
      expected += residual * residual / 5;
      by_a += 2 * residual * times[i] / 5;
      by_b += 2 * residual / 5;
    }
    by_hand_a -= 0.05 * by_a;
    by_hand_b -= 0.05 * by_b;
    BOOST_TEST(epoch.number == ++number);
    BOOST_TEST(epoch.loss == expected);
    BOOST_TEST(epoch.gradient_norm == std::hypot(by_a, by_b));
    BOOST_TEST(epoch.learning_rate == 0.05);
    BOOST_TEST(epoch.seconds >= 0);
    BOOST_TEST(epoch.seconds < 60);
    BOOST_TEST(optimizer.step(loss, stepped, data) == expected);
  }
  BOOST_TEST(p[a] == by_hand_a);
  BOOST_TEST(p[b] == by_hand_b);
  BOOST_TEST(p[a] == stepped[a], boost::test_tools::tolerance(0.0));
  BOOST_TEST(p[b] == stepped[b], boost::test_tools::tolerance(0.0));
}

BOOST_AUTO_TEST_CASE(convergence_stops_before_the_step) {
  parameters p{a = 0.0, b = 0.0};
  const auto past = minimize(loss, p, data, gradient_descent{.learning_rate = 0.1},
                             {.epochs = 10000, .until = converged{.gradient_norm = 1e-8}});
  BOOST_TEST((past.reason == stop_reason::converged));
  BOOST_TEST(past.size() < 10000u);
  BOOST_TEST(past.back().gradient_norm < 1e-8);
  BOOST_TEST(past[past.size() - 2].gradient_norm >= 1e-8);
  BOOST_TEST(past.back().loss == evaluate(loss, p, data));
  // The normal equations.
  double st = 0, sy = 0, stt = 0, sty = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    st += times[i], sy += heights[i], stt += times[i] * times[i], sty += times[i] * heights[i];
  }
  const double slope = (5 * sty - st * sy) / (5 * stt - st * st);
  BOOST_TEST(p[a] == slope, boost::test_tools::tolerance(1e-7));
  BOOST_TEST(p[b] == (sy - slope * st) / 5, boost::test_tools::tolerance(1e-7));
}

BOOST_AUTO_TEST_CASE(a_loss_without_samples) {
  parameters p{a = 10.0};
  const auto past = minimize(square(a - 3.0), p, gradient_descent{.learning_rate = 0.25}, {.epochs = 60});
  BOOST_TEST(past.size() == 60u);
  BOOST_TEST(past.front().loss == 49);
  BOOST_TEST(past.front().gradient_norm == 14);
  BOOST_TEST(p[a] == 3, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(minimize(square(a), p, gradient_descent{}).size() == 100u);
  const minimize_options options{.epochs = 3};
  BOOST_TEST(minimize(square(a), p, gradient_descent{}, options).size() == 3u);
  BOOST_TEST(minimize(mse(a * t, y), p, data, gradient_descent{}, options).size() == 3u);
}

BOOST_AUTO_TEST_CASE(no_epochs) {
  parameters p{a = 10.0};
  const auto past = minimize(square(a), p, gradient_descent{}, {.epochs = 0});
  BOOST_TEST(past.empty());
  BOOST_TEST((past.reason == stop_reason::epochs));
  BOOST_TEST(p[a] == 10);
  const std::string said = message_of([&] { minimize(square(a), p, gradient_descent{}, {.epochs = -3}); });
  BOOST_TEST_CONTEXT(said) {
    BOOST_TEST(said.find("epochs is -3") != std::string::npos);
    BOOST_TEST(said.find("must not be negative") != std::string::npos);
  }
  BOOST_CHECK_THROW(minimize(square(a), p, gradient_descent{.learning_rate = -1}), std::invalid_argument);
  BOOST_TEST(p[a] == 10);
}

BOOST_AUTO_TEST_CASE(a_loss_that_grows_without_bound_leaves_finite_parameters) {
  parameters p{a = 1.0, b = 1.0};
  const auto past = minimize(loss, p, data, gradient_descent{.learning_rate = 10}, {.epochs = 1000});
  BOOST_TEST((past.reason == stop_reason::not_finite));
  BOOST_TEST(past.size() < 1000u);
  BOOST_TEST(!std::isfinite(past.back().loss));
  BOOST_TEST(std::isfinite(past[past.size() - 2].loss));
  BOOST_TEST(evaluate(loss, p, data) == past[past.size() - 2].loss);
}

BOOST_AUTO_TEST_CASE(a_start_outside_the_domain_stays) {
  parameters p{a = -1.0, b = 2.0};
  const auto past = minimize(log(a) + b, p, gradient_descent{}, {.epochs = 5});
  BOOST_TEST((past.reason == stop_reason::not_finite));
  BOOST_TEST(past.size() == 1u);
  BOOST_TEST(std::isnan(past.front().loss));
  BOOST_TEST(p[a] == -1);
  BOOST_TEST(p[b] == 2);
}

BOOST_AUTO_TEST_CASE(an_infinite_derivative_of_a_finite_loss) {
  parameters p{a = 0.0, b = 2.0};
  const auto past = minimize(sqrt(a) + b, p, gradient_descent{}, {.epochs = 5});
  BOOST_TEST((past.reason == stop_reason::not_finite));
  BOOST_TEST(past.front().loss == 2);
  BOOST_TEST(p[a] == 0);
  BOOST_TEST(p[b] == 2);
}

BOOST_AUTO_TEST_CASE(a_parameter_that_overflows_under_a_finite_loss) {
  const double largest = std::numeric_limits<double>::max();
  parameters p{a = largest, b = 2.0};
  const auto past = minimize(-0.5 * a + b, p, gradient_descent{.learning_rate = largest}, {.epochs = 5});
  BOOST_TEST((past.reason == stop_reason::not_finite));
  BOOST_TEST(p[a] == largest);
  BOOST_TEST(p[b] == 2);
}

BOOST_AUTO_TEST_CASE(the_callback_sees_each_epoch_after_its_step) {
  parameters p{a = 10.0};
  std::vector<double> losses, after;
  const auto past = minimize(square(a), p, gradient_descent{.learning_rate = 0.25},
                             {.epochs = 4, .on_epoch = [&](const epoch_record& epoch) {
                                losses.push_back(epoch.loss);
                                after.push_back(p[a]);
                              }});
  BOOST_TEST(losses == (std::vector<double>{100, 25, 6.25, 1.5625}), boost::test_tools::per_element());
  BOOST_TEST(after == (std::vector<double>{5, 2.5, 1.25, 0.625}), boost::test_tools::per_element());
  BOOST_TEST((past.reason == stop_reason::epochs));
}

BOOST_AUTO_TEST_CASE(a_callback_that_returns_false_stops) {
  parameters p{a = 10.0};
  const auto past = minimize(square(a), p, gradient_descent{.learning_rate = 0.25},
                             {.on_epoch = [](const auto& epoch) { return epoch.number < 3; }});
  BOOST_TEST((past.reason == stop_reason::callback));
  BOOST_TEST(past.size() == 3u);
  BOOST_TEST(p[a] == 1.25);
}

namespace {

/// Counts how many of it there are, and how often it was called.
struct counted {
  static inline int alive = 0;
  static inline int calls = 0;
  int own_calls = 0;
  counted() { ++alive; }
  counted(const counted& other) : own_calls(other.own_calls) { ++alive; }
  ~counted() { --alive; }
  void operator()(const epoch_record&) { calls = ++own_calls; }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_callback_with_state_is_copied_and_destroyed) {
  {
    parameters p{a = 10.0};
    const minimize_options options{.epochs = 5, .on_epoch = counted{}};
    BOOST_TEST(counted::alive == 1);
    for (int run = 0; run < 2; ++run) {
      minimize(square(a), p, gradient_descent{.learning_rate = 0.25}, options);
      BOOST_TEST(counted::alive == 1);
      BOOST_TEST(counted::calls == 5);
    }
  }
  BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE(what_a_callback_throws_comes_through) {
  parameters p{a = 10.0};
  const auto throwing = [](const epoch_record& epoch) {
    if (epoch.number == 2) throw std::runtime_error("enough");
  };
  BOOST_CHECK_THROW(minimize(square(a), p, gradient_descent{.learning_rate = 0.25}, {.on_epoch = throwing}),
                    std::runtime_error);
  BOOST_TEST(p[a] == 2.5);
}

BOOST_AUTO_TEST_CASE(histories_are_values) {
  parameters p{a = 10.0};
  auto first = minimize(square(a), p, gradient_descent{}, {.epochs = 100});
  const history copy = first;
  BOOST_TEST(copy.size() == 100u);
  BOOST_TEST(copy.begin() != first.begin());
  BOOST_TEST(copy[99].loss == first[99].loss);
  const history moved = std::move(first);
  BOOST_TEST(moved.back().number == 100);
  history assigned;
  BOOST_TEST(assigned.empty());
  assigned = copy;
  const history& itself = assigned;
  assigned = itself;
  BOOST_TEST(assigned.back().number == 100);
}

BOOST_AUTO_TEST_CASE(reasons_have_words) {
  std::ostringstream out;
  out << stop_reason::converged << '|' << stop_reason::not_finite;
  BOOST_TEST(out.str() == "converged|the loss, a derivative or a parameter became NaN or infinite");
  BOOST_TEST(to_string(stop_reason::epochs) == "all epochs done");
  BOOST_TEST(to_string(stop_reason::callback) == "stopped by on_epoch");
}

BOOST_AUTO_TEST_CASE(mini_batches_as_a_plain_loop, *boost::unit_test::tolerance(1e-12)) {
  parameters p{a = 0.5, b = -1.0};
  const auto past = minimize(loss, p, data, gradient_descent{.learning_rate = 0.05},
                             {.epochs = 20, .batch_size = 2, .seed = 7});
  double by_hand_a = 0.5, by_hand_b = -1;
  for (int epoch = 1; epoch <= 20; ++epoch) {
    std::size_t order[5];
    detail::shuffled(order, 5, 7, static_cast<std::uint64_t>(epoch));
    double squares = 0, mean_a = 0, mean_b = 0;
    for (std::size_t first = 0; first < 5; first += 2) {
      const std::size_t count = first == 4 ? 1 : 2;
      double by_a = 0, by_b = 0;
      for (std::size_t k = first; k < first + count; ++k) {
        const std::size_t i = order[k];
        const double residual = by_hand_a * times[i] + by_hand_b - heights[i];
        squares += residual * residual;
        by_a += 2 * residual * times[i];
        by_b += 2 * residual;
      }
      mean_a += by_a / 5;
      mean_b += by_b / 5;
      by_hand_a -= 0.05 * by_a / static_cast<double>(count);
      by_hand_b -= 0.05 * by_b / static_cast<double>(count);
    }
    const epoch_record& record = past[static_cast<std::size_t>(epoch - 1)];
    BOOST_TEST(record.loss == squares / 5);
    BOOST_TEST(record.gradient_norm == std::hypot(mean_a, mean_b));
  }
  BOOST_TEST(p[a] == by_hand_a);
  BOOST_TEST(p[b] == by_hand_b);
}

BOOST_AUTO_TEST_CASE(a_bound_optimizer_goes_on_where_it_stopped) {
  const adam settings{.learning_rate = cosine{.from = 0.1, .steps = 60}};
  const auto options = [](int epochs) { return minimize_options{.epochs = epochs, .batch_size = 2, .seed = 3}; };
  parameters at_once{a = 0.5, b = -1.0}, in_parts = at_once, same_again = at_once;
  minimize(loss, at_once, data, settings, options(20));
  bound_optimizer optimizer{settings, in_parts};
  BOOST_TEST(minimize(loss, in_parts, data, optimizer, options(7)).back().number == 7);
  const auto rest = minimize(loss, in_parts, data, optimizer, options(13));
  BOOST_TEST(rest.front().number == 8);
  BOOST_TEST(rest.back().total == 20);
  BOOST_TEST(optimizer.epochs == 20);
  BOOST_TEST(optimizer.state.steps == 60);
  BOOST_TEST(in_parts[a] == at_once[a]);
  BOOST_TEST(in_parts[b] == at_once[b]);
  minimize(loss, same_again, data, settings, options(20));  // a plain optimizer is copied, and begins anew
  BOOST_TEST(same_again[a] == at_once[a]);
}

BOOST_AUTO_TEST_CASE(batch_sizes_that_cannot_be) {
  parameters p{a = 0.5, b = -1.0};
  for (const long long size : {0LL, 6LL, -2LL})
    BOOST_TEST(message_of([&] { minimize(loss, p, data, gradient_descent{}, {.batch_size = size}); }) ==
               "mini_batches: the batch size is " + std::to_string(size) +
                   ", but must be at least 1 and at most 5, the number of samples");
  BOOST_TEST(message_of([&] { minimize(square(a), p, gradient_descent{}, {.batch_size = 2}); }) ==
             "minimize: batch_size is 2, but there is no data set; pass one behind the parameters, or leave batch_size "
             "out");
  parameters whole = p, one_batch = p;
  minimize(loss, whole, data, gradient_descent{}, {.epochs = 3});
  minimize(loss, one_batch, data, gradient_descent{}, {.epochs = 3, .batch_size = 5});
  BOOST_TEST(one_batch[a] == whole[a]);  // all samples need no order
  const auto dropped = minimize(loss, p, data, gradient_descent{.learning_rate = exponential_decay{.from = 1e-3}},
                                {.epochs = 2, .batch_size = 2, .drop_last = true});
  BOOST_TEST(dropped.back().learning_rate == 1e-3 * 0.999 * 0.999);  // two steps an epoch
}
