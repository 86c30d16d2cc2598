// SPDX-License-Identifier: BSL-1.0
#pragma once
// Random losses that the compiler makes, through the public functions: their values, gradients, Hessians and products of
// these with directions, and values of every sample, against plain loops. What they are given comes as numbers, vectors,
// arrays and spans, of double and float, loose, as `parameters` and as a `dataset`, by turns.
#include "plain_loops.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace random_losses {

#ifndef MAY_BE_ONCE
#define MAY_BE_ONCE 1
#endif
template <std::uint64_t Seed>
inline constexpr loss loss_of = maker(Seed, MAY_BE_ONCE).make();

/// A part of a loss as an expression.
template <std::uint64_t Seed, int Part>
struct written_part {
  static constexpr int expected = 512;
  constexpr int operator()(symdiff::detail::builder& b) const {
    writer w{b, loss_of<Seed>};
    w.write();
    return w.moved[Part].node;
  }
};
template <std::uint64_t Seed, int Part>
constexpr auto expression_of() {
  return symdiff::detail::build_expression<written_part<Seed, Part>>(symdiff::detail::numbers<>{});
}

template <class E>
constexpr bool has_column(const loss& l) {
  for (const auto& id : E::graph.symbols)
    for (const symbol& s : l.symbols)
      if (E::graph.symbol_count != 0 && id_of_symbol(s) == id && s.is_input && !s.is_once) return true;
  return false;
}

/// How the values of a symbol come: drawn from the seed, other ones for each call.
constexpr unsigned form_of(std::uint64_t seed, int call, int k) {
  return static_cast<unsigned>(maker(seed * 100 + static_cast<std::uint64_t>(call * 10 + k)).next() >> 33);
}

/// What outlives a call that reads it by reference.
struct storage {
  std::vector<double> doubles[symbol_count];
  std::vector<float> floats[symbol_count];

  explicit storage(const point<long double>& p) {
    for (int k = 0; k < symbol_count; ++k) {
      doubles[k].assign(p.values[k].begin(), p.values[k].end());
      floats[k].assign(p.values[k].begin(), p.values[k].end());
    }
  }
};

template <std::uint64_t Seed, int Call, bool MayBeFloat, symdiff::detail::symbol_id Id>
auto bound(storage& from) {
  constexpr const loss& l = loss_of<Seed>;
  constexpr int k = [] {
    int i = 0;
    while (id_of_symbol(loss_of<Seed>.symbols[i]) != Id) ++i;
    return i;
  }();
  constexpr unsigned form = form_of(Seed, Call, k);
  constexpr symbol s = l.symbols[k];
  constexpr auto& x = symdiff::detail::symbol_of<Id>;
  constexpr bool is_column = s.is_input && !s.is_once;
  if constexpr (!is_column && s.s.is_scalar()) {
    if constexpr (s.is_input && MayBeFloat && form % 2 == 0) return x = from.floats[k][0];
    else return x = from.doubles[k][0];
  } else if constexpr (s.is_input && MayBeFloat && form % 4 == 0 && is_column) {
    return x = from.floats[k];
  } else if constexpr (s.is_once || (!s.is_input && form % 3 == 0)) {
    static std::array<double, std::size_t{s.s.size()}> own;
    std::copy_n(from.doubles[k].begin(), s.s.size(), own.begin());
    return x = own;
  } else if constexpr (form % 3 == 1) {
    return x = std::span<const double>(from.doubles[k]);
  } else {
    return x = from.doubles[k];
  }
}

/// f(arguments...) for an expression, in the forms of that call.
template <std::uint64_t Seed, int Call, class E, class F>
auto with_arguments(const E&, storage& from, const F& f) {
  using namespace symdiff::detail;
  constexpr int parameters = parameter_count<E>(), all = E::graph.symbol_count, inputs = all - parameters;
  const auto bind = [&]<int I>() { return bound<Seed, Call, (parameters > 0), E::graph.symbols[I]>(from); };
  // In a graph's own order; those that are inputs, or parameters, by position.
  constexpr auto nth = [](symdiff::symbol_kind kind, int n) {
    int i = 0;
    for (; i < E::graph.symbol_count; ++i)
      if (E::graph.symbols[i].kind == kind && n-- == 0) break;
    return i;
  };
  return [&]<int... P, int... I>(std::integer_sequence<int, P...>, std::integer_sequence<int, I...>) {
    constexpr unsigned form = form_of(Seed, Call, 9);
    constexpr bool groups_parameters = form % 3 == 0 && parameters > 0, groups_inputs = form % 2 == 0 && inputs > 0;
    const auto with_inputs = [&](const auto&... before) {
      if constexpr (groups_inputs)
        return f(before..., symdiff::dataset{bind.template operator()<nth(symdiff::symbol_kind::input, I)>()...});
      else return f(before..., bind.template operator()<nth(symdiff::symbol_kind::input, I)>()...);
    };
    if constexpr (groups_parameters)
      return with_inputs(symdiff::parameters{bind.template operator()<nth(symdiff::symbol_kind::parameter, P)>()...});
    else return with_inputs(bind.template operator()<nth(symdiff::symbol_kind::parameter, P)>()...);
  }(std::make_integer_sequence<int, parameters>{}, std::make_integer_sequence<int, inputs>{});
}

