// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/reprojection/workload.hpp"

template <>
struct rivals::in_tensors<workloads::reprojection<1>> {
  using workload = workloads::reprojection<1>;
  // Rotation, centre, focal length, principal point, distortion; point; weight.
  inline static const std::vector<std::vector<std::int64_t>> shapes{{3}, {3}, {}, {2}, {2}, {3}, {}};

  static at::Tensor loss(const tensors& p) {
    static const at::Tensor seen = ::torch::tensor({workload::seen[0], workload::seen[1]}, ::torch::kDouble);
    const at::Tensor angle = p[0].norm(), cosine = angle.cos(), axis = p[0] / angle, away = p[5] - p[1];
    const at::Tensor turned =
        away * cosine + at::cross(axis, away, 0) * angle.sin() + axis * (axis.dot(away) * (1 - cosine));
    const at::Tensor place = turned.slice(0, 0, 2) / turned[2], radius = place.dot(place);
    const at::Tensor scale = p[2] * (1 + radius * (p[4][0] + p[4][1] * radius));
    return p[6] * (p[3] + place * scale - seen);
  }
};
