// SPDX-License-Identifier: BSL-1.0
#pragma once
// Where an expression is finite, in words: `std::cout << domain(e)`; and which of its parts is not at given values:
// `check_domain(e, x = 3.0)`.
#include <symdiff/evaluate/evaluate.hpp>
#include <symdiff/functions/domain.hpp>
#include <symdiff/print/text.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// "x > 0", "0 <= x <= 1", "x != 0".
constexpr characters text_of_limits(const characters& x, const bounds& limits) {
  if (limits.without_zero) return joined({x, " != ", limits.is_of_pair ? "(0, 0)" : "0"});
  const bool has_lower = is_finite(limits.lower), has_upper = is_finite(limits.upper);
  if (!has_lower) return joined({x, limits.upper_open ? " < " : " <= ", shortest_text(limits.upper)});
  if (!has_upper) return joined({x, limits.lower_open ? " > " : " >= ", shortest_text(limits.lower)});
  return joined({shortest_text(limits.lower), limits.lower_open ? " < " : " <= ", x, limits.upper_open ? " < " : " <= ",
                 shortest_text(limits.upper)});
}

/// " > 0", " >= 0 and <= 1", " != 0".
constexpr characters text_of_ends(const bounds& limits) {
  if (limits.without_zero) return " != 0";
  characters text;
  if (is_finite(limits.lower)) append(text, {limits.lower_open ? " > " : " >= ", shortest_text(limits.lower)});
  if (!is_finite(limits.upper)) return text;
  append(text, {text.empty() ? "" : " and", limits.upper_open ? " < " : " <= ", shortest_text(limits.upper)});
  return text;
}

/// A template, so that it costs only where it is used.
template <class = void>
struct domain_writer {
  const graph_view& g;
  const requirement* requirements;
  int count;

  constexpr characters text_of(int node) const {
    graph_view part = g;
    part.node_count = node + 1;
    return print_infix<text_notation<>>(part);
  }

  constexpr bool is_constant(int i) const { return g.op_at(i) == op::constant; }

  /// "x > 1 because of log(x - 1) in y*log(x - 1)".
  constexpr characters words(const requirement& r) const {
    int argument = r.argument;
    bounds limits = r.limits;
    characters x;
    if (limits.is_of_pair) {
      x = joined({"(", text_of(first_of(g.nodes[r.node])), ", ", text_of(second_of(g.nodes[r.node])), ")"});
    } else {
      while (solve(argument, limits)) {}
      x = text_of(argument);
    }
    characters text = text_of_limits(x, limits);
    if (r.of_derivative) append(text, {" for derivatives,"});
    append(text, {" because of ", text_of(r.node)});
    if (r.node + 1 != g.node_count) append(text, {" in ", text_of(g.node_count - 1)});
    return text;
  }

  constexpr characters all_words() const {
    characters text;
    for (int k = 0; k < count; ++k)
      if (!requirements[k].is_met) append(text, {text.empty() ? "" : "\n", words(requirements[k])});
    if (text.empty()) text += "everywhere";
    return text;
  }

  /// Takes a constant from the argument to its limits, where it is a sum or product with one.
  constexpr bool solve(int& argument, bounds& limits) const {
    const word node = g.nodes[argument];
    const op o = op_of(node);
    const bool is_sum = o == op::add || o == op::subtract;
    if (o == op::negate) {
      argument = first_of(node);
      limits = bounds_of_negative(limits);
      return true;
    }
    if ((!is_sum && o != op::multiply) || (is_sum && limits.without_zero)) return false;
    const bool is_first = is_constant(first_of(node));
    if (!is_first && !is_constant(second_of(node))) return false;
    const double c = g.value(is_first ? first_of(node) : second_of(node));
    argument = is_first ? second_of(node) : first_of(node);
    if (o == op::multiply) {
      if (c < 0) limits = bounds_of_negative(limits);
      limits.lower /= c < 0 ? -c : c;
      limits.upper /= c < 0 ? -c : c;
    } else {
      const double shift = o == op::add || is_first ? -c : c;
      limits.lower += shift;
      limits.upper += shift;
      if (o == op::subtract && is_first) limits = bounds_of_negative(limits);
    }
    return true;
  }

