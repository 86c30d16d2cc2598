// SPDX-License-Identifier: BSL-1.0
#pragma once
// The error of one observation in bundle adjustment: a point is turned about an axis (O. Rodrigues), projected, distorted
// radially and compared with where it was seen, with a weight. 2 residuals by 15 parameters, the whole Jacobian.
#include <cmath>

#include "harness/random.hpp"

namespace workloads {

template <int>
struct reprojection {
  static constexpr const char* name = "reprojection";
  static constexpr int size = 1, inputs = 15, outputs = 2;
  static constexpr double operations = 110;
  static constexpr double seen[2]{0.4, -0.3};

  // Rotation, centre, focal length, principal point, two coefficients of distortion; point; weight.
  template <class T>
  static constexpr void compute(const T* p, T* y) {
    using std::cos, std::sin, std::sqrt;
    const T *const axis = p, *const centre = p + 3, *const principal = p + 7, *const distortion = p + 9;
    const T v[3]{p[11] - centre[0], p[12] - centre[1], p[13] - centre[2]};
    const T squared = axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2];
    const T angle = sqrt(squared), cosine = cos(angle), inverse = 1.0 / angle;
    const T k[3]{axis[0] * inverse, axis[1] * inverse, axis[2] * inverse};
    const T sine = sin(angle), along = (k[0] * v[0] + k[1] * v[1] + k[2] * v[2]) * (1.0 - cosine);
    const T x = v[0] * cosine + (k[1] * v[2] - k[2] * v[1]) * sine + k[0] * along;
    const T z = v[2] * cosine + (k[0] * v[1] - k[1] * v[0]) * sine + k[2] * along;
    const T u = v[1] * cosine + (k[2] * v[0] - k[0] * v[2]) * sine + k[1] * along;
    const T across = x / z, up = u / z, radius = across * across + up * up;
    const T scale = p[6] * (1.0 + radius * (distortion[0] + distortion[1] * radius));
    y[0] = p[14] * (principal[0] + across * scale - seen[0]);
    y[1] = p[14] * (principal[1] + up * scale - seen[1]);
  }

  static std::vector<double> points() {
    return bench::points_in({0.1, -0.4, 0.2, -0.5, -0.5, -0.5, 0.8, -0.1, -0.1, -0.2, -0.1, -1, -1, 4, 0.5},
                            {0.3, -0.1, 0.4, 0.5, 0.5, 0.5, 1.2, 0.1, 0.1, 0.2, 0.1, 1, 1, 6, 1.5});
  }
};

}  // namespace workloads
