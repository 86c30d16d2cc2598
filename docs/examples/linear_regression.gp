# SPDX-License-Identifier: BSL-1.0
# Draws what the example linear_regression wrote into the current folder: linear_regression.svg, the points with the
# line after some steps beside the loss of every step, and linear_regression.gif, the line as it moves.
slope(step) = word(slopes, step + 1) + 0
intercept(step) = word(intercepts, step + 1) + 0
loss(step) = word(losses, step + 1) + 0
steps = 'linear_regression_steps.dat'
points = 'linear_regression_points.dat'
slopes = ''; intercepts = ''; losses = ''
stats steps using (slopes = slopes . ' ' . strcol(1), intercepts = intercepts . ' ' . strcol(2), \
  losses = losses . ' ' . strcol(3), 0) nooutput

set style line 1 linewidth 2.5 linecolor rgb '#c8553d'
set style line 2 pointtype 7 pointsize 0.5 linecolor rgb '#2d5d7b'
set style line 3 linewidth 1 linecolor rgb '#e4e4e4'
set style line 4 linewidth 2.5 linecolor rgb '#2d5d7b'
set style line 5 pointtype 7 pointsize 1.3 linecolor rgb '#c8553d'
set border 3 linewidth 1 linecolor rgb '#666666'
set tics nomirror scale 0.5 textcolor rgb '#333333'
set grid linestyle 3
set encoding utf8

points_panel = '\
  unset logscale; set xlabel "x"; set ylabel "y"; set format y "%g"; \
  set xrange [-1.05:1.05]; set yrange [-1:17]; set key top left reverse Left samplen 2'
loss_panel = '\
  set xlabel "step"; set ylabel "loss, mean squared error"; set logscale y; \
  set xrange [-2:102]; set yrange [0.2:200]; set key top right noreverse Right samplen 2'

set terminal svg size 1100, 480 font 'Sans,13' background 'white'
set output 'linear_regression.svg'
set multiplot layout 1, 2 title 'A line fitted by gradient descent: 100 steps of rate 0.1' font ',16'
eval points_panel
# Darker with every step; the darkest is the last.
shades = '#f3c9bd #e8a491 #dc7f67 #c8553d #7d2a18'
shown = '0 5 10 20 100'
plot points with points linestyle 2 title 'points', \
  for [i = 1:5] slope(word(shown, i) + 0)*x + intercept(word(shown, i) + 0) linewidth 2.5 \
    linecolor rgb word(shades, i) title 'after step ' . word(shown, i)
eval loss_panel
plot steps using 0:3 with lines linestyle 4 title 'loss', \
  0.36 with lines linewidth 1.5 dashtype 2 linecolor rgb '#333333' title 'variance of the noise, 0.36'
unset multiplot
set output

if (strstrt(GPVAL_TERMINALS, ' gif ') > 0) {
  set terminal gif animate delay 12 loop 0 size 900, 420
  set output 'linear_regression.gif'
  # Every step while it moves fast, every fifth later; the last stands for a while.
  do for [frame = 0:50] {
    step = frame <= 20 ? frame : frame <= 36 ? 20 + 5*(frame - 20) : 100
    set multiplot layout 1, 2 title sprintf('Step %d: slope %.2f, intercept %.2f, loss %.2f', \
      step, slope(step), intercept(step), loss(step)) font ',14'
    eval points_panel
    plot points with points linestyle 2 notitle, slope(step)*x + intercept(step) linestyle 1 notitle
    eval loss_panel
    plot steps every ::0::step using 0:3 with lines linestyle 4 notitle, \
      steps every ::step::step using (step):3 with points linestyle 5 notitle
    unset multiplot
  }
  set output
} else {
  print 'this gnuplot draws no GIF: linear_regression.gif is left out'
}
