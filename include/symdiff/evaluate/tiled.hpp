// SPDX-License-Identifier: BSL-1.0
#pragma once
// Runs a plan: tile by tile over the samples.
#include <symdiff/evaluate/loader.hpp>
#include <symdiff/evaluate/loops.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// How the numbers of a symbol come to a plan: as they are, or through a copy of the plan's number type.
template <class T, class Value>
inline constexpr bool is_direct = false;
template <class T>
inline constexpr bool is_direct<T, column<T, const T*>> = true;

/// Not constexpr, so that the compiler names it: constant evaluation ends where vectors and matrices are unrolled no more.
inline void too_large_for_constant_evaluation() {}

template <class T>
struct pack_or_number {
  using type = T;
};
template <simd::Lane T>
struct pack_or_number<T> {
  using type = simd::pack<T>;
};

template <class Source, class T>
struct tiled {
  static constexpr auto& plan = Source::program;
  using memory = plan_memory<Source, T>;

  static constexpr bool is_scalar(const kernel& k) {
    return k.kind == kernel_kind::loop && !k.per_sample && k.rows * k.columns == 1;
  }

  /// In functions of their own, but for single numbers.
  template <int Kernel, class P>
    requires(is_scalar(plan.kernels[Kernel]))
  [[gnu::always_inline]] static constexpr void run_kernel(memory& at, int, bool, bool, T) {
    loop_of<Source, Kernel, T, T>::run(at, 1);
  }
  template <int Kernel, class P>
  SYMDIFF_OUT_OF_LINE static constexpr void run_kernel(memory& at, [[maybe_unused]] int samples,
                                                       [[maybe_unused]] bool is_first, [[maybe_unused]] bool is_last,
                                                       [[maybe_unused]] T factor) {
    constexpr kernel k = plan.kernels[Kernel];
    if constexpr (k.kind == kernel_kind::loop) {
      loop_of<Source, Kernel, T, P>::run(at, samples);
    } else {
      product_operands<T> m{at.template readable<k.a>(), at.template readable<k.b>(), at.template writable<k.c>(),
                            k.i == 0 ? samples : k.i, k.j, k.k == 0 ? samples : k.k, is_first, is_last && k.is_mean, factor};
      for (int s = 0; s < (k.each_sample ? samples : 1); ++s) {
        product_of<Source, Kernel, T, P>::run(m);
        m.a += k.a.sample;
        m.b += k.b.sample;
        m.c += k.c.sample;
      }
    }
  }

  template <class P, int Begin, int End>
  [[gnu::always_inline]] static constexpr void run_kernels([[maybe_unused]] memory& at, [[maybe_unused]] int samples,
                                                           [[maybe_unused]] bool is_first, [[maybe_unused]] bool is_last,
                                                           [[maybe_unused]] T factor) {
    each_index<Begin, End>([&]<int Kernel>() __attribute__((always_inline)) {
      run_kernel<Kernel, P>(at, samples, is_first, is_last, factor);
    });
  }

  template <class P, int Stretch, class Load, class Converted>
  [[gnu::always_inline]] static constexpr void run_stretch(memory& at, const Load& load, Converted& converted) {
    constexpr stretch s = plan.stretches[Stretch];
    if constexpr (!s.per_sample) {
      point_to_samples(at, load, converted, 0, 1);
      run_kernels<P, s.begin, s.end>(at, 1, true, true, T(1));
    } else {
      std::size_t all = 0, in_block = 0, blocks = 0;
      T factor = T(1);
      load.each_part([&](std::size_t samples) {
        factor = T(T(1) / T(samples));
        const std::size_t tile = takes_one_by_one(load) ? 1 : plan.tile;
        for (std::size_t first = 0; first < samples; first += tile) {
          const int count = static_cast<int>(samples - first < tile ? samples - first : tile);
          if (in_block >= samples_in_block) {
            add_blocks<s.begin, s.end>(at, blocks++ == 0);
            in_block = 0;
          }
          point_to_samples(at, load, converted, first, count);
          run_kernels<P, s.begin, s.end>(at, count, in_block == 0,
                                  !Load::has_chunks && first + static_cast<std::size_t>(count) == samples, factor);
          in_block += static_cast<std::size_t>(count);
        }
        all += samples;
      });
      if (blocks != 0) add_to_last_block<s.begin, s.end>(at, Load::has_chunks ? T(1) : factor);
      if constexpr (Load::has_chunks) divide_means<s.begin, s.end>(at, T(all));
      for (int k = s.first_total; k < s.last_total; ++k) {
        const T sum = at.sums[k] + at.lost[k];
        put_total(at, k, plan.totals[k].is_mean ? T(sum / T(all)) : sum);
      }
    }
  }
  /// Products are added up over so many samples, and then the sums: of 1,000,000 samples, a gradient by a vector had 37
  /// times the error without, in float 70.
  static constexpr std::size_t samples_in_block = 1024;

