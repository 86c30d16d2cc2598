// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a build writes to a graph: as scalars where that is little, else as vectors and matrices for a plan.
#include <symdiff/graph/evaluation.hpp>
#include <symdiff/graph/formal_derivatives.hpp>
#include <symdiff/graph/plan_lowering.hpp>
#include <symdiff/graph/reciprocals.hpp>

namespace SYMDIFF_NAMESPACE::detail {

constexpr bool has_powers(const node_list& b) {
  for (int i = 0; i < b.size; ++i)
    if (const word code = b.nodes[i] & 4095; code == word(op::power) || code == word(op::power_log)) return true;
  return false;
}

/// Whether a program's outputs are those of every sample.
template <class Build>
inline constexpr bool stores_each = requires { Build::stores; };

#ifndef SYMDIFF_MOST_UNROLLED
#define SYMDIFF_MOST_UNROLLED 250
#endif
/// Operations on the numbers of vectors and matrices up to which these are unrolled, counted when they are simplified;
/// 0 for never. Where they are 16 or fewer for each node of the graph, loops would be too short to pay, and up to 8 times
/// as many are unrolled. All units of a program must agree on it. (A template of the number of roots, so that a test can
/// specialize it.)
template <int Roots, class = void>
inline constexpr long long most_unrolled = SYMDIFF_MOST_UNROLLED;
/// The same where nothing else than code for each number will do: values of every sample, C code and costs.
inline constexpr long long most_written_out = 10'000;

/// Whether vectors and matrices are unrolled however large.
template <class Build>
inline constexpr bool writes_out = stores_each<Build> || requires { Build::writes_out; };

/// What becomes of a graph: it is done, since all of it are scalars; its vectors and matrices and its powers are unrolled;
/// this is tried, since it may leave little; or it is for loops.
enum class way : unsigned char { done, unrolled, tried, loops };

/// A loop costs g++ and clang what some 100 operations cost them, and runs no faster than 16 operations for each node.
/// The kinematics of a robot's six joints, products of 4 x 4 matrices of zeros, ones, sines and cosines, took 24 s and
/// 0.8 GB in loops; unrolled 4 s, 0.2 GB, and a seventeenth of the run time.
inline constexpr int short_loop = 16, most_of_short_loops = 8;
constexpr long long limit_of(const unrolling_bounds& bounds, long long limit) {
  const long long in_short_loops = 1LL * short_loop * bounds.nodes, most = most_of_short_loops * limit;
  return in_short_loops < limit ? limit : in_short_loops < most ? in_short_loops : most;
}

/// Unrolling is tried only where it can at most take so many times the operations that may be left, and it stops when it
/// has made so many times as many nodes.
inline constexpr int most_tried = 64, most_made = 3;

/// Nodes and which of them are outputs: each element of each root, or the roots themselves where they are for loops.
template <int Roots>
struct rooted_nodes {
  node_list nodes;
  int outputs[most_elements]{};
  int first_output[std::size_t{Roots}]{};
  int output_count = 0;
  way to_go = way::done;
  long long limit = 0;      // of operations that may be left
  bool has_series = false;  // of derivatives that are not written out
  bool is_large = false;    // too large to be unrolled, as it turned out
  fault flaw = fault::none;

  /// The last pass over scalars.
  constexpr void share_reciprocals(bool stores, bool is_verbatim) {
    if (is_verbatim || flaw != fault::none || 2 * nodes.size >= most_nodes || !(stores || has_reductions(nodes))) return;
    if (shared_reciprocals shared(nodes); shared.found) {
      node_list with_reciprocals;
      shared.copy(with_reciprocals, outputs, output_count);
      nodes = with_reciprocals;
    }
  }
};

/// Writes formal derivatives out, as nodes of their operations: derivative/taylor.hpp.
constexpr void write_out_derivatives(builder& b, int* roots, int count);

constexpr bool has_vectors(const node_list& b) {
  if (b.has_shapes)
    for (int i = 0; i < b.size; ++i)
      if (!b.shapes[i].is_scalar()) return true;
  return false;
}

// From nodes to a program in several evaluations, so that each has the compiler's whole allowance of steps.

/// The roots that `Build` stores when handed a builder.
template <class Build, int Roots>
struct record {
  static constexpr bool always = writes_out<Build>;
  static constexpr long long allowed = always ? most_written_out : most_unrolled<Roots>;

