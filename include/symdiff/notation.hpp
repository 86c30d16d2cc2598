// SPDX-License-Identifier: BSL-1.0
#pragma once
// How expressions are written.
#include <symdiff/hide_macros.inc>
#include <symdiff/notation/constants.hpp>
#include <symdiff/notation/function.hpp>
#include <symdiff/notation/operators.hpp>
#include <symdiff/notation/substitute.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/notation/trace.hpp>
#include <symdiff/restore_macros.inc>
