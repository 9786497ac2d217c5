"""The typefaces that texts are drawn in: those of Debian's fonts-dejavu-core and fonts-liberation, and more where they are found."""
import functools
import os

from PIL import ImageFont

MONOSPACED = ["DejaVuSansMono", "LiberationMono-Regular"]
PROPORTIONAL = ["DejaVuSans", "LiberationSans-Regular"]
MORE_MONOSPACED = ["Hack-Regular", "FiraCode-Regular", "JetBrainsMono-Regular", "NotoSansMono-Regular", "Inconsolata-Regular"]
MORE_PROPORTIONAL = ["Roboto-Regular", "OpenSans-Regular"]


class Faces:
    """Finds typefaces below some folders."""

    def __init__(self, folders=("/usr/share/fonts", "/usr/local/share/fonts"), more=False):
        self.files = {}
        for folder in folders:
            for parent, _, names in sorted(os.walk(folder)):
                for name in sorted(names):
                    stem, ending = os.path.splitext(name)
                    if ending in (".ttf", ".otf"):
                        self.files.setdefault(stem, os.path.join(parent, name))
        self.monospaced = self.known(MONOSPACED + (MORE_MONOSPACED if more else []))
        self.proportional = self.known(PROPORTIONAL + (MORE_PROPORTIONAL if more else []))
        if not self.monospaced or not self.proportional:
            raise SystemExit("no typefaces to draw with: install fonts-dejavu-core and fonts-liberation")

    def known(self, names):
        return [name for name in names if name in self.files]

    @functools.lru_cache(maxsize=None)
    def font(self, name, pixels):
        return ImageFont.truetype(self.files[name], pixels)