  /// The first part that is not finite at the values of the arguments, or nothing. `conditions[w]` says of a `where`
  /// whether any element takes its first branch, bit 0, or its second, bit 1; `values` are those of requirements.
  constexpr characters offence(const unsigned char* conditions, const double* values, const int* sizes, bool of_derivative,
                               const characters& at_sample) const {
    const run_time_array<bool> needed(g.node_count);
    needed[g.node_count - 1] = true;
    for (int i = g.node_count - 1; i >= 0; --i) {
      if (!needed[i]) continue;
      const bool chooses = g.op_at(i) == op::where;
      for (int k = 0; k < arity_of(g.nodes[i]); ++k)
        if (!chooses || k == 0 || (conditions[i] & k) != 0) needed[operand_of(g.nodes[i], k)] = true;
    }
    for (int k = 0; k < count; values += sizes[k++]) {
      const requirement& r = requirements[k];
      if (!needed[r.node] || r.of_derivative != of_derivative) continue;
      for (int e = 0; e < sizes[k]; ++e) {
        if (r.limits.has(values[e])) continue;
        const characters x = r.limits.is_of_pair ? joined({text_of(first_of(g.nodes[r.node])), " and ", text_of(second_of(g.nodes[r.node]))})
                                                  : text_of(r.argument);
        const characters where = sizes[k] == 1 ? "" : joined({"element ", text_of_whole(e), " of "});
        return joined({text_of(r.node), ": ", where, x, r.limits.is_of_pair ? " are " : " is ", shortest_text(values[e]),
                       at_sample, ", and must be", text_of_ends(r.limits), of_derivative ? " for derivatives" : ""});
      }
    }
    return {};
  }
};

/// The numbers that a check of an expression looks at: of each requirement the argument, then the conditions.
template <class E>
struct check_source : made_of<E> {
  static constexpr auto& graph = E::graph;
  static constexpr auto domain_of_e = domain(E{});
  static constexpr int conditions = [] {
    int count = 0;
    for (const word node : graph.nodes) count += op_of(node) == op::where;
    return count;
  }();
  static constexpr int roots = domain_of_e.count + conditions;
  struct build {
    static constexpr int expected = 2 * graph.node_count;
    constexpr void operator()(builder& b, int* root) const {
      import(b, graph);
      for (int k = 0; k < domain_of_e.count; ++k) {
        const requirement& r = domain_of_e.requirements[k];
        *root++ = !r.limits.is_of_pair ? r.argument
                                       : b.put(code_of_row<hypot_fn>(), b.first(r.node), b.second(r.node));
      }
      for (int i = 0; i < graph.node_count; ++i)
        if (op_of(graph.nodes[i]) == op::where) *root++ = b.put(op::where, b.first(i), b.constant(1), b.constant(0));
    }
  };
  static constexpr auto& program = program_of<build, roots == 0 ? 1 : roots>;

  /// Whether an argument of a requirement stands in a sum or mean over samples, beside another that one is part of.
  static constexpr bool needs_both = [] {
    bool reads[std::size_t{graph.node_count}]{};  // inputs, outside of sums and means of its own
    bool reduces[std::size_t{graph.node_count}]{};
    for (int i = 0; i < graph.node_count; ++i) {
      const word node = graph.nodes[i];
      if (op_of(node) == op::symbol) reads[i] = graph.symbols[first_of(node)].kind == symbol_kind::input;
      reduces[i] = is_reduction(op_of(node));
      for (int k = 0; k < arity_of(node); ++k) {
        reads[i] |= reads[operand_of(node, k)] && !is_reduction(op_of(node));
        reduces[i] |= reduces[operand_of(node, k)];
      }
    }
    bool any_reads = false, any_reduces = false;
    const auto visit = [&](int i) { any_reads |= reads[i], any_reduces |= reduces[i]; };
    for (int k = 0; k < domain_of_e.count; ++k) {
      const requirement& r = domain_of_e.requirements[k];
      if (!r.limits.is_of_pair) visit(r.argument);
      else visit(first_of(graph.nodes[r.node])), visit(second_of(graph.nodes[r.node]));
    }
    for (int i = 0; i < graph.node_count; ++i)
      if (op_of(graph.nodes[i]) == op::where) visit(first_of(graph.nodes[i]));
    return any_reads && any_reduces;
  }();

  static constexpr int size_of_root(int k) {
    if constexpr (is_plan<std::remove_cvref_t<decltype(program)>>) return program.root_shapes[k].size();
    else return (k + 1 < roots ? program.first_output[k + 1] : program.output_count) - program.first_output[k];
  }
  static constexpr int total = [] {
    int sum = 0;
    for (int k = 0; k < roots; ++k) sum += size_of_root(k);
    return sum;
  }();
};

/// The same at every sample, in code for each number.
template <class E>
struct check_each_source : made_of<E> {
  struct build : check_source<E>::build {
    static constexpr bool stores = true;
  };
  static constexpr auto& program = program_of<build, check_source<E>::roots>;
};

