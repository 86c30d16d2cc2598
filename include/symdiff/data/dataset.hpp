// SPDX-License-Identifier: BSL-1.0
#pragma once
// Data sets: columns of samples, by reference.
#include <symdiff/hide_macros.inc>
#include <span>
#include <symdiff/evaluate/evaluate.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// Whether a column's numbers outlive the binding: the container is held by reference or is a view.
template <class V>
inline constexpr bool outlives = std::is_lvalue_reference_v<V> || is_column<V> || std::ranges::enable_borrowed_range<V>;

/// What a data set keeps of a binding: where the column's numbers stand. What it refuses stays as it is.
template <class Argument>
struct kept_column {
  using type = Argument;
};
template <symbol_id Symbol, class V>
  requires(is_column<entered<V>> && outlives<V>)
struct kept_column<binding<Symbol, V>> {
  using type = binding<Symbol, entered<V>>;
};

// The checks are templates of the symbol, so that the compiler's trace shows its name.
template <symbol_id Symbol, bool IsInput>
constexpr bool require_input() {
  static_assert(IsInput, "dataset: a parameter has one value and no column of samples; the name stands in "
                         "require_input<…>, give its value in a parameter set or declare it as input<…>");
  return IsInput;
}
template <symbol_id Symbol, class V>
  requires(Symbol.dimensions.is_scalar() && Number<V>)
constexpr bool require_column() {
  return true;  // the same number for all samples
}
template <symbol_id Symbol, class V>
constexpr bool require_column() {
  constexpr bool contiguous = [] {
    if constexpr (is_column<entered<V>>) return Number<decltype(*entered<V>{}.data)>;
    else return false;
  }();
  static_assert(contiguous, "dataset: a column is no contiguous range of numbers; give a std::vector, std::array, "
                            "std::span or C array of them, or a number for a scalar that is the same in all samples");
  if constexpr (contiguous)
    static_assert(outlives<V>, "dataset: a column is a temporary container that would be gone before it is read; "
                               "give it a name, since a data set keeps no copy");
  return contiguous && outlives<V>;
}
template <symbol_id Symbol, bool Once>
constexpr bool require_one_column() {
  static_assert(Once, "dataset: a symbol is given a column twice; the name stands in require_one_column<…>, "
                      "leave one out");
  return Once;
}

template <class... Arguments>
constexpr bool are_columns() {
  static_assert(sizeof...(Arguments) > 0, "dataset: there is no column; write it as in dataset data{t = times}");
  static_assert((is_binding<Arguments> && ...),
                "dataset: an argument gives no column to a symbol; write it as in dataset data{t = times}");
  if constexpr (sizeof...(Arguments) > 0 && (is_binding<Arguments> && ...))
    return (require_input<Arguments::symbol, Arguments::symbol.kind == symbol_kind::input>() && ...) &&
           (require_column<Arguments::symbol, typename Arguments::value_type>() && ...) &&
           (require_one_column<Arguments::symbol, times_in<Arguments...>(Arguments::symbol) == 1>() && ...);
  else
    return false;
}

template <class Argument>
constexpr auto enter_column(const Argument& argument) {
  if constexpr (!std::same_as<Argument, typename kept_column<Argument>::type>)
    return typename kept_column<Argument>::type{enter_for<Argument::symbol>(argument.value)};
  else
    return argument;
}

template <class... Bindings>
using column_map = std::conditional_t<are_columns<Bindings...>(), symbol_map<Bindings...>, refused_map>;

}  // namespace detail

/// Columns of samples by symbol: `dataset data{t = times, speed = speeds}`. A column is a contiguous range
/// of numbers (std::vector, std::array, std::span, C array), for a vector or matrix the numbers of one sample after those
/// of the other (a row-major matrix of n × 784 for `input<"x", 784>`). It stays the caller's: the data set holds
/// its address and length, as std::span does, so the range must outlive it and not be reallocated.
/// What is the same for all samples may be given once: a number for a scalar, and for a vector or matrix a range of
/// exactly its numbers (evaluate/given.hpp).
/// Throws std::invalid_argument, with the symbol's name, where columns differ in length or are empty.
template <class... Bindings>
struct dataset : detail::column_map<Bindings...> {
  template <class... Arguments>
    requires(sizeof...(Arguments) == sizeof...(Bindings))
  constexpr explicit dataset(const Arguments&... columns)
      : detail::column_map<Bindings...>(detail::enter_column(columns)...) {
    if constexpr (detail::are_columns<Bindings...>()) {
      detail::sample_count count;
      (check<Bindings>(count), ...);
      samples = count.total();
    }
  }

  /// How many samples there are: at least one, of values alone one.
  constexpr std::size_t size() const { return samples; }

  /// The column of a symbol, or the number that was given for all samples.
  template <Symbol S>
  constexpr auto operator[](const S&) const {
    if constexpr (detail::has_entry<detail::id_of<S>, Bindings...>()) {
      const auto& column = boost::hana::at_key(this->entries, detail::key_of<detail::id_of<S>>);
      if constexpr (requires { requires std::is_pointer_v<decltype(column.data)>; }) return std::span(column.data, column.size);
      else return column;
    }
  }

 private:
  std::size_t samples = 0;

  template <class Binding>
  constexpr void check(detail::sample_count& count) {
    if constexpr (detail::given_by<Binding> != detail::giving::one_value)
      count.add<Binding::symbol, typename Binding::value_type>(
          boost::hana::at_key(this->entries, detail::key_of<Binding::symbol>).size, "dataset", "a data set needs at least 1");
  }
};

template <class... Arguments>
dataset(const Arguments&...) -> dataset<typename detail::kept_column<Arguments>::type...>;

/// Where a data set holds a number that is NaN or infinite.
struct flawed_sample {
  const char* column = nullptr;  ///< the symbol's name; null where all numbers are finite
  std::size_t sample = 0;        ///< from 0 on
  double value = 0;

  constexpr explicit operator bool() const { return column != nullptr; }
};

/// In words: "the column of 'speed' holds nan at sample 17".
inline std::string to_string(const flawed_sample& at) {
  if (!at) return "all numbers are finite";
  return "the column of '" + std::string(at.column) + "' holds " +
         (at.value != at.value ? "nan" : at.value > 0 ? "inf" : "-inf") + " at sample " + std::to_string(at.sample);
}

/// The first NaN or infinite number of a data set, column by column: `if (auto at = first_not_finite(data))`.
/// It reads every number once.
template <class... Bindings>
constexpr flawed_sample first_not_finite(const dataset<Bindings...>& data) {
  flawed_sample found;
  const auto search = [&]<class Binding>(Binding*) {
    const auto& column = boost::hana::at_key(data.entries, detail::key_of<Binding::symbol>);
    constexpr std::size_t width = Binding::symbol.dimensions.size();
    const auto look = [&](std::size_t i, const auto& number) {
      if (!found && !(number - number == 0)) found = {Binding::symbol.name.text, i / width, static_cast<double>(number)};
    };
    if constexpr (detail::is_column<std::remove_cvref_t<decltype(column)>>)
      for (std::size_t i = 0; i < column.size && !found; ++i) look(i, column.data[i]);
    else
      look(0, column);
  };
  (search(static_cast<Bindings*>(nullptr)), ...);
  return found;
}

/// Throws std::invalid_argument that says where, if a data set holds NaN or infinity.
template <class... Bindings>
constexpr void require_finite(const dataset<Bindings...>& data) {
  if (const flawed_sample at = first_not_finite(data)) throw std::invalid_argument("dataset: " + to_string(at));
}

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
