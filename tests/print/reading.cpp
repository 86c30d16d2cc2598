// SPDX-License-Identifier: BSL-1.0
// Vectors and matrices as text, LaTeX and dot.
#include <symdiff/derivative.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/print.hpp>
#include <symdiff/shape.hpp>

#include <boost/test/unit_test.hpp>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto w = parameter<"w", 3>;
constexpr auto w1 = parameter<"w1", 3>;
constexpr auto x = input<"x", 3>;
constexpr auto W = parameter<"W", 2, 3>;
constexpr auto V = parameter<"V", 3, 4>;

void check(const auto& e, const char* text, const char* latex) {
  BOOST_TEST(to_string(e) == text);
  BOOST_TEST(to_latex(e) == latex);
}

}  // namespace

BOOST_AUTO_TEST_CASE(products) {
  check(matmul(W, x), "matmul(W, x)", "W x");
  check(matmul(w, V), "matmul(transpose(V), w)", "V^{\\top} w");
  check(matmul(W * W, x - w), "matmul(W^2, x - w)", "W^{\\circ 2} \\left(x - w\\right)");
  check(w * x, "w*x", "w \\odot x");
  check(a * w, "a*w", "a \\, w");
  check(outer(w, x), "outer(w, x)", "w x^{\\top}");
  check(-matmul(W, w * x), "-matmul(W, w*x)", "-W \\left(w \\odot x\\right)");
}

BOOST_AUTO_TEST_CASE(reductions) {
  check(dot(w, x), "sum(w*x)", "\\operatorname{sum}\\left(w \\odot x\\right)");
  check(dot(w, w), "sum(w^2)", "\\left\\lVert w\\right\\rVert^{2}");
  check(norm(w), "norm(w)", "\\left\\lVert w\\right\\rVert");
  check(mean(w), "sum(w)/3", "\\frac{\\operatorname{sum}\\left(w\\right)}{3}");
  check(max(w), "max(w)", "\\max\\left(w\\right)");
  check(row_sums(W), "row_sums(W)", "W \\mathbf{1}_{3}");
  check(column_sums(W), "column_sums(W)", "W^{\\top} \\mathbf{1}_{2}");
}

BOOST_AUTO_TEST_CASE(parts) {
  check(element<2>(w), "w[2]", "w_{2}");
  check(element<2>(w1), "w1[2]", "\\left(w_{1}\\right)_{2}");
  check(element<1, 2>(W), "W[1, 2]", "W_{1,2}");
  check(row<1>(W), "W[1, :]", "W_{1,:}");
  check(slice<0, 2>(w), "w[0:2]", "w_{0:2}");
  check(element<0>(w + x), "(w + x)[0]", "\\left(w + x\\right)_{0}");
  check(stack(a, w, b), "stack(a, w, b)", "\\begin{bmatrix} a \\\\ w \\\\ b \\end{bmatrix}");
  check(norm(stack(a, b)), "norm(stack(a, b))", "\\left\\lVert \\begin{bmatrix} a \\\\ b \\end{bmatrix}\\right\\rVert");
  check(reshape<3, 2>(W), "reshape(W, 3, 2)", "\\operatorname{reshape}_{3 \\times 2}\\left(W\\right)");
  check(broadcast_rows<2>(w), "broadcast_rows(w, 2)", "\\mathbf{1}_{2} w^{\\top}");
  check(diff(sum(w), w), "fill(1, 3)", "\\mathbf{1}_{3}");
  check(diff(a * element<1>(w), w), "pad(a, 1, 3)", "\\operatorname{pad}_{1, 3}\\left(a\\right)");
}

BOOST_AUTO_TEST_CASE(softmax_is_recognised) {
  check(log_sum_exp(w), "log_sum_exp(w)", "\\operatorname{log\\,sum\\,exp}\\left(w\\right)");
  check(softmax(w - x), "softmax(w - x)", "\\operatorname{softmax}\\left(w - x\\right)");
  check(log_softmax(w), "log_softmax(w)", "\\operatorname{log\\,softmax}\\left(w\\right)");
  check(diff(log_sum_exp(w), w), "softmax(w)", "\\operatorname{softmax}\\left(w\\right)");
}

BOOST_AUTO_TEST_CASE(dot_shows_shapes) {
  BOOST_TEST(to_graphviz(sum(matmul(W, w)) * element<1>(x)) ==
             "digraph expression {\n"
             "  n7 [shape=ellipse, label=\"*\"];\n"
             "  n6 [shape=ellipse, label=\"element 1\"];\n"
             "  n4 [shape=box, label=\"x\\n3\"];\n"
             "  n3 [shape=ellipse, label=\"sum\"];\n"
             "  n2 [shape=ellipse, label=\"matmul\\n2\"];\n"
             "  n1 [shape=box, style=rounded, label=\"w\\n3\"];\n"
             "  n0 [shape=box, style=rounded, label=\"W\\n2×3\"];\n"
             "  n7 -> n3;\n"
             "  n7 -> n6;\n"
             "  n6 -> n4;\n"
             "  n3 -> n2;\n"
             "  n2 -> n0 [label=\"1\"];\n"
             "  n2 -> n1 [label=\"2\"];\n"
             "}\n");
}

BOOST_AUTO_TEST_CASE(costs_are_those_of_the_elements) {
  static_assert(cost(dot(w, x)) == operation_counts{.additions = 2, .multiplications = 3, .nodes = 11});
  static_assert(cost(matmul(W, x)).multiplications == 6 && cost(element<0>(w) * a).nodes == 3);
}
