"""Draws texts as they look on a screen: in a terminal, an editor, a browser, a plot, a notebook."""
import io

from PIL import Image
from pygments import lex
from pygments.lexers import get_lexer_by_name
from pygments.styles import get_style_by_name

from . import contents
from .sheet import Sheet

TERMINALS = {
    True: [("#0c0c0c", "#cccccc"), ("#1e1e1e", "#d4d4d4"), ("#300a24", "#eeeeec"), ("#282c34", "#abb2bf"), ("#002b36", "#93a1a1")],
    False: [("#ffffff", "#000000"), ("#fdf6e3", "#586e75"), ("#fafafa", "#383a42")],
}
EDITORS = {True: ["monokai", "github-dark", "one-dark", "dracula", "native"], False: ["default", "vs", "xcode", "friendly", "tango"]}


class Look:
    """How a picture is drawn: dark or light, at which scale, in which typefaces and sizes."""

    def __init__(self, rng, faces, dark, scale):
        self.faces = faces
        self.dark = dark
        self.scale = scale
        self.monospaced = rng.choice(faces.monospaced)
        self.proportional = rng.choice(faces.proportional)
        self.size = rng.choice([12, 13, 14, 15, 16])
        self.width = rng.choice([800, 960, 1120])
        self.terminal = rng.choice(TERMINALS[dark])
        self.editor = rng.choice(EDITORS[dark])
        self.wraps = rng.random() < 0.15

    def sheet(self, background, keys, width=None):
        return Sheet(width or self.width, background, self.faces, self.scale, keys)

    def columns(self, left):
        advance = self.faces.font(self.monospaced, self.size).getlength("M")
        return int((self.width - left - 8) / advance)


def needed(look, lines, left):
    """The width at which the longest line is not broken."""
    font = look.faces.font(look.monospaced, look.size)
    return max([look.width] + [int(font.getlength(line)) + left + 16 for line in lines])


def lines_in_terminal(look, lines, keys):
    background, colour = look.terminal
    sheet = look.sheet(background, keys, None if look.wraps else needed(look, lines, 10))
    top = 10
    for line in lines:
        top = sheet.write([(line, colour)], 10, top, look.monospaced, look.size, look.columns(10) if look.wraps else None)
    return sheet


def terminal(rng, look, kind, key):
    return lines_in_terminal(look, contents.terminal(rng, kind, key), [key])


def colour_of(style, token, dark):
    """The colour of a token, or of the next more general one that the style knows."""
    styles = dict(style)
    while token is not None and token not in styles:
        token = token.parent
    return "#" + (styles.get(token, {}).get("color") or ("e0e0e0" if dark else "202020"))


def coloured(language, text, style, dark):
    """Lines of (text, colour)."""
    lines = [[]]
    for token, value in lex(text, get_lexer_by_name(language)):
        colour = colour_of(style, token, dark)
        for index, part in enumerate(value.split("\n")):
            if index:
                lines.append([])
            if part:
                lines[-1].append((part, colour))
    return lines[:-1] if not lines[-1] else lines


def source(look, language, text, keys, gutter=True):
    style = get_style_by_name(look.editor)
    lines = coloured(language, text, style, look.dark)
    left = 48 if gutter else 12
    width = None if look.wraps else needed(look, text.split("\n"), left)
    background = style.background_color
    sheet = look.sheet("#" + "".join(c * 2 for c in background[1:]) if len(background) == 4 else background, keys, width)
    top = 8
    for number, pieces in enumerate(lines, 1):
        if gutter:
            sheet.write([(f"{number:3d}", "#888888")], 6, top, look.monospaced, look.size)
        top = sheet.write(pieces, left, top, look.monospaced, look.size, look.columns(left) if look.wraps else None)
    return sheet


def editor(rng, look, kind, key):
    language, text = contents.code(rng, kind, key)
    return source(look, language, text, [key])


