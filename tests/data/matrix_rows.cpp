// SPDX-License-Identifier: BSL-1.0
#include <symdiff/data/matrix_rows.hpp>
#include <symdiff/data/mini_batches.hpp>
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <type_traits>
#include <vector>

#include "../message_of.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto loss = mse(a * t, y);

/// Rows of t, something else, y; and the same as columns.
struct both {
  std::vector<double> matrix, ts, ys;
  explicit both(int rows) {
    for (int i = 0; i < rows; ++i) {
      ts.push_back(0.3 * i - 1);
      ys.push_back(1.7 - 0.01 * i * i);
      matrix.insert(matrix.end(), {ts.back(), -1e9, ys.back()});
    }
  }
};

static_assert(!std::is_constructible_v<matrix_rows<double>, std::vector<double>, int>);

}  // namespace

BOOST_AUTO_TEST_CASE(as_the_columns) {
  for (int rows = 1; rows < 40; ++rows) {
    const both b(rows);
    const matrix_rows m(b.matrix, 3);
    BOOST_TEST((m.rows() == static_cast<std::size_t>(rows) && m.columns() == 3u));
    const auto by_rows = value_and_gradient(loss, a = 0.7, dataset{t = m[0], y = m[2]});
    const auto by_columns = value_and_gradient(loss, a = 0.7, dataset{t = b.ts, y = b.ys});
    BOOST_TEST(by_rows.value == by_columns.value);
    BOOST_TEST(by_rows.gradient[a] == by_columns.gradient[a]);
    BOOST_TEST(evaluate(loss, a = 0.7, t = m[0], y = b.ys) == evaluate(loss, a = 0.7, t = b.ts, y = b.ys));
  }
}

BOOST_AUTO_TEST_CASE(in_batches) {
  const both b(23);
  const matrix_rows m(b.matrix.data(), 23, 3);
  for (const bool shuffle : {false, true}) {
    mini_batches rows{dataset{t = m[0], y = m[2]}, {.size = 5, .shuffle = shuffle, .seed = 3}};
    mini_batches columns{dataset{t = b.ts, y = b.ys}, {.size = 5, .shuffle = shuffle, .seed = 3}};
    auto column = columns.epoch(1).begin();
    for (const auto& batch : rows.epoch(1)) {
      BOOST_TEST(evaluate(loss, a = 0.7, batch) == evaluate(loss, a = 0.7, *column));
      ++column;
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_matrix) {
  const std::vector<float> numbers(7);
  BOOST_TEST(message_of([&] { matrix_rows(numbers, 3); }) == "matrix_rows: 7 numbers do not fill rows of 3");
  BOOST_TEST(message_of([&] { matrix_rows(numbers, 0); }) ==
             "matrix_rows: there are 0 columns, but at least 1 is needed");
  BOOST_TEST(message_of([&] { (void)matrix_rows(numbers, 7)[7]; }) == "matrix_rows: there is no column 7 of 7");
}
