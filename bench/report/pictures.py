# SPDX-License-Identifier: BSL-1.0
"""The report's pictures, drawn by gnuplot."""
import shutil
import subprocess

from results import LABELS, OURS

COLOURS = dict(zip(["symdiff", "hand", "vectors", "tape", "adolc", "sacado_reverse", "sacado_forward", "ceres", "boost",
                    "finite_differences", "torch"],
                   ["#c8553d", "#222222", "#777777", "#2d5d7b", "#5b9bd5", "#1b998b", "#7fb069", "#e6aa68", "#b388c9",
                    "#c9ada7", "#f2c14e"]))
STYLE = """set encoding utf8
set border 3 linewidth 1 linecolor rgb '#666666'
set tics nomirror scale 0.5 textcolor rgb '#333333'
set grid ytics linewidth 1 linecolor rgb '#e4e4e4'
set key outside right top
set terminal svg size 1100, 460 font 'Sans,13' background 'white'
"""


def draw(folder, name, commands):
    if not shutil.which("gnuplot"):
        return ""
    path = folder / f"{name}.svg"
    subprocess.run(["gnuplot"], input=f"{STYLE}set output '{path}'\n{commands}\n", text=True, check=True)
    return path.name


def block(name, rows):
    """A table in a gnuplot script, '-' where there is no number."""
    lines = "\n".join(" ".join("-" if cell is None else f'"{cell}"' if isinstance(cell, str) else f"{cell:.6g}"
                               for cell in row) for row in rows)
    return f"${name} << END\n{lines}\nEND\n"


def dots(folder, name, title, label, head, rows, beside_ours=False):
    """A column of dots for each row, on a logarithmic axis; a line at 1 where the numbers are beside symdiff's."""
    plots = [f"1 with lines linewidth 2 linecolor rgb '{COLOURS[OURS]}' title \"{LABELS[OURS]}\""] if beside_ours else []
    for k, rival in enumerate(head):
        aside = 0.6 * ((k + 0.5) / len(head) - 0.5)
        plots.append(f"$data using ($0 + {aside:.3f}):{k + 2} with points pointtype 7 pointsize 0.8 "
                     f"linecolor rgb '{COLOURS[rival]}' title \"{LABELS[rival]}\"")
    tics = ", ".join(f'"{row[0]}" {k}' for k, row in enumerate(rows))
    return draw(folder, name, block("data", rows) + f"""set title "{title}"
set datafile missing '-'
set logscale y
set ylabel "{label}"
set xrange [-0.5:{len(rows) - 0.5}]
set xtics rotate by -30 ({tics})
set grid xtics
plot {", ".join(plots)}""")


def growth(folder, name, title, xlabel, ylabel, series):
    """Lines on two logarithmic axes; series: rival to pairs of size and number."""
    data = "".join(block(rival, points) for rival, points in series.items())
    plots = ", ".join(f"${rival} using 1:2 with linespoints linewidth 2 pointtype 7 pointsize 0.5 "
                      f"linecolor rgb '{COLOURS[rival]}' title \"{LABELS[rival]}\"" for rival in reversed(series))
    return draw(folder, name, data + f"""set title "{title}"
set logscale xy
set autoscale xfix
set format y '10^{{%L}}'
set xlabel "{xlabel}"
set ylabel "{ylabel}"
plot {plots}""")
