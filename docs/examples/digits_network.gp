# SPDX-License-Identifier: BSL-1.0
# Draws what the example digits_network wrote into the current folder: digits_network.svg, loss and accuracy by epoch
# beside what twelve hidden units have learnt, as images.
epochs = 'digits_network_epochs.dat'
weights = 'digits_network_weights.dat'

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
set output 'digits_network.svg'
set multiplot layout 1, 3 title 'Threes and sevens told apart by a network of 784-30-1 units' font ',16'
set xlabel 'epoch'
set xrange [0:last]
set title 'Loss'
set yrange [0:*]
plot epochs using 1:2 with linespoints linestyle 1 title 'training images', \
  epochs using 1:4 with linespoints linestyle 2 title 'test images'
set title 'Told right, %'
set yrange [95:100.2]
set key bottom right
plot epochs using 1:(100*$3) with linespoints linestyle 1 title 'training images', \
  epochs using 1:(100*$5) with linespoints linestyle 2 title 'test images', \
  98.5 with lines linewidth 1.5 dashtype 2 linecolor rgb '#333333' title 'to be reached'
set title 'Learnt by 12 of the hidden units'
set key off
unset grid
unset border
unset tics
unset xlabel
set xrange [-0.5:117.5]
set yrange [87.5:-0.5]
set size ratio -1
set lmargin at screen 0.69
set rmargin at screen 0.99
set tmargin at screen 0.82
set bmargin at screen 0.1
set palette defined (-1 '#2d5d7b', 0 '#ffffff', 1 '#c8553d')
set cbrange [-0.15:0.15]
unset colorbox
plot weights matrix using 1:2:($3 == 0 ? NaN : $3) with image pixels
unset multiplot
