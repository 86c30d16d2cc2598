// SPDX-License-Identifier: BSL-1.0
#pragma once
// Everything but interop/.
#include <symdiff/derivative.hpp>
#include <symdiff/evaluate/evaluate.hpp>
#include <symdiff/functions/all.hpp>
#include <symdiff/notation.hpp>
