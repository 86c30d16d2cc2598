// SPDX-License-Identifier: BSL-1.0
// A European call by the formula of Black and Scholes: value, gradient and Hessian.
#include <symdiff/symdiff.hpp>

using namespace symdiff;

static constexpr auto S = parameter<"S">;
static constexpr auto K = parameter<"K">;
static constexpr auto sigma = parameter<"sigma">;
static constexpr auto r = parameter<"r">;
static constexpr auto T = parameter<"T">;

static constexpr auto deviation = sigma * sqrt(T);
static constexpr auto d1 = (log(S / K) + (r + 0.5_c * square(sigma)) * T) / deviation;
static constexpr auto call = S * normal_cdf(d1) - K * exp(-r * T) * normal_cdf(d1 - deviation);

/// The value, 5 first and 15 second derivatives.
void sensitivities(const double* at, double* out) {
  const auto v = value_and_gradient(call, S = at[0], K = at[1], sigma = at[2], r = at[3], T = at[4]);
  const auto h = hessian(call, S = at[0], K = at[1], sigma = at[2], r = at[3], T = at[4]);
  const double all[]{
      v.value,     v.gradient[S], v.gradient[K], v.gradient[sigma], v.gradient[r], v.gradient[T],
      h(S, S),     h(S, K),       h(S, sigma),   h(S, r),           h(S, T),       h(K, K),
      h(K, sigma), h(K, r),       h(K, T),       h(sigma, sigma),   h(sigma, r),   h(sigma, T),
      h(r, r),     h(r, T),       h(T, T)};
  for (const double number : all) *out++ = number;
}
