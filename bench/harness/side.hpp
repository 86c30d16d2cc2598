// SPDX-License-Identifier: BSL-1.0
#pragma once
// What is measured: one rival's way to a workload's numbers, behind one interface. The units that hold the ways include
// this and no benchmark library, so that the cost of compiling them is that of the rival.
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

namespace bench {

class side {
 public:
  virtual ~side() = default;
  /// Calls it `times` times, walking through `count` points again and again.
  virtual void repeat(const double* points, int count, std::int64_t times) = 0;
  /// The outputs, then their derivatives by all inputs, output by output; of a workload of second order, nothing but the
  /// Hessian, row by row. A side of values stops after the outputs.
  virtual void write(const double* at, double* numbers) = 0;
};

struct entry {
  const char* workload;
  int size;
  const char* rival;
  int inputs, outputs, numbers;
  double operations;  ///< that the workload writes down, about
  double tolerance;  ///< relative to the largest derivative
  std::vector<double> (*points)();
  std::unique_ptr<side> (*make)();  ///< what precedes the first call, such as recording a tape, is done here
};

inline std::vector<entry>& entries() {
  static std::vector<entry> all;
  return all;
}

template <class Workload>
constexpr int all_numbers() {
  if constexpr (requires { typename Workload::each; }) return Workload::size * all_numbers<typename Workload::each>();
  else if constexpr (requires { Workload::second_order; }) return Workload::inputs * Workload::inputs;
  else return Workload::outputs * (1 + Workload::inputs);
}

/// Of the value, of all problems alike; of one step of a training.
template <class Workload>
constexpr double all_operations() {
  if constexpr (requires { typename Workload::each; }) return Workload::size * all_operations<typename Workload::each>();
  else return Workload::operations;
}

/// A workload of many problems alike, `Workload::each`, whose inputs and numbers lie in columns: one after the other.
template <class Way, class Workload>
class one_by_one {
  using each = typename Workload::each;
  static constexpr bool only_values = requires { Way::values_only; };
  static constexpr int numbers = only_values ? each::outputs : all_numbers<each>(), count = Workload::size;
  Way way;
  std::vector<double> columns = std::vector<double>(numbers * count);

 public:
  const std::vector<double>& operator()(const double* at) {
    for (int i = 0; i < count; ++i) {
      double inputs[each::inputs];
      for (int k = 0; k < each::inputs; ++k) inputs[k] = at[k * count + i];
      const auto& result = way(inputs);
      for (int k = 0; k < numbers; ++k) columns[static_cast<std::size_t>(k * count + i)] = result[k];
    }
    return columns;
  }
};

/// The numbers that a way's result stands for, one after the other.
template <class Way>
void write_result(const Way& way, const auto& result, double* numbers) {
  if constexpr (requires { way.write(result, numbers); }) way.write(result, numbers);
  else
    for (const double x : result) *numbers++ = x;
}

/// A workload that trains another, `Workload::trains`, by gradient descent in the plainest loop, until a loss is reached.
/// Its numbers are that loss and the parameters after the last step.
template <class Way, class Workload>
class plain_descent {
  Way way;
  std::vector<double> numbers = std::vector<double>(all_numbers<Workload>()), p, slope = numbers;

 public:
  const std::vector<double>& operator()(const double* start) {
    p.assign(start, start + Workload::inputs);
    do {
      write_result(way, way(p.data()), slope.data());
      for (std::size_t k = 0; k < p.size(); ++k) p[k] -= Workload::rate * slope[k + 1];
    } while (slope[0] > Workload::target);
    numbers[0] = slope[0];
    for (std::size_t k = 0; k < p.size(); ++k) numbers[k + 1] = p[k];
    return numbers;
  }
};

/// Stands for a type.
template <class>
struct found {};

/// A rival's way to a workload: what it has for the whole of it, or else what it has for each part; void, where it does
/// not take the workload.
template <template <class> class Rival, class Workload>
constexpr auto way_of() {
  constexpr bool whole = requires { Rival<Workload>::whole; };
  if constexpr (!whole && requires { typename Workload::each; }) {
    if constexpr (requires { sizeof(Rival<typename Workload::each>); })
      return found<one_by_one<Rival<typename Workload::each>, Workload>>();
  } else if constexpr (!whole && requires { typename Workload::trains; }) {
    if constexpr (requires { sizeof(Rival<typename Workload::trains>); } &&
                  !requires { Rival<typename Workload::trains>::values_only; })
      return found<plain_descent<Rival<typename Workload::trains>, Workload>>();
  } else if constexpr (requires { sizeof(Rival<Workload>); }) {
    if constexpr (!(requires { Workload::second_order; } && requires { Rival<Workload>::values_only; }))
      return found<Rival<Workload>>();
  }
}

template <class Way, class Workload>
class adapted final : public side {
  Way way;

  [[gnu::noinline]] decltype(auto) call(const double* at) { return way(at); }

 public:
  void repeat(const double* points, int count, std::int64_t times) override {
    const double *at = points, *const end = points + count * Workload::inputs;
    for (std::int64_t i = 0; i < times; ++i) {
      auto&& result = call(at);
      asm volatile("" : : "g"(&result) : "memory");
      if ((at += Workload::inputs) == end) at = points;
    }
  }

  void write(const double* at, double* numbers) override {
    write_result(way, call(at), numbers);
  }
};

template <int...>
struct sizes {};

/// Registers a rival's ways to a workload, for each size that the rival takes.
template <template <class> class Rival, template <int> class Workload, int... Sizes>
int add(const char* rival, sizes<Sizes...>) {
  const auto one = [rival]<class W, class Way>(std::type_identity<W>, found<Way>) {
    int numbers = all_numbers<W>();
    int outputs = W::outputs;
    if constexpr (requires { W::second_order; }) outputs = 0;
    if constexpr (requires { Rival<W>::values_only; }) numbers = W::outputs;
    double tolerance = 1e-10;
    if constexpr (requires { Way::tolerance; }) tolerance = Way::tolerance;
    else if constexpr (requires { Rival<typename W::each>::tolerance; }) tolerance = Rival<typename W::each>::tolerance;
    entries().push_back({W::name, W::size, rival, W::inputs, outputs, numbers, all_operations<W>(), tolerance,
                         W::points, []() -> std::unique_ptr<side> { return std::make_unique<adapted<Way, W>>(); }});
  };
  const auto if_taken = [&one]<class W>(std::type_identity<W> workload) {
    if constexpr (!std::is_void_v<decltype(way_of<Rival, W>())>) one(workload, way_of<Rival, W>());
  };
  (if_taken(std::type_identity<Workload<Sizes>>()), ...);
  return 0;
}

}  // namespace bench
