// SPDX-License-Identifier: BSL-1.0
// Random losses over samples: their values, gradients, and products of their Hessians with directions, of the graphs,
// programs and plans that the library's passes make at run time, once unrolled and once in loops, against plain loops
// that know nothing of the library. A loss that fails is shrunk. For many, as tools/search-losses runs them:
//   random_losses -- COUNT SEED
#include "plain_loops.hpp"
#include "run_time_evaluation.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <random>
#include <sstream>
#include <string>

using namespace symdiff::detail;
using namespace random_losses;

namespace {

using real = long double;
const std::vector<run_time_rows::run_time_row<real>> rows = run_time_rows::make_rows<real>(all_rows{});

constexpr const char* term_names[]{
    "symbol", "constant", "negate", "square", "sin", "cos", "tanh", "exp", "sigmoid", "softplus", "abs", "log_one_plus_square",
    "root_of_one_plus_square", "power_of_one_plus_square", "cube", "add", "subtract", "multiply", "quotient", "max", "min", "where_less",
    "where_less_equal", "where_neither", "sum", "mean", "max", "norm", "log_sum_exp", "softmax", "log_softmax", "matmul", "outer",
    "transpose", "reshape", "slice", "element", "stack", "row_sums", "column_sums", "broadcast_rows", "broadcast_columns",
    "sample_mean", "sample_sum", "mse", "mae"};

std::string text_of(const loss& l, int i) {
  const loss_part& p = l.parts[i];
  std::ostringstream text;
  if (p.what == term::symbol) {
    text << l.symbols[p.operand[0]].name;
  } else if (p.what == term::constant) {
    text << p.number;
  } else {
    text << term_names[static_cast<int>(p.what)];
    if (p.first + p.count != 0) text << '<' << p.first << ", " << p.count << '>';
    for (int k = 0; k < operands_of(p.what); ++k) text << (k == 0 ? "(" : ", ") << text_of(l, p.operand[k]);
    text << ')';
  }
  return text.str();
}

/// The numbers of a loss's parameters that the gradient has.
struct wanted_symbols {
  std::vector<int> symbols;  // of the loss
  int numbers = 0;

  explicit wanted_symbols(const loss& l) {
    for (int i = 0; i < l.size; ++i)
      if (l.parts[i].what == term::symbol && !l.symbols[l.parts[i].operand[0]].is_input) symbols.push_back(l.parts[i].operand[0]);
    for (const int k : symbols) numbers += l.symbols[k].s.size();
  }
};

symbol_id direction_id(const symbol& s) {
  symbol_id id = id_of_symbol(s);
  id.kind = symdiff::symbol_kind::direction;
  return id;
}

/// What the library makes of a loss: its value, its gradient and its Hessian's product with a direction are roots.
struct built {
  std::unique_ptr<builder> b = std::make_unique<builder>();
  std::vector<int> roots;

  built(const loss& l, const wanted_symbols& wanted) {
    const int written = write(l), root = std::make_unique<rewriting>(*b)->moved[written];
    std::vector<int> by;
    for (const int k : wanted.symbols) by.push_back(b->symbol(id_of_symbol(l.symbols[k])));
    const int count = static_cast<int>(by.size());
    roots.push_back(root);
    int along = b->constant(0);
    const auto first = std::make_unique<reverse_sweep>(*b);
    first->run(root, by.data(), count);
    for (int k = 0; k < count; ++k) {
      roots.push_back(first->derivative(by[static_cast<std::size_t>(k)]));
      const int direction = b->symbol(direction_id(l.symbols[wanted.symbols[static_cast<std::size_t>(k)]]));
      along = b->apply(op::add, along, inner_product(*b, roots.back(), direction));
    }
    const auto second = std::make_unique<reverse_sweep>(*b);
    second->run(along, by.data(), count);
    for (int k = 0; k < count; ++k) roots.push_back(second->derivative(by[static_cast<std::size_t>(k)]));
  }

