#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# run_example.sh PROGRAM FOLDER [--prints FILE] [--checked-by PYTHON SCRIPT] [--draws GNUPLOT SCRIPT]
# Runs PROGRAM with FOLDER as its argument, after emptying it. --prints: what it prints must equal
# FILE. --checked-by: SCRIPT, run by PYTHON, must agree with the numbers that it wrote to FOLDER.
# --draws: SCRIPT, run by GNUPLOT in FOLDER, must then leave a picture there.
set -eu
program=$1 folder=$2
shift 2
rm -rf "$folder"
mkdir -p "$folder"
"$program" "$folder" >"$folder/printed" || {
  status=$?
  cat "$folder/printed"
  exit "$status"
}
cat "$folder/printed"
while [ $# -gt 0 ]; do
  case $1 in
    --prints)
      diff "$2" "$folder/printed" || {
        echo "$program does not print what $2 says" >&2
        exit 1
      }
      shift 2
      ;;
    --checked-by)
      "$2" "$3" "$folder"
      shift 3
      ;;
    --draws)
      (cd "$folder" && "$2" "$3")
      pictures=$(find "$folder" -size +0 \( -name '*.svg' -o -name '*.png' \))
      [ -n "$pictures" ] || {
        echo "$3 drew no picture" >&2
        exit 1
      }
      shift 3
      ;;
  esac
done
