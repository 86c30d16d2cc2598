// SPDX-License-Identifier: BSL-1.0
// What the compiler works out, worked out by the same functions at run time: the same graphs, programs and plans. There
// a measure of coverage sees what is executed (tools/coverage), and sanitizers what is read and written.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <pthread.h>

#include <memory>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto t = input<"t">;
constexpr auto u = parameter<"u", 3>;
constexpr auto v = parameter<"v", 3>;
constexpr auto A = parameter<"A", 3, 3>;
constexpr auto w = parameter<"w", 30>;
constexpr auto c = parameter<"c", 20>;
constexpr auto W = parameter<"W", 20, 30>;
constexpr auto z = input<"z", 30>;

struct cubed : elementary<"cubed"> {
  static constexpr auto value(auto a) { return a * a * a; }
  static constexpr auto derivative(auto a, auto /*value*/) { return 3 * a * a; }
};

/// Graphs take megabytes, more than the stack of a program has.
template <class F>
void with_large_stack(F f) {
  pthread_attr_t large;
  pthread_attr_init(&large);
  pthread_attr_setstacksize(&large, std::size_t{256} << 20);
  pthread_t thread{};
  BOOST_REQUIRE(pthread_create(&thread, &large, [](void* call) -> void* {
    (*static_cast<F*>(call))();
    return nullptr;
  }, &f) == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&large);
}

/// Whether two programs or plans have the same operations, in any order: at run time g++ may evaluate arguments from the
/// last to the first, and add their nodes so.
bool have_same_operations(const auto& a, const auto& b) {
  int counts[4096]{};
  for (int i = 0; i < a.code_count; ++i) ++counts[a.code[i] & 4095];
  for (int i = 0; i < b.code_count; ++i) --counts[b.code[i] & 4095];
  for (const int count : counts)
    if (count != 0) return false;
  return true;
}

/// Whether a source's program is made again, from the graph on.
template <int Roots, class Source>
bool is_made_again() {
  const auto& expected = Source::program;
  using program = std::remove_cvref_t<decltype(expected)>;
  bool same = false;
  with_large_stack([&] {
    using build = typename Source::build;
    const std::unique_ptr<const rooted_nodes<Roots>> recorded(new auto(record<build, Roots>::run()));
    if constexpr (is_plan<program>) {
      const std::unique_ptr<const rooted_nodes<Roots>> large(new auto(lowered<build, Roots>::of(*recorded)));
      const auto made = std::make_unique<planner>(large->nodes, large->outputs, Roots);
      made->run();
      same = recorded->to_go >= way::tried && have_same_operations(made->p, expected) &&
             made->p.kernel_count == expected.kernel_count && made->p.tile == expected.tile &&
             made->p.workspace_size + made->p.size_of_products() == expected.workspace_size;
    } else {
      const std::unique_ptr<const rooted_nodes<Roots>> small(
          recorded->to_go == way::done ? new auto(*recorded) : new auto(unrolled<build, Roots>::of(*recorded)));
      const auto made = std::make_unique<scheduler<program::output_count>>(small->nodes, stores_each<build>);
      made->run(small->outputs);
      same = recorded->to_go < way::loops && have_same_operations(made->p, expected) &&
             made->p.segment_count == expected.segment_count && made->p.symbol_count == expected.symbol_count;
    }
  });
  return same;
}

/// Whether the graph that a build makes is made again.
template <class Build>
bool is_built_again() {
  constexpr auto& expected = built<Build>::graph;
  bool same = false;
  with_large_stack([&] {
    const std::unique_ptr<const wide_graph> made(new auto(build_graph<Build>::run()));
    same = made->flaw == fault::none && made->node_count == expected.node_count && made->result == expected.result;
    for (int i = 0; same && i < made->node_count; ++i) same = made->nodes[i] == expected.nodes[i];
  });
  return same;
}

/// The gradient of a scalar, the value of a vector or matrix.
template <class E>
bool is_made_again_of(const E&) {
  using parameters = typename parameters_of<E>::type;
  if constexpr (E::graph.result.is_scalar()) return is_made_again<parameters::count + 1, gradient_source<E, parameters>>();
  else return is_made_again<1, value_source<E>>();
}
template <class E>
bool has_same_hessian(const E&) {
  using source = hessian_source<E, typename parameters_of<E>::type>;
  return is_made_again<source::output_count, source>();
}
template <class E>
bool has_same_product(const E&) {
  using parameters = typename parameters_of<E>::type;
  return is_made_again<parameters::count, product_source<E, parameters>>();
}
template <class E, class... By>
bool has_same_jacobian(const E&, const By&...) {
  return is_built_again<jacobian_of<E, By...>>();
}
template <class E, class By>
bool has_same_derivative(const E&, const By&) {
  if constexpr (E::graph.result.is_scalar()) return is_built_again<derivative_of<E, By>>();
  else return is_built_again<elementwise_derivative_of<E, By>>();
}

