// SPDX-License-Identifier: BSL-1.0
#pragma once
// Mini-batches: a data set cut into small ones, in a new random order every epoch.
#include <symdiff/hide_macros.inc>
#include <symdiff/data/dataset.hpp>
#include <symdiff/data/shuffle.hpp>

namespace SYMDIFF_NAMESPACE {

/// How a data set is cut.
struct batch_options {
  long long size = 32;     ///< samples in a batch
  bool shuffle = true;     ///< whether each epoch takes the samples in a new random order
  std::uint64_t seed = 0;  ///< the same seed gives the same orders on every platform
  bool drop_last = false;  ///< whether to leave out the last batch where it is shorter than the others
};

namespace detail {

/// Room for one batch of a column. What is the same for all samples is the same in each batch.
template <class Binding>
struct column_buffer {
  static constexpr bool is_contiguous = true;
  using binding_type = Binding;
  typename Binding::value_type whole{};

  void set(const auto& value) { whole = value; }
  static void make_room(std::size_t) {}
  binding_type part(std::size_t, std::size_t) const { return {whole}; }
  static void gather(const std::size_t*, std::size_t, std::size_t) {}
};
template <symbol_id Symbol, class T, class Pointer>
struct column_buffer<binding<Symbol, column<T, Pointer>>> {
  static constexpr bool is_contiguous = std::is_pointer_v<Pointer>;
  static constexpr symbol_id symbol = Symbol;
  using binding_type = binding<Symbol, column<T>>;
  column<T, Pointer> whole{};
  T* batch = nullptr;
  static constexpr std::size_t width{Symbol.dimensions.size()};  // numbers in a sample
  bool is_same = false;  // for all samples

  column_buffer() = default;
  column_buffer(const column_buffer&) = delete;
  ~column_buffer() { delete[] batch; }

  void set(const column<T, Pointer>& numbers) {
    whole = numbers;
    is_same = is_one_value<Symbol, column<T, Pointer>>(whole.size);
  }
  void make_room(std::size_t samples) {
    if (is_same && is_contiguous) return;
    batch = new T[(is_same ? 1 : samples) * width]{};
    if (is_same) copy(0, 1);
  }

  binding_type part(std::size_t first, std::size_t count) const {
    if (is_same) first = 0, count = 1;
    if constexpr (is_contiguous) {
      if (batch == nullptr) return {{whole.data + first * width, count * width}};
    }
    return {{batch, count * width}};
  }
  /// Samples from the first on, or in an order.
  void gather(const std::size_t* order, std::size_t first, std::size_t count) {
    if (batch == nullptr || is_same) return;
    if (order == nullptr) return copy(first, count);
    order += first;
    if (width == 1)
      for (std::size_t i = 0; i < count; ++i) batch[i] = whole.data[order[i]];
    else
      for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < width; ++k) batch[i * width + k] = whole.data[order[i] * width + k];
  }

 private:
  void copy(std::size_t first, std::size_t count) {
    for (std::size_t i = 0; i < count * width; ++i) batch[i] = whole.data[first * width + i];
  }
};

}  // namespace detail

/// The batches of a data set, each a data set itself:
///
///   mini_batches batches{data, {.size = 64, .seed = 7}};
///   for (int epoch = 1; epoch <= 20; ++epoch)
///     for (const auto& batch : batches.epoch(epoch)) optimizer.step(loss, p, batch);
///
/// Shuffled samples are copied once per batch into contiguous columns, which the next batch overwrites; without
/// shuffling a batch is a view of the data set, but for columns of `matrix_rows`, which are copied too. Memory is
/// allocated here, not by the epochs. Pass `columns_read(loss, data)` to copy no more columns than the loss reads.
/// std::invalid_argument, if the size is 0 or above the number of samples.
template <class... Bindings>
class mini_batches : detail::column_buffer<Bindings>... {
  batch_options options;
  std::size_t samples;
  std::size_t* order = nullptr;

