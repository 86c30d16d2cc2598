#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The inputs of a fuzzer: files of a folder, as libFuzzer has them, or lines of hexadecimal digits, as tests/fuzz/corpus.

usage: fuzz_corpus.py unpack CORPUS FOLDER     a file for each line
       fuzz_corpus.py pack FOLDER CORPUS       a line for each file"""
import hashlib
import pathlib
import sys

command, source, target = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
if command == "unpack":
    target.mkdir(parents=True, exist_ok=True)
    for line in source.read_text(encoding="ascii").split():
        data = bytes.fromhex(line)
        (target / hashlib.sha1(data).hexdigest()).write_bytes(data)
elif command == "pack":
    inputs = {path.read_bytes().hex() for path in source.iterdir()} - {""}
    target.write_text("".join(line + "\n" for line in sorted(inputs, key=lambda line: (len(line), line))), encoding="ascii")
else:
    sys.exit(__doc__)
