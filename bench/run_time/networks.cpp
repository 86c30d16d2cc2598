// SPDX-License-Identifier: BSL-1.0
// Loss and all derivatives over a batch of 64 images of 784 numbers, beside Eigen with derivatives by hand: logistic
// regression, a network of 30 hidden units with tanh, and one of 64 units with relu, ten classes and softmax.
#include <symdiff/symdiff.hpp>

#if __has_include(<eigen3/Eigen/Dense>)
#include <eigen3/Eigen/Dense>

#include <algorithm>
#include <random>
#include <span>

#include "sides.hpp"

namespace {

using namespace symdiff;
constexpr int pixels = 784, samples = 64, hidden = 30, wide = 64, classes = 10;

constexpr auto x = input<"x", pixels>;
constexpr auto y = input<"y">;
constexpr auto w = parameter<"w", pixels>;
constexpr auto b = parameter<"b">;
constexpr auto logistic = binary_cross_entropy(sum(x * w) + b, y);

constexpr auto W = parameter<"W", hidden, pixels>;
constexpr auto c = parameter<"c", hidden>;
constexpr auto v = parameter<"v", hidden>;
constexpr auto network = binary_cross_entropy(dot(v, tanh(matmul(W, x) + c)) + b, y);

constexpr auto U = parameter<"U", wide, pixels>;
constexpr auto d = parameter<"d", wide>;
constexpr auto V = parameter<"V", classes, wide>;
constexpr auto e = parameter<"e", classes>;
constexpr auto ten = softmax_cross_entropy(matmul(V, relu(matmul(U, x) + d)) + e, y);

using matrix_type = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using vector_type = Eigen::VectorXd;

template <class T>
struct batch {
  std::vector<T> images, labels, digits;

