// SPDX-License-Identifier: BSL-1.0
#pragma once
// What becomes of a graph whose vectors and matrices are too large to unroll: loops that fuse operations on elements,
// and products of matrices, over tiles of samples. Everything but the number of samples is known here.
#include <symdiff/graph/builder.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// What holds numbers. Constants, named constants and plain numbers are scalars.
enum class home : unsigned char { constant, named, number, symbol, workspace, output };

/// Where the numbers of a value stand: element (row, column) of sample s of a tile at
/// offset + s * sample + row * of_row + column * of_column.
struct access {
  home where;
  int index;  // of the constant, symbol or output
  int offset;
  int sample, of_row, of_column;

  constexpr bool operator==(const access&) const = default;
  constexpr bool is_uniform() const { return sample == 0 && of_row == 0 && of_column == 0; }
};

constexpr access beginning(home where, int index, int offset = 0) { return {where, index, offset, 0, 0, 0}; }

/// Element by element, row by row.
constexpr access in_order(access a, const shape& s) {
  if (!s.is_scalar()) a.of_column = 1;
  if (s.is_matrix()) a.of_row = s.columns;
  return a;
}
constexpr access transposed(access a) {
  const int of_row = a.of_row;
  a.of_row = a.of_column;
  a.of_column = of_row;
  return a;
}
/// With samples as rows.
constexpr access sampled(access a) {
  a.of_row = a.sample;
  a.sample = 0;
  return a;
}

enum class kernel_kind : unsigned char { loop, dots, panels, any_product };

/// Part of a plan's array.
struct part {
  int begin, end;
};

/// A value that a loop reads or writes: a slot is a register.
struct transfer {
  access at;
  int slot;
  bool is_condition;  // kept as 1 or 0
  bool counts;        // the positions 0, 1, ... themselves
};

/// What a loop reduces: over all elements of a sample, over each row, or over the samples of a tile.
struct reduction {
  op operation;
  int slot;
  access to;          // of a sample or a row
  bool over_samples;  // then
  int total;          // which total
};

/// A sum or mean over all samples, of scalars.
struct sample_total {
  access to;
  bool is_mean;
};

/// A loop over rows × columns elements of each sample, or a product c(i, j) = sum over k of a(i, k) b(k, j), whose
/// strides are of_row and of_column. In a product, extents of 0 are the number of samples in a tile.
struct kernel {
  kernel_kind kind;
  bool per_sample;
  int rows, columns;
  part loads, code, stores, reductions;
  int slots, conditions;
  access a, b, c;
  int i, j, k;
  bool each_sample;   // a product for each sample
  bool over_samples;  // added up over the tiles
  bool is_mean;
};

/// Kernels that run once per call, or once per tile.
struct stretch {
  int begin, end;
  int first_total, last_total;
  bool per_sample;
};

inline constexpr int most_kernels = 1 << 12;
inline constexpr int most_stretches = 64;
inline constexpr int largest_tile = 64;  // samples

template <int Kernels, int Loads, int Stores, int Codes, int Reductions, int Totals, int Constants, int Symbols, int Rows,
          int Roots>
struct plan {
  static constexpr bool is_plan = true;
  static constexpr int root_count = Roots;
  kernel kernels[std::size_t{Kernels + 1}]{};
  transfer loads[std::size_t{Loads + 1}]{}, stores[std::size_t{Stores + 1}]{};
  word code[std::size_t{Codes + 1}]{};
  int target[std::size_t{Codes + 1}]{};
  reduction reductions[std::size_t{Reductions + 1}]{};
  sample_total totals[std::size_t{Totals + 1}]{};
  double constants[std::size_t{Constants + 1}]{};
  symbol_id symbols[std::size_t{Symbols + 1}]{};
  const user_row* rows[std::size_t{Rows + 1}]{};
  stretch stretches[most_stretches]{};
  shape root_shapes[std::size_t{Roots}]{};
  int kernel_count = 0, load_count = 0, store_count = 0, code_count = 0, reduction_count = 0, total_count = 0,
      constant_count = 0, symbol_count = 0, row_count = 0, stretch_count = 0;
  int tile = 1;            // samples
  int workspace_size = 0;  // numbers
  bool reduces_samples = false;
  fault flaw = fault::none;

  /// The numbers of products that are added up over the samples, in the kernels before one.
  constexpr int size_of_products(int before) const {
    int size = 0;
    for (int k = 0; k < before; ++k) size += kernels[k].over_samples ? kernels[k].i * kernels[k].j : 0;
    return size;
  }
  constexpr int size_of_products() const { return size_of_products(kernel_count); }
};
/// A plan in arrays as long as the largest. The shapes of roots are put in with the exact size.
using wide_plan = plan<most_kernels, most_nodes, most_nodes, most_nodes, most_nodes, most_kernels, most_nodes, most_symbols,
                       most_user_rows, 1>;

}  // namespace symdiff::detail