/// Whether a binding gives the numbers of several samples.
template <class Binding>
inline constexpr bool gives_samples = given_by<Binding> != giving::one_value;
template <class... Bindings>
constexpr bool give_samples(binding_list<Bindings...>) {
  return (gives_samples<Bindings> || ... || false);
}
template <class... Arguments>
using bindings_of = typename joined_bindings<typename bindings_in<Arguments>::type...>::type;

/// The bindings of an argument that an expression wants; of parameters and data sets it may not want all.
template <class E, class Argument, class List = typename bindings_in<Argument>::type>
struct wanted_of;
template <class E, class Argument, class... Bindings>
struct wanted_of<E, Argument, binding_list<Bindings...>>
    : joined_bindings<std::conditional_t<is_binding<Argument> || is_in<E>(Bindings::symbol), binding_list<Bindings>, binding_list<>>...> {};

/// What an argument gives, of a single sample: f(bindings...).
template <class F, class Argument, class... Bindings>
constexpr auto with_sample(const F& f, std::size_t sample, const Argument& argument, binding_list<Bindings...>) {
  const auto one = [&]<class Binding>(Binding*) {
    constexpr symbol_id symbol = Binding::symbol;
    const auto all = value_in<symbol>(argument);
    if constexpr (!gives_samples<Binding>) {
      return binding<symbol, std::remove_cvref_t<decltype(all)>>{all};
    } else {
      constexpr std::size_t width{symbol.dimensions.size()};
      using number = std::remove_cvref_t<decltype(all.data[0])>;
      if constexpr (symbol.dimensions.is_scalar()) {
        return binding<symbol, number>{all.data[sample]};
      } else {
        binding<symbol, std::array<number, width>> b{};
        const std::size_t begin = is_one_value<symbol, typename Binding::value_type>(all.size) ? 0 : sample * width;
        for (std::size_t k = 0; k < width; ++k) b.value[k] = all.data[begin + k];
        return b;
      }
    }
  };
  return f(one(static_cast<Bindings*>(nullptr))...);
}
/// The same of several arguments.
template <class E, class F>
constexpr auto with_sample_of_all(const F& f, std::size_t) {
  return f();
}
template <class E, class F, class First, class... Rest>
constexpr auto with_sample_of_all(const F& f, std::size_t sample, const First& first, const Rest&... rest) {
  return with_sample([&](const auto&... own) {
    return with_sample_of_all<E>([&](const auto&... others) { return f(own..., others...); }, sample, rest...);
  }, sample, first, typename wanted_of<E, First>::type{});
}

/// How many samples there are. Throws where columns differ in length.
template <class Argument, class... Bindings>
constexpr void count_samples(sample_count& count, const Argument& argument, binding_list<Bindings...>) {
  const auto add = [&]<class Binding>(Binding*) {
    if constexpr (gives_samples<Binding>)
      count.add<Binding::symbol, typename Binding::value_type>(value_in<Binding::symbol>(argument).size, "check_domain");
  };
  (add(static_cast<Bindings*>(nullptr)), ...);
}

}  // namespace detail

/// What is required and not proven by intervals, a line for each: "x > 0 because of log(x) in y*log(x)"; or "everywhere".
/// For the compiler: `static_assert(words(domain(log(x))) == "x > 0 because of log(x)")`. It converts to std::string_view.
template <class E>
constexpr auto words(const expression_domain<E>& d) {
  return detail::print_with([&](const detail::graph_view& g) {
    return detail::domain_writer<>{g, d.requirements, d.count}.all_words();
  }, d.expression);
}
/// The same as std::string.
template <class E>
std::string to_string(const expression_domain<E>& d) {
  return words(d);
}
template <class E>
std::ostream& operator<<(std::ostream& out, const expression_domain<E>& d) {
  return out << to_string(d);
}

/// The first part of an expression that is not finite at given values, and the first whose derivatives are not: each as
/// "log(x - 2): x - 2 is -1, and must be > 0", or empty.
struct domain_report {
  std::string value, derivatives;

  /// Whether the value is finite.
  explicit operator bool() const { return value.empty(); }
};

