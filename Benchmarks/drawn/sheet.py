"""A picture that text is written on, which remembers where the keys stand."""
from PIL import Image, ImageDraw


class Sheet:
    """Collects what is to be drawn, in units of one pixel at scale 1, and draws it at the end, when the height is known."""

    def __init__(self, width, background, faces, scale, keys):
        self.width = width
        self.background = background
        self.faces = faces
        self.scale = scale
        self.keys = keys
        self.boxes = {key: [] for key in keys}
        self.bottom = 0
        self.orders = []

    def box(self, left, top, right, bottom, fill=None, outline=None):
        self.orders.append(("box", (left, top, right, bottom), fill, outline))
        self.bottom = max(self.bottom, bottom)

    def write(self, pieces, left, top, face, size, columns=None):
        """Writes pieces of (text, colour) as one line, broken behind `columns` characters; returns the top of the next line."""
        letters = [(letter, colour) for text, colour in pieces for letter in text]
        text = "".join(letter for letter, _ in letters)
        step = round(size * 1.45)
        rows = range(0, max(1, len(letters)), columns or max(1, len(letters)))
        for start in rows:
            end = min(len(letters), start + (columns or len(letters)))
            self._row(letters[start:end], left, top, face, size)
            self._mark(text, start, end, left, top, face, size)
            top += step
        self.bottom = max(self.bottom, top)
        return top

    def _row(self, letters, left, top, face, size):
        run, colour, start = "", None, 0
        row = "".join(letter for letter, _ in letters)
        for index, (letter, next_colour) in enumerate(letters + [("", None)]):
            if next_colour != colour and run:
                self.orders.append(("text", (left + self._length(row[:start], face, size), top), run, colour, face, size))
                run, start = "", index
            run, colour = run + letter, next_colour

    def _mark(self, text, start, end, left, top, face, size):
        for key in self.keys:
            place = text.find(key)
            while place >= 0:
                first, last = max(place, start), min(place + len(key), end)
                if first < last:
                    x = left + self._length(text[start:first], face, size)
                    width = self._length(text[first:last], face, size)
                    self.boxes[key].append([round(v * self.scale) for v in (x, top, width, size * 1.25)])
                place = text.find(key, place + 1)

    def _length(self, text, face, size):
        return self.faces.font(face, size * self.scale).getlength(text) / self.scale

    def drawn(self):
        image = Image.new("RGB", (self.width * self.scale, (self.bottom + 16) * self.scale), self.background)
        draw = ImageDraw.Draw(image)
        for what, place, *rest in self.orders:
            scaled = tuple(v * self.scale for v in place)
            if what == "box":
                draw.rectangle(scaled, fill=rest[0], outline=rest[1], width=self.scale)
            else:
                text, colour, face, size = rest
                draw.text(scaled, text, fill=colour, font=self.faces.font(face, size * self.scale))
        return image
