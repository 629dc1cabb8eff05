#!/usr/bin/env python3
"""Renders the training strips of the digit network: rows of 18 digits as they stand on identity cards, photographed.

`Rows(seed).strip()` gives a strip of 32 x 448 pixels (uint8) and what stands in each of its 112 columns, 4 pixels apart:
0-9, 10 for X, 11 for none, -1 where the network may answer as it likes. The digits come from Debian's fonts at an even
pitch, about 20 pixels apart. They are worn, printed over, unevenly lit, tilted, blurred, given noise and coded as JPEG.
Every number is random, so no digit tells of its neighbours. `render_digit_rows.py SEED OUT.png` draws a sheet of strips.
"""
import glob, sys
import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

HEIGHT, WIDTH, STEP, PITCH, COUNT = 32, 448, 4, 20, 18
X, NONE, ANY = 10, 11, -1
TALL = 44  # the height of a drawn digit; everything is drawn large and then reduced
# The card's print is like OCR-B: upright twice, bold, slanted.
CARD = ["opentype/ocr-b/OCRB.otf", "opentype/ocr-b/OCRB.otf", "opentype/ocr-b/OCRBS.otf", "opentype/ocr-b/OCRBL.otf"]
PLAIN = ["truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf", "truetype/dejavu/DejaVuSansMono.ttf",
         "truetype/dejavu/DejaVuSansMono-Bold.ttf", "truetype/dejavu/DejaVuSansCondensed*.ttf", "truetype/liberation/LiberationSans-Regular.ttf",
         "truetype/liberation/LiberationSans-Bold.ttf", "truetype/liberation/LiberationMono-Regular.ttf",
         "truetype/liberation/LiberationMono-Bold.ttf", "truetype/liberation/LiberationSansNarrow-Regular.ttf", "truetype/freefont/FreeSans.ttf",
         "truetype/freefont/FreeSansBold.ttf", "truetype/hack/Hack-Regular.ttf", "truetype/hack/Hack-Bold.ttf", "truetype/lato/Lato-Regular.ttf",
         "truetype/lato/Lato-Semibold.ttf", "truetype/open-sans/OpenSans-Regular.ttf", "truetype/open-sans/OpenSans-Semibold.ttf",
         "truetype/noto/NotoMono-Regular.ttf", "truetype/noto/NotoSansMono-*.ttf",
         "truetype/anonymous-pro/Anonymous Pro.ttf", "truetype/anonymous-pro/Anonymous Pro B.ttf", "opentype/noto/NotoSansCJK-Regular.ttc",
         "opentype/noto/NotoSansCJK-Bold.ttc"]
# Never drawn for training, but for the measurements beside it.
HELD = ["truetype/jetbrains-mono/JetBrainsMono-Regular.ttf", "truetype/clear-sans/ClearSans-Regular.ttf", "truetype/firacode/FiraCode-Regular.ttf",
        "opentype/cantarell/Cantarell-Regular.otf"]
LABEL = "公民身份号码"
WORDS = "出生年月日住址省市区县街道路号室姓名性别男女民族汉仅用于医师资格考试报名审核他用无效复印有限公司村组镇乡小区单元栋楼"


def fonts(patterns):
    return [path for pattern in patterns for path in sorted(glob.glob("/usr/share/fonts/" + pattern))]


def ink(font, text):
    """The coverage of a text, 0-255, and where its left edge and its baseline lie in it."""
    left, top, right, bottom = font.getbbox(text, anchor="ls")
    image = Image.new("L", (right - left + 4, bottom - top + 4))
    ImageDraw.Draw(image).text((2 - left, 2 - top), text, font=font, fill=255, anchor="ls")
    return np.asarray(image), 2 - left, 2 - top


class Face:
    """A font's digits, TALL pixels high, each with its place relative to the middle of its advance and to the baseline."""

    def __init__(self, path):
        font = ImageFont.truetype(path, 200)
        box = font.getbbox("0", anchor="ls")
        font = ImageFont.truetype(path, round(200 * TALL / (box[3] - box[1])))
        self.glyphs = []
        for text in "0123456789X":
            mask, x, y = ink(font, text)
            self.glyphs.append((mask, x + font.getlength(text) / 2, y))
        self.advance = font.getlength("0")


