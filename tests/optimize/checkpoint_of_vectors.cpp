// SPDX-License-Identifier: BSL-1.0
// Vectors and matrices, and what optimizers keep for them, saved and restored bit for bit.
#include <symdiff/notation.hpp>
#include <symdiff/optimize/adam.hpp>
#include <symdiff/optimize/checkpoint.hpp>
#include <symdiff/optimize/gradient_descent.hpp>
#include <symdiff/optimize/momentum.hpp>
#include <symdiff/shape.hpp>

#include <boost/hana/define_struct.hpp>
#include <boost/test/unit_test.hpp>

#include <cstring>
#include <random>
#include <sstream>
#include <stdexcept>

#include "saved.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto v = parameter<"v", 2>;
constexpr auto W = parameter<"W", 3, 2>;
constexpr auto loss = sum(square(sin(matmul(W, v)))) * exp(a) + sum(W);

template <class... Argument>
void restore_from(const std::string& text, Argument&... arguments) {
  std::istringstream in(text);
  restore(in, arguments...);
}

using pair = std::array<float, 2>;
struct model {
  BOOST_HANA_DEFINE_STRUCT(model, (float, a), (pair, v));
};

}  // namespace

BOOST_AUTO_TEST_CASE(as_text) {
  parameters p{a = 1.5, v = std::array{-0.0, 3.0}};
  momentum optimizer{.learning_rate = 0.5};
  optimizer.step(a + dot(v, stack(2_c, 1_c)), p);
  BOOST_TEST(saved(p, optimizer) ==
             "symdiff checkpoint 1\n"
             "parameter 53 1 0x1p+0 a\n"
             "parameter 53 2 -0x1p+0 0x1.4p+1 v\n"
             "optimizer 1 1 0 momentum\n"
             "kept 53 1 0x1p+0 a\n"
             "kept 53 2 0x1p+1 0x1p+0 v\n"
             "end\n");
}

BOOST_AUTO_TEST_CASE(a_run_continues_bit_for_bit) {
  std::mt19937 random(5);
  std::normal_distribution<double> normal;
  std::array<double, 6> at;
  for (double& number : at) number = normal(random);
  parameters p{a = 0.1, v = std::array{0.7, -0.3}, W = at};
  adam optimizer{.learning_rate = 0.01};
  for (int step = 0; step < 5; ++step) optimizer.step(loss, p);
  const std::string text = saved(p, optimizer);
  parameters q{a = 9.0, v = std::array{9.0, 9.0}, W = std::array<double, 6>{}};
  adam other{.learning_rate = 0.01};
  restore_from(text, q, other);
  BOOST_TEST(saved(q, other) == text);
  for (int step = 0; step < 5; ++step) {
    optimizer.step(loss, p);
    other.step(loss, q);
  }
  BOOST_TEST(std::memcmp(&p[W], &q[W], sizeof p[W]) == 0);
  BOOST_TEST(std::memcmp(&p[v], &q[v], sizeof p[v]) == 0);
  BOOST_TEST(p[a] == q[a]);
}

BOOST_AUTO_TEST_CASE(members_of_a_struct) {
  const model m{0.1F, {0.2F, -0.3F}};
  model n{};
  restore_from(saved(m), n);
  BOOST_TEST((n.a == m.a && n.v == m.v));
}

BOOST_AUTO_TEST_CASE(other_counts_are_refused) {
  parameters p{v = std::array{1.0, 2.0}};
  adam optimizer{};
  optimizer.step(dot(v, v), p);
  const std::string text = saved(p, optimizer);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    return changed.replace(changed.find(from), from.size(), to);
  };
  BOOST_TEST(refusal(with("53 2", "53 1"), p).find("restore: line 2: the parameter set has no '0x") == 0U);
  BOOST_TEST(refusal("symdiff checkpoint 1\nparameter 53 1 0x1p+0 v\nend\n", p) ==
             "restore: line 2: count of numbers of 'v': expected 2, but the stream has 1");
  BOOST_TEST(refusal(with("parameter 53", "parameter 24"), p) ==
             "restore: line 2: bits of a number of 'v': expected 53, but the stream has 24");
  BOOST_TEST(saved(p, optimizer) == text);
}