namespace detail {

/// Completes a report by the offences at the values of what is looked at.
template <class E, class Values>
void report_values(domain_report& report, const graph_view& g, const characters& at_sample, const Values& computed) {
  using source = check_source<E>;
  const run_time_array<double> values(source::total);
  for (int i = 0; i < source::total; ++i) values[i] = static_cast<double>(computed[i]);
  int sizes[source::roots];
  for (int k = 0; k < source::roots; ++k) sizes[k] = source::size_of_root(k);
  unsigned char conditions[E::graph.node_count]{};
  const double* taken = values.data + source::total;
  for (int k = source::roots - source::conditions; k < source::roots; ++k) taken -= sizes[k];
  for (int i = 0, k = source::roots - source::conditions; k < source::roots; ++i)
    if (op_of(E::graph.nodes[i]) == op::where)
      for (int size = sizes[k++]; size > 0; --size) conditions[i] |= *taken++ != 0 ? 1 : 2;
  const domain_writer<> writer{g, source::domain_of_e.requirements, source::domain_of_e.count};
  if (report.value.empty()) report.value = writer.offence(conditions, values.data, sizes, false, at_sample);
  if (report.derivatives.empty()) report.derivatives = writer.offence(conditions, values.data, sizes, true, at_sample);
}

/// The same at the values of arguments.
template <class E, class... Arguments>
void report_offences(domain_report& report, const graph_view& g, const E& e, const characters& at_sample, const Arguments&... arguments) {
  using source = check_source<E>;
  using T = number_of<decltype(e.numbers), Arguments...>;
  const run_time_array<T> computed(source::total);
  fill_from_program<source, T>(computed.data, e.numbers, arguments...);
  report_values<E>(report, g, at_sample, computed);
}

inline characters words_of_sample(std::size_t sample, std::size_t samples) {
  if (samples == 1) return {};
  return joined({" at sample ", text_of_whole(static_cast<long long>(sample))});
}

/// The same at every sample, where sums over all of them are among what is looked at.
template <class E, class... Arguments>
void report_offences_of_each(domain_report& report, const graph_view& g, const E& e, const Arguments&... arguments) {
  using source = check_each_source<E>;
  using T = number_of<decltype(e.numbers), Arguments...>;
  const loader_of<source, Arguments...> load(arguments...);
  const run_time_array<double> numbers(check_source<E>::total);
  const auto store = [&]<class V>(const V* values, std::size_t first, int count) {
    for (int lane = 0; lane < count && (report.value.empty() || report.derivatives.empty()); ++lane) {
      for (int k = 0; k < check_source<E>::total; ++k) {
        const V& value = values[source::program.outputs[k]];
        if constexpr (simd::is_pack<V>) numbers[k] = static_cast<double>(value.values[lane]);
        else numbers[k] = static_cast<double>(value);
      }
      const std::size_t sample = first + static_cast<std::size_t>(lane);
      report_values<E>(report, g, words_of_sample(sample, load.samples), numbers);
    }
  };
  straight_line<source, T>::execute(e.numbers, load, store, [](const T*) {});
}

}  // namespace detail

/// Looks at each part of an expression for which `domain(e)` names a requirement, in the branches of `where` that are taken.
/// Arguments are those of `evaluate`. Inputs may have columns of samples: then the first sample that offends is named, as
/// in "log(x - 2): x - 2 is -1 at sample 17, and must be > 0", counted from 0 on.
template <class E, class... Arguments>
domain_report check_domain(const E& e, const Arguments&... arguments) {
  static_assert(Expression<E> || detail::is_refused<E>,
                "check_domain: the first argument is no expression with a number as its value");
  domain_report report;
  if constexpr (Expression<E>) {
    using source = detail::check_source<E>;
    if constexpr (source::roots != 0 && (detail::gives_values<Arguments>() && ... && true)) {
      constexpr bool has_columns = detail::give_samples(detail::bindings_of<Arguments...>{});
      if constexpr (has_columns && source::needs_both) {
        if constexpr (detail::are_values<E, detail::check_each_source<E>, Arguments...>())
          detail::print_with([&](const detail::graph_view& g) {
            detail::report_offences_of_each(report, g, e, arguments...);
            return 0;
          }, e);
      } else if constexpr (has_columns && !detail::reduces_samples(source::program)) {
        detail::sample_count count;
        (detail::count_samples(count, arguments, typename detail::wanted_of<E, Arguments>::type{}), ...);
        const std::size_t samples = count.total();
        detail::print_with([&](const detail::graph_view& g) {
          for (std::size_t i = 0; i < samples && (report.value.empty() || report.derivatives.empty()); ++i)
            detail::with_sample_of_all<E>([&]<class... Bindings>(const Bindings&... bindings) {
              if constexpr (detail::are_values<E, source, Bindings...>())
                detail::report_offences(report, g, e, detail::words_of_sample(i, samples), bindings...);
              return 0;
            }, i, arguments...);
          return 0;
        }, e);
      } else if constexpr (detail::are_values<E, source, Arguments...>()) {
        detail::print_with([&](const detail::graph_view& g) {
          detail::report_offences(report, g, e, {}, arguments...);
          return 0;
        }, e);
      }
    }
  }
  return report;
}

}  // namespace symdiff
