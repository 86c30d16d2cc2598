// SPDX-License-Identifier: BSL-1.0
// The rows of Eigen's matrices as samples.
#include <symdiff/data/mini_batches.hpp>
#include <symdiff/derivative.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/interop/eigen.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/optimize/parameters.hpp>
#include <symdiff/shape.hpp>

#include <Eigen/Cholesky>
#include <boost/test/unit_test.hpp>

using namespace symdiff;

namespace {

constexpr auto w = parameter<"w", 3>;
constexpr auto x = input<"x", 3>;
constexpr auto t = input<"t">;
constexpr auto loss = mse(dot(w, x), t);

using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace

BOOST_AUTO_TEST_CASE(rows_as_samples) {
  const Eigen::MatrixXd by_columns = Eigen::MatrixXd::Random(67, 3), turned = by_columns.transpose();
  const row_major by_rows = by_columns;
  const Eigen::VectorXd times = Eigen::VectorXd::Random(67);
  const Eigen::MatrixXd wide = (Eigen::MatrixXd(67, 5) << times, by_columns, times).finished();
  const Eigen::Vector3d at(0.5, -1, 2);
  const Eigen::VectorXd rest = by_columns * at - times;
  const Eigen::Vector3d expected = by_columns.transpose() * rest * 2 / 67;
  const auto check = [&](const auto& data) {
    const auto r = value_and_gradient(loss, w = at, data);
    BOOST_TEST(r.value == rest.squaredNorm() / 67, boost::test_tools::tolerance(1e-14));
    BOOST_TEST((as_eigen(r.gradient[w]) - expected).norm() < 1e-14);
  };
  check(dataset{x = by_columns, t = times});
  check(dataset{x = by_rows, t = times});
  check(dataset{x = turned.transpose(), t = times});
  check(dataset{x = wide.middleCols(1, 3), t = wide.col(4)});
  BOOST_TEST(evaluate(loss, w = at, x = by_columns, t = times) == evaluate(loss, w = at, x = by_rows, t = times));
  const dataset data{x = by_columns, t = wide.col(0)};
  for (const bool shuffle : {true, false}) {
    mini_batches batches{data, {.size = 67, .shuffle = shuffle}};
    for (const auto& batch : batches.epoch(1)) check(batch);
    double sum = 0;
    mini_batches small{data, {.size = 10, .shuffle = shuffle}};
    for (const auto& batch : small.epoch(1)) sum += evaluate(loss, w = at, batch) * static_cast<double>(batch.size());
    BOOST_TEST(sum == rest.squaredNorm(), boost::test_tools::tolerance(1e-14));
  }
  // A single sample.
  BOOST_TEST(evaluate(dot(x, w), w = at, x = by_columns.row(3)) == by_columns.row(3).dot(at), boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(from_eigen_to_eigen) {
  const Eigen::MatrixXd samples = Eigen::MatrixXd::Random(20, 3);
  const Eigen::VectorXd targets = samples * Eigen::Vector3d(1, 2, 3);
  // [fit]
  const dataset data{x = samples, t = targets};  // each row a sample
  parameters p{w = Eigen::Vector3d(0, 0, 0)};
  const auto h = hessian(loss, p, data);
  const auto g = gradient(loss, p, data);
  as_eigen(p[w]) -= as_eigen(h(w, w)).ldlt().solve(as_eigen(g[w]));  // Newton's step
  // [fit]
  BOOST_TEST((as_eigen(p[w]) - Eigen::Vector3d(1, 2, 3)).norm() < 1e-12);
}
