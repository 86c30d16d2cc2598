// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/hand.hpp"
#include "workloads/reprojection/workload.hpp"

/// The Jacobian of the projection by the turned point, times that of the turned point by rotation and place.
template <>
struct rivals::hand<workloads::reprojection<1>> {
  using workload = workloads::reprojection<1>;

  result<workload> operator()(const double* p) const {
    const double v[3]{p[11] - p[3], p[12] - p[4], p[13] - p[5]};
    const double angle = std::sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]), inverse = 1 / angle;
    const double c = std::cos(angle), s = std::sin(angle), rest = 1 - c;
    const double k[3]{p[0] * inverse, p[1] * inverse, p[2] * inverse};
    const double kv = k[0] * v[0] + k[1] * v[1] + k[2] * v[2];
    const double cross[3]{k[1] * v[2] - k[2] * v[1], k[2] * v[0] - k[0] * v[2], k[0] * v[1] - k[1] * v[0]};
    double turned[3], by_angle[3];
    for (int i = 0; i < 3; ++i) {
      turned[i] = v[i] * c + cross[i] * s + k[i] * kv * rest;
      by_angle[i] = -v[i] * s + cross[i] * c + k[i] * kv * s;
    }
    const double depth = 1 / turned[2], across = turned[0] * depth, up = turned[1] * depth;
    const double radius = across * across + up * up, shape = p[9] + p[10] * radius, bent = 1 + radius * shape;
    const double focal = p[6], weight = p[14], place[2]{across, up};

    // By the turned point: the distortion changes with the radius by slope.
    const double slope = shape + p[10] * radius, stretch = weight * focal * depth;
    const double by_radius[2]{2 * across * slope, 2 * up * slope};
    result<workload> r{};
    for (int i = 0; i < 2; ++i) {
      const double error = p[7 + i] + place[i] * focal * bent - workload::seen[i];
      double by_turned[3];
      for (int j = 0; j < 2; ++j) by_turned[j] = stretch * ((i == j ? bent : 0) + place[i] * by_radius[j]);
      by_turned[2] = -(by_turned[0] * across + by_turned[1] * up);

      r[i] = weight * error;
      double* const by = r.data() + 2 + 15 * i;
      // By the axis k and the angle, then by the rotation, which is the angle times k.
      const double g = by_turned[0] * by_angle[0] + by_turned[1] * by_angle[1] + by_turned[2] * by_angle[2];
      const double along = by_turned[0] * k[0] + by_turned[1] * k[1] + by_turned[2] * k[2];
      double by_k[3], by_k_along = 0;
      for (int j = 0; j < 3; ++j) {
        const int l = (j + 1) % 3, m = (j + 2) % 3;
        by_k[j] = rest * (along * v[j] + by_turned[j] * kv) + s * (v[l] * by_turned[m] - v[m] * by_turned[l]);
        by_k_along += by_k[j] * k[j];
        // The transpose of the rotation, which is that by the opposite angle.
        const double by_place = by_turned[j] * c - (k[l] * by_turned[m] - k[m] * by_turned[l]) * s + k[j] * along * rest;
        by[3 + j] = -by_place;
        by[11 + j] = by_place;
      }
      for (int j = 0; j < 3; ++j) by[j] = (by_k[j] - by_k_along * k[j]) * inverse + g * k[j];
      by[6] = weight * place[i] * bent;
      by[7 + i] = weight;
      by[9] = weight * place[i] * focal * radius;
      by[10] = by[9] * radius;
      by[14] = error;
    }
    return r;
  }
};
