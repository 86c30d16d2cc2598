// SPDX-License-Identifier: BSL-1.0
#pragma once
// Samples that are too many for memory: a file read some rows at a time, where a data set is expected.
#include <symdiff/hide_macros.inc>
#include <optional>
#include <symdiff/data/dataset.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

template <class>
struct bindings_of_chunk {
  using type = void;
};
template <class... Bindings>
struct bindings_of_chunk<dataset<Bindings...>> {
  using type = binding_list<Bindings...>;
};

template <class MakeDataset>
constexpr auto made_by(const MakeDataset& make) {
  if constexpr (requires { typename bindings_of_chunk<decltype(make())>::type; decltype(make())(make()); }) return make();
  else return refused{};
}

template <class Reader, class Rows>
concept ReaderOfRows = requires(Reader& reader, Rows& rows) {
  { reader.read(rows, std::size_t{1}) } -> std::convertible_to<bool>;
  reader.rewind();
};

}  // namespace detail

/// The samples of a file, in memory for `most` rows only:
///
///   csv_reader reader("speed.csv");
///   csv_table rows;
///   chunks data(reader, rows, 10'000, [&] { return dataset{t = rows["time"], speed = rows["speed"]}; });
///   const auto r = value_and_gradient(loss, p, data);
///   minimize(loss, p, data, gradient_descent{.learning_rate = 0.1}, {.epochs = 20});
///
/// A reader has `read(rows, most)`, which is false at the end, and `rewind()`; the callable makes the data set of the
/// rows just read. Evaluations and gradients read the file from the beginning to the end, once for each sum or mean
/// that another one enters, and their sums run over all samples: only the order of the additions is another than that
/// of a data set. `for (const auto& chunk : data)` walks through the chunks, each a data set, from the first on. One
/// walk goes on at a time; the reader, the rows and all that the callable refers to outlive the chunks.
/// std::invalid_argument, where `most` is 0 or the file has no rows. Readers throw where the file is wrong.
template <class Reader, class Rows, class MakeDataset>
class chunks {
  Reader& reader;
  Rows& rows;
  std::size_t most;
  MakeDataset make;

 public:
  using chunk_type = decltype(detail::made_by(std::declval<const MakeDataset&>()));

  chunks(Reader& from, Rows& to, std::size_t most_rows, MakeDataset make_dataset)
      : reader(from), rows(to), most(most_rows), make(std::move(make_dataset)) {
    static_assert(detail::ReaderOfRows<Reader, Rows>,
                  "chunks: the first argument does not read the second; give a reader such as csv_reader or idx_reader "
                  "and what it reads into, as in csv_reader reader(file); csv_table rows;");
    static_assert(!std::is_void_v<typename detail::bindings_of_chunk<chunk_type>::type>,
                  "chunks: the callable makes no data set of the rows; write it as in [&] { return dataset{t = "
                  "rows[\"time\"]}; }");
    if (most == 0) throw std::invalid_argument("chunks: at least 1 row must be read at a time, but 0 are asked for");
  }
  chunks(const chunks&) = delete;
  chunks& operator=(const chunks&) = delete;

  /// The most samples in a chunk.
  std::size_t chunk_size() const { return most; }

  /// Goes to the first chunk.
  void first_chunk() const {
    reader.rewind();
    if (!next_chunk()) throw std::invalid_argument("chunks: there are no rows, but at least 1 is needed");
  }
  /// Goes to the next chunk; false where there is none.
  bool next_chunk() const {
    here.reset();
    if (!reader.read(rows, most)) return false;
    here.emplace(make());
    return true;
  }
  bool has_chunk() const { return here.has_value(); }
  /// The data set of the rows just read.
  const chunk_type& chunk() const { return *here; }

  class iterator {
    const chunks* all;  // null at the end

   public:
    explicit iterator(const chunks* from) : all(from) {}
    const chunk_type& operator*() const { return all->chunk(); }
    iterator& operator++() {
      if (!all->next_chunk()) all = nullptr;
      return *this;
    }
    bool operator!=(const iterator& other) const { return all != other.all; }
  };
  iterator begin() const {
    first_chunk();
    return iterator(this);
  }
  iterator end() const { return iterator(nullptr); }

 private:
  mutable std::optional<chunk_type> here;  // a data set has no empty state
};

namespace detail {
template <class Reader, class Rows, class MakeDataset>
struct bindings_in<chunks<Reader, Rows, MakeDataset>>
    : bindings_of_chunk<typename chunks<Reader, Rows, MakeDataset>::chunk_type> {};
}  // namespace detail

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