  /// f(its product, the sum of its blocks, how many numbers, whether it is a mean) for products that are added up over the samples.
  template <int Begin, int End, class F>
  [[gnu::always_inline]] static constexpr void each_product(memory& at, const F& f) {
    each_index<Begin, End>([&]<int Kernel>() __attribute__((always_inline)) {
      constexpr kernel k = plan.kernels[Kernel];
      constexpr int begin = plan.workspace_size - plan.size_of_products() + plan.size_of_products(Kernel);
      if constexpr (k.over_samples) f(at.template writable<k.c>(), at.workspace + begin, k.i * k.j, k.is_mean);
    });
  }
  template <int Begin, int End>
  SYMDIFF_OUT_OF_LINE static constexpr void add_blocks(memory& at, bool is_first) {
    each_product<Begin, End>(at, [&](const T* block, T* sum, int size, bool) __attribute__((always_inline)) {
      for (int i = 0; i < size; ++i) sum[i] = is_first ? block[i] : T(sum[i] + block[i]);
    });
  }
  /// The last block, a mean's multiplied by a factor, and the sums of those before it.
  template <int Begin, int End>
  SYMDIFF_OUT_OF_LINE static constexpr void add_to_last_block(memory& at, const T& factor) {
    each_product<Begin, End>(at, [&](T* block, const T* sum, int size, bool is_mean) __attribute__((always_inline)) {
      for (int i = 0; i < size; ++i) block[i] = T(block[i] + (is_mean ? T(sum[i] * factor) : sum[i]));
    });
  }

  /// Turns sums into means, where how many samples there are is known at the end.
  template <int Begin, int End>
  SYMDIFF_OUT_OF_LINE static constexpr void divide_means(memory& at, T samples) {
    each_index<Begin, End>([&]<int Kernel>() __attribute__((always_inline)) {
      constexpr kernel k = plan.kernels[Kernel];
      if constexpr (k.over_samples && k.is_mean)
        for (int i = 0; i < k.i * k.j; ++i) at.template writable<k.c>()[i] = T(at.template writable<k.c>()[i] / samples);
    });
  }
  static constexpr void put_total(memory& at, int k, T value) {
    const access& to = plan.totals[k].to;
    (to.where == home::output ? at.outputs[to.index] : at.workspace)[to.offset] = value;
  }

  /// What is given once for all samples. A plan reads every input sample after sample: few numbers are repeated for each
  /// sample of a tile, of more the tiles have one sample.
  static constexpr int most_repeated = 4096;
  template <symbol_id Symbol, class V>
  static constexpr bool is_repeated = plan.reduces_samples && Symbol.kind == symbol_kind::input &&
                                      given_as<Symbol, V> == giving::one_value &&
                                      Symbol.dimensions.size() * plan.tile <= most_repeated;

  template <class Load>
  static constexpr bool takes_one_by_one(const Load& load) {
    bool is_one_by_one = false;
    load.each_read([&]<symbol_id Symbol, class V, int Place>([[maybe_unused]] const auto& value) {
      if constexpr (Symbol.kind != symbol_kind::input || is_repeated<Symbol, V>) return;
      else if constexpr (given_as<Symbol, V> == giving::one_value) is_one_by_one = true;
      else if constexpr (given_as<Symbol, V> == giving::by_length) is_one_by_one |= is_one_value<Symbol, V>(value.size);
    });
    return is_one_by_one;
  }

  /// Where the numbers of a tile stand.
  template <class Load, class Converted>
  [[gnu::always_inline]] static constexpr void point_to_samples(memory& at, const Load& load, Converted& converted,
                                                                std::size_t first, int count) {
    T* room = converted.samples;
    load.each_read([&]<symbol_id Symbol, class V, int Place>(const auto& value) {
      if constexpr (Load::template is_sampled<Symbol, V>) {
        constexpr int width = Symbol.dimensions.size();
        const std::size_t begin = is_one_value<Symbol, V>(value.size) ? 0 : first * width;
        if constexpr (is_direct<T, std::remove_cvref_t<decltype(value)>>) {
          at.symbols[Place] = value.data + begin;
        } else {
          for (int i = 0; i < count * width; ++i) room[i] = static_cast<T>(value.data[begin + i]);
          at.symbols[Place] = room;
          room += plan.tile * width;
        }
      }
    });
  }

