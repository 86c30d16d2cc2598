# SPDX-License-Identifier: BSL-1.0
# Draws what the example digits wrote into the current folder: digits.svg, loss and accuracy by epoch and the confusion
# matrix; digits_worst.svg, the twelve test images with the largest loss.
epochs = 'digits_epochs.dat'
confusion = 'digits_confusion.dat'

set style line 1 linewidth 2.5 pointtype 7 pointsize 0.5 linecolor rgb '#2d5d7b'
set style line 2 linewidth 2.5 pointtype 7 pointsize 0.5 linecolor rgb '#c8553d'
set style line 3 linewidth 1 linecolor rgb '#e4e4e4'
set border 3 linewidth 1 linecolor rgb '#666666'
set tics nomirror scale 0.5 textcolor rgb '#333333'
set grid linestyle 3
set encoding utf8
stats epochs using 1 nooutput
last = STATS_max

set terminal svg size 1200, 430 font 'Sans,13' background 'white'
set output 'digits.svg'
set multiplot layout 1, 3 title 'All ten digits read by a network of 784-64-10 units' font ',16'
set xlabel 'epoch'
set xrange [0:last]
set title 'Loss'
set yrange [0:*]
plot epochs using 1:2 with linespoints linestyle 1 title 'training images', \
  epochs using 1:4 with linespoints linestyle 2 title 'test images'
set title 'Read right, %'
set yrange [90:100]
set key bottom right
plot epochs using 1:(100*$3) with linespoints linestyle 1 title 'training images', \
  epochs using 1:(100*$5) with linespoints linestyle 2 title 'test images', \
  94 with lines linewidth 1.5 dashtype 2 linecolor rgb '#333333' title 'to be reached'
set title 'Test images and what they are taken for'
set key off
unset grid
unset border
set xlabel 'taken for'
set ylabel 'digit' offset 1
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
set xtics 0, 1, 9 scale 0
set ytics 0, 1, 9 scale 0
set size ratio 1
set lmargin at screen 0.72
set rmargin at screen 0.96
set tmargin at screen 0.82
set bmargin at screen 0.15
# Where it is wrong is to be seen: the diagonal is left out of the shades.
set palette defined (0 '#ffffff', 1 '#c8553d')
set cbrange [0:10]
unset colorbox
plot confusion matrix using 1:2:($1 == $2 ? NaN : $3) with image pixels, \
  confusion matrix using 1:2:($1 == $2 ? sprintf('%d', $3) : '') with labels font ',11' textcolor rgb '#2d5d7b', \
  confusion matrix using 1:2:($1 != $2 && $3 > 0 ? sprintf('%d', $3) : '') \
    with labels font ',11' textcolor rgb '#333333'
unset multiplot

set terminal svg size 1100, 540 font 'Sans,13' background 'white'
set output 'digits_worst.svg'
set title 'The twelve test images with the largest loss' font ',16'
unset xlabel
unset ylabel
unset tics
set size ratio -1
set lmargin at screen 0.02
set rmargin at screen 0.98
set tmargin at screen 0.88
set bmargin at screen 0.02
set xrange [-1:178]
set yrange [77:-1]
set palette defined (0 '#ffffff', 1 '#222222')
set cbrange [0:1]
x(i) = 30*(int(i) % 6) + 13.5
y(i) = 40*(int(i)/6) + 31
plot 'digits_worst_images.dat' matrix using 1:2:($3 > 0 ? $3 : NaN) with image pixels, \
  'digits_worst.dat' using (x($0)):(y($0)):(sprintf('%d taken for %d\nloss %.1f', $1, $2, $3)) \
    with labels font ',12' textcolor rgb '#333333'
