#!/bin/sh
# Validates the cleaned notebooks that the tests left in .build/notebooks with nbformat, the reference implementation, and opens
# their pictures' chunks. nbformat comes from PyPI into .build/venv.
set -eu
cd "$(dirname "$0")/.."
venv=.build/venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import nbformat' 2>/dev/null || "$venv/bin/pip" install --quiet nbformat

"$venv/bin/python" - .build/notebooks/*.ipynb <<'PYTHON'
import base64, json, sys, zlib
import nbformat

def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)

pictures = 0
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        notebook = json.load(file)
    nbformat.validate(nbformat.read(name, as_version=nbformat.NO_CONVERT))
    for text in strings(notebook):
        if not text.startswith("iVBORw0KGgo"):
            continue
        data, offset = base64.b64decode(text), 8
        while offset < len(data):
            length = int.from_bytes(data[offset:offset + 4], "big")
            end = offset + 8 + length
            assert zlib.crc32(data[offset + 4:end]) == int.from_bytes(data[end:end + 4], "big"), f"{name}: a chunk's sum is wrong"
            offset = end + 4
        pictures += 1
assert pictures > 0 and len(sys.argv) > 8
print(f"{len(sys.argv) - 1} cleaned notebooks are valid, {pictures} pictures in them too")
PYTHON
