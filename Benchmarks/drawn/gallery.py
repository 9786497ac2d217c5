"""The set of pictures: every scene, dark and light, at both scales, as PNG and as JPEG, with keys of every kind, and pictures without."""
import json
import os
import random

from . import contents, keys, scenes

# The ending, and the quality of a JPEG.
FORMATS = [("png", None), ("jpg", 75), ("png", None), ("jpg", 60)]


class Picture:
    """A file, how it was made, and where in it which key stands; no keys for a picture that shall raise no alarm."""

    def __init__(self, file, scene, kind, dark, scale, form, keys_and_boxes):
        self.file = file
        self.scene = scene
        self.kind = kind
        self.dark = dark
        self.scale = scale
        self.form = form
        self.keys = keys_and_boxes


def with_keys(folder, count, faces, seed=1, kinds=None):
    """Draws `count` pictures with a key in each into `folder`. The same seed draws the same pictures."""
    kinds = kinds or keys.KINDS
    names = list(scenes.SCENES)
    pictures = []
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        scene, kind = names[number % len(names)], kinds[number // len(names) % len(kinds)]
        look = scenes.Look(rng, faces, dark=rng.random() < 0.5, scale=rng.choice([1, 2]))
        sheet = scenes.SCENES[scene](rng, look, kind, kind.make(rng))
        pictures.append(_saved(sheet, folder, f"key{number:04d}", scene, kind.name, look, rng))
    return pictures


def without_keys(folder, count, faces, seed=1):
    """Draws `count` pictures of texts that hold no key."""
    pictures = []
    for number in range(count):
        rng = random.Random(f"{seed}/clean/{number}")
        look = scenes.Look(rng, faces, dark=rng.random() < 0.5, scale=rng.choice([1, 2]))
        name, lines = contents.clean(rng, number)
        if name in ("code", "markup", "base64") and rng.random() < 0.5:
            sheet = scenes.source(look, "python", "\n".join(lines), [])
        else:
            sheet = scenes.lines_in_terminal(look, lines, [])
        pictures.append(_saved(sheet, folder, f"clean{number:04d}", "clean", name, look, rng))
    return pictures


def _saved(sheet, folder, stem, scene, kind, look, rng):
    ending, quality = rng.choice(FORMATS)
    file = f"{stem}.{ending}"
    sheet.drawn().save(os.path.join(folder, file), **({"quality": quality} if quality else {}))
    form = f"JPEG {quality}" if quality else "PNG"
    return Picture(file, scene, kind, look.dark, look.scale, form, [(key, boxes) for key, boxes in sheet.boxes.items()])


def save(pictures, path):
    with open(path, "w") as out:
        json.dump([vars(picture) for picture in pictures], out, indent=1)
