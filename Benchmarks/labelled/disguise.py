"""Replaces a credential by random characters of the same kinds, so that no real one is kept, and the shape stays."""
import base64
import hashlib
import random
import re
import string

# What a guess would find gives nothing away, and a rule has to cope with it as it is.
GUESSABLE = re.compile(r"(?:[A-Z]?[a-z]{3,12}|[A-Z]{3,12})[0-9]{0,4}[!@#$]?")
# Beginnings that say which vendor's key it is; rules look for them.
PREFIX = re.compile(r"AKIA|ASIA|AROA|AIza|ya29\.|gh[pousr]_|glpat-|xox[a-z]-|[spr]k_(?:live|test)_|SG\.|eyJ[\w-]+\.(?:eyJ)?|MII[\w+/]{9}|S[OACNUX](?=[A-Z2-7]{56}$)")
# Base 16 among other text, as in JSON, stays base 16.
BASE16 = re.compile(r"(?<![0-9A-Za-z])(?:[0-9a-f]{16,}|[0-9A-F]{16,})(?![0-9A-Za-z])")
KEPT = re.compile(r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|%[0-9a-fA-F]{2}|&\w+;|-----[A-Z0-9 ]+-----")


def disguised(value, salt):
    """The same value with the same salt always becomes the same text."""
    if GUESSABLE.fullmatch(value):
        return value
    source = random.Random(hashlib.sha256(f"{salt}\0{value}".encode("utf-8", "surrogateescape")).digest())
    return basic(value, source) or scrambled(value, source)


def basic(value, source):
    """Base64 of `name:password` stays base64 of the like."""
    try:
        text = base64.b64decode(value, validate=True).decode("ascii")
    except ValueError:
        return None
    name, colon, password = text.partition(":")
    if not colon or not text.isprintable():
        return None
    return base64.b64encode(f"{name}:{scrambled(password, source)}".encode()).decode()


def scrambled(value, source):
    prefix = PREFIX.match(value)
    start = prefix.end() if prefix else 0
    letters = alphabet(value)
    base16 = {place for run in BASE16.finditer(value) for place in range(*run.span())}
    result = [value[:start]]
    while start < len(value):
        kept = KEPT.match(value, start)
        result.append(kept.group() if kept else one(value[start], HEXADECIMAL if start in base16 else letters, source))
        start = kept.end() if kept else start + 1
    return "".join(result)


HEXADECIMAL = string.digits, "abcdef"


def alphabet(value):
    """Digits and letters as the value has them: base 16 and base 32 stay what they are."""
    if re.fullmatch(r"[0-9a-f-]{16,}|[0-9A-F-]{16,}", value):
        return HEXADECIMAL
    if re.fullmatch(r"[A-Z2-7=]{16,}", value) and re.search("[2-7]", value):
        return "234567", string.ascii_lowercase
    return string.digits, string.ascii_lowercase


def one(character, letters, source):
    digits, lower = letters
    if character in string.digits:
        return source.choice(digits)
    if character in string.ascii_lowercase:
        return source.choice(lower)
    if character in string.ascii_uppercase:
        return source.choice(lower).upper()
    return character


def disguised_block(line, salt):
    """One of several lines: only long runs are replaced, so that names and armour stay."""
    return re.sub(r"[0-9A-Za-z+/_-]{20,}={0,2}", lambda run: run.group() if set(run.group()) <= {"-"} else disguised(run.group(), salt), line)
