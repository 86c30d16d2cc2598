// SPDX-License-Identifier: BSL-1.0
#pragma once
// Memory of one's own for what an evaluation of vectors and matrices stores on its way.
#include <symdiff/derivative/gradient.hpp>

namespace SYMDIFF_NAMESPACE {

namespace detail {

/// How many numbers the program of a source stores; unrolled ones live in registers and on the stack.
template <class Source>
constexpr std::size_t room_for() {
  if constexpr (is_plan<std::remove_cvref_t<decltype(Source::program)>>) return Source::program.workspace_size;
  else return 0;
}

}  // namespace detail

/// Room for the value and the gradient of `Loss` in numbers of type T, wherever it stands: `workspace<loss> room;`, then
/// `value_and_gradient(loss, p, data, room)` or `optimizer.step(loss, p, data, room)`. Without one, an evaluation takes up
/// to 256 KB from the stack, and more from memory that each thread has from its start. Nothing is kept in it between calls;
/// two threads need one each. `size()` says how many numbers it has; it is 0 where all is unrolled.
template <auto Loss, class T = double>
class workspace {
  using loss_type = std::remove_const_t<decltype(Loss)>;
  using gradient_of_loss =
      detail::gradient_source<loss_type, typename detail::parameters_of<loss_type>::type>;
  static constexpr std::size_t size_for_value = detail::room_for<detail::value_source<loss_type>>();
  static constexpr std::size_t size_for_gradient = detail::room_for<gradient_of_loss>();

 public:
  using value_type = T;
  workspace() {}  // NOLINT: = default would write zeros where it is made with ()
  workspace(const workspace&) = delete;
  workspace& operator=(const workspace&) = delete;

  static constexpr std::size_t size() { return size_for_value < size_for_gradient ? size_for_gradient : size_for_value; }
  T* data() const { return numbers; }

 private:
  alignas(64) mutable T numbers[size() + 1];  // an evaluation writes here, whatever it takes by reference to const
};

namespace detail {
template <auto Loss, class T>
inline constexpr bool is_workspace<workspace<Loss, T>> = true;
template <auto Loss, class T>
struct bindings_in<workspace<Loss, T>> {
  using type = binding_list<>;
};
}  // namespace detail

}  // namespace symdiff
