// SPDX-License-Identifier: BSL-1.0
#pragma once
// Saves parameters and what an optimizer keeps as text, and restores them bit for bit. Not among what symdiff.hpp
// includes, since it needs the standard streams.
//
//   symdiff checkpoint 1
//   parameter 53 1 0x1.8p+0 a            bits of the number type, count of numbers, the numbers, name
//   parameter 53 3 0x1p+0 0x1p+1 0x0p+0 w
//   optimizer 2 60 20 adam               numbers kept for each number, steps, epochs, name
//   kept 53 2 0x1p-3 0x1.4p-7 a
//   kept 53 6 0x1p-3 0x1p-4 0x1p-3 0x1.4p-7 0x1p-7 0x1p-8 w
//   end
//
// A matrix stands row by row. Of what is kept for a vector, the first numbers of all its elements come first.
#include <symdiff/hide_macros.inc>
#include <cmath>
#include <istream>
#include <limits>
#include <ostream>
#include <string>
#include <symdiff/optimize/bound_optimizer.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// The bits of a number type, by which a checkpoint knows it.
template <class T>
constexpr int bits_of() {
  constexpr bool is_binary = std::numeric_limits<T>::radix == 2 && std::numeric_limits<T>::digits > 0;
  static_assert(is_binary, "checkpoint: the parameters hold no binary floating-point numbers, whose bits could be "
                           "saved");
  return std::numeric_limits<T>::digits;
}

/// A number in hexadecimal, exact, and without the locale's decimal point.
template <class T>
std::string to_hex(T x) {
  using std::frexp;
  if (x != x) return "nan";
  const bool is_negative = x == 0 ? T(1) / x < 0 : x < 0;
  std::string text = is_negative ? "-" : "";
  if (!is_finite(x)) return text + "inf";
  if (x == 0) return text + "0x0p+0";
  int exponent = 0;
  T rest = frexp(is_negative ? T(-x) : x, &exponent);
  rest = rest * 2;  // from 1 to 2
  text += "0x1";
  rest = rest - 1;
  if (rest != 0) text += '.';
  while (rest != 0) {
    rest = rest * 16;
    const int digit = static_cast<int>(rest);
    text += "0123456789abcdef"[digit];
    rest = rest - T(digit);
  }
  text += exponent > 0 ? "p+" : "p";
  return text + std::to_string(exponent - 1);
}

/// Reads what `to_hex` writes; whether the text is such a number.
template <class T>
bool from_hex(const std::string& text, T& x) {
  using std::ldexp;
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto signed_value = [&](const T& size) { return at != 0 && text[0] == '-' ? T(-size) : size; };
  if (text == "nan") x = std::numeric_limits<T>::quiet_NaN();
  else if (text.substr(at) == "inf") x = signed_value(std::numeric_limits<T>::infinity());
  if (text == "nan" || text.substr(at) == "inf") return true;
  if (text.compare(at, 2, "0x") != 0) return false;
  at += 2;
  T size(0);
  int scale = 0, digits = 0;
  for (bool is_fraction = false; at < text.size() && text[at] != 'p'; ++at) {
    const std::size_t digit = std::string("0123456789abcdef").find(text[at]);
    if (text[at] == '.' && !is_fraction) {
      is_fraction = true;
    } else if (digit == std::string::npos) {
      return false;
    } else {
      size = size * 16 + T(static_cast<int>(digit));
      scale -= is_fraction ? 4 : 0;
      ++digits;
    }
  }
  if (digits == 0 || at + 1 >= text.size()) return false;
  const std::size_t first = text[at + 1] == '+' || text[at + 1] == '-' ? at + 2 : at + 1;
  int exponent = 0;
  if (first == text.size() || text.size() - first > 6) return false;
  for (std::size_t i = first; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    exponent = 10 * exponent + (text[i] - '0');
  }
  x = signed_value(T(ldexp(size, scale + (text[at + 1] == '-' ? -exponent : exponent))));
  return true;
}

/// The lines of a checkpoint, word by word.
class checkpoint_reader {
  std::istream& in;
  std::string line;
  std::size_t at = 0;
  int number = 0;

 public:
  explicit checkpoint_reader(std::istream& stream) : in(stream) {}

