// SPDX-License-Identifier: BSL-1.0
// Random expressions with nested sums and means over samples, of scalars, vectors and a matrix, whose parts stand inside of
// sums, outside, or both; inputs outside have one value. First and second derivatives by parameters and by these inputs,
// made at run time by the same functions as at compile time, against difference quotients of the expression in long
// double, node by node. For many:
//   sums_over_samples -- COUNT SEED
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdlib>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

using real = long double;

constexpr symbol_id scalar(const char* name, symbol_kind kind) { return {symbol_name{{name[0], 0}}, kind, {}}; }
constexpr symbol_id sized(const char* name, symbol_kind kind, shape s) { return {symbol_name{{name[0], 0}}, kind, s}; }

const symbol_id symbols[]{
    scalar("a", symbol_kind::parameter), scalar("b", symbol_kind::parameter), sized("w", symbol_kind::parameter, {2, 0}),
    sized("W", symbol_kind::parameter, {2, 2}), scalar("g", symbol_kind::input), sized("k", symbol_kind::input, {2, 0}),
    sized("M", symbol_kind::input, {2, 2}),
    scalar("t", symbol_kind::input), sized("x", symbol_kind::input, {2, 0})};  // columns
constexpr int wanted_count = 7, column_begin = 7, symbol_count = 9;

/// Makes an expression.
struct maker {
  builder& b;
  std::mt19937& random;
  std::vector<int> outside[2], inside[2];  // scalars, vectors that were made
  int reductions = 0;

  int pick(int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); }

  int again(int kind, bool is_inside) {
    auto& mine = is_inside && pick(2) == 0 ? inside[kind] : outside[kind];
    return mine.empty() ? -1 : mine[random() % mine.size()];
  }
  int keep(int kind, bool is_inside, int node) {
    (is_inside ? inside : outside)[kind].push_back(node);
    return node;
  }

  int leaf(bool is_inside) {
    switch (pick(is_inside ? 8 : 5)) {
      case 0: return b.symbol(symbols[0]);
      case 1: return b.symbol(symbols[1]);
      case 2:
      case 3: return b.symbol(symbols[4]);
      case 4: return b.constant(pick(2) == 0 ? 0.5 : 2);
      default: return b.symbol(symbols[7]);
    }
  }
  int scalar_of(int fuel, bool is_inside, int depth) {
    if (pick(5) == 0)
      if (const int node = again(0, is_inside); node >= 0) return node;
    if (fuel <= 0) return leaf(is_inside);
    const auto part = [&] { return scalar_of(fuel / 2, is_inside, depth); };
    const auto vector = [&] { return vector_of(fuel / 2, is_inside, depth); };
    int node = 0;
    switch (pick(depth < 3 ? 14 : 10)) {
      case 0: node = b.apply(op::add, part(), part()); break;
      case 1: node = b.apply(op::subtract, part(), part()); break;
      case 2:
      case 3:
      case 4: node = b.apply(op::multiply, part(), part()); break;
      case 5: node = b.apply(op::sine, part()); break;
      case 6: node = b.apply(op::divide, part(), b.apply(op::add, b.constant(2), b.apply(op::square, b.apply(op::sine, part())))); break;
      case 7: node = b.apply(op::where, b.apply(op::less, part(), part()), part(), part()); break;
      case 8: node = b.apply(op::sum, b.apply(op::multiply, vector(), vector())); break;
      case 9: node = b.apply(op::sum, vector()); break;
      default:
        ++reductions;
        node = b.apply(pick(2) == 0 ? op::sample_mean : op::sample_sum, scalar_of(fuel - 1, true, depth + 1));
        return keep(0, false, node);
    }
    return keep(0, is_inside, node);
  }
  int vector_of(int fuel, bool is_inside, int depth) {
    if (pick(5) == 0)
      if (const int node = again(1, is_inside); node >= 0) return node;
    if (fuel <= 0) {
      const int which = pick(is_inside ? 4 : 2);
      return b.symbol(symbols[which == 0 ? 2 : which == 1 ? 5 : 8]);
    }
    const auto part = [&] { return vector_of(fuel / 2, is_inside, depth); };
    int node = 0;
    switch (pick(depth < 3 ? 6 : 5)) {
      case 0: node = b.apply(op::add, part(), part()); break;
      case 1: node = b.apply(op::multiply, part(), part()); break;
      case 2: node = b.apply(op::multiply, scalar_of(fuel / 2, is_inside, depth), part()); break;
      case 3: node = b.apply(op::matmul, b.symbol(symbols[pick(2) == 0 ? 3 : 6]), part()); break;
      case 4: node = b.apply(op::sine, part()); break;
      default:
        ++reductions;
        node = b.apply(pick(2) == 0 ? op::sample_mean : op::sample_sum, vector_of(fuel - 1, true, depth + 1));
        if (b.shapes[node].is_scalar()) node = filled(b, node, {2, 0});
        return keep(1, false, node);
    }
    if (b.shapes[node].is_scalar()) node = filled(b, node, {2, 0});
    return keep(1, is_inside, node);
  }
};

