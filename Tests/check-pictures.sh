#!/bin/sh
# Draws pictures with random keys in them, and some without, and has the release program read them. What draws them comes from PyPI into
# .build/venv. Benchmarks/pictures.py measures the same on larger sets.
set -eu
cd "$(dirname "$0")/.."
venv=.build/venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import PIL, pygments, matplotlib' 2>/dev/null || "$venv/bin/pip" install --quiet pillow pygments matplotlib
"$venv/bin/python" Benchmarks/pictures.py .build/release/keyhound --count 45 --clean 12 --timed 0 --seed check --least 0.93 --missed