  [[noreturn]] void refuse(const std::string& what) const {
    throw std::runtime_error("restore: line " + std::to_string(number) + ": " + what);
  }
  void next_line() {
    if (!std::getline(in, line))
      throw std::runtime_error("restore: the stream ends after line " + std::to_string(number) +
                               ", but a checkpoint ends with a line 'end'");
    ++number;
    at = 0;
  }
  std::string rest() {
    std::string text = line.substr(at < line.size() ? at : line.size());
    at = line.size();
    return text;
  }
  std::string word() {
    const std::size_t end = line.find(' ', at);
    if (end == std::string::npos) return rest();
    std::string text = line.substr(at, end - at);
    at = end + 1;
    return text;
  }
  long long whole() {
    const std::string text = word();
    long long value = 0;
    for (const char c : text) {
      if (c < '0' || c > '9' || value > 1'000'000'000'000'000) refuse("'" + text + "' is no count");
      value = 10 * value + (c - '0');
    }
    if (text.empty()) refuse("a count is missing");
    return value;
  }
  void expect(long long came, long long expected, const std::string& of_what) const {
    if (came != expected)
      refuse(of_what + ": expected " + std::to_string(expected) + ", but the stream has " + std::to_string(came));
  }
  template <class T>
  T value() {
    const std::string text = word();
    T x(0);
    if (!from_hex(text, x)) refuse("'" + text + "' is no number");
    return x;
  }
};

template <class P>
constexpr int entry_count = [] {
  return []<class... Bindings>(binding_list<Bindings...>) {
    return static_cast<int>(sizeof...(Bindings));
  }(typename bindings_in<P>::type{});
}();

template <class V>
constexpr std::size_t count_of_numbers(const V& value) {
  std::size_t count = 0;
  each_number_of([&](const auto&) { ++count; }, value);
  return count;
}

/// Numbers into a line.
template <class V>
void append_numbers(std::string& line, const V& value) {
  each_number_of([&](const auto& number) { line += to_hex(number) + ' '; }, value);
}
template <class V>
void read_numbers(checkpoint_reader& numbers, V& value) {
  each_number_of([&](auto& number) { number = numbers.template value<std::remove_cvref_t<decltype(number)>>(); }, value);
}

/// Reads as many lines `<what> bits count numbers name` as a set has entries, in any order, with `each` numbers for each of
/// an entry's; read(key, reader) takes them.
template <class P, class Read>
void read_entries(checkpoint_reader& reader, const P& p, const char* what, int each, const Read& read) {
  bool seen[entry_count<P>]{};
  for (int line = 0; line < entry_count<P>; ++line) {
    reader.next_line();
    const std::string kind = reader.word();
    if (kind != what) {
      int index = 0;
      each_entry(p, [&](const auto& key, const auto&) {
        if (!seen[index++])
          reader.refuse("expected '" + std::string(what) + "' of '" + std::remove_cvref_t<decltype(key)>::type::name +
                        "', but came '" + kind + "'");
      });
    }
    const long long bits = reader.whole(), count = reader.whole();
    checkpoint_reader numbers = reader;
    for (long long i = 0; i < count; ++i)
      if (reader.word().empty()) reader.refuse("expected " + std::to_string(count) + " numbers and a name");
    const std::string name = reader.rest();
    int index = 0;
    bool is_known = false;
    each_entry(p, [&](const auto& key, const auto& value) {
      if (name == std::remove_cvref_t<decltype(key)>::type::name) {
        is_known = true;
        if (seen[index]) reader.refuse("'" + name + "' comes twice");
        seen[index] = true;
        reader.expect(bits, bits_of<typename scalar_in<std::remove_cvref_t<decltype(value)>>::type>(),
                      "bits of a number of '" + name + "'");
        reader.expect(count, each * static_cast<long long>(count_of_numbers(value)), "count of numbers of '" + name + "'");
        read(key, numbers);
      }
      ++index;
    });
    if (!is_known) reader.refuse("the parameter set has no '" + name + "'");
  }
}

template <class P>
void write_parameters(std::ostream& out, const P& p) {
  out << "symdiff checkpoint 1\n";
  each_entry(p, [&](const auto& key, const auto& value) {
    using T = typename scalar_in<std::remove_cvref_t<decltype(value)>>::type;
    std::string line = "parameter " + std::to_string(bits_of<T>()) + ' ' + std::to_string(count_of_numbers(value)) + ' ';
    append_numbers(line, value);
    out << line + std::remove_cvref_t<decltype(key)>::type::name + '\n';
  });
}
inline void write_end(std::ostream& out) {
  out << "end\n";
  if (!out.flush()) throw std::runtime_error("save: the stream cannot be written");
}

template <class P>
P read_parameters(checkpoint_reader& reader, const P& p) {
  reader.next_line();
  if (const std::string first = reader.rest(); first != "symdiff checkpoint 1")
    reader.refuse("expected 'symdiff checkpoint 1', but came '" + first + "'");
  P next = p;
  read_entries(reader, p, "parameter", 1, [&](const auto& key, checkpoint_reader& numbers) {
    read_numbers(numbers, value_of(next, key));
  });
  return next;
}

}  // namespace detail

