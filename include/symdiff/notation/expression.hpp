// SPDX-License-Identifier: BSL-1.0
#pragma once
// Expressions: empty values (but for the plain numbers they carry) whose type holds a graph, and the
// handles that stand for them while a callable is traced.
#include <concepts>
#include <limits>
#include <type_traits>
#include <symdiff/graph/canonical.hpp>
#include <symdiff/graph/refusal.hpp>

namespace symdiff {

namespace detail {

/// The plain numbers of an expression, by value.
template <class Number = double, int Count = 0>
struct numbers {
  Number value[std::size_t{Count}];
};
template <class Number>
struct numbers<Number, 0> {};

template <class>
inline constexpr int count_of = 0;
template <class Number, int Count>
inline constexpr int count_of<numbers<Number, Count>> = Count;

}  // namespace detail

/// A symbol and what stands for it: `x = 3.0`. Containers that outlive the statement are held by
/// reference, everything else by value.
template <detail::symbol_id Symbol, class Value>
struct binding {
  static constexpr detail::symbol_id symbol = Symbol;
  using value_type = Value;
  Value value;
};

/// Between which numbers a symbol's values lie: `x.in(0_c, 1_c)`. The ends belong to it if `closed`.
template <detail::symbol_id Symbol>
struct interval {
  double lower, upper;
  bool closed;
};

namespace detail {
/// The value of an exact constant or a plain number.
template <class Bound>
constexpr double bound_of(const Bound& bound) {
  if constexpr (std::is_arithmetic_v<Bound>) return static_cast<double>(bound);
  else return Bound::graph.constants[0];
}
}  // namespace detail

/// An expression: its type is its graph, its members are the plain numbers written into it.
template <auto Graph, class Numbers = detail::numbers<>>
struct expression {
  static constexpr auto& graph = Graph;

  Numbers numbers{};

  static constexpr bool is_symbol =
      Graph.node_count == 1 && detail::op_of(Graph.nodes[0]) == detail::op::symbol;

  /// Binds a symbol: `evaluate(e, x = 3.0)`, `substitute(e, x = y * y)`, `parameters p{x = 0.1}`.
  template <class Value>
  [[nodiscard("x = ... binds a value where it is an argument, as in evaluate(e, x = 3.0)")]]
  constexpr auto operator=(Value&& value) const {  // NOLINT: binding, not assignment
    static_assert(is_symbol, "symdiff: only a symbol can be given a value, but the left of '=' is a larger expression; "
                             "to change an expression, make a new one, as in auto next = e + x");
    if constexpr (!is_symbol)
      return detail::refused{};
    else if constexpr (std::is_lvalue_reference_v<Value> && requires { value.data(); })
      return binding<Graph.symbols[0], Value>{value};
    else if constexpr (std::is_array_v<std::remove_reference_t<Value>>)
      return binding<Graph.symbols[0], Value>{value};
    else
      return binding<Graph.symbols[0], std::remove_cvref_t<Value>>{static_cast<Value&&>(value)};
  }

  /// What is known of a symbol's values, for `domain(e, …)`: `x.in(0_c)` is x > 0, `x.in(0_c, 1_c)` 0 < x < 1.
  template <class Lower, class Upper = double>
  constexpr auto in(const Lower& lower, const Upper& upper = __builtin_inf()) const {
    return interval_of<false>(lower, upper);
  }
  /// The same with its ends: `x.in_closed(0_c, 1_c)` is 0 <= x <= 1.
  template <class Lower, class Upper = double>
  constexpr auto in_closed(const Lower& lower, const Upper& upper = __builtin_inf()) const {
    return interval_of<true>(lower, upper);
  }

  /// The value: `e(x = 3.0)` is `evaluate(e, x = 3.0)`.
  template <class... Bindings>
  constexpr auto operator()(const Bindings&... bindings) const {
    return evaluate(*this, bindings...);
  }

  template <class Bool>
    requires std::same_as<Bool, bool>
  constexpr explicit operator Bool() const {
    static_assert(!std::same_as<Bool, bool>,
                  "symdiff: an expression is neither true nor false; choose between values with where(condition, a, b), "
                  "compare structures with same(e1, e2)");
    return true;
  }

