// SPDX-License-Identifier: BSL-1.0
#pragma once
// Builds a graph during constant evaluation. Every node is kept once (hash-consing), so common
// subexpressions are shared the moment they are written.
#include <symdiff/graph/node.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Mixes a value into a 64-bit hash (the finaliser of MurmurHash3, one round).
constexpr word mix(word hash, word value) {
  hash = (hash ^ value) * 0xff51afd7ed558ccdU;
  return hash ^ hash >> 33;
}

constexpr word hash_of(const symbol_id& s) {
  word hash = static_cast<word>(s.kind) + 1;
  for (const char* c = s.name.text; *c != '\0'; ++c) hash = mix(hash, static_cast<unsigned char>(*c));
  return s.dimensions.is_scalar() ? hash : mix(mix(hash, static_cast<word>(s.dimensions.rows)), static_cast<word>(s.dimensions.columns));
}

constexpr int simplify(builder&, op, int a, int b, int c);      // identities.hpp
constexpr int apply_shaped(builder&, op, int a, int b, int c);  // shapes.hpp
constexpr shape shape_of(const builder&, word node);            // shapes.hpp

/// Nodes by number, operands before their users. The arrays are as long as the largest graph, as members:
/// both compilers store only the elements that were written, and reach them twice as fast as elements of an
/// array from `new`.
struct node_list {
  word nodes[most_nodes]{};
  double constants[most_nodes]{};
  symbol_id symbols[most_symbols]{};
  const user_row* rows[most_user_rows]{};
  int size = 0;
  int constant_count = 0;
  int symbol_count = 0;
  int row_count = 0;
  bool has_shapes = false;      // whether any node is no scalar,
  shape shapes[most_nodes]{};   // and then the shapes of all
  bool has_components = false;  // whether symbols were unrolled
  bool is_verbatim = false;     // whether quotients are to be computed as quotients

  constexpr op op_at(int i) const { return static_cast<op>(nodes[i] & 4095); }
  constexpr int first(int i) const { return static_cast<int>(nodes[i] >> 12 & operand_mask); }
  constexpr int second(int i) const { return static_cast<int>(nodes[i] >> 29 & operand_mask); }
  constexpr int third(int i) const { return static_cast<int>(nodes[i] >> 46); }
  constexpr bool is_constant(int i) const { return (nodes[i] & 4095) == word(op::constant); }
  constexpr bool is_constant(int i, double value) const {
    return (nodes[i] & 4095) == word(op::constant) && constants[nodes[i] >> 12] == value;
  }
  constexpr double value(int i) const { return constants[nodes[i] >> 12]; }
};

/// The nodes that outputs need.
constexpr void mark_needed(const node_list& from, const int* roots, int count, bool* needed) {
  for (int k = 0; k < count; ++k) needed[roots[k]] = true;
  for (int i = from.size - 1; i >= 0; --i) {
    if (!needed[i]) continue;
    const int arity = arity_of(from.nodes[i]);
    if (arity > 0) needed[from.first(i)] = true;
    if (arity > 1) needed[from.second(i)] = true;
    if (arity > 2) needed[from.third(i)] = true;
  }
}

constexpr bool has_reductions(const node_list& b) {
  for (int i = 0; i < b.size; ++i)
    if ((b.nodes[i] & 4095) == word(op::sample_mean) || (b.nodes[i] & 4095) == word(op::sample_sum)) return true;
  return false;
}

/// Set in every hash but a constant's, so that a constant is the first operand where order is free.
inline constexpr word not_constant = word{1} << 63;

/// Adds nodes, each once. A node's hash is that of its structure, so that it does not depend on the order in
/// which nodes came: the operands of commutative operations are ordered by it. What runs for every node is
/// written out in few statements and few calls, which are what a compiler counts and takes time for.
struct builder : node_list {
  word hashes[most_nodes]{};
  int slots[2 * most_nodes]{};  // open addressing; a slot holds a node's number plus one
  int slot_mask = 127;
  fault flaw = fault::none;

  constexpr explicit builder(int expected_nodes = 0) {
    while (slot_mask < 2 * expected_nodes && slot_mask < 2 * most_nodes - 1) slot_mask = 2 * slot_mask + 1;
  }
  builder(const builder&) = delete;
  builder& operator=(const builder&) = delete;

  /// Notes why the graph is of no use, and stands in for a node.
  constexpr int refuse(fault f) {
    flaw = f;
    return 0;
  }

  /// Twice as many slots.
  constexpr void widen() {
    for (int slot = 0; slot <= slot_mask; ++slot) slots[slot] = 0;
    slot_mask = 2 * slot_mask + 1;
    for (int i = 0; i < size; ++i) {
      int slot = static_cast<int>(hashes[i]) & slot_mask;
      while (slots[slot] != 0) slot = (slot + 1) & slot_mask;
      slots[slot] = i + 1;
    }
  }

  /// Adds a node that is not there yet.
  constexpr int append(word node, word hash, int slot) {
    if (2 * size >= slot_mask) {
      if (size == most_nodes) return refuse(fault::too_many_nodes);
      widen();
      slot = static_cast<int>(hash) & slot_mask;
      while (slots[slot] != 0) slot = (slot + 1) & slot_mask;
    }
    slots[slot] = size + 1;
    nodes[size] = node;
    hashes[size] = hash;
    if (has_shapes || (node & 255) - first_shape_operation < first_user_row - first_shape_operation) {
      has_shapes = true;
      shapes[size] = shape_of(*this, node);
    }
    return size++;
  }

