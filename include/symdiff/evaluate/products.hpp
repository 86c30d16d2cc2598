// SPDX-License-Identifier: BSL-1.0
#pragma once
// Products of matrices whose sizes the compiler knows, up to the number of samples: c(i, j) = sum over k of
// a(i, k) b(k, j). Blocks of c stay in registers.
#include <symdiff/evaluate/pack_functions.hpp>
#include <symdiff/graph/plan.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// How many lanes a pack has, or a number as a pack of one.
template <class P>
inline constexpr int lanes_of = 1;
template <simd::Lane T, int Lanes>
inline constexpr int lanes_of<simd::pack<T, Lanes>> = Lanes;

/// Consecutive numbers, or the first `count` of them.
template <class P, class T>
[[gnu::always_inline]] constexpr P load_pack(const T* from) {
  if constexpr (simd::is_pack<P>) return P::load(from);
  else return *from;
}
template <class P, class T>
[[gnu::always_inline]] constexpr P load_pack(const T* from, int count) {
  if constexpr (simd::is_pack<P>) return P::load(from, count);
  else return *from;
}
/// The same, where mostly all are there.
template <class P, class T>
[[gnu::always_inline]] constexpr P load_pack_of(const T* from, int count) {
  return count == lanes_of<P> ? load_pack<P>(from) : load_pack<P>(from, count);
}
template <class P, class T>
[[gnu::always_inline]] constexpr void store_pack(P from, T* to, int count) {  // by value: its address is taken
  if constexpr (!simd::is_pack<P>) *to = from;
  else if (count == lanes_of<P>) from.store(to);
  else from.store(to, count);
}
template <class P, class T>
[[gnu::always_inline]] constexpr T sum_of(const P& p) {
  if constexpr (simd::is_pack<P>) {
    const P alone[lanes_of<P>]{p};
    return P::sums(alone).values[0];
  } else {
    return p;
  }
}
/// The sums of the lanes of each of Count packs.
template <int Count, class P, class T>
[[gnu::always_inline]] constexpr void sum_each(const P* packs, T* sums) {
  constexpr int lanes = lanes_of<P>;
  if constexpr (simd::is_pack<P>) {
    for (int first = 0; first < Count; first += lanes) {
      P group[std::size_t{lanes}]{};
      for (int n = 0; n < lanes && first + n < Count; ++n) group[n] = packs[first + n];
      const P all = P::sums(group);
      for (int n = 0; n < lanes && first + n < Count; ++n) sums[first + n] = all.values[n];
    }
  } else {
    for (int n = 0; n < Count; ++n) sums[n] = packs[n];
  }
}
/// A pack that `Uses` products share: g++ would load it again for each, and wait for the loads.
template <int Uses, class P>
[[gnu::always_inline]] constexpr P shared(P p) {
  if constexpr (simd::is_pack<P> && Uses > 1) keep_here(p);
  return p;
}
/// The first `count` lanes, and 0 in the others.
template <class P>
[[gnu::always_inline]] constexpr P first_lanes(const P& p, int count) {
  if constexpr (simd::is_pack<P>) return where_or_zero(P::mask_type::first(count), p);
  else return p;
}

/// The matrices of a product.
template <class T>
struct product_operands {
  const T* a;
  const T* b;
  T* c;
  int i, j, k;      // extents
  bool is_first;    // whether c holds nothing yet
  bool is_last;     // and whether it is then multiplied by
  T factor;
};

/// The product that is kernel `Kernel` of a plan. Its strides are constants.
template <class Source, int Kernel, class T, class P>
struct product_of {
  static constexpr kernel K = Source::program.kernels[Kernel];
  static constexpr int lanes = lanes_of<P>;
  static constexpr int registers = simd::register_bytes == 64 ? 32 : 16;