  template <class Binding>
  using buffer = detail::column_buffer<Binding>;

 public:
  using batch_type = dataset<typename detail::column_buffer<Bindings>::binding_type...>;

  explicit mini_batches(const dataset<Bindings...>& data, batch_options how = {}) : options(how), samples(data.size()) {
    if (how.size < 1 || static_cast<unsigned long long>(how.size) > samples)
      throw std::invalid_argument("mini_batches: the batch size is " + std::to_string(how.size) +
                                  ", but must be at least 1 and at most " + std::to_string(samples) +
                                  ", the number of samples");
    (buffer<Bindings>::set(boost::hana::at_key(data.entries, detail::key_of<Bindings::symbol>)), ...);
    const auto size = static_cast<std::size_t>(how.size);
    ((how.shuffle || !buffer<Bindings>::is_contiguous ? buffer<Bindings>::make_room(size) : void()), ...);
    if (how.shuffle) order = new std::size_t[samples];
  }
  mini_batches(const mini_batches&) = delete;
  mini_batches& operator=(const mini_batches&) = delete;
  ~mini_batches() { delete[] order; }

  /// How many batches an epoch has.
  std::size_t count() const {
    const auto size = static_cast<std::size_t>(options.size);
    return options.drop_last ? samples / size : (samples + size - 1) / size;
  }

  class iterator {
    mini_batches* all;
    std::size_t index;

   public:
    iterator(mini_batches* batches, std::size_t first) : all(batches), index(first) { all->gather(index); }
    batch_type operator*() const { return all->view(index); }
    iterator& operator++() {
      all->gather(++index);
      return *this;
    }
    bool operator!=(const iterator& other) const { return index != other.index; }
  };
  struct epoch_range {
    mini_batches* all;
    std::size_t first;
    iterator begin() const { return {all, first}; }
    iterator end() const { return {all, all->count()}; }
  };

  /// The batches of an epoch, from batch `first` on, counted from 0. The order depends on the seed and the number of
  /// the epoch alone, so a loop that stopped halfway continues with the epoch and the batch at which it stopped. One
  /// epoch is walked at a time.
  epoch_range epoch(std::uint64_t number, std::size_t first = 0) {
    if (order != nullptr) detail::shuffled(order, samples, options.seed, number);
    return {this, first < count() ? first : count()};
  }

 private:
  std::size_t first_of(std::size_t index) const { return index * static_cast<std::size_t>(options.size); }
  std::size_t size_of(std::size_t index) const {
    const auto size = static_cast<std::size_t>(options.size), rest = samples - first_of(index);
    return rest < size ? rest : size;
  }
  void gather(std::size_t index) {
    if (index < count()) (buffer<Bindings>::gather(order, first_of(index), size_of(index)), ...);
  }
  batch_type view(std::size_t index) const {
    return batch_type(buffer<Bindings>::part(first_of(index), size_of(index))...);
  }
};

namespace detail {

template <class E, class Binding>
using read_columns =
    std::conditional_t<is_in<E>(Binding::symbol), binding_list<Binding>, binding_list<>>;

/// All, where none of those that are kept is sure to say how many samples there are.
template <class... Kept, class... Bindings>
constexpr auto narrowed(binding_list<Kept...>, const dataset<Bindings...>& data) {
  constexpr bool counts = ((given_by<Kept> == giving::column) || ... || false);
  if constexpr (!counts || sizeof...(Kept) == sizeof...(Bindings)) return data;
  else return dataset<Kept...>(Kept{boost::hana::at_key(data.entries, key_of<Kept::symbol>)}...);
}

}  // namespace detail

/// A data set of those columns that an expression reads; all of them, where it reads none of scalars.
template <class E, class... Bindings>
constexpr auto columns_read(const E&, const dataset<Bindings...>& data) {
  return detail::narrowed(typename detail::joined_bindings<detail::read_columns<E, Bindings>...>::type{}, data);
}

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
