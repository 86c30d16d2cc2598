// SPDX-License-Identifier: BSL-1.0
#pragma once
// A run of an optimizer: how, over which samples, and what each epoch does.
#include <symdiff/data/mini_batches.hpp>
#include <symdiff/optimize/bound_optimizer.hpp>
#include <symdiff/optimize/epoch_callback.hpp>
#include <symdiff/optimize/stopping.hpp>

namespace SYMDIFF_NAMESPACE {

/// A batch size: all samples at once.
inline constexpr long long all_samples = -1;

/// How to minimise: `{.epochs = 20, .batch_size = 64, .until = converged{.gradient_norm = 1e-8}, .on_epoch = show}`.
struct minimize_options {
  /// The most passes over all samples; for a loss without samples, the most steps.
  int epochs = 100;
  /// Samples per step, from 1 to the number of samples.
  long long batch_size = all_samples;
  /// Whether mini-batches take the samples in a new random order each epoch, which the seed and the number of the epoch
  /// fix on every platform.
  bool shuffle = true;
  std::uint64_t seed = 0;
  /// Whether to leave out the last mini-batch where it is shorter than the others.
  bool drop_last = false;
  /// Whether p ends as the parameters with the lowest loss instead of the last ones. The loss is that of the validation
  /// set; without one, that of the epoch, which mini-batches see while the parameters move.
  bool keep_best = false;
  converged until{};
  /// Called with an `epoch_record` after each epoch, when the parameters have been stepped; if it returns
  /// false, that epoch is the last. It may be any callable of up to 64 bytes and is copied.
  epoch_callback on_epoch{};
};

namespace detail {

/// Stands for the batches of a loss without samples.
struct no_samples {
  static std::size_t count() { return 1; }
  static flawed_sample flaw() { return {}; }
  template <class F>
  void each(int, const F& f) {
    f(0, 1.0);
  }
};

template <class... Bindings>
struct samples_of {
  dataset<Bindings...> data;
  mini_batches<Bindings...> batches;

  samples_of(const dataset<Bindings...>& set, const minimize_options& options)
      : data(set), batches(set, how(set.size(), options)) {}

  static batch_options how(std::size_t samples, const minimize_options& options) {
    const auto all = static_cast<long long>(samples);
    const long long size = options.batch_size == all_samples ? all : options.batch_size;
    return {size, options.shuffle && size != all, options.seed, options.drop_last};
  }
  std::size_t count() const { return batches.count(); }
  flawed_sample flaw() const { return first_not_finite(data); }

  /// The first batch, which are all samples where there are no mini-batches.
  auto first(int epoch) { return *batches.epoch(static_cast<std::uint64_t>(epoch)).begin(); }

  /// f(index, number of samples, batch) until it returns false.
  template <class F>
  void each(int epoch, const F& f) {
    std::size_t index = 0;
    for (const auto& batch : batches.epoch(static_cast<std::uint64_t>(epoch)))
      if (!f(index++, static_cast<double>(batch.size()), batch)) break;
  }
};

/// Samples that are read some at a time (data/chunks.hpp): all at once, or each chunk as a batch.
template <class Chunks>
struct samples_in_chunks {
  const Chunks& chunks;
  bool is_whole, drops_last;

  samples_in_chunks(const Chunks& all, const minimize_options& options)
      : chunks(all), is_whole(options.batch_size == all_samples), drops_last(options.drop_last) {
    if (!is_whole && (options.batch_size < 0 ||
                      static_cast<unsigned long long>(options.batch_size) != all.chunk_size()))
      throw std::invalid_argument("minimize: batch_size is " + std::to_string(options.batch_size) +
                                  ", but samples that come in chunks are stepped chunk by chunk, with batch_size " +
                                  std::to_string(all.chunk_size()) + ", or all at once, without batch_size");
    if (!is_whole && options.shuffle)
      throw std::invalid_argument("minimize: samples that come in chunks are taken as they stand in the file; "
                                  "write .shuffle = false");
  }
  std::size_t count() const { return is_whole ? 1 : 2; }  // or more: it is not known before the end
  const Chunks& first(int) const { return chunks; }

  flawed_sample flaw() const {
    std::size_t before = 0;
    for (const auto& chunk : chunks) {
      if (flawed_sample found = first_not_finite(chunk)) {
        found.sample += before;
        return found;
      }
      before += chunk.size();
    }
    return {};
  }

  template <class F>
  void each(int, const F& f) const {
    if (is_whole) {
      f(0, 1.0, chunks);
      return;
    }
    std::size_t index = 0;
    for (const auto& chunk : chunks)
      if ((drops_last && chunk.size() < chunks.chunk_size()) ||
          !f(index++, static_cast<double>(chunk.size()), chunk))
        break;
  }
};

/// A failure for the first value of a map that is not finite.
template <class Map>
bool find_failure(const Map& map, failure::kind kind, failure& where) {
  bool found = false;
  each_entry(map, [&](const auto& key, const auto& value) {
    each_number_of([&](const auto& number) {
      if (found || is_finite(number)) return;
      found = true;
      where.what = kind;
      where.symbol = std::remove_cvref_t<decltype(key)>::type::name;
      where.value = static_cast<double>(number);
    }, value);
  });
  return found;
}

/// The means of loss and gradient over the batches of an epoch.
template <class At>
struct epoch_mean {
  At at{};
  double samples = 0;

