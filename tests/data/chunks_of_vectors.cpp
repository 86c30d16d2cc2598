// SPDX-License-Identifier: BSL-1.0
// Chunks of vectors through plans of loops: as one data set, up to the order of additions.
#include <symdiff/data/chunks.hpp>
#include <symdiff/optimize/parameters.hpp>

#include "../evaluate/check_plan.hpp"

using namespace symdiff;

namespace {

constexpr auto W = parameter<"W", 3, 5>;
constexpr auto d = parameter<"d", 3>;
constexpr auto x = input<"x", 5>;
constexpr auto t = input<"t">;

struct rows_of_samples {
  std::vector<double> x, t;
};

/// Reads from memory.
struct reader_of_samples {
  const rows_of_samples& all;
  std::size_t at = 0;

  bool read(rows_of_samples& rows, std::size_t most) {
    const std::size_t end = std::min(at + most, all.t.size());
    rows.x.assign(all.x.begin() + 5 * at, all.x.begin() + 5 * end);
    rows.t.assign(all.t.begin() + at, all.t.begin() + end);
    const bool any = at < end;
    at = end;
    return any;
  }
  void rewind() { at = 0; }
};

template <class E>
void check_chunks(const E& loss, std::size_t samples) {
  const rows_of_samples all{random_numbers(5 * samples), random_numbers(samples)};
  const parameters p{W = random_numbers(15), d = random_numbers(3)};
  const auto expected = value_and_gradient(loss, p, dataset{x = all.x, t = all.t});
  for (const std::size_t most : {1, 7, 64, 65, 1000}) {
    reader_of_samples reader{all};
    rows_of_samples rows;
    const chunks data(reader, rows, most, [&] { return dataset{x = rows.x, t = rows.t}; });
    BOOST_TEST_CONTEXT(samples << " samples by " << most) {
      const auto came = value_and_gradient(loss, p, data);
      BOOST_TEST(came.value == expected.value, boost::test_tools::tolerance(1e-14));
      for (int i = 0; i < 15; ++i)
        BOOST_TEST(std::abs(came.gradient[W].data()[i] - expected.gradient[W].data()[i]) < 1e-13);
      for (int i = 0; i < 3; ++i) BOOST_TEST(std::abs(came.gradient[d][i] - expected.gradient[d][i]) < 1e-13);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(chunks_of_any_size) {
  constexpr auto h = tanh(matmul(W, x));
  for (const std::size_t samples : {1, 64, 150}) check_chunks(mse(dot(d, h), t) + sum(square(sample_mean(h))) * 0.1, samples);
}

BOOST_AUTO_TEST_CASE(chunks_read_twice) {
  constexpr auto h = matmul(W, x);
  check_chunks(sample_mean(sum(square(h - sample_mean(h)) * d) * t), 100);
}
