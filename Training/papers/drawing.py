"""A paper that is being drawn: text, lines, seals and patterns, placed in millimetres."""
import glob, math, os
from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

KINDS = ["card-portrait", "card-emblem", "passport-page", "passport-cover", "certificate", "printed", "handwritten",
         "screenshot", "portrait", "no-document"]


@dataclass
class Drawing:
    """What was drawn."""
    picture: np.ndarray  # height × width × 3 samples of RGB
    kind: str
    fields: dict = field(default_factory=dict)  # name → 4 × 2 corners in pixels, from the upper left clockwise
    text: dict = field(default_factory=dict)  # name → what is written there
    is_flat: bool = True  # paper, which lies somewhere and is photographed; not a scene or a screen
    corner: float = 0  # the radius of its corners in pixels


# Families of Debian's fonts by what they look like. `+` marks those that are kept for measuring.
FAMILIES = {
    "song": ["NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Medium.ttc", "uming.ttc", "NotoSerifCJK-SemiBold.ttc", "+gbsn00lp.ttf"],
    "hei": ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Medium.ttc", "NotoSansCJK-DemiLight.ttc", "wqy-zenhei.ttc", "+wqy-microhei.ttc"],
    "hei-bold": ["NotoSansCJK-Bold.ttc", "NotoSansCJK-Black.ttc", "NotoSerifCJK-Bold.ttc", "NotoSerifCJK-Black.ttc"],
    "kai": ["ukai.ttc", "LXGWWenKai-Regular.ttf", "cwkai.ttf", "+gkai00mp.ttf"],
    "serif": ["LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "EBGaramond*-Regular.*", "FreeSerif.*", "LinLibertine_R.*", "+Caladea-Regular.ttf"],
    "sans": ["LiberationSans-Regular.ttf", "DejaVuSans.ttf", "OpenSans-Regular.ttf", "Lato-Regular.ttf", "Lato-Medium.ttf", "+Carlito-Regular.ttf"],
    "sans-bold": ["LiberationSans-Bold.ttf", "DejaVuSans-Bold.ttf", "OpenSans-Bold.ttf", "Lato-Bold.ttf", "+Carlito-Bold.ttf"],
    "mono": ["LiberationMono-Regular.ttf", "DejaVuSansMono.ttf", "+FreeMono.*"],
    "ocr": ["OCRB*.*", "ocrb*.*", "OCR-B*.*", "LiberationMono-Regular.ttf", "DejaVuSansMono.ttf"],
    "black-letter": ["EBGaramond*-Italic.*", "LinLibertine_RI.*", "DancingScript*.*", "LiberationSerif-Italic.ttf", "LinLibertine_I.*"],
    "hand-chinese": ["LXGWWenKai-Light.ttf", "LXGWWenKai-Regular.ttf", "ukai.ttc", "Klee*.*", "setofont*", "Kiloji*", "kiloji*", "+gkai00mp.ttf"],
    "hand-latin": ["breip.ttf", "Breip*", "DancingScript*.*", "femkeklaver*", "Femke*", "humor*", "Humor*", "*dkg*", "rufscript*", "Rufscript*",
                   "bwht*", "*Havana*"],
}
_paths, _fonts = {}, {}


def _font_paths(family, held):
    key = (family, held)
    if key not in _paths:
        everything = sorted(glob.glob("/usr/share/fonts/**/*.[to]t[fc]", recursive=True))
        byName = {os.path.basename(path): path for path in everything}
        found = []
        for pattern in FAMILIES[family]:
            if pattern.startswith("+") != held: continue
            found += [path for name, path in sorted(byName.items()) if glob.fnmatch.fnmatch(name, pattern.lstrip("+"))]
        if not found: found = _font_paths(family, not held)
        _paths[key] = found
    return _paths[key]


class Sheet:
    """A sheet of paper; positions and sizes are millimetres, colours are RGB."""

    def __init__(self, r, width, height, scale, ground=(255, 255, 255), held=False):
        self.r, self.width, self.height, self.scale, self.held = r, width, height, scale, held
        self.image = Image.new("RGB", (max(8, round(width * scale)), max(8, round(height * scale))), tuple(int(c) for c in ground))
        self.pen = ImageDraw.Draw(self.image)
        self.fields, self.text_of, self.chosen = {}, {}, {}

    def font(self, family, size):
        """The sheet's font of a family; a sheet has one of each."""
        if family not in self.chosen: self.chosen[family] = self.r.choice(_font_paths(family, self.held))
        key = (self.chosen[family], max(4, round(size * self.scale)))
        if key not in _fonts:
            if len(_fonts) > 500: _fonts.clear()
            index = 2 if "CJK" in key[0] and key[0].endswith("ttc") else 0
            _fonts[key] = ImageFont.truetype(*key, index=index)
        return _fonts[key]

    def text(self, x, y, string, family="song", size=3.5, ink=(20, 20, 20), spacing=0, anchor="l", bold=False, name=None):
        """Writes one line whose letters' upper left corner is at (x, y); returns its width. `name` records it as a field."""
        font, s = self.font(family, size), self.scale
        stroke = round(size * s / 26) if bold else 0
        spaced = spacing > 0
        width = sum(font.getlength(c) + spacing * s for c in string) if spaced else font.getlength(string)
        left = x * s - {"l": 0, "m": width / 2, "r": width}[anchor]
        at = left
        if spaced:
            for c in string:
                self.pen.text((at, y * s), c, font=font, fill=tuple(ink), stroke_width=stroke)
                at += font.getlength(c) + spacing * s
        else: self.pen.text((left, y * s), string, font=font, fill=tuple(ink), stroke_width=stroke)
        if name:
            box = self.pen.textbbox((left, y * s), string, font=font, stroke_width=stroke)
            self.box(name, left, box[1], left + width, box[3], string)
        return width / s

    def box(self, name, left, top, right, bottom, text=None):
        """Records a field's rectangle, in pixels."""
        self.fields[name] = np.float32([[left, top], [right, top], [right, bottom], [left, bottom]])
        if text is not None: self.text_of[name] = text

    def line(self, x0, y0, x1, y1, ink=(60, 60, 60), width=0.2):
        s = self.scale
        self.pen.line([(x0 * s, y0 * s), (x1 * s, y1 * s)], fill=tuple(ink), width=max(1, round(width * s)))

    def rectangle(self, x0, y0, x1, y1, fill=None, ink=None, width=0.3, radius=0):
        s = self.scale
        box = [x0 * s, y0 * s, max(x0 * s + 1, x1 * s), max(y0 * s + 1, y1 * s)]
        shape = dict(fill=fill and tuple(fill), outline=ink and tuple(ink), width=max(1, round(width * s)))
        # Pillow refuses corners that are wider than what is left within the outline.
        radius = min(radius * s, (min(box[2] - box[0], box[3] - box[1]) - 1) / 2 - shape["width"])
        self.pen.rounded_rectangle(box, radius, **shape) if radius > 1 else self.pen.rectangle(box, **shape)

    def ellipse(self, cx, cy, rx, ry, fill=None, ink=None, width=0.3):
        s = self.scale
        self.pen.ellipse([(cx - rx) * s, (cy - ry) * s, (cx + rx) * s, (cy + ry) * s], fill=fill and tuple(fill),
                         outline=ink and tuple(ink), width=max(1, round(width * s)))

    def paste(self, picture, x, y, width, height, name=None):
        """Pastes a picture (array) into a rectangle."""
        s = self.scale
        w, h = max(2, round(width * s)), max(2, round(height * s))
        self.image.paste(Image.fromarray(cv2.resize(picture, (w, h), interpolation=cv2.INTER_AREA)), (round(x * s), round(y * s)))
        if name: self.box(name, x * s, y * s, (x + width) * s, (y + height) * s)

    def tint(self, colours, strength=1.0):
        """Colours the whole ground by a gradient between two or more colours, from left to right or at a slant."""
        w, h = self.image.size
        slant = self.r.uniform(-0.6, 0.6)
        position = np.clip(np.linspace(0, 1, w)[None, :] + slant * (np.linspace(0, 1, h)[:, None] - .5), 0, 1)
        stops = np.linspace(0, 1, len(colours))
        ground = np.stack([np.interp(position, stops, [c[i] for c in colours]) for i in range(3)], 2)
        image = np.asarray(self.image, np.float32)
        self.put(image + (ground - image) * strength)

    def guilloche(self, ink, count=24, depth=3.0, width=0.12, top=0, bottom=None, left=0, right=None):
        """Fine wavy lines, as security printing has them."""
        r, s = self.r, self.scale
        bottom, right = bottom or self.height, right or self.width
        x = np.linspace(left, right, 90)
        period, second, phase, drift = r.uniform(8, 40), r.uniform(4, 15), r.uniform(0, 6), r.uniform(-.3, .3)
        for i in range(count):
            y = top + (bottom - top) * i / max(1, count - 1) + depth * np.sin(x / period * 6.28 + phase + i * drift) + depth * .4 * np.sin(x / second * 6.28 + i * .4)
            self.pen.line([(a * s, b * s) for a, b in zip(x, y) if top <= b <= bottom] or [(0, 0), (0, 0)], fill=tuple(ink), width=max(1, round(width * s)))

    def rosette(self, cx, cy, radius, ink, width=0.12):
        s, turn = self.scale, np.linspace(0, 2 * math.pi, 240)
        for k in range(self.r.randint(3, 7)):
            rad = radius * (0.55 + 0.45 * np.cos(turn * self.r.randint(3, 14) + k))
            self.pen.line([(a, b) for a, b in zip((cx + rad * np.cos(turn)) * s, (cy + rad * np.sin(turn)) * s)], fill=tuple(ink), width=max(1, round(width * s)))

    def emblem(self, cx, cy, radius, ground=(200, 30, 40), gold=(235, 190, 70), line=None):
        """An invented coat of arms: a disc with a rim of rays or leaves, and shapes inside. No country has it."""
        r, s = self.r, self.scale
        line = line or gold
        rays = r.randint(14, 40)
        for k in range(rays):
            a = 2 * math.pi * k / rays
            if r.random() < .95: self.ellipse(cx + radius * .9 * math.cos(a), cy + radius * .9 * math.sin(a), radius * .13, radius * .13, fill=gold)
        self.ellipse(cx, cy, radius * .86, radius * .86, fill=ground, ink=line, width=radius * .06)
        for _ in range(r.randint(2, 5)):
            px, py, size = cx + r.uniform(-.4, .4) * radius, cy + r.uniform(-.5, .2) * radius, radius * r.uniform(.08, .22)
            points = [((px + size * (1 if k % 2 == 0 else .45) * math.sin(k * math.pi / 5)) * s, (py - size * (1 if k % 2 == 0 else .45) * math.cos(k * math.pi / 5)) * s) for k in range(10)]
            self.pen.polygon(points, fill=tuple(gold))
        base = cy + radius * r.uniform(.2, .4)
        self.rectangle(cx - radius * .5, base, cx + radius * .5, base + radius * .12, fill=gold)
        for k in range(r.randint(2, 4)): self.rectangle(cx - radius * (.4 - .1 * k), base - radius * .1 * (k + 1), cx + radius * (.4 - .1 * k), base - radius * .1 * k, fill=gold)
        if r.random() < .7: self.ellipse(cx, cy + radius * .85, radius * .3, radius * .18, fill=gold, ink=ground)

    def seal(self, cx, cy, radius, words, ink=None, strength=None):
        """A round (or square) red seal, partly transparent, over what is there."""
        r, s = self.r, self.scale
        ink = ink or (r.randint(180, 230), r.randint(10, 60), r.randint(20, 70))
        side = max(12, round(radius * 2 * s))
        mask = Image.new("L", (side, side)); pen = ImageDraw.Draw(mask)
        rim = max(1, side // 26)
        if r.random() < .88:
            if r.random() < .9: pen.ellipse([0, 0, side - 1, side - 1], outline=255, width=rim)
            else: pen.ellipse([0, side * .15, side - 1, side * .85], outline=255, width=rim)
            middle = side / 2
            points = [(middle + side * .16 * (1 if k % 2 == 0 else .4) * math.sin(k * math.pi / 5), middle - side * .16 * (1 if k % 2 == 0 else .4) * math.cos(k * math.pi / 5)) for k in range(10)]
            pen.polygon(points, fill=255)
            font = self.font("song", radius * .32)
            for k, c in enumerate(words[:14]):
                a = math.radians(-210 + 240 * (k + .5) / max(1, len(words[:14])))
                glyph = Image.new("L", (font.size + 4, font.size + 6)); ImageDraw.Draw(glyph).text((2, 0), c, font=font, fill=255)
                glyph = glyph.rotate(-math.degrees(a) - 90, expand=True)
                at = (round(middle + side * .38 * math.cos(a) - glyph.width / 2), round(middle + side * .38 * math.sin(a) - glyph.height / 2))
                mask.paste(255, at, glyph)
        else:
            pen.rectangle([0, 0, side - 1, side - 1], outline=255, width=rim * 2)
            font = self.font("song", radius * .8)
            for k, c in enumerate(words[:4]): pen.text((side * (.08 + .46 * (k % 2)), side * (.04 + .46 * (k // 2))), c, font=font, fill=255)
        mask = mask.rotate(r.gauss(0, 8))
        worn = cv2.resize(np.float32([[r.uniform(.55, 1) for _ in range(5)] for _ in range(5)]), (side, side), interpolation=cv2.INTER_CUBIC)
        cover = np.asarray(mask, np.float32) / 255 * np.clip(worn, 0, 1) * (strength or r.uniform(.6, .95))
        x, y = round((cx - radius) * s), round((cy - radius) * s)
        image = np.array(self.image, np.float32)
        top, left = max(0, y), max(0, x)
        part = image[top:y + side, left:x + side]
        cover = cover[top - y:top - y + part.shape[0], left - x:left - x + part.shape[1], None]
        part *= 1 - cover * (1 - np.float32(ink) / 255)
        self.put(image)

    def code(self, x, y, side, ink=(10, 10, 10)):
        """A square that looks like a QR code, and says nothing."""
        n = self.r.choice([21, 25, 29, 33])
        grid = np.array([[self.r.random() < .5 for _ in range(n)] for _ in range(n)])
        for cy, cx in ((0, 0), (0, n - 7), (n - 7, 0)):
            grid[cy:cy + 7, cx:cx + 7] = True
            grid[cy + 1:cy + 6, cx + 1:cx + 6] = False
            grid[cy + 2:cy + 5, cx + 2:cx + 5] = True
        picture = np.where(np.kron(grid, np.ones((4, 4), bool))[..., None], np.uint8(ink), np.uint8(255))
        self.paste(np.ascontiguousarray(picture), x, y, side, side)

    def bars(self, x, y, width, height):
        while width > 0:
            w = self.r.choice([.25, .5, .75])
            self.rectangle(x, y, x + w, y + height, fill=(15, 15, 15))
            step = w + self.r.choice([.25, .5, .75])
            x, width = x + step, width - step

    def put(self, array):
        self.image = Image.fromarray(np.clip(array, 0, 255).astype(np.uint8)); self.pen = ImageDraw.Draw(self.image)

    def drawing(self, kind, is_flat=True, corner=0):
        return Drawing(np.array(self.image), kind, self.fields, self.text_of, is_flat, corner * self.scale)


def between(r, low, high): return tuple(r.randint(min(a, b), max(a, b)) for a, b in zip(low, high))