/// The numbers of symbols: by symbol, sample and position.
struct numbers {
  std::vector<std::vector<std::vector<real>>> of;
  std::size_t samples;

  numbers(std::mt19937& random, std::size_t n) : samples(n) {
    std::uniform_real_distribution<double> number(-1.5, 1.5);
    for (int s = 0; s < symbol_count; ++s) {
      of.emplace_back(n, std::vector<real>(static_cast<std::size_t>(symbols[s].dimensions.size())));
      for (std::size_t i = 0; i < n; ++i)
        for (real& one : of.back()[i]) one = s < column_begin && i > 0 ? 0 : real{number(random)};
      if (s < column_begin)
        for (std::size_t i = 1; i < n; ++i) of.back()[i] = of.back()[0];
    }
  }
  void shift(int symbol, int position, real by) {
    for (auto& sample : of[static_cast<std::size_t>(symbol)]) sample[static_cast<std::size_t>(position)] += by;
  }
};

/// Scalar nodes, evaluated one after the other at all samples.
struct unrolled {
  std::unique_ptr<builder> to = std::make_unique<builder>();
  std::vector<int> outputs = std::vector<int>(4096);
  int count = 0;

  unrolled(const builder& from, const std::vector<int>& roots) {
    const auto lowered = std::make_unique<unrolling>(from, *to);
    count = lowered->run(roots.data(), static_cast<int>(roots.size()), outputs.data());
  }

  std::vector<real> at(const numbers& n) const {
    std::vector<std::vector<real>> values(static_cast<std::size_t>(to->size), std::vector<real>(n.samples));
    for (int i = 0; i < to->size; ++i) {
      const word node = to->nodes[i];
      const op o = op_of(node);
      auto& own = values[static_cast<std::size_t>(i)];
      if (is_reduction(o)) {
        real sum = 0;
        for (const real v : values[static_cast<std::size_t>(first_of(node))]) sum += v;
        for (real& v : own) v = o == op::sample_mean ? sum / static_cast<real>(n.samples) : sum;
        continue;
      }
      for (std::size_t s = 0; s < n.samples; ++s) own[s] = value(i, s, values, n);
    }
    std::vector<real> result;
    for (int k = 0; k < count; ++k) {
      const auto& own = values[static_cast<std::size_t>(outputs[static_cast<std::size_t>(k)])];
      for (const real v : own)
        if (v != own[0] && v == v) throw std::logic_error("a root changes with the sample");
      result.push_back(own[0]);
    }
    return result;
  }

 private:
  real value(int i, std::size_t s, const std::vector<std::vector<real>>& values, const numbers& n) const {
    const word node = to->nodes[i];
    const auto operand = [&](int k) { return values[static_cast<std::size_t>(operand_of(node, k))][s]; };
    const auto symbol = [&](int position) {
      for (std::size_t k = 0; k < symbol_count; ++k)
        if (symbols[k] == to->symbols[first_of(node)]) return n.of[k][s][static_cast<std::size_t>(position)];
      throw std::logic_error("no such symbol");
    };
    switch (op_of(node)) {
      case op::constant: return real{to->value(i)};
      case op::symbol: return symbol(0);
      case op::component: return symbol(second_of(node));
      case op::add: return operand(0) + operand(1);
      case op::subtract: return operand(0) - operand(1);
      case op::multiply: return operand(0) * operand(1);
      case op::divide: return operand(0) / operand(1);
      case op::negate: return -operand(0);
      case op::square: return operand(0) * operand(0);
      case op::power: return std::pow(operand(0), operand(1));
      case op::sine: return std::sin(operand(0));
      case op::cosine: return std::cos(operand(0));
      case op::where: return operand(0) != 0 ? operand(1) : operand(2);
      case op::less: return operand(0) < operand(1) ? 1 : 0;
      case op::less_equal: return operand(0) <= operand(1) ? 1 : 0;
      case op::equal: return operand(0) == operand(1) ? 1 : 0;
      case op::logical_not: return operand(0) == 0 ? 1 : 0;
      case op::logical_and: return operand(0) != 0 && operand(1) != 0 ? 1 : 0;
      case op::logical_or: return operand(0) != 0 || operand(1) != 0 ? 1 : 0;
      default: throw std::logic_error("an operation that is not tested: " + std::to_string(index_of(op_of(node))));
    }
  }
};