  /// Rows × Packs packs of c, of which the last has `Last` lanes, by columns of b whose rows are `of_row` apart.
  template <int Rows, int Packs, int Last>
  [[gnu::always_inline]] static constexpr void panel(const product_operands<T>& m, int i, int j, const T* b, int of_row) {
    P sum[std::size_t{Rows}][std::size_t{Packs}]{};
    T* c = m.c + i * K.c.of_row + j;
    const auto lanes_in = [](int n) { return n + 1 == Packs ? Last : lanes; };
    if (K.over_samples && !m.is_first)
      for (int r = 0; r < Rows; ++r)
        for (int n = 0; n < Packs; ++n) sum[r][n] = load_pack_of<P>(c + r * K.c.of_row + n * lanes, lanes_in(n));
    const T* a = m.a + i * K.a.of_row;
    for (int k = 0; k < m.k; ++k, a += K.a.of_column, b += of_row) {
      P row[std::size_t{Packs}];
      for (int n = 0; n < Packs; ++n) row[n] = shared<Rows>(load_pack_of<P>(b + n * lanes, lanes_in(n)));
      for (int r = 0; r < Rows; ++r) {
        const P factor = shared<Packs>(P(a[r * K.a.of_row]));
        for (int n = 0; n < Packs; ++n) sum[r][n] = sum[r][n] + factor * row[n];
      }
    }
    const P all = P(K.over_samples && m.is_last ? m.factor : T(1));
    for (int r = 0; r < Rows; ++r)
      for (int n = 0; n < Packs; ++n)
        store_pack(K.over_samples ? sum[r][n] * all : sum[r][n], c + r * K.c.of_row + n * lanes, lanes_in(n));
  }
  /// In a function of its own, so that many sums have all registers.
  template <int Rows, int Packs, int Last>
  SYMDIFF_OUT_OF_LINE static constexpr void panel_apart(const product_operands<T>& m, int i, int j, const T* b, int of_row) {
    panel<Rows, Packs, Last>(m, i, j, b, of_row);
  }
  template <int Packs, int Last>
  [[gnu::always_inline]] static constexpr void panels_by(const product_operands<T>& m, int j, const T* b, int of_row) {
    constexpr int most = registers == 32 ? 6 : 4;
    if constexpr (K.i == 0) {  // as many rows as samples
      int i = 0;
      for (; i + most <= m.i; i += most) panel_apart<most, Packs, Last>(m, i, j, b, of_row);
      for (; i < m.i; ++i) panel<1, Packs, Last>(m, i, j, b, of_row);
    } else {
      constexpr int rest = K.i % most;
      for (int i = 0; i < K.i - rest; i += most) panel_apart<most, Packs, Last>(m, i, j, b, of_row);
      if constexpr (rest == 1) panel<rest, Packs, Last>(m, K.i - rest, j, b, of_row);
      else if constexpr (rest != 0) panel_apart<rest, Packs, Last>(m, K.i - rest, j, b, of_row);
    }
  }
  /// Columns of a tile's samples that many rows read are brought together first: 0.96 of the time of 64 rows of 784.
  template <int Packs, int Last>
  [[gnu::always_inline]] static constexpr void panels_of(const product_operands<T>& m, int j) {
    if constexpr (K.k == 0 && K.i >= 16) {
      T columns[std::size_t{largest_tile * Packs * lanes}];
      for (int k = 0; k < m.k; ++k)
        for (int n = 0; n < Packs; ++n) {
          const T* from = m.b + k * K.b.of_row + j + n * lanes;
          store_pack(load_pack_of<P>(from, n + 1 == Packs ? Last : lanes), columns + (k * Packs + n) * lanes, lanes);
        }
      panels_by<Packs, Last>(m, j, columns, Packs * lanes);
    } else {
      panels_by<Packs, Last>(m, j, m.b + j, K.b.of_row);
    }
  }
  [[gnu::always_inline]] static constexpr void panels(const product_operands<T>& m) {
    constexpr int most = K.i == 1 ? registers / 2 : registers == 32 ? 4 : 3;
    constexpr int packs = (K.j + lanes - 1) / lanes;
    constexpr int whole = (K.j / lanes == packs ? packs : packs - 1) / most * most, behind = packs - whole;
    for (int j = 0; j < whole * lanes; j += most * lanes) panels_of<most, lanes>(m, j);
    if constexpr (behind != 0) panels_of<behind, K.j - (packs - 1) * lanes>(m, whole * lanes);
  }

  /// `count` numbers, and 0 in the other lanes.
  [[gnu::always_inline]] static constexpr P first_of(const T* from, int count) {
    return count == lanes ? load_pack<P>(from) : first_lanes(load_pack<P>(from, count), count);
  }