  static constexpr const rooted_nodes<Roots> run() {  // NOLINT: const for evaluation.hpp
    builder b(Build::expected);
    rooted_nodes<Roots> result;
    int roots[std::size_t{Roots}]{};
    Build{}(b, roots);
    unrolling_bounds bounds = has_vectors(b) ? bounds_of_unrolling(b, roots, Roots) : unrolling_bounds{};
    result.limit = always ? allowed : limit_of(bounds, allowed);
    result.has_series = b.has_shapes && has_formal_derivatives(b);
    if (result.has_series && (always || has_reductions(b) || bounds.most > result.limit)) {
      write_out_derivatives(b, roots, Roots);  // series are for one sample, and run in the straight line alone
      result.has_series = false;
      if (has_vectors(b)) bounds = bounds_of_unrolling(b, roots, Roots);
    }
    result.to_go = way_of(b, bounds, result.limit);
    result.flaw = always && result.to_go == way::loops ? fault::too_large_to_write_out : b.flaw;
    for (int k = 0; k < Roots; ++k) {
      result.outputs[k] = roots[k];
      result.first_output[k] = result.output_count;
      result.output_count += b.shapes[roots[k]].size();
    }
    result.nodes = b;
    if (result.to_go == way::done) result.share_reciprocals(stores_each<Build>, b.is_verbatim);
    return result;
  }

 private:
  static constexpr way way_of(const node_list& b, const unrolling_bounds& bounds, long long limit) {
    if (!b.has_shapes) return has_powers(b) ? way::unrolled : way::done;
    if (!has_vectors(b)) return way::unrolled;
    if (allowed == 0 || bounds.least > limit) return way::loops;
    if (always) return way::tried;
    return bounds.most <= limit ? way::unrolled : bounds.most <= most_tried * limit ? way::tried : way::loops;
  }
};

/// The same as scalars.
template <class Build, int Roots>
struct unrolled {
  static constexpr rooted_nodes<Roots> of(const rooted_nodes<Roots>& from) {
    const bool is_tried = from.to_go == way::tried;
    builder b(from.nodes.size);
    rooted_nodes<Roots> result;
    unrolling unroll(from.nodes, b, is_tried ? most_made * from.limit : most_nodes);
    unroll.keeps_powers = from.has_series;
    result.output_count = unroll.run(from.outputs, Roots, result.outputs);
    for (int k = 0; k < Roots; ++k) result.first_output[k] = from.first_output[k];
    result.is_large =
        is_tried && (unroll.has_stopped || unroll.operations_left(result.outputs, result.output_count) > from.limit);
    result.flaw = writes_out<Build> && result.is_large ? fault::too_large_to_write_out : b.flaw;
    result.nodes = b;
    if (!result.is_large) result.share_reciprocals(stores_each<Build>, from.nodes.is_verbatim);
    return result;
  }
  static constexpr const rooted_nodes<Roots> run() { return of(result_of<record<Build, Roots>>); }  // NOLINT: const for evaluation.hpp
};

/// The same for loops.
template <class Build, int Roots>
struct lowered {
  static constexpr rooted_nodes<Roots> of(const rooted_nodes<Roots>& from) {
    builder b(from.nodes.size);
    rooted_nodes<Roots> result;
    for (int k = 0; k < Roots; ++k) result.outputs[k] = from.outputs[k];
    plan_lowering(from.nodes, b).run(result.outputs, Roots);
    result.nodes = b;
    result.flaw = b.flaw;
    return result;
  }
  static constexpr const rooted_nodes<Roots> run() { return of(result_of<record<Build, Roots>>); }  // NOLINT: const for evaluation.hpp
};

}  // namespace symdiff::detail
