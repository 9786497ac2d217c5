#!/bin/sh
# Holds the release program to its promises: static, small, and it finds a key that nobody has seen before.
set -eu
cd "$(dirname "$0")/.."
binary=.build/release/keyhound
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ldd "$binary" >/dev/null 2>&1; then
  echo "$binary is dynamically linked" >&2
  exit 1
fi
cp "$binary" "$work/keyhound"
strip "$work/keyhound"
size=$(wc -c <"$work/keyhound")
if [ "$size" -gt 25000000 ]; then
  echo "the program has grown to $size bytes (limit 25,000,000): something pulled in all of Foundation?" >&2
  exit 1
fi

random() { LC_ALL=C tr -dc "$1" </dev/urandom | head -c "$2"; }
key="$(random a-z 6)7K.$(random A-Za-z 14)4x9$(random A-Za-z0-9 15)"
mkdir "$work/leak" "$work/empty"
printf '[baseten]\nremote_provider = baseten\napi_key = %s\n' "$key" >"$work/leak/.trussrc"

status=0
"$work/keyhound" scan "$work/leak" >"$work/out" || status=$?
if [ "$status" -ne 1 ] || ! grep -q baseten-api-key "$work/out" || grep -qF "$key" "$work/out"; then
  echo "expected exit 1, rule baseten-api-key and no secret in the output; got exit $status and:" >&2
  cat "$work/out" >&2
  exit 1
fi
"$work/keyhound" scan "$work/empty" >/dev/null

# A notebook whose one string has a hundred megabytes of what has to be decoded, and a key at its end.
filler='\u001b[31m<b>&amp;\n'
{
  printf '{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":"'
  yes "$filler" | tr -d '\n' | head -c "$((100000000 / ${#filler} * ${#filler}))"
  printf ' api_key = %s"}],"metadata":{},"nbformat":4,"nbformat_minor":5}' "$key"
} >"$work/hostile.ipynb"
status=0
(ulimit -v 4000000 && timeout 60 "$work/keyhound" scan "$work/hostile.ipynb" --format json >"$work/out") || status=$?
if [ "$status" -ne 1 ] || ! grep -q '"complete": true' "$work/out" || ! grep -q '"type": "markdown"' "$work/out"; then
  echo "a notebook with a string of 100 MB: expected one key in a markdown cell within 60 s; got exit $status" >&2
  exit 1
fi
rm "$work/hostile.ipynb"
"$work/keyhound" rules check rules
"$work/keyhound" scan --quiet --exclude .build --exclude .git . >&2
echo "static, $size bytes, finds a fresh key, also behind a string of 100 MB, and keeps it to itself"
