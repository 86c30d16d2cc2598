// SPDX-License-Identifier: BSL-1.0
// A network's loss and all derivatives over a batch of 64 images, in float beside double.
#include "sides.hpp"
#include "workloads/network_784_30_1/symdiff.hpp"

namespace {

using way = rivals::symdiff<workloads::network_784_30_1<64>>;
const std::vector<double> weights = way::workload::points();

template <class T>
struct batch {
  std::vector<T> images, labels, parameters;
  batch()
      : images(workloads::digits<64>.images.begin(), workloads::digits<64>.images.end()),
        labels(workloads::digits<64>.labels.begin(), workloads::digits<64>.labels.end()),
        parameters(weights.begin(), weights.end()) {}
};

template <class T>
auto loss_and_gradient() {
  static const batch<T> data;
  const T* const p = data.parameters.data();
  const auto part = [p](std::size_t first, std::size_t count) { return std::span<const T>(p + first, count); };
  return value_and_gradient(way::loss, way::W = part(0, way::hidden * way::pixels),
                            way::c = part(way::workload::biases, way::hidden),
                            way::v = part(way::workload::outer, way::hidden), way::b = p[way::workload::bias],
                            way::x = data.images, way::label = data.labels);
}

}  // namespace

int main(int argument_count, char** arguments) {
  sides::add("network_784_30_1_float", "symdiff", [] { return loss_and_gradient<float>(); });
  sides::add("network_784_30_1_float", "double", [] { return loss_and_gradient<double>(); });
  return sides::run(argument_count, arguments);
}
