// SPDX-License-Identifier: BSL-1.0
#pragma once
// Runs an optimizer until a loss is small, or a reason to stop comes up.
#include <symdiff/optimize/minimization.hpp>

namespace SYMDIFF_NAMESPACE {

/// A data set on which nothing is learnt: `minimize(loss, p, data, validation{others}, optimizer)`.
template <class... Bindings>
struct validation {
  dataset<Bindings...> data;
  explicit validation(const dataset<Bindings...>& set) : data(set) {}
};

namespace detail {

template <class>
inline constexpr bool is_dataset = false;
template <class... Bindings>
inline constexpr bool is_dataset<dataset<Bindings...>> = true;

template <class Loss, class P, class Optimizer>
constexpr bool can_minimize() {
  constexpr bool is_optimizer = requires(const Optimizer& o) { o.learning_rate; } || is_bound<Optimizer>;
  static_assert(is_optimizer, "minimize: there is no optimizer; write it as in minimize(loss, p, data, "
                              "gradient_descent{.learning_rate = 0.1}, {.epochs = 20})");
  if constexpr (is_bound<Optimizer>) {
    static_assert(std::same_as<typename Optimizer::parameters_type, P>,
                  "minimize: the optimizer is bound to a parameter set of another type; bind it to this one");
    return std::same_as<typename Optimizer::parameters_type, P> && can_step<Loss, P>();
  } else {
    return is_optimizer && can_step<Loss, P>();
  }
}

template <class Loss, class P, class Optimizer, class Samples, class ValidationLoss>
history minimize_over(const Loss& loss, P& p, Optimizer& given, minimize_options& options, Samples& samples,
                      const ValidationLoss& validation_loss) {
  if (options.epochs < 0)
    throw std::invalid_argument("minimize: epochs is " + std::to_string(options.epochs) + ", but must not be negative");
  const auto run = [&](auto& optimizer) {
    using bound = std::remove_reference_t<decltype(optimizer)>;
    return minimization<bound, Loss, P, Samples, ValidationLoss>(loss, p, optimizer, options, samples,
                                                                 validation_loss)();
  };
  if constexpr (is_bound<Optimizer>) {
    return run(given);
  } else if constexpr (is_bound<std::remove_const_t<Optimizer>>) {
    auto copy = given;
    return run(copy);
  } else {
    bound_optimizer<std::remove_const_t<Optimizer>, P> own(given, p);
    return run(own);
  }
}

/// The columns of a data set that a loss reads; of chunks, which are read anyway, all.
template <class Loss, class Data>
constexpr decltype(auto) samples_read(const Loss& loss, const Data& data) {
  if constexpr (is_chunked<Data>) return (data);
  else return columns_read(loss, data);
}
template <class Data>
inline constexpr bool has_samples = is_dataset<Data> || is_chunked<Data>;

/// Over the samples of a data set, of which only the columns that the loss reads are walked.
template <class Loss, class P, class Data, class Optimizer, class ValidationLoss>
history minimize_samples(const Loss& loss, P& p, const Data& data, Optimizer& optimizer,
                         minimize_options& options, const ValidationLoss& validation_loss) {
  if constexpr (!is_refused<decltype(value_and_gradient(loss, p, data))>) {
    auto samples = [&] {
      if constexpr (is_chunked<Data>) return samples_in_chunks<Data>(data, options);
      else return samples_of(data, options);
    }();
    return minimize_over(loss, p, optimizer, options, samples, validation_loss);
  } else {
    return {};
  }
}

}  // namespace detail

/// Steps the parameters p until the epochs are done or a reason to stop comes up, and returns the record
/// of each epoch. An epoch's loss is that before its step, so the first is that of the start, and
/// `evaluate(loss, p, data)` gives that of the end.
///
/// The optimizer is copied, with what it keeps so far. A `bound_optimizer` is stepped in place and counts the epochs,
/// so that a second call, or one after `save` and `restore`, goes on where the first one stopped, bit for bit; only
/// `until` and `keep_best` look at the epochs of one call.
///
/// Where the loss, a derivative or a parameter becomes NaN or infinite, it stops with
/// `stop_reason::not_finite`, the history's `where` says which it was, and p holds the last values whose loss and
/// derivatives were finite. Throws std::invalid_argument for a negative number of epochs or learning rate, and for a
/// batch size that is 0 or above the number of samples. Allocates for the history and one mini-batch only.
template <class Loss, class Parameters, class Data, class Optimizer>
  requires(!std::same_as<std::remove_cvref_t<Optimizer>, minimize_options>)
history minimize(const Loss& loss, Parameters& p, const Data& data, Optimizer&& optimizer,
                 minimize_options options = {}) {
  static_assert(detail::has_samples<Data>,
                "minimize: the third argument is no data set; write it as in dataset data{t = times}");
  if constexpr (detail::has_samples<Data> && detail::can_minimize<Loss, Parameters, std::remove_cvref_t<Optimizer>>())
    return detail::minimize_samples(loss, p, detail::samples_read(loss, data), optimizer, options, detail::no_samples{});
  else
    return {};
}

/// The same beside a validation set, whose loss is evaluated after each epoch, and is what `patience` and `keep_best`
/// look at.
template <class Loss, class Parameters, class Data, class... Bindings, class Optimizer>
history minimize(const Loss& loss, Parameters& p, const Data& data, const validation<Bindings...>& others,
                 Optimizer&& optimizer, minimize_options options = {}) {
  static_assert(detail::has_samples<Data>,
                "minimize: the third argument is no data set; write it as in dataset data{t = times}");
  if constexpr (detail::has_samples<Data> && detail::can_minimize<Loss, Parameters, std::remove_cvref_t<Optimizer>>())
    return detail::minimize_samples(
        loss, p, detail::samples_read(loss, data), optimizer, options,
        [&, kept = columns_read(loss, others.data)](const Parameters& at) {
          return static_cast<double>(evaluate(loss, at, kept));
        });
  else
    return {};
}

/// The same for a loss without samples.
template <class Loss, class Parameters, class Optimizer>
history minimize(const Loss& loss, Parameters& p, Optimizer&& optimizer, minimize_options options = {}) {
  if constexpr (detail::can_minimize<Loss, Parameters, std::remove_cvref_t<Optimizer>>()) {
    if (options.batch_size != all_samples)
      throw std::invalid_argument("minimize: batch_size is " + std::to_string(options.batch_size) +
                                  ", but there is no data set; pass one behind the parameters, or leave "
                                  "batch_size out");
    detail::no_samples none;
    return detail::minimize_over(loss, p, optimizer, options, none, none);
  } else {
    return {};
  }
}

}  // namespace symdiff