  /// Room for numbers of another type than T and for repeated ones: of the call, and of a tile's samples.
  template <class Load>
  struct converted_numbers {
    static constexpr int size(bool of_samples) {
      return []<class... Bindings>(bool sampled, binding_list<Bindings...>) {
        const auto room = [&]<class Binding>(Binding*) {
          constexpr symbol_id symbol = Binding::symbol;
          using V = typename Binding::value_type;
          constexpr bool repeats = is_repeated<symbol, V>;
          if (sampled != Load::template is_sampled<symbol, V> || (is_direct<T, entered<V>> && !repeats)) return 0;
          return symbol.dimensions.size() * (sampled || repeats ? plan.tile : 1);
        };
        return (room(static_cast<Bindings*>(nullptr)) + ... + 0);
      }(of_samples, typename Load::bindings{});
    }
    T samples[std::size_t{size(true) + 1}];
    T values[std::size_t{size(false) + 1}];
  };

  /// Numbers that are the same for all samples, from the next room on if they are not read where they stand.
  template <symbol_id Symbol, class V, class Value>
  static constexpr const T* placed_value(const Value& value, T*& room) {
    constexpr bool repeats = is_repeated<Symbol, V>;
    if constexpr (is_direct<T, Value> && !repeats) {
      return value.data;
    } else {
      const T* begin = room;
      constexpr int width = Symbol.dimensions.size();
      for (int n = 0; n < (repeats ? plan.tile : 1); ++n)
        for (int i = 0; i < width; ++i)
          if constexpr (Symbol.dimensions.is_scalar()) *room++ = static_cast<T>(value);
          else *room++ = static_cast<T>(value.data[i]);
      return begin;
    }
  }

  /// Writes each root to where `outputs` points.
  template <class P, class Numbers, class Load>
  SYMDIFF_OUT_OF_LINE static constexpr void execute(const Numbers& numbers, const Load& load, T* workspace, T* const* outputs) {
    memory at;
    at.workspace = workspace;
    for (int k = 0; k < plan.root_count; ++k) at.outputs[k] = outputs[k];
    for (int i = 0; i < plan.constant_count; ++i) at.constants[i] = T(plan.constants[i]);
    at.place_named_constants();
    T plain[count_of<Numbers> + 1]{};
    if constexpr (count_of<Numbers> != 0)
      for (int i = 0; i < count_of<Numbers>; ++i) plain[i] = static_cast<T>(numbers.value[i]);
    at.numbers = plain;
    converted_numbers<Load> converted;
    T* room = converted.values;
    load.each_read([&]<symbol_id Symbol, class V, int Place>(const auto& value) {
      if constexpr (!Load::template is_sampled<Symbol, V>)
        at.symbols[Place] = placed_value<Symbol, V, std::remove_cvref_t<decltype(value)>>(value, room);
    });
    each_index<0, plan.stretch_count>([&]<int Stretch>() __attribute__((always_inline)) {
      run_stretch<P, Stretch>(at, load, converted);
    });
  }

  /// What a stack may be too small for stands in a thread's own memory, which is there from its start: nothing is
  /// allocated.
  static constexpr bool is_large = plan.workspace_size * sizeof(T) > 256 * 1024;
  struct alignas(64) room {
    T numbers[plan.workspace_size + 1];
  };
  static T* thread_room() {
    static thread_local room own;
    return own.numbers;
  }

  template <class Numbers, class Load>
  static constexpr void run(const Numbers& numbers, const Load& load, T* const* outputs) {
    if (std::is_constant_evaluated()) too_large_for_constant_evaluation();
    using P = typename pack_or_number<T>::type;
    if constexpr (Load::has_workspace) {
      execute<P>(numbers, load, load.template workspace<T, plan.workspace_size>(), outputs);
    } else if constexpr (is_large) {
      execute<P>(numbers, load, thread_room(), outputs);
    } else {
      room workspace;
      execute<P>(numbers, load, workspace.numbers, outputs);
    }
  }
};

}  // namespace symdiff::detail
