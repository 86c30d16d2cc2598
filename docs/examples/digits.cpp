// SPDX-License-Identifier: BSL-1.0
// digits [FOLDER]
// Reads handwritten digits by a network of two layers. Writes the scores of each epoch, how often each digit is taken
// for each other, and the twelve images with the largest loss to FOLDER for digits.gp to draw.
#include <symdiff/symdiff.hpp>

#include <algorithm>
#include <exception>

#include "digits.hpp"

using namespace symdiff;

constexpr int hidden_count = 64;
// [network]
constexpr auto hidden_weights = parameter<"hidden_weights", hidden_count, 784>;
constexpr auto hidden_bias = parameter<"hidden_bias", hidden_count>;
constexpr auto weights = parameter<"weights", 10, hidden_count>;
constexpr auto bias = parameter<"bias", 10>;
constexpr auto x = input<"x", 784>;
constexpr auto digit = input<"digit">;

constexpr auto hidden = relu(matmul(hidden_weights, x) + hidden_bias);
constexpr auto logits = matmul(weights, hidden) + bias;
constexpr auto loss = softmax_cross_entropy(logits, digit);
// [network]
constexpr auto log_probabilities = log_softmax(logits);

/// What an image is taken for, and its loss.
struct reading {
  std::size_t image, digit, predicted;
  double loss;
};

std::vector<reading> read_all(const labelled_images& set, const auto& p) {
  std::vector<reading> all;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const auto of_digit = evaluate(log_probabilities, p, x = set.image(i));
    const auto largest = std::max_element(of_digit.begin(), of_digit.end()) - of_digit.begin();
    const std::size_t shown = static_cast<std::size_t>(set.labels[i]);
    all.push_back({i, shown, static_cast<std::size_t>(largest), -of_digit[shown]});
  }
  return all;
}

score score_of(const std::vector<reading>& all) {
  double sum = 0, correct = 0;
  for (const reading& r : all) {
    sum += r.loss;
    correct += r.predicted == r.digit;
  }
  return {sum / static_cast<double>(all.size()), correct / static_cast<double>(all.size())};
}

void write_confusion(const std::vector<reading>& all, const std::string& folder) {
  std::array<std::array<int, 10>, 10> count{};
  for (const reading& r : all) ++count[r.digit][r.predicted];
  std::ofstream file = open_for_writing(folder + "/digits_confusion.dat");
  std::cout << "\nrows: the digit; columns: what it is taken for\n   ";
  for (int digit = 0; digit < 10; ++digit) std::cout << std::setw(5) << digit;
  for (std::size_t row = 0; row < 10; ++row, file << '\n') {
    std::cout << '\n' << std::setw(3) << row;
    for (const int times : count[row]) {
      std::cout << std::setw(5) << times;
      file << times << ' ';
    }
  }
}

void write_worst(std::vector<reading> all, const labelled_images& set, const std::string& folder) {
  std::sort(all.begin(), all.end(), [](const reading& a, const reading& b) { return a.loss > b.loss; });
  std::ofstream file = open_for_writing(folder + "/digits_worst.dat");
  std::vector<std::span<const double>> tiles;
  std::cout << "\n\nthe largest losses:\n  loss  digit  taken for\n" << std::setprecision(1);
  for (std::size_t k = 0; k < 12; ++k) {
    const reading& r = all[k];
    tiles.push_back(set.image(r.image));
    file << r.digit << ' ' << r.predicted << ' ' << r.loss << '\n';
    std::cout << std::setw(6) << r.loss << std::setw(7) << r.digit << std::setw(11) << r.predicted << '\n';
  }
  write_images(folder + "/digits_worst_images.dat", tiles, 6, 12);
}

bool learn(const std::string& folder) {
  const labelled_images train = read_digits("train"), test = read_digits("test");
  const dataset data{x = train.pixels, digit = train.labels};

  // The deviations of digits_network.
  std::mt19937 engine(1);
  parameters p{hidden_weights = random_weights(hidden_count * pixel_count, std::sqrt(2.0 / pixel_count), engine),
               hidden_bias = std::array<double, hidden_count>{},
               weights = random_weights(10 * hidden_count, std::sqrt(2.0 / hidden_count), engine),
               bias = std::array<double, 10>{}};

  // Fast at first, and slower and slower, to rest at the end: 250 steps to an epoch.
  const momentum optimizer{.learning_rate = cosine{.from = 0.05, .to = 0.001, .steps = 8 * 250}};
  score_keeper scores(folder, "digits");
  minimize(loss, p, data, optimizer,
           {.epochs = 8, .batch_size = 32, .seed = 1, .on_epoch = [&](const epoch_record& epoch) {
              scores.add(epoch, score_of(read_all(train, p)), score_of(read_all(test, p)));
            }});
  std::cout << "A network of 784-64-10 units on all digits: " << train.size() << " to learn from, " << test.size()
            << " to test with\n"
            << scores.table();

  const std::vector<reading> all = read_all(test, p);
  std::cout << std::fixed;
  write_confusion(all, folder);
  write_worst(all, test, folder);
  return score_of(all).accuracy >= 0.94;
}

int main(int count, char** arguments) {
  try {
    if (learn(count > 1 ? arguments[1] : ".")) return 0;
    std::cerr << "digits: fewer than 94 % of the test images are read right\n";
  } catch (const std::exception& error) {
    std::cerr << "digits: " << error.what() << '\n';
  }
  return 1;
}
