// SPDX-License-Identifier: BSL-1.0
// Products of matrices of sizes around those of registers and blocks, against loops.
#include "check_plan.hpp"

using namespace symdiff;

namespace {

template <class T, int M, int K, int N>
void check_product() {
  constexpr auto A = parameter<"A", M, K>;
  constexpr auto B = parameter<"B", K, N>;
  constexpr auto u = parameter<"u", K>;
  constexpr auto v = parameter<"v", M>;
  const auto a = random_numbers<T>(M * K), b = random_numbers<T>(K * N), at = random_numbers<T>(K), left = random_numbers<T>(M);
  std::vector<long double> product(M * N), turned(M * N), by_vector(M), of_vector(K);
  for (int i = 0; i < M; ++i)
    for (int k = 0; k < K; ++k) {
      for (int j = 0; j < N; ++j) {
        product[i * N + j] += static_cast<long double>(a[i * K + k]) * b[k * N + j];
        turned[j * M + i] = product[i * N + j];
      }
      by_vector[i] += static_cast<long double>(a[i * K + k]) * at[k];
      of_vector[k] += static_cast<long double>(left[i]) * a[i * K + k];
    }
  BOOST_TEST_CONTEXT(M << " x " << K << " by " << N) {
    check_numbers(evaluate(matmul(A, B), A = a, B = b), product);
    check_numbers(evaluate(matmul(transpose(B), transpose(A)), A = a, B = b), turned);
    check_numbers(evaluate(matmul(A, u), A = a, u = at), by_vector);
    check_numbers(evaluate(matmul(v, A), A = a, v = left), of_vector);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(products_of_small_matrices) {
  check_product<double, 1, 1, 1>();
  check_product<double, 1, 5, 3>();
  check_product<double, 3, 1, 4>();
  check_product<double, 4, 8, 1>();
  check_product<float, 7, 9, 9>();
}

BOOST_AUTO_TEST_CASE(products_of_larger_matrices) {
  check_product<double, 8, 33, 16>();
  check_product<double, 33, 17, 31>();
  check_product<float, 13, 3, 63>();
  check_product<long double, 5, 4, 6>();
}
