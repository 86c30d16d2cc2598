// SPDX-License-Identifier: BSL-1.0
#pragma once
// A number of several lanes, one sample in each: the compilers' own vector type, as wide as the registers
// that the unit is compiled for.
#include <concepts>
#include <cstddef>
#include <symdiff/evaluate/out_of_line.hpp>
#include <symdiff/instruction_set.hpp>
#include <type_traits>
#include <utility>

namespace SYMDIFF_NAMESPACE::simd {

#if defined(__AVX512F__)
inline constexpr int register_bytes = 64;
#elif defined(__AVX__)
inline constexpr int register_bytes = 32;
#else
inline constexpr int register_bytes = 16;
#endif

/// Number types that have packs.
template <class T>
concept Lane = std::same_as<T, float> || std::same_as<T, double>;

template <Lane T>
inline constexpr int native_lanes = register_bytes / static_cast<int>(sizeof(T));

template <class T, int Lanes>
struct vector {
  typedef T type __attribute__((vector_size(Lanes * sizeof(T))));  // NOLINT: `using` takes no such attribute
};

/// A condition in each lane: all bits, or none.
template <Lane T, int Lanes = native_lanes<T>>
struct mask {
  using bits_type = std::conditional_t<sizeof(T) == 4, int, long long>;
  using vector_type = typename vector<bits_type, Lanes>::type;
  vector_type bits;

  mask() = default;
  [[gnu::always_inline]] mask(vector_type b) : bits(b) {}  // NOLINT: one holds the other
  [[gnu::always_inline]] mask(bool b) : bits(bits_type{-b} - vector_type{}) {}  // NOLINT

  [[gnu::always_inline]] friend mask operator!(mask p) { return ~p.bits; }
  [[gnu::always_inline]] friend mask operator&&(mask p, mask q) { return p.bits & q.bits; }
  [[gnu::always_inline]] friend mask operator||(mask p, mask q) { return p.bits | q.bits; }

  /// The first `count` lanes, and the last.
  [[gnu::always_inline]] static mask first(int count) { return at(2 * Lanes - count); }
  [[gnu::always_inline]] static mask last(int count) { return at(count); }

 private:
  /// Lanes of a longer row: none, all, none.
  struct long_row {
    bits_type bits[std::size_t{3 * Lanes}]{};
    constexpr long_row() {
      for (int i = 0; i < Lanes; ++i) bits[Lanes + i] = -1;
    }
  };
  static constexpr long_row row{};
  [[gnu::always_inline]] static mask at(int first) {
    mask result;
    __builtin_memcpy(&result.bits, row.bits + first, sizeof result.bits);
    return result;
  }
};

template <Lane T, int Lanes = native_lanes<T>>
struct pack {
  static constexpr int lanes = Lanes;
  using lane_type = T;
  using vector_type = typename vector<T, Lanes>::type;
  using mask_type = mask<T, Lanes>;
  vector_type values;

  pack() = default;
  [[gnu::always_inline]] pack(vector_type v) : values(v) {}  // NOLINT: one holds the other
  /// The same number in each lane. (Taking zero away keeps the sign of a zero.)
  template <class Number>
    requires std::floating_point<Number> || std::integral<Number>
  [[gnu::always_inline]] pack(Number x) : values(static_cast<T>(x) - vector_type{}) {}  // NOLINT
  /// 1 where the condition holds, else 0.
  [[gnu::always_inline]] explicit pack(mask_type m) : pack(select(m, pack(1), pack(0))) {}

// Products and sums may be fused into one instruction; g++ does so of itself.
#ifdef __clang__
#define SYMDIFF_FUSE _Pragma("clang fp contract(fast)")
#else
#define SYMDIFF_FUSE
#endif
  [[gnu::always_inline]] friend pack operator+(pack x, pack y) { SYMDIFF_FUSE return x.values + y.values; }
  [[gnu::always_inline]] friend pack operator-(pack x, pack y) { SYMDIFF_FUSE return x.values - y.values; }
  [[gnu::always_inline]] friend pack operator*(pack x, pack y) { SYMDIFF_FUSE return x.values * y.values; }
#undef SYMDIFF_FUSE
  [[gnu::always_inline]] friend pack operator/(pack x, pack y) { return x.values / y.values; }
  [[gnu::always_inline]] friend pack operator-(pack x) { return -x.values; }
  [[gnu::always_inline]] pack& operator+=(pack y) { return *this = *this + y; }