  void add(const At& next, double count) {
    samples += count;
    if (samples == count) {
      at = next;
      return;
    }
    const auto part = static_cast<decltype(at.value)>(count / samples);
    at.value = at.value + part * (next.value - at.value);
    each_entry(next.gradient, [&](const auto& key, const auto& derivative) {
      each_number_of([&](auto& mean, const auto& d) { mean = mean + part * (d - mean); },
                     boost::hana::at_key(at.gradient.entries, key), derivative);
    });
  }
};

template <class Optimizer, class Loss, class P, class Samples, class ValidationLoss>
class minimization {
  const Loss& loss;
  P& p;
  Optimizer& optimizer;
  minimize_options& options;
  Samples& samples;
  const ValidationLoss& validation_loss;
  static constexpr bool is_validated = !std::same_as<ValidationLoss, no_samples>;

  history past;
  P before = p;  // the parameters before the last step: the last whose loss and derivatives were finite
  P best = p;
  const bool is_batched = samples.count() > 1;
  bool has_stepped = false;

  bool fails(failure::kind kind, double value) {
    past.where.what = kind;
    past.where.value = value;
    return true;
  }

  /// Whether a batch gave a number that is not finite.
  template <class At>
  bool has_failed(const At& at, std::size_t batch) {
    if (is_batched) past.where.batch = static_cast<long long>(batch);
    if (is_finite(at.value) && !find_failure(at.gradient, failure::kind::derivative, past.where)) return false;
    if (!is_finite(at.value)) fails(failure::kind::loss, static_cast<double>(at.value));
    find_failure(p, failure::kind::parameter_at_start, past.where);  // later ones have been looked at
    past.where.data = samples.flaw();
    return true;
  }

  void consider(const P& candidate, double its_loss, int epochs) {
    if (!(its_loss < past.best_loss)) return;
    past.best_loss = its_loss;
    past.best_epoch = epochs;
    if (options.keep_best) best = candidate;
  }

  /// One epoch; whether the run may go on.
  bool run(epoch_record& record, watch& observer) {
    using at_type = std::remove_const_t<decltype(samples_at(0))>;
    using T = decltype(at_type::value);
    const double start = now();
    epoch_mean<at_type> mean;
    bool has_flattened = false, has_ended = false;
    has_stepped = false;
    record.learning_rate = optimizer.learning_rate();
    samples.each(record.number, [&](std::size_t batch, double count, const auto&... data) {
      const auto at = value_and_gradient(loss, p, data...);
      mean.add(at, count);
      has_ended = has_failed(at, batch);
      if (has_ended) {
        p = before;
        return false;
      }
      if (!is_batched) {
        has_flattened = observer.is_flat(static_cast<double>(norm_after<T>(at.gradient, same_number)));
        if (has_flattened) return false;
      }
      before = p;
      optimizer.update(p, at.gradient);
      has_stepped = true;
      has_ended = find_failure(p, failure::kind::parameter, past.where);
      if (has_ended) p = before;
      return !has_ended;
    });
    record.loss = static_cast<double>(mean.at.value);
    record.gradient_norm = static_cast<double>(norm_after<T>(mean.at.gradient, same_number));
    if (!has_ended && !has_flattened) ++optimizer.epochs;
    if constexpr (is_validated) {
      if (!has_ended) {
        record.validation_loss = validation_loss(p);
        if (!is_finite(record.validation_loss))
          has_ended = fails(failure::kind::validation_loss, record.validation_loss);
        else
          consider(p, record.validation_loss, optimizer.epochs);
      }
    } else if (!has_ended) {
      consider(is_batched || has_flattened ? p : before, record.loss, is_batched ? record.number : record.number - 1);
    }
    record.seconds = now() - start;
    if (has_ended) {
      past.where.epoch = record.number;
      past.reason = stop_reason::not_finite;
      return false;
    }
    past.where = {};
    if (has_flattened) past.reason = stop_reason::converged;
    return !has_flattened && !observer.stops(record, past.reason);
  }

  static constexpr auto same_number = [](const auto& x) { return x; };

  /// The loss and gradient over the first batch, which are all samples where there are no mini-batches.
  auto samples_at(int epoch) {
    if constexpr (std::same_as<Samples, no_samples>) {
      return value_and_gradient(loss, p);
    } else {
      return value_and_gradient(loss, p, samples.first(epoch));
    }
  }

 public:
  minimization(const Loss& l, P& parameters, Optimizer& o, minimize_options& how, Samples& s, const ValidationLoss& v)
      : loss(l), p(parameters), optimizer(o), options(how), samples(s), validation_loss(v) {}

  history operator()() {
    watch observer(options.until);
    const int last = optimizer.epochs + options.epochs;
    for (int number = optimizer.epochs + 1; number <= last; ++number) {
      epoch_record record{.number = number, .total = last};
      const bool goes_on = run(record, observer);
      record.is_last = !goes_on || number == last;
      past.push_back(record);
      const bool wants_more = options.on_epoch(record);
      if (!goes_on) break;
      if (!wants_more) {
        past.reason = stop_reason::callback;
        break;
      }
    }
    if (options.keep_best) {
      if (!is_validated && !is_batched && has_stepped && past.reason != stop_reason::not_finite)
        consider(p, static_cast<double>(samples_at(0).value), optimizer.epochs);  // no epoch has seen the last step
      if (past.best_loss < std::numeric_limits<double>::infinity()) p = best;
    }
    return static_cast<history&&>(past);
  }
};

}  // namespace detail
}  // namespace symdiff
