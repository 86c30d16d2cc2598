// SPDX-License-Identifier: BSL-1.0
#pragma once
// Vectors and matrices.
#include <symdiff/hide_macros.inc>
#include <symdiff/shape/elements.hpp>
#include <symdiff/shape/products.hpp>
#include <symdiff/shape/softmax.hpp>
#include <symdiff/shape/stack.hpp>
#include <symdiff/restore_macros.inc>