  [[gnu::always_inline]] friend mask_type operator<(pack x, pack y) { return x.values < y.values; }
  [[gnu::always_inline]] friend mask_type operator>(pack x, pack y) { return x.values > y.values; }
  [[gnu::always_inline]] friend mask_type operator<=(pack x, pack y) { return x.values <= y.values; }
  [[gnu::always_inline]] friend mask_type operator>=(pack x, pack y) { return x.values >= y.values; }
  [[gnu::always_inline]] friend mask_type operator==(pack x, pack y) { return x.values == y.values; }
  [[gnu::always_inline]] friend pack select(mask_type m, pack x, pack y) { return m.bits ? x.values : y.values; }

  /// x where the condition holds, else 0.
  [[gnu::always_inline]] friend pack where_or_zero(mask_type m, pack x) {
    return reinterpret_cast<vector_type>(reinterpret_cast<typename mask_type::vector_type>(x.values) & m.bits);
  }

  /// Consecutive numbers of any type, which need not be aligned.
  template <class V>
  [[gnu::always_inline]] static pack load(const V* from) {
    if constexpr (std::same_as<V, bool>) {
      return load(reinterpret_cast<const unsigned char*>(from));
    } else {
      typename vector<V, Lanes>::type v;
      __builtin_memcpy(&v, from, sizeof v);
      if constexpr (std::same_as<V, T>) return v;
      else return __builtin_convertvector(v, vector_type);
    }
  }
  /// `count` numbers through a pointer, or what is indexed like one. No more are read; the other lanes repeat the last.
  template <class Pointer>
  [[gnu::always_inline]] static pack load(const Pointer& from, int count) {
    if (__builtin_constant_p(count)) return load_some(from, count);
    return load_some_apart(from, count);
  }
  template <class Pointer>
    requires std::is_class_v<Pointer>
  [[gnu::always_inline]] static pack load(const Pointer& from) {
    return load(from, Lanes);
  }

  [[gnu::always_inline]] void store(T* to) const { __builtin_memcpy(to, &values, sizeof values); }
  /// The first `count` lanes.
  [[gnu::always_inline]] void store(T* to, int count) const { __builtin_memcpy(to, &values, sizeof(T) * static_cast<std::size_t>(count)); }

  /// In lane k the sum of all lanes of p[k].
  [[gnu::always_inline]] static pack sums(const pack (&p)[std::size_t{Lanes}]) {
    if constexpr (Lanes == 1) return p[0];
    else return sums_by<Lanes / 2>(p);
  }

 private:
  template <class Pointer>
  [[gnu::always_inline]] static pack load_some(const Pointer& from, int count) {
    using V = std::remove_cvref_t<decltype(from[0])>;
    V some[std::size_t{Lanes}];
    for (int i = 0; i < Lanes; ++i) some[i] = from[i < count ? i : count - 1];
    return load(static_cast<const V*>(some));
  }
  template <class Pointer>
  SYMDIFF_OUT_OF_LINE [[gnu::cold]] static pack load_some_apart(const Pointer from, int count) {
    return load_some(from, count);
  }

  /// Adds the lanes that are `Distance` apart, of two packs into one.
  template <int Distance>
  [[gnu::always_inline]] static pack sums_by(const pack (&p)[std::size_t{2 * Distance}]) {
    pack sum[std::size_t{Distance}];
    for (int k = 0; k < Distance; ++k)
      sum[k] = [&]<int... I>(std::integer_sequence<int, I...>) __attribute__((always_inline)) {
        const vector_type a = p[k].values, b = p[k + Distance].values;
        return __builtin_shufflevector(a, b, (I & Distance ? Lanes + I - Distance : I)...) +
               __builtin_shufflevector(a, b, (I & Distance ? Lanes + I : I + Distance)...);
      }(std::make_integer_sequence<int, Lanes>{});
    if constexpr (Distance == 1) return sum[0];
    else return sums_by<Distance / 2>(sum);
  }
};

/// Has g++ compute a value where it stands, not where it is used next.
template <Lane T, int Lanes>
[[gnu::always_inline]] inline void keep_here([[maybe_unused]] pack<T, Lanes>& p) {
#if !defined(__clang__) && defined(__SSE2__)
  auto values = p.values;
  __asm__("" : "+x"(values));
  p.values = values;
#endif
}

template <class>
inline constexpr bool is_pack = false;
template <Lane T, int Lanes>
inline constexpr bool is_pack<pack<T, Lanes>> = true;

/// f of the numbers in each lane.
template <class F, Lane T, int Lanes, class... Rest>
[[gnu::always_inline]] inline pack<T, Lanes> lane_by_lane(const F& f, pack<T, Lanes> x, Rest... rest) {
  pack<T, Lanes> result;
  for (int i = 0; i < Lanes; ++i) result.values[i] = f(x.values[i], rest.values[i]...);
  return result;
}

}  // namespace symdiff::simd
