// SPDX-License-Identifier: BSL-1.0
// One SIMD layer, chosen by -DLAYER: the time of a function over 4,096 numbers in the first cache, and its largest
// error against long double. `measure` compiles and runs all of them.
//   0 the compilers' vector types with glibc's vector functions, as symdiff has them
//   1 xsimd
//   2 std::experimental::simd
//   3 a plain loop of scalars
#if LAYER == 0
#include <symdiff/evaluate/pack_functions.hpp>
#elif LAYER == 1
#include <xsimd/xsimd.hpp>
#elif LAYER == 2
#include <experimental/simd>
#endif
#ifndef INCLUDE_ONLY
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

namespace {

#if LAYER == 0
using pack = symdiff::simd::pack<double>;
constexpr int lanes = pack::lanes;
pack load(const double* x) { return pack::load(x); }
void store(pack v, double* x) { v.store(x); }
#elif LAYER == 1
using pack = xsimd::batch<double>;
constexpr int lanes = pack::size;
pack load(const double* x) { return pack::load_unaligned(x); }
void store(pack v, double* x) { v.store_unaligned(x); }
#elif LAYER == 2
using pack = std::experimental::native_simd<double>;
constexpr int lanes = pack::size();
pack load(const double* x) { return {x, std::experimental::element_aligned}; }
void store(pack v, double* x) { v.copy_to(x, std::experimental::element_aligned); }
#else
using pack = double;
constexpr int lanes = 1;
pack load(const double* x) { return *x; }
void store(pack v, double* x) { *x = v; }
#endif

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

template <class F, class Reference>
void measure(const char* name, double low, double high, const F& f, const Reference& reference) {
  constexpr int count = 4096;
  static double x[count], y[count];
  for (int i = 0; i < count; ++i) x[i] = low + (high - low) * (i + 0.37) / count;
  double best = 1e9;
  for (int run = 0; run < 300; ++run) {
    const double start = seconds();
    for (int i = 0; i < count; i += lanes) store(f(load(x + i)), y + i);
    best = std::fmin(best, seconds() - start);
    __asm__ volatile("" : : "r"(y) : "memory");
  }
  double worst = 0;
  for (int i = 0; i < count; ++i) {
    const long double expected = reference(static_cast<long double>(x[i]));
    const double magnitude = static_cast<double>(std::abs(expected));
    const double unit = std::nextafter(magnitude, std::numeric_limits<double>::max()) - magnitude;
    worst = std::fmax(worst, static_cast<double>(std::abs(y[i] - expected)) / unit);
  }
  std::printf("%s %.3f %.2f\n", name, best / count * 1e9, worst);
}

}  // namespace

int main() {
  using std::exp, std::log, std::sin, std::tanh, std::erf, std::pow, std::lgamma;
  measure("exp", -20, 20, [](pack v) { return exp(v); }, [](long double v) { return std::exp(v); });
  measure("log", 0.01, 50, [](pack v) { return log(v); }, [](long double v) { return std::log(v); });
  measure("sin", -10, 10, [](pack v) { return sin(v); }, [](long double v) { return std::sin(v); });
  measure("tanh", -5, 5, [](pack v) { return tanh(v); }, [](long double v) { return std::tanh(v); });
  measure("erf", -4, 4, [](pack v) { return erf(v); }, [](long double v) { return std::erf(v); });
  measure("pow", 0.01, 20, [](pack v) { return pow(v, pack(2.5)); }, [](long double v) { return std::pow(v, 2.5L); });
  measure("lgamma", 3, 20, [](pack v) { return lgamma(v); }, [](long double v) { return std::lgamma(v); });
}
#endif
