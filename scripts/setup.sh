#!/bin/sh
# Makes sure that what a build needs is there: a Swift toolchain and a few C libraries.
#   scripts/setup.sh            what building and running needs
#   scripts/setup.sh test       and what the tests need
#   scripts/setup.sh page        and what it takes to open the HTML report in a browser
#   scripts/setup.sh bench      and what the benchmark needs
# On Debian and Ubuntu missing packages are installed with apt-get; elsewhere a message names them.
set -eu

say() { printf '%s\n' "keyhound: $*" >&2; }

if ! command -v swift >/dev/null 2>&1; then
  say "Swift is missing. Install Swift 6.2 or later from https://www.swift.org/install/ and try again."
  exit 2
fi

packages="libpcre2-dev libdeflate-dev liblzma-dev libzstd-dev libbz2-dev libpng-dev libturbojpeg0-dev libwebp-dev libgif-dev pkg-config git ca-certificates"
case "${1:-}" in
  test) packages="$packages python3 python3-venv tesseract-ocr fonts-dejavu-core fonts-liberation" ;;
  page) packages="$packages python3 python3-venv chromium" ;;
  bench) packages="$packages python3 python3-venv ripgrep hyperfine time" ;;
esac

missing=""
if command -v dpkg-query >/dev/null 2>&1; then
  for package in $packages; do
    status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    [ "$status" = "install ok installed" ] || missing="$missing $package"
  done
else
  for library in libpcre2-8 libdeflate liblzma libzstd libpng libturbojpeg libwebp; do
    pkg-config --exists "$library" 2>/dev/null || missing="$missing $library"
  done
fi
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  say "missing:$missing"
  say "Install them with your package manager (macOS: brew install pcre2 libdeflate xz zstd libpng jpeg-turbo webp giflib pkgconf; Fedora: pcre2-devel libdeflate-devel xz-devel libzstd-devel bzip2-devel libpng-devel turbojpeg-devel libwebp-devel giflib-devel) and try again."
  exit 2
fi

root=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    say "missing:$missing. Become root and run: apt-get update && apt-get install$missing"
    exit 2
  fi
  root=sudo
fi
say "installing$missing"
$root apt-get update -qq
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
