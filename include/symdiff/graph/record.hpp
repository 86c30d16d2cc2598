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
/// Operations on scalars up to which vectors and matrices are unrolled. All units of a program must agree on it.
/// (A template of the number of roots, so that a test can specialize it.)
template <int Roots, class = void>
inline constexpr long long most_unrolled = SYMDIFF_MOST_UNROLLED;
/// The same where nothing else than code for each number will do: values of every sample, C code and costs.
inline constexpr long long most_written_out = 10'000;

/// Whether vectors and matrices are unrolled however large.
template <class Build>
inline constexpr bool writes_out = stores_each<Build> || requires { Build::writes_out; };

/// Nodes and which of them are outputs: each element of each root, or the roots themselves where they are too large.
template <int Roots>
struct rooted_nodes {
  node_list nodes;
  int outputs[most_elements]{};
  int first_output[std::size_t{Roots}]{};
  int output_count = 0;
  bool is_large = false;
  fault flaw = fault::none;
};

/// Writes formal derivatives out, as nodes of their operations: derivative/taylor.hpp.
constexpr void write_out_derivatives(builder& b, int* roots, int count);

constexpr bool has_vectors(const node_list& b) {
  if (b.has_shapes)
    for (int i = 0; i < b.size; ++i)
      if (!b.shapes[i].is_scalar()) return true;
  return false;
}

constexpr long long cost_of_unrolling(const node_list& b, const int* roots, int count) {
  bool needed[most_nodes]{};
  mark_needed(b, roots, count, needed);
  long long cost = 0;
  for (int i = 0; i < b.size; ++i)
    if (needed[i]) cost += cost_of_unrolling(b, i);
  return cost;
}

/// The roots that `Build` stores when handed a builder. From nodes to a program in two evaluations, so that each
/// has the compiler's whole allowance of steps.
template <class Build, int Roots>
struct record {
  static constexpr const rooted_nodes<Roots> run() {  // NOLINT: const for evaluation.hpp
    builder b(Build::expected);
    rooted_nodes<Roots> result;
    int roots[std::size_t{Roots}]{};
    Build{}(b, roots);
    bool has_series = b.has_shapes && has_formal_derivatives(b);
    if (has_series && (writes_out<Build> || has_reductions(b) ||
                       (has_vectors(b) && cost_of_unrolling(b, roots, Roots) > most_unrolled<Roots>))) {
      write_out_derivatives(b, roots, Roots);  // series are for one sample, and run in the straight line alone
      has_series = false;
    }
    result.flaw = b.flaw;
    for (int k = 0; k < Roots; ++k) {
      result.first_output[k] = result.output_count;
      result.output_count += b.shapes[roots[k]].size();
    }
    const long long cost = has_vectors(b) ? cost_of_unrolling(b, roots, Roots) : 0;
    if (writes_out<Build> && cost > most_written_out) {
      result.flaw = fault::too_large_to_write_out;
    } else if (!writes_out<Build> && b.has_shapes && cost > most_unrolled<Roots>) {
      result.is_large = true;
      builder lowered(b.size);
      plan_lowering(b, lowered).run(roots, Roots);
      for (int k = 0; k < Roots; ++k) result.outputs[k] = roots[k];
      result.nodes = lowered;
      if (result.flaw == fault::none) result.flaw = lowered.flaw;
    } else if (b.has_shapes || has_powers(b)) {
      builder lowered(b.size);
      unrolling unrolled(b, lowered);
      unrolled.keeps_powers = has_series;
      unrolled.run(roots, Roots, result.outputs);
      result.nodes = lowered;
      if (result.flaw == fault::none) result.flaw = lowered.flaw;
    } else {
      for (int k = 0; k < Roots; ++k) result.outputs[k] = roots[k];
      result.nodes = b;
    }
    if (!result.is_large && !b.is_verbatim && result.flaw == fault::none && 2 * result.nodes.size < most_nodes &&
        (stores_each<Build> || has_reductions(result.nodes)))
      if (shared_reciprocals shared(result.nodes); shared.found) {
        node_list with_reciprocals;
        shared.copy(with_reciprocals, result.outputs, result.output_count);
        result.nodes = with_reciprocals;
      }
    return result;
  }
};

}  // namespace symdiff::detail
