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
    "reprojection": ("reprojection", None, "the error of one observation in bundle adjustment, with Rodrigues' rotation and "
                     "radial distortion: 2 residuals and their Jacobian by 15 parameters"),
    "options": ("options", "options", "the price and the 5 derivatives of each of n European calls, stored in columns; "
                "rivals but PyTorch do one after the other"),
    "rosenbrock_hessian": ("Hessian of Rosenbrock", "variables", "the 100 second derivatives of Rosenbrock's function of 10 "
                           "variables; rivals: the tape swept over dual numbers, ADOL-C's driver `hessian`, Sacado's Rad of "
                           "SFad and SFad of SFad, a Jet of Jets, Boost's variables of two orders in one sweep for each "
                           "pair of inputs, differences of differences, PyTorch's gradient of each element of the gradient"),
    "black_scholes_hessian": ("Hessian of Black-Scholes", None, "the 25 second derivatives of a call's price; rivals as for "
                              "Rosenbrock"),
    "linear_regression": ("linear regression", "features", "mean squared error of `w·x + b` over 1,000 samples of n "
                          "features"),
    "log_sum_exp": ("log-sum-exp", "numbers", "the logarithm of a sum of n exponentials; symdiff, PyTorch and those by "
                    "hand take the largest number out first, the others need not for numbers as small"),
    "normal_density": ("normal log-density", "observations", "the log-density of n observations; derivatives by mean and "
                       "deviation"),
    "gaussian_mixture": ("Gaussian mixture", "dimensions and components",
                         "the log-likelihood of 1,000 samples in a mixture with diagonal covariances; derivatives by all "
                         "weights, means and deviations; a size of 1005 is 10 dimensions and 5 components"),
    "logistic_784": ("logistic regression, 784 weights", "images", "mean cross entropy over a batch of n images of 784 "
                     "numbers; by hand with Eigen"),
    "network_784_30_1": ("network 784-30-1", "images", "30 hidden units with tanh, mean cross entropy over a batch of n "
                         "images; 23,581 parameters; by hand with Eigen"),
    "network_784_64_10": ("network 784-64-10", "images", "64 hidden units with relu, ten classes, softmax and cross "
                          "entropy over a batch of n images; 50,890 parameters; by hand with Eigen"),
    "roller_coaster": ("training: roller-coaster", None, "the quadratic of the roller-coaster's 20 speeds, by gradient "
                       "descent to a loss of 616.5, in about 1,000 steps: symdiff by its own optimizer, the others in the "
                       "plainest loop"),
    "threes_and_sevens": ("training: threes and sevens", None, "threes told from sevens by 785 weights, by gradient descent "
                          "on all 1,600 images or so to a loss of 0.2: symdiff by its own optimizer, the others in the "
                          "plainest loop"),
}

# Those whose value and gradient are straight-line arithmetic on scalars, not loops over samples or vectors.
SCALAR_WORKLOADS = {"black_scholes", "chain", "reprojection"}

# name: (label, how it is used)
RIVALS = {
    "tape": ("our tape", "`bench/tapes/tape.hpp`: recorded once; a sweep forwards and one backwards over an array of "
             "instructions, no allocation"),
    "adolc": ("ADOL-C", "a tape recorded once in buffers of its own length, so that it stays in memory; then "
              "`zos_forward` and `fos_reverse`, the two sweeps that its driver `gradient()` consists of, since that throws "
              "the value away"),
    "sacado_reverse": ("Sacado reverse", "`Rad::ADvar<double>` and `Weighted_Gradcomp`, once for each output; every call records again, into "
                       "memory that it keeps"),
    "sacado_forward": ("Sacado forward", "`Fad::SFad<double, n>`, n known to the compiler"),
    "ceres": ("Ceres Jets", "`Jet<double, n>`, n known to the compiler"),
    "boost": ("Boost autodiff", "`autodiff_fvar<double, 1>`, one sweep for each input: with all inputs at once it carries "
              "2^n numbers"),
    "finite_differences": ("finite differences", "`finite_difference_derivative` of Boost.Math, the central one of second "
                           "order: two values for each input; checked to 5 % only, since few digits are right where a function bends sharply"),
    "torch": ("PyTorch", "C++ autograd on tensors of double, in as few operations on whole tensors as the formula allows; a "
              "Jacobian or a Hessian by one gradient for each row; leaves made once, `at::set_num_threads(1)`"),
}
# How far they go.
LIMITS = ("Tapes are left out above 40 million operations in a call, and what goes once through all operations for each "
          "input (Sacado forward, Jets, Boost autodiff, finite differences) where inputs times operations are above 100 "
          "million.")
TAPES = ("tape", "adolc", "sacado_reverse", "torch")
COMPILED = ("sacado_forward", "ceres", "boost")  # what is differentiated by templates, at a cost to the compiler

# Why symdiff loses, where that is known: workloads, and what was found. Shown where one of them is among the losses or
# keeps an aim from being met.
CAUSES = (
    (("black_scholes", "chain", "log_sum_exp"),
     "Most of the time of the scalar formulas goes into exp, log, erfc, sine and cosine, which every side calls alike: the "
     "value alone takes 0.6 to 0.9 of symdiff's time, and so a tape cannot take five times as long. Beside Jets on the "
     "chain the instructions are 0.92 times as many, and the time is the same within what it varies by. Accumulating "
     "forwards, and emitting early what uses a result last, took 0.98 to 1.04 of the time, and were left out."),
    (("chain", "reprojection", "gaussian_mixture"),
     "The compiler works the derivatives out, by constant evaluation, and then compiles each of their statements, some "
     "thousand for a chain of 100 levels; Jets, Boost and Sacado leave it a loop, or operations on small arrays. Where "
     "there is much of a formula, it has more to do for symdiff."),
    (("gaussian_mixture",),
     "In the mixture a vector takes the dimensions of one sample, of which two do not fill it; by hand it takes one "
     "dimension of four samples. What is summed over the samples is moreover stored for each sample of a tile, and read "
     "again by the sum."),
    (("rosenbrock",),
     "Rosenbrock's function of ten variables is written out as scalars. From a hundred on, the derivatives by the two "
     "slices of the vector are stored, and added by a second loop; by hand all is one loop."),
    (("black_scholes_hessian", "options"),
     "By hand one knows that S φ(d1) = K exp(-rT) φ(d2), which is no identity of the expressions but one of their values: "
     "an exponential less for each price, and a third of the instructions less for the Hessian."),
    (("network_784_30_1", "network_784_64_10", "logistic_784"),
     "For a single image the time is that of writing a derivative for each weight; of the network with 64 hidden units "
     "28 % goes into the zeros that g++ puts there first."),
)

# Written by hand; and values alone.
BY_HAND = {"hand": "by hand", "vectors": "by hand, vectors"}
VALUES = {"value": "value alone", "symdiff_value": "value by symdiff"}

# What the README shows of it all.
SUMMARIZED = ("quadratic_fit", "black_scholes", "chain", "rosenbrock", "logistic_784", "network_784_64_10")
IN_SUMMARY = ("hand", "tape", "adolc", "sacado_reverse", "ceres", "torch")
