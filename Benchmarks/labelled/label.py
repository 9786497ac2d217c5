"""What is known about lines of a file: that they hold a credential, or that they only look so."""
from dataclasses import asdict, dataclass
import json


@dataclass(frozen=True)
class Label:
    path: str      # below the folder of the data
    first: int     # lines, from 1, both inclusive
    last: int
    is_secret: bool
    category: str
    part: str      # which part of the data it belongs to


def save(labels, file):
    with open(file, "w") as out:
        json.dump([asdict(label) for label in labels], out)


def load(file):
    with open(file) as text:
        return [Label(**entry) for entry in json.load(text)]
