// SPDX-License-Identifier: BSL-1.0
#pragma once
// Everything but interop/.
#include <symdiff/data/dataset.hpp>
#include <symdiff/derivative.hpp>
#include <symdiff/evaluate/evaluate.hpp>
#include <symdiff/functions/all.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/optimize/gradient_descent.hpp>
#include <symdiff/optimize/minimize.hpp>
#include <symdiff/optimize/parameters.hpp>
#include <symdiff/print.hpp>
