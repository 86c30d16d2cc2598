// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a row of the function table has. A row is a struct with its name, its LaTeX form, its value, its
// derivatives in the library's own notation, and its domain; printing, evaluation, differentiation and
// tests read it.
//
//   struct log_fn : elementary<"log", "\\ln"> {
//     using domain = positive;
//     static constexpr auto value(auto x) { using scalar::log; return log(x); }
//     static constexpr auto derivative(auto x, auto /*log_x*/) { return 1 / x; }
//   };
//
// A row of several arguments has a derivative for each: `template <int Argument> derivative(x, y, f)`.
// Where the domain is that of another argument than the first, `domain_argument` is its number.
// The LaTeX form is a name, or a form with `#1`, `#2` for the arguments. A row whose value is no function
// of C's <math.h> of the same name has the body of one, over x, y and z: `c_code`.
#include <symdiff/functions/scalar.hpp>
#include <symdiff/notation/apply.hpp>

namespace SYMDIFF_NAMESPACE {

/// Text as a template argument.
template <std::size_t Size>
struct text {
  char characters[Size]{};
  constexpr text(const char (&literal)[Size]) {  // NOLINT: a string literal is text
    for (std::size_t i = 0; i < Size; ++i) characters[i] = literal[i];
  }
};

/// Domains: the arguments at which a function is defined. The finite ends belong to a domain if `closed`. They serve as
/// ranges too: the values that a function has.
struct real_line {
  static constexpr double lower = -__builtin_inf(), upper = __builtin_inf();
  static constexpr bool closed = false;
  static constexpr bool without_zero = false;
  static constexpr bool is_of_pair = false;  // then it is the pair of both arguments that is not (0, 0)
};
struct not_zero : real_line {
  static constexpr bool without_zero = true;
};
struct not_the_origin : not_zero {
  static constexpr bool is_of_pair = true;
};
struct positive : real_line {
  static constexpr double lower = 0;
};
struct negative : real_line {
  static constexpr double upper = 0;
};
struct non_negative : positive {
  static constexpr bool closed = true;
};
struct above_minus_one : real_line {
  static constexpr double lower = -1;
};
struct at_least_one : real_line {
  static constexpr double lower = 1;
  static constexpr bool closed = true;
};
struct between_minus_one_and_one : real_line {
  static constexpr double lower = -1, upper = 1;
};
struct from_minus_one_to_one : between_minus_one_and_one {
  static constexpr bool closed = true;
};
struct between_zero_and_one : real_line {
  static constexpr double lower = 0, upper = 1;
};

/// The base of every row: the function's name, its LaTeX form (the name, upright, where there is none), and how
/// many arguments it takes.
template <text Name, text Latex = "", int Arity = 1>
struct elementary {
  static_assert(Arity >= 1 && Arity <= 3, "symdiff: a function takes one, two or three arguments");
  static constexpr auto& name = Name.characters;
  static constexpr auto& latex = Latex.characters;
  static constexpr int arity = Arity;
  static constexpr bool commutative = false;
  using domain = real_line;  ///< where the value is finite; `derivative_domain`, where it is stated, else that without its ends
  using range = real_line;
};

namespace detail {

/// The base of the rows of operations that the graph knows.
template <op Code, text Name, text Latex = "">
struct core : elementary<Name, Latex, arity_of(Code)> {
  static constexpr op code = Code;
};

template <class... Rows>
struct row_list {};

template <class... Lists>
struct joined_lists;
template <class... First>
struct joined_lists<row_list<First...>> {
  using type = row_list<First...>;
};
template <class... First, class... Second, class... Rest>
struct joined_lists<row_list<First...>, row_list<Second...>, Rest...>
    : joined_lists<row_list<First..., Second...>, Rest...> {};

}  // namespace detail
}  // namespace symdiff