  batch() : images(samples * pixels), labels(samples), digits(samples) {
    std::mt19937 bits(1);
    std::normal_distribution<double> normal;
    for (T& pixel : images) pixel = static_cast<T>(normal(bits));
    for (T& label : labels) label = normal(bits) > 0;
    for (T& digit : digits) digit = static_cast<T>(bits() % classes);
  }
};

template <class T>
std::vector<T> drawn(int count, double deviation) {
  static std::mt19937 bits(2);
  std::normal_distribution<double> normal(0, deviation);
  std::vector<T> numbers(static_cast<std::size_t>(count));
  for (T& n : numbers) n = static_cast<T>(normal(bits));
  return numbers;
}

/// The cross entropy of a logit and a label; the derivative by the logit goes into the logit.
double cross_entropy(double& z, double label) {
  const double small = std::exp(-std::abs(z)), loss = (z > 0 ? z : 0) - label * z + std::log1p(small);
  z = ((z >= 0 ? 1 / (1 + small) : small / (1 + small)) - label) / samples;
  return loss / samples;
}

template <class... Parts>
sides::numbers joined(double loss, const Parts&... parts) {
  sides::numbers all{loss};
  (all.insert(all.end(), parts.data(), parts.data() + parts.size()), ...);
  return all;
}

const batch<double> data;
const Eigen::Map<const matrix_type> images(data.images.data(), samples, pixels);
const Eigen::Map<const vector_type> labels(data.labels.data(), samples);

void add_logistic() {
  static const auto start = drawn<double>(pixels, 0.03);
  static const parameters p{w = start, b = 0.1};
  static const dataset set{x = data.images, y = data.labels};
  static struct {
    vector_type weights = Eigen::Map<const vector_type>(start.data(), pixels), z{samples}, by_w{pixels};
    double loss, by_b;
    void run() {
      z.noalias() = images * weights;
      loss = 0;
      for (int i = 0; i < samples; ++i) loss += cross_entropy(z[i] += 0.1, labels[i]);
      by_w.noalias() = images.transpose() * z;
      by_b = z.sum();
    }
  } hand;
  const auto ours = [] { return value_and_gradient(logistic, p, set); };
  const auto r = ours();
  hand.run();
  sides::require_agreement("logistic_784", joined(r.value, r.gradient[w], std::array{r.gradient[b]}),
                           joined(hand.loss, hand.by_w, std::array{hand.by_b}), 1e-12);
  sides::add("logistic_784", "symdiff", ours);
  sides::add("logistic_784", "eigen", [] { hand.run(); return hand.loss; });
}

void add_network() {
  static const auto weights = drawn<double>(hidden * pixels, 0.03), biases = drawn<double>(hidden, 0.1),
                    outer_weights = drawn<double>(hidden, 0.2);
  static const parameters p{W = weights, c = biases, v = outer_weights, b = 0.1};
  static const dataset set{x = data.images, y = data.labels};
  static struct {
    matrix_type inner = Eigen::Map<const matrix_type>(weights.data(), hidden, pixels), h{samples, hidden},
                dh{samples, hidden}, by_inner{hidden, pixels};
    vector_type bias = Eigen::Map<const vector_type>(biases.data(), hidden),
                outer = Eigen::Map<const vector_type>(outer_weights.data(), hidden), z{samples}, by_bias{hidden},
                by_outer{hidden};
    double loss, by_b;
    void run() {
      h.noalias() = images * inner.transpose();
      h.rowwise() += bias.transpose();
      h = h.array().tanh();
      z.noalias() = h * outer;
      loss = 0;
      for (int i = 0; i < samples; ++i) loss += cross_entropy(z[i] += 0.1, labels[i]);
      by_b = z.sum();
      by_outer.noalias() = h.transpose() * z;
      dh.noalias() = z * outer.transpose();
      dh.array() *= 1 - h.array().square();
      by_bias = dh.colwise().sum().transpose();
      by_inner.noalias() = dh.transpose() * images;
    }
  } hand;
  const auto ours = [] { return value_and_gradient(network, p, set); };
  const auto r = ours();
  hand.run();
  sides::require_agreement(
      "network_784_30_1", joined(r.value, r.gradient[W], r.gradient[c], r.gradient[v], std::array{r.gradient[b]}),
      joined(hand.loss, hand.by_inner, hand.by_bias, hand.by_outer, std::array{hand.by_b}), 1e-12);
  sides::add("network_784_30_1", "symdiff", ours);
  sides::add("network_784_30_1", "eigen", [] { hand.run(); return hand.loss; });

  static const batch<float> narrow;
  static const parameters q{W = std::vector<float>(weights.begin(), weights.end()),
                            c = std::vector<float>(biases.begin(), biases.end()),
                            v = std::vector<float>(outer_weights.begin(), outer_weights.end()), b = 0.1F};
  static const dataset narrow_set{x = narrow.images, y = narrow.labels};
  sides::add("network_784_30_1_float", "symdiff", [] { return value_and_gradient(network, q, narrow_set); });
  sides::add("network_784_30_1_float", "double", ours);
}

void add_ten() {
  static const auto inner_weights = drawn<double>(wide * pixels, 0.03), biases = drawn<double>(wide, 0.1),
                    outer_weights = drawn<double>(classes * wide, 0.2), outer_biases = drawn<double>(classes, 0.1);
  static const parameters p{U = inner_weights, d = biases, V = outer_weights, e = outer_biases};
  static const dataset set{x = data.images, y = data.digits};
  static struct {
    matrix_type inner = Eigen::Map<const matrix_type>(inner_weights.data(), wide, pixels),
                outer = Eigen::Map<const matrix_type>(outer_weights.data(), classes, wide), h{samples, wide},
                dh{samples, wide}, z{samples, classes}, by_inner{wide, pixels}, by_outer{classes, wide};
    vector_type bias = Eigen::Map<const vector_type>(biases.data(), wide),
                outer_bias = Eigen::Map<const vector_type>(outer_biases.data(), classes), by_bias{wide},
                by_outer_bias{classes};
    double loss;
    void run() {
      h.noalias() = images * inner.transpose();
      h.rowwise() += bias.transpose();
      h = h.array().max(0.0);
      z.noalias() = h * outer.transpose();
      z.rowwise() += outer_bias.transpose();
      loss = 0;
      for (int i = 0; i < samples; ++i) {
        const int digit = static_cast<int>(data.digits[static_cast<std::size_t>(i)]);
        const double largest = z.row(i).maxCoeff(), chosen = z(i, digit) - largest;
        z.row(i) = (z.row(i).array() - largest).exp();
        const double sum = z.row(i).sum();
        loss += (std::log(sum) - chosen) / samples;
        z.row(i) *= 1 / (sum * samples);
        z(i, digit) -= 1.0 / samples;
      }
      by_outer_bias = z.colwise().sum().transpose();
      by_outer.noalias() = z.transpose() * h;
      dh.noalias() = z * outer;
      dh.array() *= (h.array() > 0).cast<double>();
      by_bias = dh.colwise().sum().transpose();
      by_inner.noalias() = dh.transpose() * images;
    }
  } hand;
  const auto ours = [] { return value_and_gradient(ten, p, set); };
  const auto r = ours();
  hand.run();
  sides::require_agreement("network_784_64_10",
                           joined(r.value, r.gradient[U], r.gradient[d], r.gradient[V], r.gradient[e]),
                           joined(hand.loss, hand.by_inner, hand.by_bias, hand.by_outer, hand.by_outer_bias), 1e-12);
  sides::add("network_784_64_10", "symdiff", ours);
  sides::add("network_784_64_10", "eigen", [] { hand.run(); return hand.loss; });
}

}  // namespace

int main(int argument_count, char** arguments) {
  add_logistic();
  add_network();
  add_ten();
  return sides::run(argument_count, arguments);
}
#else
int main() {}
#endif