  /// Rows × Columns inner products.
  template <int Rows, int Columns>
  [[gnu::always_inline]] static constexpr void dots_of(const product_operands<T>& m, int i, int j) {
    constexpr int chains = Rows * Columns < 8 ? 2 : 1;  // enough sums that none waits for itself
    P sum[std::size_t{chains}][std::size_t{Rows}][std::size_t{Columns}]{};
    const T* a = m.a + i * K.a.of_row;
    const T* b = m.b + j * K.b.of_column;
    const auto add = [&](int chain, int k, int count) __attribute__((always_inline)) {
      P row[std::size_t{Rows}];
      for (int r = 0; r < Rows; ++r) row[r] = shared<Columns>(first_of(a + r * K.a.of_row + k, count));
      for (int n = 0; n < Columns; ++n) {
        const P column = shared<Rows>(first_of(b + n * K.b.of_column + k, count));
        for (int r = 0; r < Rows; ++r) sum[chain][r][n] = sum[chain][r][n] + row[r] * column;
      }
    };
    constexpr int rest = K.k % lanes;
    constexpr int whole = K.k - rest, paired = whole / (chains * lanes) * (chains * lanes);
    for (int k = 0; k < paired; k += chains * lanes)
      for (int chain = 0; chain < chains; ++chain) add(chain, k + chain * lanes, lanes);
    if constexpr (paired != whole) add(0, paired, lanes);
    if constexpr (rest != 0) add(0, whole, rest);
    P all[std::size_t{Rows * Columns}];
    T sums[std::size_t{Rows * Columns}]{};
    for (int r = 0; r < Rows; ++r)
      for (int n = 0; n < Columns; ++n) {
        all[r * Columns + n] = sum[0][r][n];
        if constexpr (chains == 2) all[r * Columns + n] = all[r * Columns + n] + sum[1][r][n];
      }
    sum_each<Rows * Columns>(all, sums);
    for (int r = 0; r < Rows; ++r)
      for (int n = 0; n < Columns; ++n) m.c[(i + r) * K.c.of_row + (j + n) * K.c.of_column] = sums[r * Columns + n];
  }
  /// All rows by some columns of b, which stay in the first cache.
  template <int Columns>
  [[gnu::always_inline]] static constexpr void dots_by(const product_operands<T>& m, int j) {
    constexpr int most = K.j == 1 ? 8 : registers == 32 ? 4 : 3;
    constexpr int block = registers == 32 ? 6 : 4, rest = Columns % block;
    const auto with = [&]<int Rows>(int i) __attribute__((always_inline)) {
      for (int n = 0; n < Columns - rest; n += block) dots_of<Rows, block>(m, i, j + n);
      if constexpr (rest != 0) dots_of<Rows, rest>(m, i, j + Columns - rest);
    };
    int i = 0;
    for (; i + most <= m.i; i += most) with.template operator()<most>(i);
    for (; i < m.i; ++i) with.template operator()<1>(i);
  }
  [[gnu::always_inline]] static constexpr void dots(const product_operands<T>& m) {
    constexpr int most = registers == 32 ? 6 : 4, group = K.j < most ? K.j : most, rest = K.j % group;
    for (int j = 0; j < K.j - rest; j += group) dots_by<group>(m, j);
    if constexpr (rest != 0) dots_by<rest>(m, K.j - rest);
  }

  [[gnu::always_inline]] static constexpr void any(const product_operands<T>& m) {
    for (int i = 0; i < m.i; ++i)
      for (int j = 0; j < m.j; ++j) {
        T sum(0);
        for (int k = 0; k < m.k; ++k)
          sum = sum + m.a[i * K.a.of_row + k * K.a.of_column] * m.b[k * K.b.of_row + j * K.b.of_column];
        T& c = m.c[i * K.c.of_row + j * K.c.of_column];
        if (K.over_samples && !m.is_first) sum = sum + c;
        c = K.over_samples && m.is_last ? T(sum * m.factor) : sum;
      }
  }

  [[gnu::always_inline]] static constexpr void run(const product_operands<T>& m) {
    if constexpr (K.kind == kernel_kind::panels) panels(m);
    else if constexpr (K.kind == kernel_kind::dots) dots(m);
    else any(m);
  }
};

}  // namespace symdiff::detail