struct count_of_numbers {
  long long checked = 0, skipped = 0, wrong = 0;
};

/// Numbers that came against what they should be.
class comparison {
 public:
  comparison(std::uint64_t seed, int samples, long double scale, count_of_numbers& numbers)
      : seed_(seed), samples_(samples), scale_(scale), numbers_(numbers) {}

  void check(const char* what, int index, double came, long double expected) {
    ++numbers_.checked;
    if (std::abs(came - expected) <= 1e-8L * std::abs(expected) + 1e-11L * scale_) return;
    if (numbers_.wrong++ < 10)
      BOOST_TEST_ERROR("loss " << seed_ << " over " << samples_ << " samples: " << what << ' ' << index << " is " << came
                               << " instead of " << static_cast<double>(expected));
  }

 private:
  std::uint64_t seed_;
  int samples_;
  long double scale_;
  count_of_numbers& numbers_;
};

template <class T>
void append(std::vector<double>& to, const T& value) {
  if constexpr (requires { value.data(); }) to.insert(to.end(), value.data(), value.data() + value.size());
  else to.push_back(static_cast<double>(value));
}

/// The numbers of a result that symbols index, in their order.
template <symdiff::detail::symbol_id... Symbols>
std::vector<double> numbers_in(symdiff::detail::symbol_list<Symbols...>, const auto& map) {
  std::vector<double> all;
  (append(all, map[symdiff::detail::symbol_of<Symbols>]), ...);
  return all;
}

/// The last scalar that changes with the sample, or -1.
constexpr int sampled_part(const loss& l) {
  for (int i = l.size - 1; i >= 0; --i)
    if (l.parts[i].varies && l.parts[i].s.is_scalar() && l.parts[i].what != term::symbol) return i;
  return -1;
}

