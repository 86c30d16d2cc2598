# SPDX-License-Identifier: BSL-1.0
# Draws what the example roller_coaster wrote into the current folder: the measured speeds with the first
# four fits, as roller_coaster.svg and roller_coaster.png, and all of them in turn, as roller_coaster.gif.
draw = '\
  set multiplot layout 2, 2 \
    title "The speed of a roller-coaster, fitted by gradient descent: the first four fits" font ",16"; \
  do for [fit = 0:3] { \
    plot "roller_coaster_fits.dat" index fit with lines linestyle 1 title columnheader(1), \
      "roller_coaster.dat" with points linestyle 2 title "measured" \
  }; \
  unset multiplot'

set style line 1 linewidth 2.5 linecolor rgb '#c8553d'
set style line 2 pointtype 7 pointsize 0.8 linecolor rgb '#2d5d7b'
set style line 3 linewidth 1 linecolor rgb '#e4e4e4'
set border 3 linewidth 1 linecolor rgb '#666666'
set tics nomirror scale 0.5 textcolor rgb '#333333'
set grid linestyle 3
set key top center reverse Left samplen 2 spacing 1.1
set xlabel 'time (s)' offset 0, 0.4
set ylabel 'speed (m/s)' offset 0.8, 0
set xrange [-0.5:19.5]
# One range for all four, so that the fits are seen to move.
stats 'roller_coaster.dat' using 2 name 'measured' nooutput
set yrange [-2.3*measured_max:1.6*measured_max]

set terminal svg size 1000, 760 font 'Sans,13' background 'white'
set output 'roller_coaster.svg'
eval draw
set output

if (strstrt(GPVAL_TERMINALS, 'pngcairo') > 0) {
  set terminal pngcairo size 1000, 760 font 'Sans,11'
} else {
  set terminal png truecolor enhanced size 1000, 760
}
set output 'roller_coaster.png'
eval draw
set output

if (strstrt(GPVAL_TERMINALS, ' gif ') > 0) {
  set terminal gif animate delay 80 loop 0 size 760, 520
  set output 'roller_coaster.gif'
  set title 'The speed of a roller-coaster, fitted by gradient descent' font ',14'
  do for [fit = 0:10] {
    plot 'roller_coaster_fits.dat' index fit with lines linestyle 1 title columnheader(1), \
      'roller_coaster.dat' with points linestyle 2 title 'measured'
  }
  set output
} else {
  print 'this gnuplot draws no GIF: roller_coaster.gif is left out'
}