/// Writes the parameters as text, each number exactly. Throws std::runtime_error where the stream fails.
template <class Parameters>
void save(std::ostream& out, const Parameters& p) {
  detail::write_parameters(out, p);
  detail::write_end(out);
}

/// Writes the parameters, and what the optimizer keeps: its moments and how many steps (and epochs of `minimize`, where
/// it is a `bound_optimizer`) it has done. Its settings are the program's, and are not written.
template <class Parameters, class Optimizer>
void save(std::ostream& out, const Parameters& p, const Optimizer& optimizer) {
  if constexpr (!detail::is_bound<Optimizer>) {
    save(out, p, bound_optimizer<Optimizer, Parameters>(optimizer, p));
  } else {
    detail::write_parameters(out, p);
    constexpr int slots = Optimizer::slots;
    out << "optimizer " + std::to_string(slots) + ' ' + std::to_string(optimizer.state.steps) + ' ' +
               std::to_string(optimizer.epochs) + ' ' + detail::name_of<decltype(optimizer.settings)>() + '\n';
    detail::each_entry(optimizer.state.moments, [&](const auto& key, const auto& kept) {
      using V = typename std::remove_cvref_t<decltype(kept)>::value_type;
      constexpr int bits = detail::bits_of<typename detail::scalar_in<V>::type>();
      std::string line = "kept " + std::to_string(bits) + ' ' + std::to_string(slots * detail::count_of_numbers(V{})) + ' ';
      for (const V& slot : kept) detail::append_numbers(line, slot);
      out << line + std::remove_cvref_t<decltype(key)>::type::name + '\n';
    });
    detail::write_end(out);
  }
}

/// Reads what `save` wrote into parameters of the same names and number types; what it wrote of an optimizer is passed
/// over. Throws std::runtime_error that names the line, what was expected and what came; p is then as it was.
template <class Parameters>
void restore(std::istream& in, Parameters& p) {
  detail::checkpoint_reader reader(in);
  Parameters next = detail::read_parameters(reader, p);
  do reader.next_line();
  while (reader.word() != "end");
  p = static_cast<Parameters&&>(next);
}

/// The same with an optimizer of the kind that was saved, plain or bound.
template <class Parameters, class Optimizer>
void restore(std::istream& in, Parameters& p, Optimizer& optimizer) {
  if constexpr (!detail::is_bound<Optimizer>) {
    bound_optimizer<Optimizer, Parameters> bound(Optimizer{}, p);
    restore(in, p, bound);
    optimizer.memory.set(bound.state);
  } else {
    detail::checkpoint_reader reader(in);
    Parameters next = detail::read_parameters(reader, p);
    reader.next_line();
    if (const std::string kind = reader.word(); kind != "optimizer")
      reader.refuse("expected 'optimizer', but came '" + kind + "'; it was saved without one");
    auto state = optimizer.state;
    const long long slots = reader.whole();
    state.steps = reader.whole();
    const long long epochs = reader.whole();
    if (epochs > std::numeric_limits<int>::max()) reader.refuse(std::to_string(epochs) + " epochs are more than an int can count");
    const std::string name = reader.rest(), own = detail::name_of<decltype(optimizer.settings)>();
    if (name != own) reader.refuse("the optimizer is " + own + " here, but " + name + " in the stream");
    reader.expect(slots, Optimizer::slots, "numbers that " + own + " keeps for each number");
    detail::read_entries(reader, p, "kept", Optimizer::slots, [&](const auto& key, auto& numbers) {
      for (auto& slot : boost::hana::at_key(state.moments.entries, key)) detail::read_numbers(numbers, slot);
    });
    reader.next_line();
    if (const std::string end = reader.rest(); end != "end") reader.refuse("expected 'end', but came '" + end + "'");
    p = static_cast<Parameters&&>(next);
    optimizer.state = state;
    optimizer.epochs = static_cast<int>(epochs);
  }
}

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