/// Compares a loss at some places.
template <std::uint64_t Seed>
void check_loss(int places, count_of_numbers& numbers) {
  using namespace symdiff::detail;
  constexpr const loss& l = loss_of<Seed>;
  constexpr auto e = expression_of<Seed, l.size - 1>();
  using E = std::remove_const_t<decltype(e)>;
  using wanted = typename parameters_of<E>::type;
  constexpr bool has_columns = has_column<E>(l);
  std::vector<int> by;  // the symbols of the loss that the gradient has, in its order
  [&]<symbol_id... Symbols>(symbol_list<Symbols...>) {
    const auto find = [&](const symbol_id& id) {
      for (int k = 0; k < symbol_count; ++k)
        if (id_of_symbol(l.symbols[k]) == id) by.push_back(k);
    };
    (find(Symbols), ...);
  }(wanted{});
  std::mt19937_64 random(Seed);
  for (int n = 0; n < places; ++n) {
    const place<long double> p = draw_place<long double>(l, random, has_columns);
    plain_loops<long double> plain(l, p.at.samples);
    std::vector<long double> gradient, products, unit[symbol_count], no_direction[symbol_count];
    for (int k = 0; k < symbol_count; ++k) unit[k].assign(p.at.values[k].size(), 0), no_direction[k] = unit[k];
    const long double value = plain.run(p.at, no_direction, no_direction).v;
    bool is_known = !plain.is_near_edge;
    std::vector<long double> of_samples;
    constexpr int sampled = sampled_part(l);
    if constexpr (sampled >= 0)
      for (int s = 0; s < p.at.samples; ++s) of_samples.push_back(plain.at(sampled, s, 0).v);
    for (const int k : by)
      for (long double& each : unit[k]) {
        if (!is_known) break;
        each = 1;
        const jet<long double> result = plain.run(p.at, unit, p.direction);
        each = 0;
        gradient.push_back(result.a);
        products.push_back(result.ab);
        is_known = !plain.is_near_edge;
      }
    if (!is_known) {
      ++numbers.skipped;
      continue;
    }
    long double scale = 1 + std::abs(value);
    for (const auto& each : gradient) scale = std::max(scale, std::abs(each));
    for (const auto& each : products) scale = std::max(scale, std::abs(each));
    comparison compare(Seed, p.at.samples, scale, numbers);
    storage from(p.at);
    const auto check_all = [&](const char* what, const std::vector<double>& came, const std::vector<long double>& expected) {
      for (std::size_t i = 0; i < expected.size(); ++i)
        compare.check(what, static_cast<int>(i), i < came.size() ? came[i] : std::numeric_limits<double>::quiet_NaN(), expected[i]);
    };
    compare.check("value", 0, with_arguments<Seed, 0>(e, from, [&](const auto&... all) { return symdiff::evaluate(e, all...); }), value);
    if constexpr (wanted::count > 0) {
      const auto came = with_arguments<Seed, 1>(e, from, [&](const auto&... all) { return symdiff::value_and_gradient(e, all...); });
      compare.check("value", 0, came.value, value);
      check_all("derivative", numbers_in(wanted{}, came.gradient), gradient);
      point<long double> along = p.at;
      for (int k = 0; k < symbol_count; ++k) along.values[k] = p.direction[k];
      storage direction(along);
      const auto product = [&]<symbol_id... Symbols>(symbol_list<Symbols...>) {
        const auto to = symdiff::parameters{bound<Seed, 2, false, Symbols>(direction)...};
        return with_arguments<Seed, 2>(e, from, [&](const auto&... all) { return symdiff::hessian_vector_product(e, to, all...); });
      }(wanted{});
      check_all("product", numbers_in(wanted{}, product), products);
      constexpr int count = []<symbol_id... Symbols>(symbol_list<Symbols...>) { return (Symbols.dimensions.size() + ...); }(wanted{});
      if constexpr (count <= 8) {
        const auto h = with_arguments<Seed, 3>(e, from, [&](const auto&... all) { return symdiff::hessian(e, all...); });
        std::vector<long double*> numbers_of_point;
        std::vector<long double> other[symbol_count];
        for (int k = 0; k < symbol_count; ++k) other[k] = unit[k];
        std::vector<std::pair<int, std::size_t>> at;
        for (const int k : by)
          for (std::size_t i = 0; i < unit[k].size(); ++i) at.emplace_back(k, i);
        for (int i = 0; i < count; ++i)
          for (int j = 0; j <= i; ++j) {
            const auto [ki, ni] = at[static_cast<std::size_t>(i)];
            const auto [kj, nj] = at[static_cast<std::size_t>(j)];
            unit[ki][ni] = 1, other[kj][nj] = 1;
            const long double expected = plain.run(p.at, unit, other).ab;
            unit[ki][ni] = 0, other[kj][nj] = 0;
            if (!plain.is_near_edge) compare.check("Hessian", i * count + j, h.at(i, j), expected);
          }
      }
    }
    if constexpr (sampled >= 0) {
      constexpr auto each = expression_of<Seed, (sampled < 0 ? 0 : sampled)>();
      using Each = std::remove_const_t<decltype(each)>;
      if constexpr (has_column<Each>(l)) {
        // The compiler may fold away what changes with the sample, and with it how many samples there are.
        std::vector<double> came(of_samples.size());
        with_arguments<Seed, 4>(each, from, [&](const auto&... all) { symdiff::evaluate_each(each, symdiff::into(came), all...); });
        check_all("value of sample", came, of_samples);
      }
    }
  }
}

/// Compares the losses of some seeds.
template <std::uint64_t First, int... I>
void check_losses(int places, count_of_numbers& numbers, std::integer_sequence<int, I...>) {
  (check_loss<First + std::uint64_t{I}>(places, numbers), ...);
}
template <std::uint64_t First, int Count>
void check_losses() {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  count_of_numbers numbers;
  check_losses<First>(suite.argc > 1 ? std::atoi(suite.argv[1]) : 40, numbers, std::make_integer_sequence<int, Count>{});
  BOOST_TEST_MESSAGE(numbers.checked << " numbers of " << Count << " losses were compared; " << numbers.skipped
                                     << " places were too near an edge");
  BOOST_TEST(numbers.wrong == 0);
  BOOST_TEST(numbers.checked > 0);
}

}  // namespace random_losses
