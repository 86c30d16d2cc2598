// SPDX-License-Identifier: BSL-1.0
#include <symdiff/graph/builder.hpp>
#include <symdiff/graph/canonical.hpp>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

constexpr symbol_id x{symdiff::symbol_name("x"), symbol_kind::parameter, {}}, y{symdiff::symbol_name("y"), symbol_kind::parameter, {}};

// Every node is kept once.
static_assert([] {
  builder b;
  const int i = b.symbol(x), j = b.symbol(y);
  const int product = b.put(op::multiply, i, j), quotient = b.put(op::divide, i, j);
  return b.symbol(x) == i && b.symbol(y) == j && i != j && b.size == 4 &&
         b.put(op::multiply, i, j) == product && b.put(op::multiply, j, i) == product &&
         b.put(op::divide, i, j) == quotient && b.size == 4 && b.put(op::divide, j, i) != quotient && b.size == 5;
}());

// A parameter and an input of the same name are two symbols.
static_assert([] {
  builder b;
  return b.symbol(x) != b.symbol({symdiff::symbol_name("x"), symbol_kind::input, {}});
}());

// Constants are distinguished by their bits, leaves by operation and index.
static_assert([] {
  builder b;
  const int two = b.constant(2), zero = b.constant(0), minus_zero = b.constant(-0.0);
  return b.constant(2.0) == two && zero != minus_zero && b.constant(0) == zero && b.constant(-0.0) == minus_zero &&
         b.value(two) == 2 && b.is_constant(two, 2) && !b.is_constant(two, 3) && b.is_constant(minus_zero, 0) &&
         b.leaf(op::number, 0) != b.leaf(op::named, 0) && b.leaf(op::number, 0) != b.leaf(op::number, 1) &&
         b.leaf(op::number, 1) == b.leaf(op::number, 1);
}());

// Where the order of operands is free, it follows from their content and not from when they came.
static_assert([] {
  builder forward, backward;
  const int i = forward.symbol(x), j = forward.symbol(y), k = forward.constant(3);
  const int k2 = backward.constant(3), j2 = backward.symbol(y), i2 = backward.symbol(x);
  const int sum = forward.put(op::add, i, j), sum2 = backward.put(op::add, j2, i2);
  const int product = forward.put(op::multiply, sum, k), product2 = backward.put(op::multiply, k2, sum2);
  return (forward.first(sum) == i) == (backward.first(sum2) == i2) &&
         forward.hashes[product] == backward.hashes[product2] &&
         forward.first(product) == k && backward.first(product2) == k2;  // a constant stands first
}());

// The table grows with the graph and finds every node again.
static_assert([] {
  builder b;
  int chain[600]{b.symbol(x)};
  for (int i = 1; i < 600; ++i) chain[i] = b.put(op::subtract, chain[i - 1], chain[i / 2]);
  bool found = b.size == 600 && b.slot_mask > 2 * 600;
  for (int i = 1; i < 600; ++i) found = found && b.put(op::subtract, chain[i - 1], chain[i / 2]) == chain[i];
  return found && b.size == 600;
}());

struct sum {
  static constexpr int expected = 3;
  constexpr int operator()(builder& b) const { return b.put(op::add, b.leaf(op::number, 0), b.symbol(x)); }
};
struct sine_of_y {
  static constexpr int expected = 2;
  constexpr int operator()(builder& b) const { return b.put(op::sine, b.symbol(y)); }
};

// Importing a graph gives its nodes, moves its plain numbers, and shares what is there already.
static_assert([] {
  builder b;
  const int there = b.symbol(x);
  const int first = import(b, built<sum>::graph), size = b.size;
  const int again = import(b, built<sum>::graph), moved = import(b, built<sum>::graph, 1);
  return size == 3 && again == first && moved != first && b.size == 5 &&
         (b.first(first) == there || b.second(first) == there);
}());

// Operands that an operation does not have are of no account.
static_assert([] {
  builder b;
  const int i = b.symbol(x), j = b.symbol(y), k = b.constant(3);
  return b.put(op::negate, j, i, k) == b.put(op::negate, j) && b.put(op::subtract, i, j, k) == b.put(op::subtract, i, j) &&
         b.size == 5;
}());

// What two graphs share is one node, whatever stands before it in either.
static_assert([] {
  builder b;
  const int sum = b.put(op::add, b.symbol(x), b.put(op::sine, b.symbol(y))), size = b.size;
  const int sine = import(b, built<sine_of_y>::graph);
  return b.size == size && (b.first(sum) == sine || b.second(sum) == sine);
}());

}  // namespace
