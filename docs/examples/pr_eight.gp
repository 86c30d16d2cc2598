# SPDX-License-Identifier: BSL-1.0
# Draws what the example pr_eight wrote into the current folder: pr_eight.svg, loss and accuracy by epoch beside the
# weights as an image.
epochs = 'pr_eight_epochs.dat'
weights = 'pr_eight_weights.dat'
stats weights matrix nooutput
largest = STATS_max > -STATS_min ? STATS_max : -STATS_min

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
set output 'pr_eight.svg'
set multiplot layout 1, 3 title 'Threes and sevens told apart by one weight for each pixel' font ',16'
set xlabel 'epoch'
set xrange [0:last]
set title 'Loss'
set yrange [0:*]
plot epochs using 1:2 with linespoints linestyle 1 title 'training images', \
  epochs using 1:4 with linespoints linestyle 2 title 'test images'
set title 'Told right, %'
set yrange [95:100]
set key bottom right
plot epochs using 1:(100*$3) with linespoints linestyle 1 title 'training images', \
  epochs using 1:(100*$5) with linespoints linestyle 2 title 'test images', \
  97.5 with lines linewidth 1.5 dashtype 2 linecolor rgb '#333333' title 'to be reached'
set title 'Weights: red for 3, blue for 7'
set key off
unset grid
unset border
unset tics
unset xlabel
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set size ratio -1
set lmargin at screen 0.7
set rmargin at screen 0.92
set tmargin at screen 0.82
set bmargin at screen 0.17
set palette defined (-1 '#2d5d7b', 0 '#ffffff', 1 '#c8553d')
set cbrange [-largest:largest]
set cbtics scale 0.5
set colorbox
plot weights matrix with image pixels
unset multiplot
