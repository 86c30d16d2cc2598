// SPDX-License-Identifier: BSL-1.0
#pragma once
// Derivatives, symbolic and by value.
#include <symdiff/hide_macros.inc>
#include <symdiff/derivative/derivatives.hpp>
#include <symdiff/derivative/diff.hpp>
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/derivative/hessian.hpp>
#include <symdiff/derivative/jacobian.hpp>
#include <symdiff/derivative/workspace.hpp>
#include <symdiff/restore_macros.inc>
