// SPDX-License-Identifier: BSL-1.0
#pragma once
// Optimizers and what runs them.
#include <symdiff/hide_macros.inc>
#include <symdiff/optimize/adagrad.hpp>
#include <symdiff/optimize/adam.hpp>
#include <symdiff/optimize/adamw.hpp>
#include <symdiff/optimize/bound_optimizer.hpp>
#include <symdiff/optimize/gradient_descent.hpp>
#include <symdiff/optimize/minimize.hpp>
#include <symdiff/optimize/momentum.hpp>
#include <symdiff/optimize/nesterov.hpp>
#include <symdiff/optimize/rmsprop.hpp>
#include <symdiff/optimize/show_progress.hpp>
#include <symdiff/restore_macros.inc>
