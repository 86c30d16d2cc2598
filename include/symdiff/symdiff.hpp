// SPDX-License-Identifier: BSL-1.0
#pragma once
// Everything but interop/ and the readers of data files. What others include comes first: a compiler that complains
// about a header lists the headers through which it was included for the first time, and so has little to list.
#include <symdiff/graph/node.hpp>
#include <symdiff/graph/refusal.hpp>
#include <symdiff/graph/evaluation.hpp>
#include <symdiff/graph/builder.hpp>
#include <symdiff/graph/identities.hpp>
#include <symdiff/graph/canonical.hpp>
#include <symdiff/graph/plan_graph.hpp>
#include <symdiff/graph/planner.hpp>
#include <symdiff/graph/record.hpp>
#include <symdiff/graph/program.hpp>
#include <symdiff/notation/expression.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/notation/constants.hpp>
#include <symdiff/functions/row.hpp>
#include <symdiff/functions/arithmetic.hpp>
#include <symdiff/notation/operators.hpp>
#include <symdiff/functions/all.hpp>
#include <symdiff/shape.hpp>
#include <symdiff/derivative/rules.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/evaluate/symbol_map.hpp>
#include <symdiff/evaluate/environment.hpp>
#include <symdiff/evaluate/evaluate.hpp>
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/derivative.hpp>
#include <symdiff/evaluate/evaluate_each.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/data/dataset.hpp>
#include <symdiff/data/matrix_rows.hpp>
#include <symdiff/data/mini_batches.hpp>
#include <symdiff/optimize/parameters.hpp>
#include <symdiff/optimize/optimizer.hpp>
#include <symdiff/optimize.hpp>
#include <symdiff/print.hpp>
