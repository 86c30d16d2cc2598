// SPDX-License-Identifier: BSL-1.0
#pragma once
// The callable that a minimisation calls after each epoch, without a heap (and without <functional>, which
// would lengthen the compilation of every user by half).
#include <concepts>
#include <new>
#include <type_traits>
#include <symdiff/optimize/history.hpp>

namespace SYMDIFF_NAMESPACE {

/// Holds any copyable callable of up to 64 bytes that takes an `epoch_record`. If it returns something,
/// `false` asks to stop.
class epoch_callback {
 public:
  static constexpr std::size_t most_bytes = 64;

  epoch_callback() = default;

  template <class F>
    requires(!std::same_as<std::remove_cvref_t<F>, epoch_callback>)
  epoch_callback(F&& callable) {  // NOLINT: a callable is a callback
    using held = std::decay_t<F>;
    if constexpr (can_hold<held>()) {
      ::new (static_cast<void*>(storage)) held(static_cast<F&&>(callable));
      actions = &actions_of<held>;
    }
  }
  epoch_callback(const epoch_callback& other) : actions(other.actions) {
    if (actions != nullptr) actions->copy(storage, other.storage);
  }
  epoch_callback& operator=(const epoch_callback&) = delete;
  ~epoch_callback() {
    if (actions != nullptr) actions->destroy(storage);
  }

  /// Whether to go on.
  bool operator()(const epoch_record& record) { return actions == nullptr || actions->call(storage, record); }

 private:
  struct action_table {
    bool (*call)(void* held, const epoch_record&);
    void (*copy)(void* to, const void* from);
    void (*destroy)(void* held);
  };

  alignas(std::max_align_t) unsigned char storage[most_bytes];
  const action_table* actions = nullptr;

  template <class F>
  static constexpr bool can_hold() {
    constexpr bool callable = requires(F& f, const epoch_record& record) { f(record); };
    constexpr bool fits = sizeof(F) <= most_bytes && alignof(F) <= alignof(std::max_align_t);
    static_assert(callable, "minimize: on_epoch cannot be called with a record of the epoch; write it as in "
                            "[](const epoch_record& e) { … }");
    static_assert(std::copy_constructible<F>, "minimize: on_epoch cannot be copied; let it refer to what cannot be");
    static_assert(fits, "minimize: on_epoch is larger than 64 bytes; let it capture by reference");
    return callable && fits && std::copy_constructible<F>;
  }

  template <class F>
  static constexpr action_table actions_of{
      [](void* held, const epoch_record& record) {
        F& f = *static_cast<F*>(held);
        if constexpr (std::is_void_v<decltype(f(record))>) {
          f(record);
          return true;
        } else {
          return static_cast<bool>(f(record));
        }
      },
      [](void* to, const void* from) { ::new (to) F(*static_cast<const F*>(from)); },
      [](void* held) { static_cast<F*>(held)->~F(); }};
};

}  // namespace symdiff