 private:
  int write(const loss& l) {
    const auto w = std::make_unique<writer>(writer{*b, l});
    return w->write();
  }
};

constexpr int most_outputs = run_time_rows::most_outputs;
using run_time_rows::made_programs;

/// How many numbers were compared, and how many places were too near an edge.
struct counts {
  long long checked = 0, skipped = 0;
};

std::string fault_at(const loss& l, const wanted_symbols& wanted, const made_programs& c, const place<real>& p, counts& count) {
  plain_loops<real> plain(l, p.at.samples);
  // The truth: the value, then a derivative by each number, then the products.
  std::vector<real> truth(1);
  std::vector<real> products;
  std::vector<real> unit[symbol_count];
  for (int k = 0; k < symbol_count; ++k) unit[k].assign(p.at.values[k].size(), 0);
  truth[0] = plain.run(p.at, unit, p.direction).v;
  bool is_known = !plain.is_near_edge;
  for (const int k : wanted.symbols)
    for (real& each : unit[k]) {
      if (!is_known) break;
      each = 1;
      const jet<real> result = plain.run(p.at, unit, p.direction);
      each = 0;
      truth.push_back(result.a);
      products.push_back(result.ab);
      is_known &= !plain.is_near_edge;
    }
  if (!is_known) {
    ++count.skipped;
    return {};
  }
  truth.insert(truth.end(), products.begin(), products.end());
  real largest = 1;
  for (const real& each : truth) largest = std::max(largest, std::abs(each));
  std::vector<run_time_rows::symbol_numbers<real>> symbols;
  std::vector<real> columns[symbol_count];
  for (int k = 0; k < symbol_count; ++k) {
    const bool is_input = l.symbols[k].is_input;
    for (int n = 0; n < (is_input && !p.at.is_column[k] ? p.at.samples : 1); ++n)  // what is given once is that of each sample
      columns[k].insert(columns[k].end(), p.at.values[k].begin(), p.at.values[k].end());
    symbols.push_back({id_of_symbol(l.symbols[k]), columns[k].data(), is_input});
    if (!l.symbols[k].is_input) symbols.push_back({direction_id(l.symbols[k]), p.direction[k].data(), false});
  }
  for (const bool is_unrolled : {false, true}) {
    const std::vector<real> found = c.run(is_unrolled, rows, symbols, p.at.samples);
    for (std::size_t i = 0; i < truth.size(); ++i) {
      ++count.checked;
      if (std::abs(found[i] - truth[i]) <= 1e-9L * std::abs(truth[i]) + 1e-12L * largest) continue;
      std::ostringstream text;
      const std::size_t numbers = static_cast<std::size_t>(wanted.numbers);
      text << (is_unrolled ? "unrolled" : "in loops") << " over " << p.at.samples << " samples, "
           << (i == 0 ? "value " : i <= numbers ? "derivative " : "product ") << (i == 0 ? 0 : (i - 1) % numbers)
           << " is " << static_cast<double>(found[i]) << " instead of " << static_cast<double>(truth[i]);
      return text.str();
    }
  }
  return {};
}

std::string fault_of(const loss& l, std::uint64_t seed, counts& count) {
  const wanted_symbols wanted(l);
  if (2 * wanted.numbers + 1 > most_outputs) return {};
  const built from(l, wanted);
  const made_programs c(*from.b, from.roots);
  if (c.in_loops->p.flaw != fault::none) return "the plan has a flaw, number " + std::to_string(static_cast<int>(c.in_loops->p.flaw));
  if (c.unrolled->p.flaw != fault::none) return "the program has a flaw, number " + std::to_string(static_cast<int>(c.unrolled->p.flaw));
  std::mt19937_64 random(seed);
  for (int n = 0; n < 3; ++n) {
    const place<real> p = draw_place<real>(l, random);
    if (std::string fault = fault_at(l, wanted, c, p, count); !fault.empty()) return fault;
  }
  return {};
}

/// A loss of what the last of some parts needs, and its size.
loss needed_of(const loss& l, int root, int& size) {
  bool needed[most_parts]{};
  int moved[most_parts]{};
  needed[root] = true;
  for (int i = root; i >= 0; --i)
    for (int k = 0; needed[i] && k < operands_of(l.parts[i].what); ++k) needed[l.parts[i].operand[k]] = true;
  loss result = l;
  result.size = 0;
  for (int i = 0; i <= root; ++i) {
    if (!needed[i]) continue;
    loss_part p = l.parts[i];
    p.varies = p.what == term::symbol && l.symbols[p.operand[0]].is_input && !l.symbols[p.operand[0]].is_once;
    for (int k = 0; k < operands_of(p.what); ++k) {
      p.operand[k] = moved[p.operand[k]];
      p.varies |= result.parts[p.operand[k]].varies;
    }
    if (p.what >= term::sample_mean) p.varies = false;
    moved[i] = result.size;
    result.parts[result.size++] = p;
  }
  size = result.size;
  return result;
}

/// The smallest loss that still fails: parts as the loss, and parts replaced by others of their shape.
loss shrunk(loss l, std::uint64_t seed) {
  counts count;
  for (bool again = true; again;) {
    again = false;
    for (int i = l.size - 1; i >= 0 && !again; --i) {
      int size = 0;
      const auto attempt = [&](const loss& changed, int root) {
        const loss candidate = needed_of(changed, root, size);
        const loss_part& last = candidate.parts[candidate.size - 1];
        if (size >= l.size || !last.s.is_scalar() || last.varies || fault_of(candidate, seed, count).empty()) return false;
        l = candidate;
        return again = true;
      };
      if (i < l.size - 1 && attempt(l, i)) break;
      for (int k = 0; k < i && !again; ++k) {
        if (l.parts[k].s != l.parts[i].s) continue;
        loss changed = l;
        for (int u = i + 1; u < l.size; ++u)
          for (int a = 0; a < operands_of(l.parts[u].what); ++a)
            if (changed.parts[u].operand[a] == i) changed.parts[u].operand[a] = k;
        attempt(changed, l.size - 1);
      }
    }
  }
  return l;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(properties)

BOOST_AUTO_TEST_CASE(random_losses_at_run_time) {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  const int count = suite.argc > 1 ? std::atoi(suite.argv[1]) : 1000;
  const std::uint64_t seed = suite.argc > 2 ? static_cast<std::uint64_t>(std::atoll(suite.argv[2])) : 20261;
  counts compared;
  int failures = 0;
  for (int i = 0; i < count && failures < 5; ++i) {
    const std::uint64_t own = seed + static_cast<std::uint64_t>(i);
    const loss l = maker(own).make();
    if (fault_of(l, own, compared).empty()) continue;
    ++failures;
    const loss least = shrunk(l, own);
    BOOST_TEST_ERROR("loss " << own << ": " << text_of(l, l.size - 1) << "\n  shrunk: " << text_of(least, least.size - 1) << "\n  "
                             << fault_of(least, own, compared));
  }
  BOOST_TEST_MESSAGE(compared.checked << " numbers of " << count << " losses were compared; " << compared.skipped
                                      << " places were too near an edge");
  BOOST_TEST(compared.checked > 20 * count, "too few numbers could be compared: " << compared.checked);
}

BOOST_AUTO_TEST_SUITE_END()
