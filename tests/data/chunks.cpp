// SPDX-License-Identifier: BSL-1.0
#include <symdiff/data/chunks.hpp>
#include <symdiff/data/csv.hpp>
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "../message_of.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto loss = mse(a * t + b, y);

constexpr std::size_t count = 5003;

struct samples {
  std::vector<double> ts, ys;
  std::stringstream text;
  csv_reader reader;
  csv_table rows;

  samples() : reader(fill()) {}

 private:
  std::istream& fill() {
    text.precision(17);
    text << "t,y\n";
    for (std::size_t i = 0; i < count; ++i) {
      ts.push_back(std::sin(static_cast<double>(i)));
      ys.push_back(3 * ts.back() + std::cos(7.0 * static_cast<double>(i)));
      text << ts.back() << ',' << ys.back() << '\n';
    }
    return text;
  }
};

auto in_chunks(samples& s, std::size_t most) {
  return chunks(s.reader, s.rows, most, [&s] { return dataset{t = s.rows["t"], y = s.rows["y"]}; });
}

BOOST_AUTO_TEST_SUITE(data_in_chunks)

BOOST_AUTO_TEST_CASE(the_same_as_a_data_set) {
  samples s;
  const dataset whole{t = s.ts, y = s.ys};
  const parameters p{a = 0.5, b = 0.1};
  const auto expected = value_and_gradient(loss, p, whole);
  const auto close = boost::test_tools::tolerance(1e-14);
  for (const std::size_t most : {1, 2, 3, 7, 100, 2500, 4999, 5003, 9999}) {
    const auto data = in_chunks(s, most);
    const auto r = value_and_gradient(loss, p, data);
    BOOST_TEST(r.value == expected.value, close);
    BOOST_TEST(r.gradient[a] == expected.gradient[a], close);
    BOOST_TEST(r.gradient[b] == expected.gradient[b], close);
    BOOST_TEST(evaluate(sample_sum(t * y), data) == evaluate(sample_sum(t * y), t = s.ts, y = s.ys), close);
  }
}

BOOST_AUTO_TEST_CASE(a_mean_that_enters_another_reads_twice) {
  samples s;
  constexpr auto variance = sample_mean(square(y - sample_mean(y)));
  BOOST_TEST(evaluate(sqrt(variance), in_chunks(s, 1000)) == evaluate(sqrt(variance), y = s.ys),
             boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(in_long_double) {
  samples s;
  const long double slope = 0.5L, offset = 0.1L;
  const auto r = value_and_gradient(loss, a = slope, b = offset, in_chunks(s, 1000));
  const auto expected = value_and_gradient(loss, a = slope, b = offset, t = s.ts, y = s.ys);
  BOOST_TEST(static_cast<double>(r.value) == static_cast<double>(expected.value), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(static_cast<double>(r.gradient[a]) == static_cast<double>(expected.gradient[a]),
             boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(one_chunk_after_the_other) {
  samples s;
  const auto data = in_chunks(s, 2000);
  for (int epoch = 0; epoch < 2; ++epoch) {
    std::vector<std::size_t> sizes;
    std::vector<double> ts;
    for (const auto& chunk : data) {
      sizes.push_back(chunk.size());
      ts.insert(ts.end(), chunk[t].begin(), chunk[t].end());
    }
    BOOST_TEST((sizes == std::vector<std::size_t>{2000, 2000, 1003}));
    BOOST_TEST((ts == s.ts));
  }
}

BOOST_AUTO_TEST_CASE(minimized_at_once) {
  samples s;
  parameters p{a = 0.0, b = 0.0}, q = p;
  const minimize_options options{.epochs = 30, .keep_best = true};
  const history past = minimize(loss, p, in_chunks(s, 1000), gradient_descent{.learning_rate = 0.3}, options);
  const history expected = minimize(loss, q, dataset{t = s.ts, y = s.ys}, gradient_descent{.learning_rate = 0.3}, options);
  BOOST_TEST(past.size() == expected.size());
  BOOST_TEST(past.best_loss == expected.best_loss, boost::test_tools::tolerance(1e-13));
  BOOST_TEST(p[a] == q[a], boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(minimized_chunk_by_chunk) {
  samples s;
  parameters p{a = 0.0, b = 0.0}, q = p;
  const minimize_options options{.epochs = 4, .batch_size = 1000, .shuffle = false};
  const auto data = in_chunks(s, 1000);
  minimize(loss, p, data, adam{.learning_rate = 0.1}, options);
  minimize(loss, q, dataset{t = s.ts, y = s.ys}, adam{.learning_rate = 0.1}, options);
  BOOST_TEST(p[a] == q[a]);
  BOOST_TEST(p[b] == q[b]);

  auto fewer = options;
  fewer.drop_last = true;
  minimize(loss, p, data, gradient_descent{}, fewer);
  minimize(loss, q, dataset{t = s.ts, y = s.ys}, gradient_descent{}, fewer);
  BOOST_TEST(p[a] == q[a]);

  const auto by = [&](minimize_options how) {
    return message_of<std::invalid_argument>([&] { minimize(loss, p, data, gradient_descent{}, how); });
  };
  BOOST_TEST(by({.batch_size = 64}) ==
             "minimize: batch_size is 64, but samples that come in chunks are stepped chunk by chunk, with batch_size "
             "1000, or all at once, without batch_size");
  BOOST_TEST(by({.batch_size = 1000}) ==
             "minimize: samples that come in chunks are taken as they stand in the file; write .shuffle = false");
}

BOOST_AUTO_TEST_CASE(a_step_over_all) {
  samples s;
  parameters p{a = 0.0, b = 0.0}, q = p;
  const gradient_descent optimizer{.learning_rate = 0.1};
  optimizer.step(loss, p, in_chunks(s, 999));
  optimizer.step(loss, q, dataset{t = s.ts, y = s.ys});
  BOOST_TEST(p[a] == q[a], boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(a_flaw_is_found_where_it_is) {
  std::istringstream text("t,y\n1,2\n3,4\n5,\n7,8\n");
  csv_reader reader(text, {.missing = missing_value::nan});
  csv_table rows;
  const chunks data(reader, rows, 2, [&] { return dataset{t = rows["t"], y = rows["y"]}; });
  parameters p{a = 0.0, b = 0.0};
  const history past = minimize(loss, p, data, gradient_descent{}, {.epochs = 3});
  BOOST_TEST((past.reason == stop_reason::not_finite));
  BOOST_TEST(past.where.data.sample == 2);
  BOOST_TEST(past.where.data.column == "y");
}

BOOST_AUTO_TEST_CASE(refusals) {
  samples s;
  BOOST_TEST(message_of<std::invalid_argument>([&] { in_chunks(s, 0); }) ==
             "chunks: at least 1 row must be read at a time, but 0 are asked for");

  struct nothing {
    bool read(csv_table&, std::size_t) { return false; }
    void rewind() {}
  } none;
  const chunks empty(none, s.rows, 10, [&] { return dataset{t = s.ts, y = s.ys}; });
  BOOST_TEST(message_of<std::invalid_argument>([&] { evaluate(loss, a = 1.0, b = 2.0, empty); }) ==
             "chunks: there are no rows, but at least 1 is needed");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
