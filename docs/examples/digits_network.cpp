// SPDX-License-Identifier: BSL-1.0
// digits_network [FOLDER]
// Tells handwritten threes from sevens by a network of two layers, where pr_eight has one. Writes the scores of each
// epoch and what twelve hidden units have learnt to FOLDER for digits_network.gp to draw.
#include <symdiff/symdiff.hpp>

#include <exception>

#include "digits.hpp"

using namespace symdiff;

// 784 pixels, 30 hidden units that are 0 below their threshold, and one number: above 0 for a three.
constexpr auto hidden_weights = parameter<"hidden_weights", 30, 784>;
constexpr auto hidden_bias = parameter<"hidden_bias", 30>;
constexpr auto weights = parameter<"weights", 30>;
constexpr auto bias = parameter<"bias">;
constexpr auto x = input<"x", 784>;
constexpr auto is_three = input<"is_three">;
constexpr auto hidden = relu(matmul(hidden_weights, x) + hidden_bias);
constexpr auto network = dot(weights, hidden) + bias;
constexpr auto loss = binary_cross_entropy(network, is_three);
constexpr auto accuracy = sample_mean(where(network > 0, is_three, 1 - is_three));

bool learn(const std::string& folder) {
  const labelled_images train = read_threes_and_sevens("train"), test = read_threes_and_sevens("test");
  const dataset data{x = train.pixels, is_three = train.labels};
  const dataset others{x = test.pixels, is_three = test.labels};

  // Deviations that neither let the numbers grow nor fade from layer to layer (K. He, X. Zhang, S. Ren, J. Sun,
  // "Delving Deep into Rectifiers", ICCV 2015).
  std::mt19937 engine(1);
  const std::vector<double> start = random_weights(30 * pixel_count, std::sqrt(2.0 / pixel_count), engine);
  parameters p{hidden_weights = start, hidden_bias = std::array<double, 30>{},
               weights = random_weights(30, std::sqrt(2.0 / 30), engine), bias = 0.0};

  score_keeper scores(folder, "digits_network");
  minimize(loss, p, data, momentum{.learning_rate = 0.05},
           {.epochs = 15, .batch_size = 32, .seed = 1, .on_epoch = [&](const epoch_record& epoch) {
              scores.add(epoch, {evaluate(loss, p, data), evaluate(accuracy, p, data)},
                         {evaluate(loss, p, others), evaluate(accuracy, p, others)});
            }});
  std::cout << "A network of 784-30-1 units on threes and sevens: " << data.size() << " to learn from, "
            << others.size() << " to test with\n"
            << scores.table();

  labelled_images learnt;
  for (std::size_t i = 0; i < start.size(); ++i) learnt.pixels.push_back(p[hidden_weights].data()[i] - start[i]);
  std::vector<std::span<const double>> tiles;
  for (std::size_t unit = 0; unit < 12; ++unit) tiles.push_back(learnt.image(unit));
  write_images(folder + "/digits_network_weights.dat", tiles, 4);
  return evaluate(accuracy, p, others) >= 0.985;
}

int main(int count, char** arguments) {
  try {
    if (learn(count > 1 ? arguments[1] : ".")) return 0;
    std::cerr << "digits_network: fewer than 98.5 % of the test images are told right\n";
  } catch (const std::exception& error) {
    std::cerr << "digits_network: " << error.what() << '\n';
  }
  return 1;
}