/// Whether a domain that the compiler found is found again.
template <class Domain, class... Intervals>
bool is_found_again(const Domain& expected, const Intervals&... intervals) {
  const auto found = domain(expected.expression, intervals...);
  for (int k = 0; k < expected.count; ++k)
    if (found.requirements[k].node != expected.requirements[k].node || found.requirements[k].is_met != expected.requirements[k].is_met)
      return false;
  return found.count == expected.count && found.holds == expected.holds &&
         found.holds_for_derivatives == expected.holds_for_derivatives;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(run_time)

BOOST_AUTO_TEST_CASE(scalars) {
  BOOST_TEST(is_made_again_of(x * y + x * 0_c + (y - y) + -(-x) / 3_c - pow(y, 3_c) * pow(y, 2_c) + 2.5 * x / (4_c * y)));
  BOOST_TEST(is_made_again_of(pow(x, 0_c) + pow(x, y) + pow(x, -2_c) + pow(x, 1.5_c) + square(x) / x + x / x + 1_c / (1_c / x)));
  BOOST_TEST(is_made_again_of(function<cubed>(x * y) + pi * x));
  BOOST_TEST(has_same_hessian(sin(x) * cos(y) + function<cubed>(x)));
  BOOST_TEST(has_same_derivative(where(x < y && !(y < 0_c), sqrt(x), atan2(x, y)), x));
}

BOOST_AUTO_TEST_CASE(branches) {
  const auto shared = sqrt(x) * y;
  BOOST_TEST(is_made_again_of(where(x < y, shared, where(y < 0_c || x == y, log(y), x * shared)) + shared));
  BOOST_TEST(is_made_again_of(where(x > 0_c, log(x), 0_c) + where(x > 0_c, log(x), 1_c) * max(x, y) + min(x, y) + abs(x)));
  BOOST_TEST(is_made_again_of(where(x > 0_c, sum(log(v) * dot(u, v)), norm(u) + sum(matmul(A, v)))));
  BOOST_TEST(has_same_hessian(where(x < y, x * sqrt(y), y * y * y)));
  BOOST_TEST(is_made_again_of(sum(where(v > 0_c, matmul(A, sqrt(v)), u)) + sum(slice<1, 2>(where(v > u, log(v), v)))));
  BOOST_TEST(is_made_again_of(sum(where(A > 0_c, matmul(sqrt(A), log(A)), outer(sqrt(u), log(v)))) + element<0>(where(u > x, sqrt(u), v))));
  BOOST_TEST(is_made_again_of(sum(where(W > 0_c, outer(sqrt(c), log(w)), broadcast_rows<20>(sqrt(w)))) + sum(where(c > x, matmul(W, sqrt(w)), c))));
  BOOST_TEST(is_made_again_of(where(x > 0_c, sum(tanh(matmul(W, w)) * sqrt(c)), sum(square(w)))));
}

BOOST_AUTO_TEST_CASE(rewritten_forms) {
  BOOST_TEST(is_made_again_of(log(1_c + exp(x)) + log1p(exp(y)) + 1_c / (1_c + exp(-x)) + exp(y) / (1_c + exp(y))));
  BOOST_TEST(is_made_again_of(1_c - sigmoid(x) + log(sigmoid(y)) + log(1_c - sigmoid(x * y)) + (exp(x) - 1_c) + (1_c - exp(y))));
  BOOST_TEST(is_made_again_of(log(1_c + x) * log(1_c - y) + (1_c - cos(x)) - (cos(y) - 1_c) + log1p(-sigmoid(y))));
  BOOST_TEST(is_made_again_of(log(exp(x) + exp(y) + 1_c) + sqrt(x * x) + pow(y * y, 0.75_c) + sqrt(x * x + 2_c * square(y))));
  BOOST_TEST(is_made_again_of(y * x * sqrt(x) + square(y) / sqrt(y) + pow(x, 3_c) * sqrt(x)));
  BOOST_TEST(is_made_again_of(log(sum(exp(v))) + sum(u * (exp(v) / sum(exp(v)))) + sqrt(sum(square(u)))));
  BOOST_TEST(is_made_again_of(verbatim(log(1_c + exp(x))) + y));
}

BOOST_AUTO_TEST_CASE(samples) {
  BOOST_TEST(is_made_again_of(sample_mean(square(t * x + y - sample_mean(t) / x))));
  BOOST_TEST(is_made_again_of(sample_sum(exp(-square(t / x))) / y + where(x > 0_c, sample_mean(log(t * x)), y)));
}

BOOST_AUTO_TEST_CASE(vectors_that_are_unrolled) {
  BOOST_TEST(is_made_again_of(dot(u, v) * norm(v) + max(v) + sum(matmul(A, v) * u) + sum(outer(u, v) * A)));
  BOOST_TEST(is_made_again_of(sum(matmul(transpose(A), A)) + sum(row_sums(A) * column_sums(A)) + sum(slice<1, 2>(v)) * element<0>(u)));
  BOOST_TEST(is_made_again_of(sum(softmax(v) * u) + sum(reshape<9>(A) * 2_c) + sum(stack(x, y, x * y) * v)));
  BOOST_TEST(is_made_again_of(matmul(A, tanh(v)) + x * u));
  BOOST_TEST((is_made_again_of(column_sums(A)) && is_made_again_of(transpose(A) * 2_c) && is_made_again_of(matmul(A, A))));
  BOOST_TEST((is_made_again_of(2_c * stack(x, v, y)) && is_made_again_of(broadcast_rows<2>(v)) && is_made_again_of(outer(u, v))));
  BOOST_TEST(is_made_again_of(element<2>(stack(x, v, y)) + element<1>(slice<1, 2>(exp(v)))));
  BOOST_TEST(has_same_hessian(x * x * y));
  BOOST_TEST(has_same_product(sum(exp(v) * u) * x));
  BOOST_TEST(has_same_jacobian(v * dot(u, v), u, v));
  BOOST_TEST(has_same_jacobian(u * (x * y) + v * sin(x), x, y));
  BOOST_TEST(has_same_derivative(matmul(A, u * x) + u * max(v * x), x));
  BOOST_TEST(has_same_derivative(outer(u * x, v / x) + transpose(A * x), x));
  BOOST_TEST(has_same_derivative(stack(x, u * x) * stack(y, v), x));
}

BOOST_AUTO_TEST_CASE(vectors_in_loops) {
  BOOST_TEST(is_made_again_of(sample_mean(square(dot(c, tanh(matmul(W, z) + c)) - t))));
  BOOST_TEST(is_made_again_of(sample_mean(softmax_cross_entropy(matmul(W, relu(z * w)), t))));
  BOOST_TEST(is_made_again_of(sum(square(matmul(W, w))) + log_sum_exp(w) + max(w) + sum(slice<2, 20>(w) * c) + norm(w)));
  BOOST_TEST(is_made_again_of(sum(row_sums(square(broadcast_rows<20>(w) - W)) * c) + sum(column_sums(W) * w)));
  BOOST_TEST(is_made_again_of(sum(matmul(W, transpose(W))) + sum(outer(c, w) * W) + sum(reshape<600>(W)) + pow(sum(w), 3_c)));
  BOOST_TEST(is_made_again_of(matmul(W, w) / x));
  BOOST_TEST(has_same_product(sum(exp(W)) + sum(square(matmul(W, w)))));
}

BOOST_AUTO_TEST_CASE(domains) {
  constexpr auto chosen = domain(where(x > 0_c && !(y >= x), log(x) + sqrt(x - y), where(x == 0_c || y < 0_c, 1_c / y, 0_c)));
  BOOST_TEST(is_found_again(chosen));
  constexpr auto powers = domain(pow(x, 0.5_c) + pow(y, -2_c) + pow(x, y) + pow(x - y, 1.5_c) + sqrt(pow(y, 2_c)), x.in(0_c, 1_c));
  BOOST_TEST(is_found_again(powers, x.in(0_c, 1_c)));
  constexpr auto vectors = domain(log(sum(exp(v)) + max(v * v)) + log(sum(column_sums(square(A)))) + log(norm(u)) + atan2(x, y));
  BOOST_TEST(is_found_again(vectors));
  constexpr auto parts = domain(sqrt(sum(stack(square(x), exp(y)))) + log(sum(slice<1, 2>(softmax(v)))) + log(sample_mean(exp(t))));
  BOOST_TEST(is_found_again(parts));
}

BOOST_AUTO_TEST_SUITE_END()