class Rows:
    def __init__(self, seed, held=False):
        self.g = np.random.default_rng(seed)
        plain = [Face(path) for path in fonts(HELD if held else PLAIN)]
        card = [Face(path) for path in fonts(CARD)]
        assert len(card) == 4 and len(plain) == (4 if held else 28), "fonts are missing: see README.md"
        self.faces = [card, plain]
        chinese = [ImageFont.truetype(path, size) for path in fonts(["opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSerifCJK-Regular.ttc"]) for size in (38, 46, 54)]
        latin = [ImageFont.truetype(path, 52) for path in fonts(["truetype/dejavu/DejaVuSans.ttf", "truetype/liberation/LiberationSerif-Regular.ttf"])]
        self.labels = [ink(font, LABEL)[0] for font in chinese]
        # Lines of other text: above the row, over it as a watermark, and alone in strips without a number.
        self.lines = [ink(font, "".join(self.g.choice(list(WORDS), 24)))[0] for font in chinese for _ in range(4)]
        self.lines += [ink(font, " ".join("".join(self.g.choice(list("acdefghjkmnpqrtuvwxyzACDEFGHJKMNPRTUVWY"), 6)) for _ in range(6)))[0] for font in latin for _ in range(6)]
        self.marks = []
        for font in chinese:
            sheet = Image.new("L", (1500, 1500))
            for y in range(0, 1500, 160): ImageDraw.Draw(sheet).text((int(self.g.integers(-400, 0)), y), "仅用于医师资格考试报名 20241234 " * 6, font=font, fill=255)
            turn = cv2.getRotationMatrix2D((750, 750), float(self.g.choice([-45, -30, -20, 20, 30, 45])), 1)
            self.marks.append(cv2.warpAffine(np.asarray(sheet), turn, (1500, 1500)))

    def u(self, low, high): return float(self.g.uniform(low, high))
    def chance(self, share): return self.g.random() < share
    def pick(self, items): return items[int(self.g.integers(len(items)))]

    def drawn(self):
        """Ink 0-1 of a row at the large scale; the digits and their middles' x; the pitch; and the row's middle y."""
        face = self.pick(self.faces[0] if self.chance(.55) else self.faces[1])
        pitch = max(TALL * self.u(.72, 1.18), face.advance * self.u(.95, 1.05))
        margin, height = 3.2 * pitch, 3 * TALL
        width = int(COUNT * pitch + 2 * margin)
        canvas, middle = np.zeros((height, width), np.uint8), height / 2
        digits = self.g.integers(0, 10, COUNT)
        if self.chance(.25): digits[-1] = X
        if self.chance(.1): digits[int(self.g.integers(COUNT))] = X
        if self.chance(.06): digits[:] = NONE
        slip = self.u(0, .02) * pitch
        centres = margin + pitch * (np.arange(COUNT) + .5) + self.g.normal(0, 1, COUNT) * slip
        for digit, x in zip(digits, centres):
            if digit == NONE: continue
            mask, across, down = face.glyphs[digit]
            self.put(canvas, mask, x - across, middle + TALL / 2 - down)
        if digits[0] == NONE:
            line = self.pick(self.lines)
            self.put(canvas, line, self.u(-1, .5) * margin, middle - line.shape[0] / 2)
        elif self.chance(.6):
            label = self.pick(self.labels)
            self.put(canvas, label, margin - label.shape[1] - self.u(.2, 1.2) * pitch, middle - label.shape[0] / 2 + self.u(-5, 5))
        if self.chance(.35):
            line = self.pick(self.lines)
            self.put(canvas, line, self.u(-300, 100), middle - TALL / 2 - line.shape[0] - self.u(.35, .8) * TALL)
        if self.chance(.35):
            pen = int(self.g.integers(2, 4))
            kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (pen, pen))
            canvas = cv2.dilate(canvas, kernel) if self.chance(.6) else cv2.erode(canvas, kernel)
        return canvas.astype(np.float32) / 255, digits, centres, pitch, middle

    @staticmethod
    def put(canvas, mask, x, y):
        x, y = round(float(x)), round(float(y))
        left, top = max(x, 0), max(y, 0)
        right, bottom = min(x + mask.shape[1], canvas.shape[1]), min(y + mask.shape[0], canvas.shape[0])
        if right > left and bottom > top:
            part = canvas[top:bottom, left:right]
            np.maximum(part, mask[top - y:bottom - y, left - x:right - x], out=part)

    def smooth(self, shape, cells):
        rough = self.g.normal(0, 1, (max(2, cells), max(2, cells * 5))).astype(np.float32)
        return cv2.resize(rough, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)

    def lit(self, ink):
        """The printed row, 0-1: ground, ink, wear, overprint, light."""
        shape = ink.shape
        ground = np.full(shape, self.u(.55, .97), np.float32)
        if self.chance(.6):  # the card's fine lines
            yy, xx = np.mgrid[0:shape[0], 0:shape[1]].astype(np.float32)
            period, bend = self.u(4, 25), self.u(0, 25)
            ground += self.u(.01, .09) * np.sin((yy * self.u(.3, 1) + xx * self.u(-.5, .5) + bend * np.sin(xx / self.u(40, 180))) * (6.2832 / period))
        if self.chance(.3): ground += self.u(.01, .05) * self.smooth(shape, int(self.g.integers(3, 12)))
        if self.chance(.3): ink = ink * np.clip(1 - self.u(.05, .5) * np.abs(self.smooth(shape, int(self.g.integers(4, 24)))), .15, 1)
        dark = self.u(0, .38)
        image = ground * (1 - ink) + min(dark, ground.mean() - .2) * ink
        if self.chance(.35):
            mark = self.pick(self.marks)
            y, x = int(self.g.integers(0, 1500 - shape[0])), int(self.g.integers(0, max(1, 1500 - shape[1])))
            part = mark[y:y + shape[0], x:x + shape[1]].astype(np.float32) * (self.u(.08, .4) / 255)
            image[:, :part.shape[1]] += (self.pick([0, .3, .5, 1]) - image[:, :part.shape[1]]) * part
        if self.chance(.5): image *= 1 + np.linspace(-1, 1, shape[1], dtype=np.float32)[None] * self.u(-.35, .35)
        if self.chance(.12):  # glare
            yy, xx = np.mgrid[0:shape[0], 0:shape[1]].astype(np.float32)
            across, down = self.u(0, shape[1]), self.u(0, shape[0])
            image += self.u(.2, 1.2) * np.exp(-(((xx - across) / self.u(25, 180)) ** 2 + ((yy - down) / self.u(25, 120)) ** 2))
        if self.chance(.08):  # a crease, a scratch, a finger
            ends = [(int(self.u(0, shape[1])), int(self.u(0, shape[0]))) for _ in range(2)]
            cv2.line(image, *ends, self.u(.1, 1), int(self.g.integers(1, 24)))
        if self.chance(.15):  # the card's lower edge
            edge = int(shape[0] / 2 + TALL * self.u(.75, 1.6))
            image[edge:] = self.u(0, 1)
        return image * self.u(.5, 1.05)

    def strip(self):
        ink, digits, centres, pitch, middle = self.drawn()
        image = self.lit(ink)
        upside_down = self.chance(.05)
        # Through the camera: the digits as many pixels high as a photo has of them.
        seen = float(np.exp(self.u(np.log(9), np.log(44)))) if self.chance(.85) else self.u(18, 44)
        scale, turn = seen / TALL, self.u(-1, 1) * .012
        height, width = image.shape
        m = np.array([[scale, -turn * scale, 0], [turn * scale, scale, 0], [self.u(-.06, .06) / width, self.u(-.06, .06) / width, 1]])
        if upside_down: m = m @ np.array([[-1, 0, width], [0, -1, height], [0, 0, 1.]])
        at = lambda x, y: (lambda p: p[:2] / p[2])(m @ np.array([x, y, 1]))
        corners = np.array([at(x, y) for x in (0, width) for y in (0, height)])
        shift = np.array([[1, 0, -corners[:, 0].min()], [0, 1, -corners[:, 1].min()], [0, 0, 1]])
        m = shift @ m
        size = tuple(int(np.ceil(v)) for v in corners.max(0) - corners.min(0))
        soft = .45 / scale
        if soft > .6: image = cv2.GaussianBlur(image, (0, 0), soft)
        ground = float(image.mean())
        image = cv2.warpPerspective(image, m, size, flags=cv2.INTER_LINEAR, borderValue=ground)
        image = self.camera(image, seen)
        # Back into a strip, as the reader cuts it out: not quite at the pitch, the height and the middle it takes for true.
        points = np.array([at(x, middle) for x in centres])
        order = -1 if upside_down else 1
        first, last = points[0][0], points[-1][0]
        fine = self.chance(.5)  # the second pass has fitted the pitch
        across = 17 * PITCH * (self.u(.965, 1.035) if fine else self.u(.84, 1.2)) / abs(last - first)
        down = self.u(15.5, 22) / seen
        slope = (points[-1][1] - points[0][1]) / (last - first) + self.u(-.006, .006)
        left = (WIDTH - 17 * PITCH) / 2 + self.u(-12, 12)
        start = min(first, last)
        high = points[0][1] if not upside_down else points[-1][1]
        w = np.array([[across, 0, left - start * across], [-slope * down, down, HEIGHT / 2 - .5 + self.u(-2.6, 2.6) + (slope * start - high) * down], [0, 0, 1]])
        places = [float((w @ [x, y, 1])[0]) for x, y in points]
        while min(across, down) < .55:  # the reader halves what is too fine
            image = cv2.resize(image, (image.shape[1] // 2, image.shape[0] // 2), interpolation=cv2.INTER_AREA)
            w = w @ np.array([[2, 0, .5], [0, 2, .5], [0, 0, 1]])
            across, down = across * 2, down * 2
        strip = cv2.warpPerspective(image, w, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return strip, self.labelled(digits, places, upside_down)

    def camera(self, image, seen):
        """Blur, noise, sharpening, 8 bits and JPEG, for digits `seen` pixels high."""
        if self.chance(.75): image = cv2.GaussianBlur(image, (0, 0), max(.2, seen * self.u(0, 1) ** 1.5 * .13))
        if self.chance(.15):
            length = max(2, round(seen * self.u(.05, .3)))
            kernel = np.zeros((length, length), np.float32)
            cv2.line(kernel, (0, int(self.u(0, length))), (length - 1, int(self.u(0, length))), 1.0)
            image = cv2.filter2D(image, -1, kernel / kernel.sum())
        if self.chance(.8): image = image + self.g.normal(0, 1, image.shape).astype(np.float32) * self.u(0, .05)
        if self.chance(.25):
            image = image + self.u(.2, 1.5) * (image - cv2.GaussianBlur(image, (0, 0), self.u(.8, 2)))
        pixels = (np.clip(image, 0, 1) * 255 + .5).astype(np.uint8)
        if self.chance(.8):
            coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(self.g.integers(25, 96))])[1]
            pixels = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)
        return pixels

    @staticmethod
    def labelled(digits, places, upside_down):
        """What stands in each column. The column nearest to a middle shows the digit; one 0.3 pitches away none."""
        pitch = abs(places[-1] - places[0]) / (COUNT - 1)
        columns = np.arange(WIDTH // STEP)
        labels = np.full(len(columns), NONE, np.int8)
        for digit, place in zip(digits, places):
            if digit == NONE: continue
            labels[np.abs(columns * STEP - place) < .3 * pitch] = ANY
            nearest = round(place / STEP)
            # Upside down, most digits look like digits.
            if 0 <= nearest < len(columns): labels[nearest] = (NONE if digit in (3, 4, 7) else ANY) if upside_down else digit
        return labels


if __name__ == "__main__":
    rows = Rows(int(sys.argv[1]))
    cv2.imwrite(sys.argv[2], np.concatenate([rows.strip()[0] for _ in range(40)]))
