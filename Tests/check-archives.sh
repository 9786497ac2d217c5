#!/bin/sh
# Puts a random key into 7z archives as py7zr writes them, in every way that it knows, and scans them with the program that was built along
# with the tests. py7zr comes from PyPI into .build/venv.
set -eu
cd "$(dirname "$0")/.."
venv=.build/venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import py7zr' 2>/dev/null || "$venv/bin/pip" install --quiet py7zr

"$venv/bin/python" - .build/debug/keyhound <<'PYTHON'
import json, os, random, string, subprocess, sys, tempfile
import py7zr
from py7zr import (
    FILTER_ARM, FILTER_ARMTHUMB, FILTER_BROTLI, FILTER_BZIP2, FILTER_COPY, FILTER_CRYPTO_AES256_SHA256, FILTER_DEFLATE, FILTER_DELTA,
    FILTER_IA64, FILTER_LZMA, FILTER_LZMA2, FILTER_POWERPC, FILTER_PPMD, FILTER_SPARC, FILTER_X86, FILTER_ZSTD)

program = os.path.abspath(sys.argv[1])
alphanumerics = string.ascii_letters + string.digits
key = "Aa3" + "".join(random.choices(alphanumerics, k=5)) + ".Bb4" + "".join(random.choices(alphanumerics, k=29))
files = {
    "conf/prod.env": f"one = 1\nSERVICE_API_KEY={key}\n".encode(),
    "ü ö.txt": b"nothing\n" * 50_000,
    "code.bin": open(sys.executable, "rb").read()[:300_000] + f"\nAuthorization: Api-Key {key}".encode(),
}

def chain(*ids):
    return [{"id": each, **({"preset": 6} if each in (FILTER_LZMA, FILTER_LZMA2) else {}),
             **({"dist": 4} if each == FILTER_DELTA else {}), **({"level": 3} if each in (FILTER_ZSTD, FILTER_BROTLI) else {}),
             **({"order": 6, "mem": 24} if each == FILTER_PPMD else {})} for each in ids]

read = {
    "copy": [FILTER_COPY], "lzma": [FILTER_LZMA], "lzma2": [FILTER_LZMA2], "deflate": [FILTER_DEFLATE], "bzip2": [FILTER_BZIP2],
    "zstd": [FILTER_ZSTD], "delta": [FILTER_DELTA, FILTER_LZMA2], "x86": [FILTER_X86, FILTER_LZMA], "arm": [FILTER_ARM, FILTER_LZMA2],
    "thumb": [FILTER_ARMTHUMB, FILTER_LZMA], "ppc": [FILTER_POWERPC, FILTER_BZIP2], "sparc": [FILTER_SPARC, FILTER_DEFLATE],
    "ia64": [FILTER_IA64, FILTER_LZMA2],
}
encrypted = {"aes": [FILTER_LZMA2, FILTER_CRYPTO_AES256_SHA256]}
unknown = {"ppmd": [FILTER_PPMD], "brotli": [FILTER_BROTLI]}

def scan(name):
    outcome = subprocess.run([program, "scan", name, "--format", "json", "--quiet"], capture_output=True, text=True)
    return outcome.returncode, json.loads(outcome.stdout)

def check(isRight, name, report):
    if not isRight:
        sys.exit(f"{name}: {json.dumps(report, indent=1)}")

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for name, filters in {**read, **encrypted, **unknown}.items():
        for encodes in (True, False):
            password = key if name in encrypted else None
            with py7zr.SevenZipFile("a.7z", "w", filters=chain(*filters), password=password) as archive:
                archive.set_encoded_header_mode(encodes)
                for path, content in files.items():
                    archive.writestr(content, path)
            status, report = scan("a.7z")
            places = {(each["path"], each["startLine"], each["startColumn"]) for each in report["findings"]}
            if name in read:
                expected = {(f"a.7z!{path}", content[: content.index(key.encode())].count(b"\n") + 1)
                            for path, content in files.items() if key.encode() in content}
                check(status == 1 and {place[:2] for place in places} == expected and not report["issues"], name, report)
            elif name in encrypted:
                check(status == 0 and report["coverage"]["skipped"] == {"encrypted": 3}, name, report)
            else:
                check(status == 2 and not places and "not understood" in report["issues"][0]["message"], name, report)
    with py7zr.SevenZipFile("a.7z", "w", password=key, header_encryption=True) as archive:
        archive.writestr(files["conf/prod.env"], "a")
    status, report = scan("a.7z")
    check(status == 0 and report["coverage"]["skipped"] == {"encrypted": 1}, "encrypted directory", report)
print(f"7z archives of py7zr: {len(read)} ways of packing are read, {len(encrypted) + 1} counted as encrypted, {len(unknown)} named")
PYTHON
