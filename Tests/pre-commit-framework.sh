#!/bin/sh
# Runs the hooks of .pre-commit-hooks.yaml under the real pre-commit (https://pre-commit.com), which comes from PyPI into .build/venv.
# The debug program has to be built.
set -eu
cd "$(dirname "$0")/.."
top=$PWD
venv=$top/.build/venv
if [ ! -x "$venv/bin/pre-commit" ]; then
  [ -x "$venv/bin/pip" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet pre-commit
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$top/.build/debug:$venv/bin:$PATH
export PATH HOME="$work" PRE_COMMIT_HOME="$work/cache" GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.com
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE

say() { echo "pre-commit: $*" >&2; }
fail() { say "FAILED: $*"; cat "$work/out" >&2; exit 1; }
key() { LC_ALL=C tr -dc 'a-km-zA-HJ-NP-Z2-9' </dev/urandom | head -c "$1"; }
leak() { printf 'SERVICE_API_KEY=%sa7K.%sx4Q\n' "$(key 5)" "$(key 29)"; }
passes() { name=$1; shift; "$@" >"$work/out" 2>&1 || fail "$name should pass"; }
stops() {
  name=$1; shift
  if "$@" >"$work/out" 2>&1; then fail "$name should be stopped"; fi
  grep -qF '********' "$work/out" || fail "$name stops for another reason"
}

pre-commit validate-manifest .pre-commit-hooks.yaml

# The hooks are taken from a repository that holds the manifest as it is now.
mkdir "$work/hooks" "$work/repo" && cp .pre-commit-hooks.yaml "$work/hooks/"
git -C "$work/hooks" init -q && git -C "$work/hooks" add . && git -C "$work/hooks" commit -q -m hooks
revision=$(git -C "$work/hooks" rev-parse HEAD)

cd "$work/repo"
git init -q -b main .
cat >.pre-commit-config.yaml <<YAML
default_install_hook_types: [pre-commit, pre-push]
repos:
  - repo: $work/hooks
    rev: $revision
    hooks: [{id: keyhound}, {id: keyhound-files, stages: [manual]}]
YAML
git add . && git commit -q -m root
pre-commit install >/dev/null

echo fine >a.txt && git add .
passes "a commit without a key" git commit -m fine
leak >a.env && git add .
stops "a commit with a key" git commit -m leak
echo clean >a.env
stops "a staged key that is gone from the work tree" git commit -m leak
git reset -q --hard && leak >unstaged.env && git add -N unstaged.env && echo more >>a.txt
passes "a commit beside a key that is not staged" git commit -m "a.txt alone" a.txt
rm unstaged.env && git reset -q
leak >>a.txt
stops "commit -a" git commit -a -m leak
git checkout -q a.txt
passes "all files without a key" pre-commit run --all-files --hook-stage manual keyhound-files
leak >b.env && git add b.env
stops "all files with a key" pre-commit run --all-files --hook-stage manual keyhound-files
git reset -q --hard

git init -q --bare "$work/remote.git" && git remote add origin "$work/remote.git"
git checkout -q -b other && leak >d.env && git add d.env && git commit -q --no-verify -m leak && git checkout -q main
stops "a first push of a branch that is not checked out" git push origin other
git branch -q -D other
passes "a first push without a key" git push origin main
leak >c.env && git add c.env && git commit -q --no-verify -m leak
git rm -q c.env && git commit -q --no-verify -m "takes it out"
stops "a push of a key that is gone again" git push origin main
git reset -q --hard HEAD~2 && echo more >>a.txt && git commit -q -a -m more
passes "a second push without a key" git push origin main
git checkout -q -b topic && leak >d.env && git add d.env && git commit -q --no-verify -m leak
stops "a new branch with a key" git push origin topic
git init -q --bare "$work/second.git" && git remote add second "$work/second.git"
stops "a first push of a history with a key" git push second topic
say "all passed with $(pre-commit --version)"
