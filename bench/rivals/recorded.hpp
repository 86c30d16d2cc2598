// SPDX-License-Identifier: BSL-1.0
#pragma once
// What dynamic tapes share.

namespace rivals {

/// Each operation costs a tape some 30 to 100 bytes: above 40 million of them there is nothing more to learn.
template <class Workload>
concept recorded = Workload::operations <= 4e7;

/// A workload whose numbers are a Hessian.
template <class Workload>
concept second_order = requires { Workload::second_order; };

}  // namespace rivals
