// SPDX-License-Identifier: BSL-1.0
// A program's own macros: what they stand for would end the compilation wherever they met one of these headers, of the
// standard library, or of Boost. They are hidden from all of these, and are what they were after them.
#define A "A"
#define B 5 +
#define C ;
#define D #
#define E 2.718
#define F {
#define G #
#define H #
#define I _Complex_I
#define J #
#define K #
#define L #
#define M (
#define N 10
#define O #
#define P #
#define Q #
#define R #
#define S #
#define T !
#define U #
#define V }
#define W #
#define X #
#define Y #
#define Z #
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#include <symdiff/data/chunks.hpp>
#include <symdiff/data/csv.hpp>
#include <symdiff/data/csv_options.hpp>
#include <symdiff/data/csv_rows.hpp>
#include <symdiff/data/csv_table.hpp>
#include <symdiff/data/dataset.hpp>
#include <symdiff/data/decimal.hpp>
#include <symdiff/data/idx.hpp>
#include <symdiff/data/input_file.hpp>
#include <symdiff/data/matrix_rows.hpp>
#include <symdiff/data/mini_batches.hpp>
#include <symdiff/data/shuffle.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/shape.hpp>
#include <symdiff/derivative.hpp>
#include <symdiff/print.hpp>
#include <symdiff/optimize/checkpoint.hpp>
#include <symdiff/optimize.hpp>
#include <symdiff/symdiff.hpp>

#if N != 10
#error "a macro is not what it was"
#endif

using namespace symdiff;

constexpr auto x = parameter<"x">;
constexpr auto w = parameter<"w", N>;
static_assert(gradient(square(x) * N + E * x, x = 1.0)[x] == 2 * N + E);
static_assert(max(1, min(N, 3)) == 3);
static_assert(decltype(w)::graph.result.size() == N);
