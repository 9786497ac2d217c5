#!/bin/sh
# Keeps real-looking keys out of the tree: only the two keys that the vendor itself prints may have the 8.32 shape.
set -eu
cd "$(dirname "$0")/.."
found=$(git grep -nIE '(^|[^A-Za-z0-9_.-])[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}([^A-Za-z0-9_.-]|$)' -- . \
  | grep -vE 'abcdefgh\.1234567890ABCDEFGHIJKL1234567890|hgfedcba\.0987654321ABCDEFGHIJKL0987654321' || true)
if [ -n "$found" ]; then
  echo "these lines hold something of the shape of a key; write a template such as {alnum:8}.{alnum:32} instead:" >&2
  echo "$found" | cut -c1-120 >&2
  exit 1
fi
