// SPDX-License-Identifier: BSL-1.0
#pragma once
// Expressions for people and other programs: text, LaTeX, C, Graphviz, and what they cost.
#include <symdiff/hide_macros.inc>
#include <symdiff/print/c_code.hpp>
#include <symdiff/print/cost.hpp>
#include <symdiff/print/domain.hpp>
#include <symdiff/print/graphviz.hpp>
#include <symdiff/print/latex.hpp>
#include <symdiff/print/text.hpp>
#include <symdiff/restore_macros.inc>
