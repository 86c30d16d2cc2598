// SPDX-License-Identifier: BSL-1.0
#pragma once
// What the examples with handwritten digits share: reading images, random weights, the scores of each epoch, and images
// as gnuplot draws them.
#include <symdiff/data/gzip.hpp>
#include <symdiff/data/idx.hpp>
#include <symdiff/optimize/show_progress.hpp>

#include <cmath>
#include <iomanip>
#include <iostream>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "normal_deviate.hpp"
#include "output_file.hpp"

inline constexpr std::size_t side = 28, pixel_count = side * side;

/// Images and what each one shows.
struct labelled_images {
  std::vector<double> pixels;  ///< 784 to an image, row by row, from 0 for paper to 1 for ink
  std::vector<double> labels;

  std::size_t size() const { return labels.size(); }
  std::span<const double> image(std::size_t i) const { return std::span(pixels).subspan(i * pixel_count, pixel_count); }
};

/// The images of a set, "train" or "test", each with its digit as the label.
inline labelled_images read_digits(const std::string& set) {
  const std::string path = "docs/examples/data/digits-" + set;
  const auto images =
      symdiff::read_idx<double>(symdiff::open_gzip(path + "-images-idx3-ubyte.gz"), {.scale = 1 / 255.0});
  const auto digits = symdiff::read_idx<double>(symdiff::open_gzip(path + "-labels-idx1-ubyte.gz"));
  if (images.shape() != std::vector{digits.size(), side, side})
    throw std::runtime_error(path + "-*: these are not 28 x 28 pixels for each label");
  return {{images.begin(), images.end()}, {digits.begin(), digits.end()}};
}

/// Those of a set that show a 3, labelled 1, or a 7, labelled 0.
inline labelled_images read_threes_and_sevens(const std::string& set) {
  const labelled_images all = read_digits(set);
  labelled_images chosen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all.labels[i] != 3 && all.labels[i] != 7) continue;
    chosen.pixels.insert(chosen.pixels.end(), all.image(i).begin(), all.image(i).end());
    chosen.labels.push_back(all.labels[i] == 3 ? 1 : 0);
  }
  return chosen;
}

/// Normal deviates to start weights from.
inline std::vector<double> random_weights(std::size_t count, double deviation, std::mt19937& engine) {
  std::vector<double> weights(count);
  for (double& weight : weights) weight = deviation * normal_deviate(engine);
  return weights;
}

/// The loss on a set of images, and which part of them is told right.
struct score {
  double loss, accuracy;
};

/// Keeps the scores of each epoch, in FOLDER/NAME_epochs.dat and as a table to print, and shows how the training goes.
class score_keeper {
  std::ofstream file;
  std::ostringstream rows;
  symdiff::show_progress progress{};

 public:
  score_keeper(const std::string& folder, const std::string& name)
      : file(open_for_writing(folder + "/" + name + "_epochs.dat")) {}

  void add(const symdiff::epoch_record& epoch, score train, score test) {
    progress(epoch);
    file << epoch.number << ' ' << train.loss << ' ' << train.accuracy << ' ' << test.loss << ' ' << test.accuracy
         << '\n';
    rows << std::fixed << std::setw(7) << epoch.number;
    for (const score& s : {train, test})
      rows << std::setw(13) << std::setprecision(3) << s.loss << std::setw(8) << std::setprecision(1)
           << 100 * s.accuracy << " %";
    rows << '\n';
  }
  /// Loss and accuracy after each epoch.
  std::string table() const {
    return "  epoch   train: loss  correct    test: loss  correct\n" + rows.str();
  }
};

/// Writes images of 28 x 28 numbers as one matrix, `columns` of them side by side with 2 numbers between, and `between`
/// from one row of images to the next, which are NaN and not drawn.
inline void write_images(const std::string& path, const std::vector<std::span<const double>>& images,
                         std::size_t columns, std::size_t between = 2) {
  std::ofstream file = open_for_writing(path);
  const std::size_t width = side + 2, height = side + between;
  for (std::size_t row = 0; row + between < (images.size() + columns - 1) / columns * height; ++row, file << '\n')
    for (std::size_t column = 0; column + 2 < columns * width; ++column) {
      const std::size_t i = row / height * columns + column / width, y = row % height, x = column % width;
      if (i < images.size() && x < side && y < side) file << images[i][y * side + x] << ' ';
      else file << "NaN ";
    }
}
