# SPDX-License-Identifier: BSL-1.0
# Draws what the example slope wrote into the current folder: slope.svg, the parabola with its slope at -1.5 and a
# step down; slope_rates.svg, the steps of four learning rates; slope_rates.gif, the same as they are made.
names = '"Rate 0.05: too low" "Rate 0.3: right" "Rate 0.9: bouncing" "Rate 1.05: diverging"'
f(x) = x**2
start = -1.5
tangent(x) = f(start) + 2*start*(x - start)
rate = 0.3
next = start - rate*2*start

# One panel for each rate, with the steps up to `last`.
draw_rates = '\
  set multiplot layout 2, 2 title sprintf("Steps down x², after step %d", last) font ",16"; \
  do for [i = 1:4] { \
    set title word(names, i); \
    plot f(x) linestyle 2 notitle, \
      "slope.dat" every ::0::last using i:(f(column(i))) with linespoints linestyle 1 notitle, \
      "slope.dat" every ::last::last using i:(f(column(i))) with points linestyle 4 notitle \
  }; \
  unset multiplot'

set style line 1 linewidth 1.8 pointtype 7 pointsize 0.6 linecolor rgb '#c8553d'
set style line 2 linewidth 2.5 linecolor rgb '#2d5d7b'
set style line 3 linewidth 1 linecolor rgb '#e4e4e4'
set style line 4 pointtype 7 pointsize 1.3 linecolor rgb '#c8553d'
set border 3 linewidth 1 linecolor rgb '#666666'
set tics nomirror scale 0.5 textcolor rgb '#333333'
set grid linestyle 3
set xlabel 'x'
set ylabel 'f(x) = x²'
set samples 401
set encoding utf8

set terminal svg size 760, 520 font 'Sans,13' background 'white'
set output 'slope.svg'
set title 'The slope of x² at -1.5 is -3: a step against it goes down' font ',16'
set xrange [-2.6:2.6]
set yrange [-1:6]
set key top center reverse Left samplen 2 spacing 1.2
set arrow 1 from start, f(start) to next, f(next) linewidth 1.5 dashtype 2 linecolor rgb '#333333'
plot f(x) linestyle 2 title 'x²', \
  [-2.3:-0.7] tangent(x) linestyle 1 linewidth 2.5 title 'the slope at -1.5', \
  '+' using (start):(f(start)) every ::0::0 with points linestyle 4 title 'the point -1.5', \
  '+' using (next):(f(next)) every ::0::0 with points pointtype 6 pointsize 1.3 linewidth 2 \
    linecolor rgb '#333333' title 'after one step of rate 0.3'
set output
unset arrow 1

set key off
set xrange [-4.2:4.2]
set yrange [-0.5:16.5]
set terminal svg size 1000, 760 font 'Sans,13' background 'white'
set output 'slope_rates.svg'
last = 10
eval draw_rates
set output

if (strstrt(GPVAL_TERMINALS, ' gif ') > 0) {
  set terminal gif animate delay 60 loop 0 size 800, 620
  set output 'slope_rates.gif'
  do for [step = 0:10] {
    last = step
    eval draw_rates
  }
  set output
} else {
  print 'this gnuplot draws no GIF: slope_rates.gif is left out'
}
