// SPDX-License-Identifier: BSL-1.0
#include <symdiff/derivative.hpp>
#include <symdiff/interop/eigen.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/optimize/parameters.hpp>
#include <symdiff/shape.hpp>

#include <Eigen/Core>
#include <boost/test/unit_test.hpp>

#include "../message_of.hpp"

using namespace symdiff;

namespace {

constexpr auto w = parameter<"w", 3>;
constexpr auto W = parameter<"W", 2, 3>;
constexpr auto x = input<"x", 3>;

using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The values 1, 2, ... row by row.
Eigen::MatrixXd counted(int rows, int columns) {
  Eigen::MatrixXd m(rows, columns);
  for (int i = 0; i < rows; ++i)
    for (int k = 0; k < columns; ++k) m(i, k) = i * columns + k + 1;
  return m;
}

constexpr auto digits = dot(stack(100_c, 10_c, 1_c), w);
constexpr auto ordered = dot(stack(100000_c, 10000_c, 1000_c, 100_c, 10_c, 1_c), reshape<6>(W));

}  // namespace

BOOST_AUTO_TEST_CASE(vectors) {
  BOOST_TEST(evaluate(digits, w = Eigen::Vector3d(1, 2, 3)) == 123);
  BOOST_TEST(evaluate(digits, w = Eigen::RowVector3d(1, 2, 3)) == 123);
  BOOST_TEST(evaluate(digits, w = Eigen::Array3d(1, 2, 3)) == 123);
  const Eigen::VectorXd v = Eigen::VectorXd::LinSpaced(9, 1, 9);
  BOOST_TEST(evaluate(digits, w = v.segment(3, 3)) == 456);
  BOOST_TEST(evaluate(digits, w = v.tail<3>()) == 789);
  BOOST_TEST(evaluate(digits, w = Eigen::Map<const Eigen::VectorXd, 0, Eigen::InnerStride<4>>(v.data(), 3)) == 159);
  const Eigen::MatrixXd m = counted(3, 3);
  BOOST_TEST(evaluate(digits, w = m.row(1)) == 456);
  BOOST_TEST(evaluate(digits, w = m.col(1)) == 258);
  BOOST_TEST(evaluate(digits, w = m.diagonal()) == 159);
  BOOST_TEST(evaluate(digits, w = Eigen::MatrixXd(m.col(2))) == 369);
  BOOST_TEST(evaluate(digits, w = (2 * m.col(0)).eval()) == 294);
  static_assert(std::same_as<decltype(evaluate(digits, w = Eigen::Vector3f(1, 2, 3))), float>);
}

BOOST_AUTO_TEST_CASE(matrices_in_either_order) {
  const Eigen::MatrixXd by_columns = counted(2, 3);
  const row_major by_rows = by_columns;
  BOOST_TEST(evaluate(ordered, W = by_columns) == 123456);
  BOOST_TEST(evaluate(ordered, W = by_rows) == 123456);
  BOOST_TEST(evaluate(ordered, W = Eigen::Matrix<double, 2, 3>(by_columns)) == 123456);
  const Eigen::MatrixXd turned = by_columns.transpose();
  BOOST_TEST(evaluate(ordered, W = turned.transpose()) == 123456);
  BOOST_TEST(evaluate(ordered, W = Eigen::Ref<const Eigen::MatrixXd>(by_columns)) == 123456);
  const Eigen::MatrixXd large = counted(4, 5);
  BOOST_TEST(evaluate(ordered, W = large.block(1, 2, 2, 3)) == 8'00000 + 9'0000 + 10'000 + 13'00 + 14'0 + 15);
  const double numbers[]{1, 4, 0, 2, 5, 0, 3, 6, 0};
  const Eigen::Map<const Eigen::MatrixXd, 0, Eigen::OuterStride<>> map(numbers, 2, 3, Eigen::OuterStride<>(3));
  BOOST_TEST(evaluate(ordered, W = map) == 123456);
  const parameters p{W = by_columns, w = Eigen::Vector3f(1, 2, 3)};
  BOOST_TEST(p[W](0, 1) == 2);
  BOOST_TEST(p[W](1, 0) == 4);
  static_assert(std::same_as<std::remove_cvref_t<decltype(p[w])>, std::array<float, 3>>);
}

BOOST_AUTO_TEST_CASE(results_as_eigen) {
  const Eigen::Vector3d at(1, 2, 3);
  auto g = gradient(dot(w, w) + sum(square(W)), w = at, W = counted(2, 3));
  const Eigen::Vector3d by_w = as_eigen(g[w]);
  const Eigen::MatrixXd by_W = as_eigen(g[W]);
  BOOST_TEST((by_w == 2 * at));
  BOOST_TEST((by_W == 2 * counted(2, 3)));
  as_eigen(g[W]).setZero();
  BOOST_TEST(g[W](1, 2) == 0);
  const Eigen::Matrix3d curvature = as_eigen(hessian(dot(w, w) * element<0>(w), w = at)(w, w));
  BOOST_TEST((curvature == (Eigen::Matrix3d() << 6, 4, 6, 4, 2, 0, 6, 0, 2).finished()));
  const auto kept = as_eigen(evaluate(2 * w, w = at));
  BOOST_TEST(kept(2) == 6);
}

BOOST_AUTO_TEST_CASE(other_sizes) {
  const Eigen::MatrixXd m = Eigen::MatrixXd::Zero(3, 2);
  const Eigen::VectorXd v = Eigen::VectorXd::Zero(4);
  BOOST_TEST(message_of([&] { evaluate(sum(W), W = m); }) == "symdiff: 'W' is 2 x 3, but is given a matrix of 3 x 2");
  BOOST_TEST(message_of([&] { evaluate(sum(w), w = v); }) == "symdiff: 'w' has 3 numbers, but is given 4");
  BOOST_TEST(message_of([&] { parameters p{W = m}; }) == "symdiff: 'W' is 2 x 3, but is given a matrix of 3 x 2");
  BOOST_TEST(message_of([&] { dataset data{x = m}; }) ==
             "symdiff: 'x' has 3 numbers in each sample, which is a row of a matrix, but is given a matrix of 3 x 2");
}
