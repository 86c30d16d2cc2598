// SPDX-License-Identifier: BSL-1.0
#pragma once
// What optimizers keep between steps: a Hana map beside the parameters.
#include <array>
#include <new>
#include <stdexcept>
#include <symdiff/evaluate/symbol_map.hpp>
#include <symdiff/optimize/parameters.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

template <int Slots, class Bindings>
struct moments_over;
template <int Slots, class... Bindings>
struct moments_over<Slots, binding_list<Bindings...>> {
  using type = symbol_map<binding<Bindings::symbol, std::array<typename Bindings::value_type, std::size_t{Slots}>>...>;
};

}  // namespace detail

/// The state of an optimizer over a parameter set: for each parameter as many numbers of its type as the
/// optimizer keeps (a velocity, moments), all 0 before the first step, and how many steps were made.
template <class Parameters, int Slots>
struct optimizer_state {
  using moments_map = typename detail::moments_over<Slots, typename detail::bindings_in<Parameters>::type>::type;

  moments_map moments{};
  long long steps = 0;
};

namespace detail {

/// Keeps the state of an optimizer whose type does not say what it steps. States of up to 256 bytes (16 numbers of
/// type double with two moments each) are kept in place; larger ones are allocated once, by the first step.
template <int Slots>
class memory {
  static constexpr std::size_t bytes_in_place = 256;
  struct action_table {
    void* (*copy)(unsigned char* place, const void* from);
    void (*destroy)(void* held);
  };

  alignas(std::max_align_t) unsigned char place[bytes_in_place]{};
  void* held = nullptr;
  const action_table* actions = nullptr;

  template <class State>
  static constexpr bool fits = sizeof(State) <= bytes_in_place && alignof(State) <= alignof(std::max_align_t);
  template <class State>
  static void* put(unsigned char* room, const State& from) {  // NOLINT: written to
    if constexpr (fits<State>) return ::new (static_cast<void*>(room)) State(from);
    else return new State(from);
  }
  template <class State>
  static constexpr action_table actions_of{
      [](unsigned char* room, const void* from) -> void* { return put(room, *static_cast<const State*>(from)); },
      [](void* state) {
        if constexpr (fits<State>) static_cast<State*>(state)->~State();
        else delete static_cast<State*>(state);
      }};

 public:
  constexpr memory() = default;
  constexpr memory(const memory& other) : actions(other.actions) {
    if (actions != nullptr) held = actions->copy(place, other.held);
  }
  constexpr memory& operator=(const memory& other) {
    if (this == &other) return *this;
    forget();
    if (other.actions != nullptr) held = other.actions->copy(place, other.held);
    actions = other.actions;
    return *this;
  }
  constexpr ~memory() { forget(); }

  /// Back to the state before the first step.
  constexpr void forget() {
    if (actions != nullptr) actions->destroy(held);
    actions = nullptr;
    held = nullptr;
  }

  /// The state over a parameter set, or null before the first step.
  template <class Parameters>
  const optimizer_state<Parameters, Slots>* find() const {
    using state = optimizer_state<Parameters, Slots>;
    if (actions == nullptr) return nullptr;
    if (actions != &actions_of<state>)
      throw std::invalid_argument(
          "step: this optimizer has stepped a parameter set of other symbols or numbers, and its state does not fit "
          "this one; give each parameter set an optimizer of its own");
    return static_cast<const state*>(held);
  }
  template <class Parameters>
  optimizer_state<Parameters, Slots>& of() {
    using state = optimizer_state<Parameters, Slots>;
    if (find<Parameters>() == nullptr) {
      held = put(place, state{});
      actions = &actions_of<state>;
    }
    return *static_cast<state*>(held);
  }
  /// Keeps a copy.
  template <class Parameters>
  void set(const optimizer_state<Parameters, Slots>& state) {
    forget();
    of<Parameters>() = state;
  }
};

/// An optimizer that keeps nothing but the count of its steps.
template <>
class memory<0> {
  long long steps = 0;

 public:
  constexpr void forget() { steps = 0; }
  template <class Parameters>
  constexpr optimizer_state<Parameters, 0> of() const {
    optimizer_state<Parameters, 0> state;
    state.steps = steps;
    return state;
  }
  template <class Parameters>
  constexpr void set(const optimizer_state<Parameters, 0>& state) {
    steps = state.steps;
  }
};

}  // namespace detail
}  // namespace symdiff