def page(rng, look, kind, key):
    heading, above, label, shown, below = contents.page(rng, kind, key)
    back, ink, faint, panel = ("#14171a", "#e7e9ea", "#8b98a5", "#22272b") if look.dark else ("#ffffff", "#1b1f24", "#57606a", "#f3f4f6")
    face = rng.choice([look.proportional, look.monospaced])
    width = max(look.width, int(look.faces.font(face, look.size).getlength(shown)) + 100)
    sheet = look.sheet(back, [key], width)
    top = sheet.write([(heading, ink)], 32, 24, look.proportional, look.size + 10)
    top = sheet.write([(above, faint)], 32, top + 6, look.proportional, look.size)
    top = sheet.write([(label, ink)], 32, top + 12, look.proportional, look.size)
    sheet.box(32, top + 4, width - 32, top + 4 + look.size * 2 + 10, fill=panel, outline=faint)
    sheet.write([(shown, ink)], 44, top + 8 + look.size // 2, face, look.size)
    sheet.write([(below, faint)], 32, top + look.size * 3 + 20, look.proportional, look.size - 1)
    return sheet


def notebook(rng, look, kind, key):
    cell, output = contents.notebook(rng, kind, key)
    back, panel, ink = ("#111111", "#212121", "#e0e0e0") if look.dark else ("#ffffff", "#f7f7f7", "#212121")
    lines = coloured("python", cell, get_style_by_name(look.editor), look.dark)
    left = 96
    sheet = look.sheet(back, [key], needed(look, (cell + "\n" + output).split("\n"), left))
    number = rng.randint(1, 40)
    step = round(look.size * 1.45)
    sheet.box(left - 8, 8, sheet.width - 8, 20 + step * len(lines), fill=panel, outline="#9e9e9e")
    sheet.write([(f"In [{number}]:", "#6f8fd0")], 8, 14, look.monospaced, look.size - 1)
    top = 14
    for pieces in lines:
        top = sheet.write(pieces, left, top, look.monospaced, look.size)
    for line in output.split("\n") if output else []:
        top = sheet.write([(line, ink)], left, top + 12, look.monospaced, look.size)
    return sheet


class Plot:
    """A figure of matplotlib with the key in its title or in a note. Answers as a sheet does."""

    def __init__(self, rng, look, kind, key):
        import matplotlib
        matplotlib.use("Agg")
        from matplotlib import pyplot
        style = "dark_background" if look.dark else "default"
        with pyplot.style.context(style):
            self._draw(pyplot, rng, look, kind, key)

    def _draw(self, pyplot, rng, look, kind, key):
        text = contents.plot(rng, kind, key)
        figure, axes = pyplot.subplots(figsize=(max(6.4, len(text) * 0.115 + 1), 4.2), dpi=100 * look.scale)
        axes.plot(range(20), [rng.random() for _ in range(20)])
        axes.set_xlabel("step")
        axes.set_ylabel("loss")
        axes.set_ylim(0, 1.3)
        if rng.random() < 0.6:
            artist = axes.set_title(text, fontsize=rng.choice([10, 11, 12]))
        else:
            artist = axes.text(0.02, 0.9, text, transform=axes.transAxes, fontsize=rng.choice([9, 10]), family=rng.choice(["sans-serif", "monospace"]))
        figure.canvas.draw()
        extent = artist.get_window_extent()
        before = text.index(key) / len(text)
        whole = [extent.x0 + extent.width * before, figure.bbox.height - extent.y1, extent.width * len(key) / len(text), extent.height]
        self.boxes = {key: [[round(v) for v in whole]]}
        out = io.BytesIO()
        figure.savefig(out, format="png")
        pyplot.close(figure)
        self.image = Image.open(out).convert("RGB")

    def drawn(self):
        return self.image


SCENES = {"terminal": terminal, "editor": editor, "page": page, "plot": Plot, "notebook": notebook}