  /// The hash of an operation from those of its operands.
  constexpr word hash_of_node(word code, int a, int b, int c) const {
    word hash = (code & 255) < first_user_row ? code : rows[(code & 255) - first_user_row]->hash;
    hash = (hash + hashes[a]) * 0xff51afd7ed558ccdU;
    if ((code & 2 << 8) != 0)
      hash = ((hash ^ hash >> 33) + hashes[b] + ((code & 1 << 8) != 0 ? hashes[c] * 5 : 0)) * 0xc4ceb9fe1a85ec53U;
    return (hash ^ hash >> 33) | not_constant;
  }

  /// The node as it is written, without identities.
  constexpr int put(op o, int a, int b = 0, int c = 0) {
    const word code = static_cast<word>(o);
    if ((code & 1 << 10) != 0 && hashes[b] < hashes[a]) {  // exchangeable
      const int exchanged = a;
      a = b;
      b = exchanged;
    }
    word node = code | static_cast<word>(a) << 12;  // operands that are not there stay 0
    if ((code & 2 << 8) != 0) node |= static_cast<word>(b) << 29 | ((code & 1 << 8) != 0 ? static_cast<word>(c) << 46 : 0);
    const word hash = hash_of_node(code, a, b, c);
    int slot = static_cast<int>(hash) & slot_mask;
    for (; slots[slot] != 0; slot = (slot + 1) & slot_mask)
      if (nodes[slots[slot] - 1] == node) return slots[slot] - 1;
    return append(node, hash, slot);
  }

  constexpr int constant(double value) {
    const word bits = __builtin_bit_cast(word, value);
    const word hash = mix(bits, 1) >> 1;
    int slot = static_cast<int>(hash) & slot_mask;
    for (; slots[slot] != 0; slot = (slot + 1) & slot_mask)
      if (const int i = slots[slot] - 1; hashes[i] == hash && is_constant(i) &&
                                         __builtin_bit_cast(word, this->value(i)) == bits)
        return i;
    if (size == most_nodes) return refuse(fault::too_many_nodes);
    constants[constant_count] = value;
    return append(pack(op::constant, constant_count++), hash, slot);
  }

  constexpr int symbol(const symbol_id& id) {
    const word hash = not_constant | hash_of(id);
    int slot = static_cast<int>(hash) & slot_mask;
    for (; slots[slot] != 0; slot = (slot + 1) & slot_mask)
      if (const int i = slots[slot] - 1; hashes[i] == hash && op_at(i) == op::symbol && symbols[first(i)] == id)
        return i;
    if (symbol_count == most_symbols) return refuse(fault::too_many_symbols);
    symbols[symbol_count] = id;
    has_shapes |= id.dimensions.rows != 0;
    return append(pack(op::symbol, symbol_count++), hash, slot);
  }

  /// A leaf without content of its own: the named constant or plain number of that index, or the component at a
  /// position of the symbol of that index.
  constexpr int leaf(op o, int index, int position = 0) {
    const word node = pack(o, index, position);
    has_components |= o == op::component;
    const word hash = not_constant | mix(node, 2);
    int slot = static_cast<int>(hash) & slot_mask;
    for (; slots[slot] != 0; slot = (slot + 1) & slot_mask)
      if (nodes[slots[slot] - 1] == node) return slots[slot] - 1;
    return append(node, hash, slot);
  }

  /// The operation of a user's own row, of the same kind as `kind` but for the index.
  constexpr op user_operation(const user_row* row, op kind) {
    int i = 0;
    while (i < row_count && rows[i]->hash != row->hash) ++i;
    if (i == most_user_rows) i = refuse(fault::too_many_rows);
    rows[i] = row;
    if (i == row_count) ++row_count;
    return static_cast<op>((static_cast<int>(kind) & ~255) | (first_user_row + i));
  }

  /// The node after identities: what operators, functions and derivatives call.
  constexpr int apply(op o, int a, int b = 0, int c = 0) {
    if (has_shapes || is_shape_operation(o)) return apply_shaped(*this, o, a, b, c);
    const int simpler = simplify(*this, o, a, b, c);
    return simpler >= 0 ? simpler : put(o, a, b, c);
  }
};

/// Copies a canonical graph into a builder; `number_offset` moves its plain numbers behind those that
/// are there. Returns the root. No identity can apply to a graph that was already built by them.
template <class Graph>
constexpr int import(builder& b, const Graph& g, int number_offset = 0) {
  int moved[Graph::node_count]{};
  const bool first = b.size == 0;  // then numbers stay as they are, and no node is there already
  for (int i = 0; i < Graph::node_count; ++i) {
    const word node = g.nodes[i];
    op o = static_cast<op>(node & 4095);
    if (first && (node & 3 << 8) != 0 && (node & 255) < first_user_row) {
      const word hash = b.hash_of_node(node & 4095, first_of(node), second_of(node), third_of(node));
      int slot = static_cast<int>(hash) & b.slot_mask;
      while (b.slots[slot] != 0) slot = (slot + 1) & b.slot_mask;
      moved[i] = b.append(node, hash, slot);
    } else if ((node & 3 << 8) != 0) {
      if ((node & 255) >= first_user_row) o = b.user_operation(g.rows[(node & 255) - first_user_row], o);
      moved[i] = b.put(o, moved[node >> 12 & operand_mask], moved[node >> 29 & operand_mask], moved[node >> 46]);
    } else if (o == op::constant) {
      moved[i] = b.constant(g.constants[first_of(node)]);
    } else if (o == op::symbol) {
      moved[i] = b.symbol(g.symbols[first_of(node)]);
    } else {
      moved[i] = b.leaf(o, first_of(node) + (o == op::number ? number_offset : 0));
    }
  }
  return moved[Graph::node_count - 1];
}

}  // namespace symdiff::detail

#include <symdiff/graph/identities.hpp>  // defines simplify, which a builder calls
#include <symdiff/graph/shapes.hpp>      // and apply_shaped
