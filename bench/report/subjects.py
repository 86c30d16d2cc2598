# SPDX-License-Identifier: BSL-1.0
"""What the report says of each workload and of each rival; everything else in it is computed."""

# name: (title, what the size counts, what is computed)
WORKLOADS = {
    "quadratic_fit": ("quadratic fit", "samples", "mean squared error of a quadratic over n samples, derivatives by its "
                      "3 coefficients; Horner's form on all sides"),
    "black_scholes": ("Black-Scholes", None, "the price of one European call and its 5 derivatives"),
    "chain": ("shared chain", "levels", "n times `x = sin(x)*x + exp(-x*x)/(1 + x*x) + p`; derivatives by the first x "
              "and by p"),
    "rosenbrock": ("Rosenbrock", "variables", "Rosenbrock's function of n variables"),
}

# Those whose value and gradient are straight-line arithmetic on scalars, not loops over samples or vectors.
SCALAR_WORKLOADS = {"black_scholes", "chain"}

# name: (label, how it is used)
RIVALS = {
    "tape": ("tape", "`bench/tapes/tape.hpp`, our own: recorded once; a sweep forwards and one backwards over an array of "
             "instructions, no allocation"),
    "adolc": ("ADOL-C", "a tape recorded once in buffers of its own length, so that it stays in memory; then "
              "`zos_forward` and `fos_reverse`, the two sweeps that its driver `gradient()` consists of, since that throws "
              "the value away"),
    "sacado_reverse": ("Sacado reverse", "`Rad::ADvar<double>` and `Outvar_Gradcomp`; every call records again, into "
                       "memory that it keeps"),
    "sacado_forward": ("Sacado forward", "`Fad::SFad<double, n>`, n known to the compiler; up to 1,000 inputs"),
    "ceres": ("Ceres Jets", "`Jet<double, n>`, n known to the compiler; up to 1,000 inputs"),
    "boost": ("Boost autodiff", "`autodiff_fvar<double, 1>`, one sweep for each input: with all inputs at once it carries "
              "2^n numbers; up to 1,000 inputs"),
    "finite_differences": ("finite differences", "`finite_difference_derivative` of Boost.Math, the central one of second "
                           "order: two values for each input; up to 1,000 inputs; checked to 5 % only, since few digits are right where a function bends sharply"),
    "torch": ("PyTorch", "C++ autograd on tensors of double, in as few operations on whole tensors as the formula allows, "
              "leaves made once, `at::set_num_threads(1)`"),
}
TAPES = ("tape", "adolc", "sacado_reverse", "torch")
COMPILED = ("sacado_forward", "ceres", "boost")  # what is differentiated by templates, at a cost to the compiler

# Written by hand; and values alone.
BY_HAND = {"hand": "by hand, scalars", "vectors": "by hand, vectors"}
VALUES = {"value": "value alone", "symdiff_value": "value by symdiff"}