/// The difference quotients of roots by a number; NaN where they don't agree with those of half the step, as beside a kink.
std::vector<real> quotients(const unrolled& e, numbers n, int symbol, int position) {
  const auto slope = [&](real h) {
    n.shift(symbol, position, h);
    std::vector<real> up = e.at(n);
    n.shift(symbol, position, -2 * h);
    const std::vector<real> down = e.at(n);
    n.shift(symbol, position, h);
    for (std::size_t i = 0; i < up.size(); ++i) up[i] = (up[i] - down[i]) / (2 * h);
    return up;
  };
  std::vector<real> result = slope(1e-5L);
  const std::vector<real> again = slope(5e-6L);
  for (std::size_t i = 0; i < result.size(); ++i)
    if (!(std::abs(result[i] - again[i]) <= 1e-7L * (1 + std::abs(result[i])))) result[i] = NAN;
  return result;
}

struct tally {
  long compared = 0, wrong = 0, skipped = 0;

  void compare(real came, real expected, unsigned seed, const char* what, int symbol) {
    if (!(std::abs(expected) < 1e9L)) return void(++skipped);
    ++compared;
    if (std::abs(came - expected) <= 1e-6L * (1 + std::abs(expected))) return;
    if (wrong++ < 5)
      BOOST_TEST(false, "seed " << seed << ", " << what << " by " << symbols[symbol].name.text << ": "
                                << static_cast<double>(came) << ", expected " << static_cast<double>(expected));
  }
};

void check(unsigned seed, tally& all) {
  std::mt19937 random(seed);
  const auto b = std::make_unique<builder>();
  for (const symbol_id& s : symbols) b->symbol(s);  // vectors among them: all nodes have shapes
  maker make{*b, random, {}, {}};
  int root = make.scalar_of(6 + make.pick(20), false, 0);
  for (int k = 0; k < 3 && make.reductions == 0; ++k)
    root = b->apply(op::multiply, root, b->apply(op::sample_sum, make.scalar_of(6, true, 1)));
  int wanted[wanted_count];
  for (int k = 0; k < wanted_count; ++k) wanted[k] = b->symbol(symbols[k]);

  std::vector<int> first;
  const auto sweep = std::make_unique<reverse_sweep>(*b);
  sweep->run(root, wanted, wanted_count);
  for (const int one : wanted) first.push_back(sweep->derivative(one));
  // The gradient along the parameters themselves, and its derivatives: a Hessian-vector product.
  int along = b->constant(0);
  for (int k = 0; k < wanted_count; ++k)
    along = b->apply(op::add, along, total(*b, b->apply(op::multiply, first[static_cast<std::size_t>(k)], b->constant(0.25 + k)),
                                           symbols[k].dimensions));
  const auto again = std::make_unique<reverse_sweep>(*b);
  again->run(along, wanted, wanted_count);
  std::vector<int> second;
  for (const int one : wanted) second.push_back(again->derivative(one));
  BOOST_REQUIRE((b->flaw == fault::none));

  std::vector<int> roots{root, along};
  const unrolled values(*b, roots);
  roots = first;
  roots.insert(roots.end(), second.begin(), second.end());
  const unrolled derivatives(*b, roots);

  const numbers n(random, 1 + random() % 5);
  const std::vector<real> came = derivatives.at(n);
  const std::size_t of_first = came.size() / 2;
  std::size_t at = 0;
  for (int k = 0; k < wanted_count; ++k)
    for (int e = 0; e < symbols[k].dimensions.size(); ++e, ++at) {
      const std::vector<real> expected = quotients(values, n, k, e);
      all.compare(came[at], expected[0], seed, "the derivative", k);
      all.compare(came[of_first + at], expected[1], seed, "the second derivative", k);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sums_over_samples)

BOOST_AUTO_TEST_CASE(derivatives) {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  const long count = suite.argc > 1 ? std::atol(suite.argv[1]) : 150;
  const auto from = static_cast<unsigned>(suite.argc > 2 ? std::atol(suite.argv[2]) : 1);
  tally all;
  for (long i = 0; i < count; ++i) check(from + static_cast<unsigned>(i), all);
  BOOST_TEST_MESSAGE(all.compared << " numbers compared, " << all.skipped << " left out");
  BOOST_TEST(all.wrong == 0);
  BOOST_TEST(all.skipped < all.compared / 4);
}

BOOST_AUTO_TEST_SUITE_END()
