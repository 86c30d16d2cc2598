// SPDX-License-Identifier: BSL-1.0
// pr_eight [FOLDER]
// Tells handwritten threes from sevens by one weight for each pixel, in seven steps: initialise, predict, loss,
// gradient, step, repeat, stop. Writes the scores of each epoch and the weights to FOLDER for pr_eight.gp to draw.
#include <symdiff/symdiff.hpp>

#include <exception>

#include "digits.hpp"

using namespace symdiff;

// The lesson's sum of weighted pixels, which it introduces as the probability of an eight, with a bias: above 0 for a
// three, below 0 for a seven; its sigmoid is the probability of a three.
constexpr auto w = parameter<"w", 784>;
constexpr auto bias = parameter<"bias">;
constexpr auto x = input<"x", 784>;
constexpr auto is_three = input<"is_three">;
constexpr auto pr_eight = sum(x * w) + bias;
constexpr auto loss = binary_cross_entropy(pr_eight, is_three);
constexpr auto accuracy = sample_mean(where(pr_eight > 0, is_three, 1 - is_three));

bool learn(const std::string& folder) {
  const labelled_images train = read_threes_and_sevens("train"), test = read_threes_and_sevens("test");
  const dataset data{x = train.pixels, is_three = train.labels};
  const dataset others{x = test.pixels, is_three = test.labels};
  std::cout << data.size() << " images to learn from, " << others.size() << " to test with\n\n"
            << std::fixed << std::setprecision(3);

  // 1. Initialise: small random weights.
  std::mt19937 engine(3);
  parameters p{w = random_weights(pixel_count, 0.01, engine), bias = 0.0};
  std::cout << "1 initialise: 784 weights and a bias; the first weights are " << p[w][0] << " and " << p[w][1] << '\n';

  // 2. Predict: what the model says about an image.
  std::cout << "2 predict:    the first image is a " << (train.labels[0] == 1 ? 3 : 7)
            << "; the probability of a 3 is predicted as "
            << evaluate(sigmoid(pr_eight), p, x = train.image(0)) << '\n';

  // 3. Loss: how wrong that is for all images; the accuracy is for us to read.
  std::cout << "3 loss:       " << evaluate(loss, p, data) << "; " << std::setprecision(1)
            << 100 * evaluate(accuracy, p, data) << " % are told right\n"
            << std::setprecision(3);

  // 4. Gradient: where the loss grows fastest.
  const auto slope = gradient(loss, p, data);
  double square_sum = slope[bias] * slope[bias];
  for (const double derivative : slope[w]) square_sum += derivative * derivative;
  std::cout << "4 gradient:   785 derivatives of length " << std::sqrt(square_sum) << "; by the bias " << slope[bias]
            << '\n';

  // 5. Step: against it.
  const auto optimizer = gradient_descent{.learning_rate = 0.1};
  optimizer.step(loss, p, data);
  std::cout << "5 step:       by -0.1 times the derivatives; the loss is then " << evaluate(loss, p, data) << '\n';

  // 6. Repeat: predict, loss, gradient and step, with 64 images at a time.
  score_keeper scores(folder, "pr_eight");
  const auto past = minimize(loss, p, data, optimizer,
                             {.epochs = 20, .batch_size = 64, .seed = 1, .on_epoch = [&](const epoch_record& epoch) {
                                scores.add(epoch, {evaluate(loss, p, data), evaluate(accuracy, p, data)},
                                           {evaluate(loss, p, others), evaluate(accuracy, p, others)});
                              }});
  std::cout << "6 repeat:\n" << scores.table();

  // 7. Stop: after 20 epochs.
  const double reached = evaluate(accuracy, p, others);
  std::cout << "7 stop:       " << to_string(past) << "; " << std::setprecision(1) << 100 * reached
            << " % of the test images are told right\n";
  write_images(folder + "/pr_eight_weights.dat", {p[w]}, 1);
  return reached >= 0.975;
}

int main(int count, char** arguments) {
  try {
    if (learn(count > 1 ? arguments[1] : ".")) return 0;
    std::cerr << "pr_eight: fewer than 97.5 % of the test images are told right\n";
  } catch (const std::exception& error) {
    std::cerr << "pr_eight: " << error.what() << '\n';
  }
  return 1;
}
