// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/sacado_rad_of_fad.hpp"
#include "workloads/black_scholes_hessian/workload.hpp"
