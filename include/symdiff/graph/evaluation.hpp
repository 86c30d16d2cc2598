// SPDX-License-Identifier: BSL-1.0
#pragma once
// Constant evaluation that may fail: at a limit of the compiler, or in what a user's callable does. The first that
// is heard of it is a sentence of ours, then comes the compiler's own reason.
#include <type_traits>
#include <symdiff/graph/node.hpp>

namespace SYMDIFF_NAMESPACE::detail {

// A computation is a type whose static `run` returns a const object that has a `flaw`. To evaluate it once, though
// it is asked for whether it can be evaluated: clang takes a reference to a temporary for as constant as a constexpr
// variable, and for no error where it is not; g++ remembers what a call returned.
#ifdef __clang__
template <class Computation>
inline const auto& result_of = Computation::run();
template <class Computation>
constexpr bool is_computable = requires { typename std::bool_constant<(result_of<Computation>.flaw == fault::none)>; };
#else
template <class Computation>
inline constexpr auto result_of = Computation::run();
template <class Computation>
constexpr bool is_computable = requires { typename std::bool_constant<(Computation::run().flaw == fault::none)>; };
#endif

/// Has the compiler say why it gave up.
template <class Computation>
constexpr auto give_reason() {
  [[maybe_unused]] constexpr auto reason = Computation::run();
}

/// Stops where the compiler gave up. Both checks are instantiated once while all is well.
template <bool Evaluated>
constexpr bool is_evaluated() {
  static_assert(Evaluated,
                "symdiff: the compiler gave up computing this expression, for the reason it gives below; a limit on steps "
                "is raised with -fconstexpr-steps= (clang) or -fconstexpr-ops-limit= and -fconstexpr-loop-limit= (g++), "
                "and writing the expression with trace(...) takes fewer than with operators");
  return Evaluated;
}

/// Stops where a graph is not what was asked for.
template <fault Flaw>
constexpr bool is_flawless() {
  static_assert(Flaw != fault::too_many_nodes,
                "symdiff: an expression has more than 65,536 nodes; split it into several that are evaluated in turn");
  static_assert(Flaw != fault::too_many_symbols, "symdiff: an expression has more than 1,024 symbols");
  static_assert(Flaw != fault::too_many_rows, "symdiff: an expression has more than 96 functions of the user's own");
  static_assert(Flaw != fault::too_deep_means, "symdiff: means over samples, those of derivatives among them, are nested more than 31 deep");
  static_assert(Flaw != fault::too_large_to_write_out,
                "symdiff: the vectors and matrices of this expression take more than 10,000 operations on single numbers, "
                "which values of every sample, C code and costs would have written out one by one; take smaller ones, or "
                "evaluate(...), which runs loops");
  static_assert(Flaw != fault::no_derivative,
                "function: the row has no derivative, but the expression is differentiated; add "
                "static constexpr auto derivative(auto x, auto f) to it");
  static_assert(Flaw != fault::unequal_shapes,
                "symdiff: vectors or matrices of different shapes meet element by element in a traced callable; only a scalar "
                "goes with every shape");
  static_assert(Flaw != fault::unfit_shape,
                "symdiff: a function of vectors and matrices is called with shapes that it does not take in a traced callable; "
                "matmul takes m x k and k x n, outer and slice take vectors, transpose and row_sums matrices");
  static_assert(Flaw != fault::outside_shape,
                "symdiff: an element or slice is outside of its vector in a traced callable; the first element is 0");
  static_assert(Flaw != fault::too_high_order,
                "derivatives: the orders are too high; the product of all, each one more, may be 4,096, and there may be eight "
                "symbols");
  static_assert(Flaw != fault::no_formal_derivative,
                "symdiff: a derivative of high order is differentiated by a vector or matrix; differentiate by that first, then in "
                "high order by scalars");
  static_assert(Flaw != fault::too_many_series,
                "symdiff: more than twelve expressions have derivatives of high order in one evaluation; evaluate them in turn");
  static_assert(Flaw != fault::unknown_operation && Flaw != fault::unwritten,
                "symdiff: an operation on vectors or matrices is not computed where it is read, which is a fault of symdiff and "
                "not of your expression; please report it, and compile with a larger -DSYMDIFF_MOST_UNROLLED= until it is mended");
  return Flaw == fault::none;
}

/// Whether a computation has a result that is what was asked for.
template <class Computation>
constexpr bool has_result() {
  if constexpr (is_evaluated<is_computable<Computation>>()) return is_flawless<result_of<Computation>.flaw>();
  else return !std::is_void_v<decltype(give_reason<Computation>())>;
}

}  // namespace symdiff::detail