 private:
  template <bool Closed, class Lower, class Upper>
  static constexpr auto interval_of(const Lower& lower, const Upper& upper) {
    static_assert(is_symbol, "symdiff: only a symbol can be declared to lie in an interval");
    if constexpr (is_symbol) return interval<Graph.symbols[0]>{detail::bound_of(lower), detail::bound_of(upper), Closed};
    else return detail::refused{};
  }
};

/// A number or expression inside a traced callable. Until it meets a traced operand it may be a plain
/// number, so that helper templates may write `T sum = 0`.
struct traced {
  detail::builder* graph = nullptr;
  int node = 0;
  double number = 0;

  constexpr traced() = default;
  constexpr traced(double value) : number(value) {}  // NOLINT: numbers become constants
  constexpr traced(detail::builder& b, int i) : graph(&b), node(i) {}
};

namespace detail {
/// Stands in an exception specification, which the compiler looks at before anything runs.
template <class Bool>
constexpr bool refuse_as_bool() {
  static_assert(never<Bool>, "trace: a comparison of traced values is not known while tracing; write "
                             "where(condition, a, b) instead of if or ?:");
  return true;
}
}  // namespace detail

/// A comparison inside a traced callable.
struct traced_condition {
  detail::builder* graph;
  int node;

  template <class Bool>
    requires std::same_as<Bool, bool>
  constexpr explicit operator Bool() const noexcept(detail::refuse_as_bool<Bool>()) {
    return false;
  }
};

namespace detail {

template <class>
inline constexpr bool is_expression = false;
template <auto Graph, class Numbers>
inline constexpr bool is_expression<expression<Graph, Numbers>> = true;

/// Whether a type is stack(...) of expressions (shape/stack.hpp).
template <class>
inline constexpr bool is_stack = false;

template <class E>
constexpr op root_op = op_of(E::graph.nodes[E::graph.node_count - 1]);

template <class T>
constexpr bool is_condition_type() {
  if constexpr (is_expression<T>)
    return is_condition(root_op<T>);
  else
    return std::same_as<T, traced_condition>;
}

}  // namespace detail

/// A comparison, or comparisons joined by `&&`, `||`, `!`.
template <class T>
concept Condition = detail::is_condition_type<std::remove_cvref_t<T>>();

/// An expression with a number as its value.
template <class T>
concept Expression = detail::is_expression<std::remove_cvref_t<T>> && !Condition<T>;

/// Parameters and inputs.
template <class T>
concept Symbol = Expression<T> && std::remove_cvref_t<T>::is_symbol;

/// What operators and functions of this library are about: at least one operand is symbolic.
template <class T>
concept Symbolic = detail::is_expression<std::remove_cvref_t<T>> ||
                   std::same_as<std::remove_cvref_t<T>, traced> ||
                   std::same_as<std::remove_cvref_t<T>, traced_condition> || detail::is_stack<std::remove_cvref_t<T>> ||
                   detail::is_refused<T>;

/// A plain number: arithmetic types and any type with numeric limits, as multi-precision numbers have.
template <class T>
concept Number = !std::is_array_v<std::remove_cvref_t<T>> && !std::is_function_v<std::remove_cvref_t<T>> &&
                 std::numeric_limits<std::remove_cvref_t<T>>::is_specialized;

namespace detail {

/// The code of a row of the library (functions/all.hpp).
template <class Row>
constexpr op code_of_row();

/// The type in which an expression carries a plain number.
template <class T>
using carried = std::conditional_t<std::is_arithmetic_v<T> && !std::same_as<T, long double>, double, T>;

constexpr graph<1, 0, 0> leaf_graph(op o, int index = 0) {
  graph<1, 0, 0> g;
  g.nodes[0] = pack(o, index);
  return g;
}

template <class T>
constexpr auto as_expression(const T& operand) {
  if constexpr (is_stack<T>)
    return operand.vector();
  else if constexpr (Symbolic<T>)
    return operand;
  else
    return expression<leaf_graph(op::number), numbers<carried<T>, 1>>{{{static_cast<carried<T>>(operand)}}};
}

template <class E>
struct parts;
template <auto Graph, class Numbers>
struct parts<expression<Graph, Numbers>> {
  static constexpr auto& graph = Graph;
  static constexpr int number_count = count_of<Numbers>;
  using numbers_type = Numbers;
};

/// Imports expressions into one builder, their plain numbers one after the other; `roots` receives a
/// node each.
template <class... E>
constexpr void import_all(builder& b, int* roots) {
  int offset = 0;
  ((*roots++ = import(b, parts<E>::graph, offset), offset += parts<E>::number_count), ...);
}

template <class... E>
inline constexpr int node_count_of = (parts<E>::graph.node_count + ... + 0);

template <op Operation, class... E>
struct join {
  static constexpr int expected = node_count_of<E...>;
  constexpr int operator()(builder& b) const {
    int roots[3]{};
    import_all<E...>(b, roots);
    return b.apply(Operation, roots[0], roots[1], roots[2]);
  }
};

/// The plain numbers of several expressions, one after the other.
template <class... E>
constexpr auto join_numbers(const E&... e) {
  constexpr int count = (parts<E>::number_count + ...);
  if constexpr (count == 0) {
    return numbers<>{};
  } else {
    using number = std::common_type_t<std::conditional_t<
        parts<E>::number_count == 0, double,
        std::remove_cvref_t<decltype([](const auto& n) -> decltype(auto) {
          if constexpr (requires { n.value; }) return n.value[0]; else return 0.0;
        }(e.numbers))>>...>;
    numbers<number, count> joined{};
    number* next = joined.value;
    const auto append = [&](const auto& n) {
      if constexpr (requires { n.value; })
        for (const auto& v : n.value) *next++ = static_cast<number>(v);
    };
    (append(e.numbers), ...);
    return joined;
  }
}

template <auto Graph, class Numbers>
constexpr auto make_expression(const Numbers& n) {
  return expression<Graph, Numbers>{n};
}

/// The expression of a build, or `refused`.
template <class Build, class Numbers>
constexpr auto build_expression(const Numbers& n) {
  if constexpr (has_result<build_graph<Build>>()) return make_expression<built<Build>::graph>(n);
  else return refused{};
}

template <class Build>
constexpr bool has_shape_fault() {
  if constexpr (is_evaluated<is_computable<Build>>()) return is_shape_fault(result_of<Build>.flaw);
  else return false;
}

template <class Rows, op Operation, class... E>
constexpr void refuse_shapes();  // notation/mismatch.hpp
struct all_row_names;            // functions/all.hpp

template <op Operation, class... E>
constexpr auto join_expressions(const E&... e) {
  if constexpr (has_shape_fault<build_graph<join<Operation, E...>>>()) {
    refuse_shapes<all_row_names, Operation, E...>();
    return refused{};
  } else {
    return build_expression<join<Operation, E...>>(join_numbers(e...));
  }
}

/// Builds a graph again, with identities, where `leaf` gives some leaves another node (or -1).
template <class Graph, class Leaf>
constexpr int rebuild(builder& b, const Graph& g, const Leaf& leaf) {
  int moved[Graph::node_count]{};
  for (int i = 0; i < Graph::node_count; ++i) {
    const word node = g.nodes[i];
    op o = op_of(node);
    if (arity_of(o) != 0) {
      if (index_of(o) >= first_user_row) o = b.user_operation(g.rows[index_of(o) - first_user_row], o);
      moved[i] = b.apply(o, moved[first_of(node)], moved[second_of(node)], moved[third_of(node)]);
    } else if (const int other = leaf(node); other >= 0) {
      moved[i] = other;
    } else if (o == op::constant) {
      moved[i] = b.constant(g.constants[first_of(node)]);
    } else if (o == op::symbol) {
      moved[i] = b.symbol(g.symbols[first_of(node)]);
    } else {
      moved[i] = b.leaf(o, first_of(node));
    }
  }
  return moved[Graph::node_count - 1];
}

/// Imports an expression with its plain numbers made exact constants.
template <class E>
constexpr int import_exactly(builder& b, const E& e) {
  if constexpr (parts<E>::number_count == 0)
    return import(b, E::graph);
  else
    return rebuild(b, E::graph, [&](word node) {
      return op_of(node) == op::number ? b.constant(static_cast<double>(e.numbers.value[first_of(node)])) : -1;
    });
}

/// The node of any operand of a traced operation.
template <class T>
constexpr int node_of(builder& b, const T& operand) {
  if constexpr (std::same_as<T, traced>)
    return operand.graph == nullptr ? b.constant(operand.number) : operand.node;
  else if constexpr (std::same_as<T, traced_condition>)
    return operand.node;
  else if constexpr (is_refused<T>)
    return b.constant(0);
  else if constexpr (is_stack<T>)
    return operand.node(b);
  else if constexpr (Symbolic<T>)
    return import_exactly(b, operand);
  else
    return b.constant(static_cast<double>(operand));
}

constexpr builder* builder_of(const traced& t) { return t.graph; }
constexpr builder* builder_of(const traced_condition& t) { return t.graph; }
constexpr builder* builder_of(const auto&) { return nullptr; }

template <class T>
inline constexpr bool is_traced = std::same_as<T, traced> || std::same_as<T, traced_condition>;

/// Plain numbers meet before they meet a traced operand: only arithmetic is known to the compiler.
constexpr double apply_to_numbers(op o, double a, double b = 0, double = 0) {
  switch (o) {
    case op::add: return a + b;
    case op::subtract: return a - b;
    case op::multiply: return a * b;
    case op::divide: return a / b;
    case op::negate: return -a;
    case op::square: return a * a;
    default: throw "trace: a function or comparison of plain numbers; call it on a traced value";
  }
}

constexpr double number_in(const traced& t) { return t.number; }
constexpr double number_in(const auto& number) { return static_cast<double>(number); }

/// The graph that operands are traced into; null where all are plain numbers.
template <class... T>
constexpr builder* common_builder(const T&... operands) {
  builder* b = nullptr;
  ((b = b == nullptr ? builder_of(operands) : b), ...);
  if constexpr (!((std::same_as<T, traced> || Number<T>) && ...))
    if (b == nullptr) throw "trace: a plain number meets an expression; let it meet a traced value first";
  return b;
}

template <op Operation, class... T>
constexpr auto trace_operation(const T&... operands) {
  builder* const b = common_builder(operands...);
  if constexpr (is_condition(Operation)) {
    if (b == nullptr) throw "trace: a comparison of plain numbers; compare with a traced value";
    return traced_condition{b, b->apply(Operation, node_of(*b, operands)...)};
  } else {
    if constexpr (((std::same_as<T, traced> || Number<T>) && ...))
      if (b == nullptr) return traced(apply_to_numbers(Operation, number_in(operands)...));
    return traced(*b, b->apply(Operation, node_of(*b, operands)...));
  }
}

template <class T>
inline constexpr bool is_operand = Expression<T> || std::same_as<T, traced> || Number<T> || is_stack<T>;

template <class T>
constexpr bool require_operand() {
  static_assert(!Condition<T>, "symdiff: a condition is no number; choose between values with where(condition, a, b)");
  static_assert(Symbolic<T> || Number<T>, "symdiff: an operand is no number; give an expression or an arithmetic type");
  return is_operand<T>;
}

/// Whether operands are numbers. Only a mistake instantiates the checks.
template <class... T>
constexpr bool are_operands() {
  if constexpr ((is_operand<T> && ...)) return true;
  else if constexpr ((is_refused<T> || ...)) return false;
  else return (require_operand<T>() && ...);
}

/// Applies an operation to expressions, traced values and plain numbers.
template <op Operation, class... T>
constexpr auto apply_operation(const T&... operands) {
  if constexpr ((is_traced<T> || ...))
    return trace_operation<Operation>(operands...);
  else
    return join_expressions<Operation>(as_expression(operands)...);
}

/// Applies a row to operands that must be numbers.
template <class Row, class... T>
constexpr auto apply(const T&... operands) {
  if constexpr (are_operands<T...>()) return apply_operation<code_of_row<Row>()>(operands...);
  else return refused{};
}

}  // namespace detail
}  // namespace symdiff
