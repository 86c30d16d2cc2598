// SPDX-License-Identifier: BSL-1.0
#pragma once
// Values of every sample, stored into columns.
#include <symdiff/derivative/jacobian.hpp>

namespace SYMDIFF_NAMESPACE {

/// The columns that results go into; made by `into`.
template <class T, int Count>
struct result_columns {
  T* places[std::size_t{Count}];
  std::size_t sizes[std::size_t{Count}];
};

namespace detail {
template <class Range>
inline constexpr bool is_writable = requires(Range&& r) { *r.data() = 0; r.size(); };
}  // namespace detail

/// Names the columns for the results of `evaluate_each`: contiguous ranges, by reference.
template <class First, class... Rest>
constexpr auto into(First&& first, Rest&&... rest) {
  constexpr bool writable = detail::is_writable<First> && (detail::is_writable<Rest> && ...);
  static_assert(writable, "into: a column for results is no contiguous range that can be written to; give a "
                          "std::vector, std::array or std::span of numbers");
  if constexpr (writable) {
    using T = std::remove_cvref_t<decltype(*first.data())>;
    constexpr bool alike = (std::same_as<T, std::remove_cvref_t<decltype(*rest.data())>> && ...);
    static_assert(alike, "into: the columns for results hold numbers of different types");
    if constexpr (alike)
      return result_columns<T, 1 + sizeof...(Rest)>{{first.data(), rest.data()...}, {first.size(), rest.size()...}};
    else
      return detail::refused{};
  } else {
    return detail::refused{};
  }
}

namespace detail {

[[noreturn]] inline void throw_unequal_places(int output, std::size_t samples, std::size_t places) {
  throw std::invalid_argument("evaluate_each: column " + std::to_string(output + 1) + " of the results has " +
                              std::to_string(places) + " places, but there are " + std::to_string(samples) +
                              " samples");
}

template <class... E>
struct each_source {
  static constexpr bool takes_samples() { return true; }
  template <symbol_id>
  static constexpr bool has_one_value() {
    return false;
  }
  struct build : value_source<E...>::build {
    static constexpr bool stores = true;
  };
  static constexpr auto& program = program_of<build, sizeof...(E)>;
};

template <class>
struct columns_for {
  static constexpr int count = -1;
  using type = void;
};
template <class T, int Count>
struct columns_for<result_columns<T, Count>> {
  static constexpr int count = Count;
  using type = T;
};

template <class Source, class Numbers, class Columns, class... Arguments>
constexpr bool can_store() {
  constexpr bool named = columns_for<Columns>::count > 0;
  static_assert(named || is_refused<Columns>, "evaluate_each: the second argument names no columns for the results; "
                                              "write it as in evaluate_each(e, into(values), t = times)");
  if constexpr (is_refused<decltype(Source::program)>) {
    return false;
  } else if constexpr (named && are_values<Source, Source, Arguments...>()) {
    constexpr bool enough = columns_for<Columns>::count == Source::program.output_count;
    static_assert(enough, "evaluate_each: there is not one column in into(...) for each result");
    constexpr bool has_columns = loader_of<Source, Arguments...>::has_columns;
    static_assert(has_columns, "evaluate_each: no value is a column of samples; for a single sample call evaluate");
    constexpr bool at_once = !loader_of<Source, Arguments...>::has_chunks;
    static_assert(at_once, "evaluate_each: the samples come in chunks, for which there is no one column of results; "
                           "evaluate each chunk, as in for (const auto& chunk : data) evaluate_each(e, into(values), chunk)");
    constexpr bool alike = std::same_as<typename columns_for<Columns>::type, number_of<Numbers, Arguments...>>;
    static_assert(alike, "evaluate_each: the columns for the results hold another type of number than the evaluation "
                         "gives: float where all values are float, else double");
    return enough && has_columns && at_once && alike;
  } else {
    return false;
  }
}

}  // namespace detail

/// The values of stacked expressions at every sample: `evaluate_each(stack(e, diff(e, t)), into(values, slopes),
/// t = times, a = 2.0)` or, of one expression, `evaluate_each(e, into(values), …)`. The arguments are those of
/// `evaluate`; at least one input has a column of n samples, and each column in `into` has n places. What does not
/// depend on the sample is computed once, means over the samples in passes of their own. Throws
/// std::invalid_argument, before anything is written, where columns differ in length.
template <class... E, class Columns, class... Arguments>
constexpr void evaluate_each(const stacked<E...>& v, const Columns& columns, const Arguments&... arguments) {
  using source = detail::each_source<E...>;
  const auto numbers = v.joined_numbers();
  if constexpr (detail::can_store<source, decltype(numbers), Columns, Arguments...>()) {
    using T = detail::number_of<decltype(numbers), Arguments...>;
    const detail::loader_of<source, Arguments...> load(arguments...);
    for (int k = 0; k < stacked<E...>::size; ++k)
      if (columns.sizes[k] != load.samples) detail::throw_unequal_places(k, load.samples, columns.sizes[k]);
    const auto store = [&]<class V>(const V* values, std::size_t i, int count) __attribute__((always_inline)) {
      detail::unroll<stacked<E...>::size>([&](int k) __attribute__((always_inline)) {
        const V& value = values[source::program.outputs[k]];
        if constexpr (!simd::is_pack<V>) columns.places[k][i] = value;
        else if (count == V::lanes) value.store(columns.places[k] + i);
        else value.store(columns.places[k] + i, count);
      });
    };
    detail::straight_line<source, T>::execute(numbers, load, store, [](const T*) {});
  }
}

/// The same for a single expression.
template <class E, class Columns, class... Arguments>
constexpr void evaluate_each(const E& e, const Columns& columns, const Arguments&... arguments) {
  static_assert(Expression<E> || detail::is_refused<E>,
                "evaluate_each: the first argument is no expression or stack(...) of them");
  if constexpr (Expression<E>) evaluate_each(stack(e), columns, arguments...);
}

}  // namespace symdiff
