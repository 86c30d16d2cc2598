# SPDX-License-Identifier: BSL-1.0
# Draws what the example mini_batches wrote into the current folder, the paths over contours of the loss:
# mini_batches_rates.svg, three learning rates; mini_batches_sizes.svg, seven batch sizes and their jitter; and
# mini_batches_rates.gif, mini_batches_sizes.gif, the same as the steps are made.
rates = '"Rate 0.01: too small" "Rate 0.1: right" "Rate 1: too large"'
sizes = '"Batch of 1" "Batches of 2" "Batches of 4" "Batches of 8" "Batches of 16" "Batches of 32" "Batches of 64"'

set style line 1 linewidth 1.3 pointtype 7 pointsize 0.35 linecolor rgb '#c8553d'
set style line 2 linewidth 1 linecolor rgb '#9bb8c9'
set style line 3 linewidth 1 linecolor rgb '#e4e4e4'
set style line 4 pointtype 7 pointsize 0.9 linecolor rgb '#7d2a18'
set style line 5 linewidth 2 pointtype 7 pointsize 0.8 linecolor rgb '#2d5d7b'
set border 3 linewidth 1 linecolor rgb '#666666'
set tics nomirror scale 0.5 textcolor rgb '#333333'
set encoding utf8
set key off

set contour base
unset surface
set cntrparam levels discrete 0.5, 1, 2, 5, 10, 20, 50, 100, 200
set table $contours
splot 'mini_batches_surface.dat'
unset table
unset contour

# Path number `path` up to step `last`.
draw_path = '\
  plot $contours using 1:2 with lines linestyle 2, \
    "mini_batches_paths.dat" index path every ::0::last using 1:2 with linespoints linestyle 1, \
    "mini_batches_paths.dat" index path every ::last::last using 1:2 with points linestyle 4'
draw_rates = '\
  set multiplot layout 1, 3 title sprintf("Batches of 16 over contours of the loss (0.5, 1, 2, 5, ..., 200), after step %d", last) font ",16"; \
  set xlabel "slope"; set ylabel "intercept"; set xrange [-6:13]; set yrange [-6:27]; \
  do for [run = 0:2] { \
    set title word(rates, run + 1); \
    path = run; \
    eval draw_path \
  }; \
  unset multiplot'
draw_sizes = '\
  set multiplot layout 2, 4 title sprintf("Rate 0.1 over contours of the loss (0.5, 1, 2, 5, ..., 200), after step %d", last) font ",16"; \
  set xlabel "slope"; set ylabel "intercept"; set xrange [-1.5:4.5]; set yrange [0:12]; \
  do for [run = 0:6] { \
    set title word(sizes, run + 1); \
    path = run + 3; \
    eval draw_path \
  }; \
  set title "Jitter"; set xlabel "batch size"; set ylabel "length of a step, steps 51 to 100"; \
  set logscale xy; set xrange [0.8:80]; set yrange [0.008:0.3]; set grid linestyle 3; \
  set xtics (1, 4, 16, 64); \
  plot "mini_batches_table.dat" every ::3 using 2:4 with linespoints linestyle 5; \
  unset logscale; unset grid; set xtics autofreq; \
  unset multiplot'

last = 100
set terminal svg size 1100, 440 font 'Sans,13' background 'white'
set output 'mini_batches_rates.svg'
eval draw_rates
set terminal svg size 1200, 700 font 'Sans,13' background 'white'
set output 'mini_batches_sizes.svg'
eval draw_sizes
set output

if (strstrt(GPVAL_TERMINALS, ' gif ') > 0) {
  # Every step at first, every fifth later; the last stands for a while.
  step_of(frame) = frame <= 20 ? frame : frame <= 36 ? 20 + 5*(frame - 20) : 100
  set terminal gif animate delay 15 loop 0 size 1000, 400
  set output 'mini_batches_rates.gif'
  do for [frame = 0:46] {
    last = step_of(frame)
    eval draw_rates
  }
  set terminal gif animate delay 15 loop 0 size 1100, 640
  set output 'mini_batches_sizes.gif'
  do for [frame = 0:46] {
    last = step_of(frame)
    eval draw_sizes
  }
  set output
} else {
  print 'this gnuplot draws no GIF: mini_batches_rates.gif and mini_batches_sizes.gif are left out'
}
