// SPDX-License-Identifier: BSL-1.0
#pragma once
// From a graph with several roots to straight-line code or a plan of loops: what evaluation, C code and costs read.
#include <symdiff/graph/planner.hpp>
#include <symdiff/graph/record.hpp>
#include <symdiff/graph/refusal.hpp>
#include <symdiff/graph/scheduler.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// `Scalars` is what has the nodes.
template <class Build, class Scalars, int Roots>
struct schedule {
  static constexpr auto run() {
    constexpr auto& recorded = result_of<Scalars>;
    scheduler<recorded.output_count> scheduler(recorded.nodes, stores_each<Build>);
    scheduler.run(recorded.outputs);
    for (int k = 0; k < Roots; ++k) scheduler.p.first_output[k] = recorded.first_output[k];
    return scheduler.p;
  }
};

template <class Schedule, int Roots>
constexpr auto shrink_program() {
  constexpr auto& wide = result_of<Schedule>;
  constexpr int leaves = wide.named_count + wide.number_count;
  program<wide.code_count, wide.constant_count, leaves, wide.symbol_count, wide.component_count, wide.row_count,
          wide.reduction_count, wide.output_count> p;
  copy_program(p, wide);
  copy(p.regions, wide.regions, p.region_count = wide.region_count);
  p.root_count = Roots;
  copy(p.rows, wide.rows, p.row_count = wide.row_count);
  return p;
}

template <class Build, int Roots>
struct planned {
  static constexpr auto run() {
    constexpr auto& recorded = result_of<lowered<Build, Roots>>;
    planner planner(recorded.nodes, recorded.outputs, Roots);
    planner.run();
    return planner.p;
  }
};

template <class Build, int Roots>
constexpr auto shrink_plan() {
  constexpr auto& recorded = result_of<lowered<Build, Roots>>;
  constexpr auto& wide = result_of<planned<Build, Roots>>;
  plan<wide.kernel_count, wide.load_count, wide.store_count, wide.code_count, wide.reduction_count, wide.total_count,
       wide.constant_count, wide.symbol_count, wide.row_count, Roots> p;
  copy(p.kernels, wide.kernels, p.kernel_count = wide.kernel_count);
  copy(p.loads, wide.loads, p.load_count = wide.load_count);
  copy(p.stores, wide.stores, p.store_count = wide.store_count);
  copy(p.code, wide.code, p.code_count = wide.code_count);
  copy(p.target, wide.target, wide.code_count);
  copy(p.reductions, wide.reductions, p.reduction_count = wide.reduction_count);
  copy(p.totals, wide.totals, p.total_count = wide.total_count);
  copy(p.constants, wide.constants, p.constant_count = wide.constant_count);
  copy(p.symbols, wide.symbols, p.symbol_count = wide.symbol_count);
  copy(p.rows, wide.rows, p.row_count = wide.row_count);
  copy(p.stretches, wide.stretches, p.stretch_count = wide.stretch_count);
  for (int k = 0; k < Roots; ++k) p.root_shapes[k] = recorded.nodes.shapes[recorded.outputs[k]];
  p.tile = wide.tile;
  p.workspace_size = wide.workspace_size + wide.size_of_products();  // whose blocks are added up there
  p.reduces_samples = wide.reduces_samples;
  return p;
}

/// Whether a program is a plan of loops.
template <class Program>
inline constexpr bool is_plan = requires { Program::is_plan; };

/// Whether a program has code over series.
constexpr bool has_series(const auto& program) {
  if constexpr (requires { program.region_count; }) return program.region_count != 0;
  else return false;
}

constexpr bool reduces_samples(const auto& program) {
  if constexpr (is_plan<std::remove_cvref_t<decltype(program)>>) return program.reduces_samples;
  else return program.reduction_count > 0;
}

template <class Build, class Scalars, int Roots>
constexpr auto make_straight_line() {
  using scheduled = schedule<Build, Scalars, Roots>;
  if constexpr (!has_result<scheduled>()) return refused{};
  else return shrink_program<scheduled, Roots>();
}

template <class Build, int Roots>
constexpr auto make_plan() {
  if constexpr (!has_result<lowered<Build, Roots>>()) return refused{};
  else if constexpr (!has_result<planned<Build, Roots>>()) return refused{};
  else return shrink_plan<Build, Roots>();
}

/// Whether a try to unroll has left little. One that took more steps than the compiler allows has not. (A function of its
/// own for each way: g++ would instantiate what stands behind a false condition and &&.)
template <way ToGo, class Scalars>
constexpr bool has_left_little() {
  if constexpr (ToGo != way::tried) return false;
  else if constexpr (is_computable<Scalars>) return !result_of<Scalars>.is_large;
  else return false;
}

template <class Build, int Roots>
constexpr auto make_program() {
  if constexpr (!has_result<record<Build, Roots>>()) {
    return refused{};
  } else {
    using scalars = unrolled<Build, Roots>;
    constexpr way to_go = result_of<record<Build, Roots>>.to_go;
    if constexpr (to_go == way::done) {
      return make_straight_line<Build, record<Build, Roots>, Roots>();
    } else if constexpr (to_go == way::unrolled || (to_go == way::tried && writes_out<Build>)) {
      if constexpr (!has_result<scalars>()) return refused{};
      else return make_straight_line<Build, scalars, Roots>();
    } else if constexpr (has_left_little<to_go, scalars>()) {
      return make_straight_line<Build, scalars, Roots>();
    } else {
      return make_plan<Build, Roots>();
    }
  }
}

/// The program of a build with that many roots, or `refused`.
template <class Build, int Roots>
inline constexpr auto program_of = make_program<Build, Roots>();

/// A source with code for each number in the place of a plan.
template <class Source>
struct written_out : Source {};
template <class Source>
  requires(is_plan<std::remove_cvref_t<decltype(Source::program)>> || has_series(Source::program))
struct written_out<Source> : Source {
  struct build : Source::build {
    static constexpr bool writes_out = true;
  };
  static constexpr auto& program = program_of<build, Source::program.root_count>;
};

}  // namespace symdiff::detail
