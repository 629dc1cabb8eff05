#!/usr/bin/env python3
"""Renders the training patches of the text-patch network: text as phones photograph it, and things that are not text.

usage: render_text_patches.py SEED COUNT OUT.npz [--root ROOT]

Writes `patches` (n x 64 x 64, uint8, upright), `kind` (n: 0 no text, 1 text, 2 rows whose direction the network is not to
tell: scribble and unfamiliar scripts), for patches with printed text (else 0) the font's size `em` and the standard deviation
`blur` of the defocus or motion blur, both in pixels, and `script` (0 Latin, 1 Chinese, -1 both or none). Text is Chinese (GB
2312's 3,755 common characters, and the words of certificates), English (Debian's licence texts) and other scripts
(scripts.py) in every usable font of the system, from 8 to 40 pixels high, on paper, in tables, on dark grounds, beneath
diagonal watermarks. It is then tilted, warped, unevenly lit, blurred, given noise, sharpened and coded as JPEG; some of it
imitates handwriting, with each stroke bent separately. No text is also sheet music and line drawings (not_text.py). Needs
numpy, OpenCV, and Pillow with Raqm.
"""
import argparse, glob, os, random, re
import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

import not_text, scripts

SIDE, CANVAS, OVERSAMPLING = 64, 288, 2
COMMON = "".join(bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
TERMS = ("医师资格考试 试用期考核证明 执业助理医师 姓名 性别 男 女 出生 年 月 日 民族 汉 住址 公民身份号码 毕业证书 学历 学位 专业 临床医学 "
         "口腔医学 中医 预防医学 工作单位 考点 考区 审核意见 负责人签字 盖章 有效期限 签发机关 公安局 证书编号 发证日期 医院 卫生健康委员会 "
         "兹证明 同志 于 起 至 在我单位 合格 特此证明 中华人民共和国 教育部 校长 大学 本科 专科 居民身份证 仅用于 报名").split()
KANA = "あいうえおかきくけこさしすせそたちつてとなにのはひふまみもやゆよらりるれろわをんがでだをのにはアイウエオカキクコサシスタテトナニハフマミムメラリルレロンー医師国家試験受資格証明書実習修了"
# Scripts whose direction the network learns; of the others it learns that it cannot tell. And those drawn more often.
DIRECTED, FREQUENT = ("Cyrillic", "Japanese"), ["Arabic", "Cyrillic", "Devanagari", "Greek", "Hangul", "Hangul", "Japanese", "Japanese", "Japanese", "Thai"]
LICENCES = " ".join(open(f, encoding="utf8", errors="ignore").read() for f in sorted(glob.glob("/usr/share/common-licenses/*"))).split()


def fonts_below(folders):
    """(covers Chinese, family, paths) of every font family that has the common Chinese characters, or else Latin letters."""
    families = {}
    for folder in folders:
        for path in sorted(glob.glob(os.path.join(folder, "**", "*"), recursive=True)):
            if not path.lower().endswith((".ttf", ".ttc", ".otf", ".pfb")): continue
            if any(word in path for word in ("Symbol", "Dingbat", "Emoji", "Math", "Ornament", "D050000L", "Thin", "Hairline")): continue
            try: font = ImageFont.truetype(path, 24)
            except OSError: continue
            missing = bytes(font.getmask("\uffff"))
            drawn = lambda text: len({bytes(font.getmask(c)) for c in text} - {missing, b""})
            chinese = drawn("医师资格考试证明") >= 7
            if chinese or drawn("aegkRSt4") >= 7: families.setdefault((chinese, font.getname()[0]), []).append(path)
    # Noto has a family for each script, all with the same Latin letters.
    return [(chinese, name, paths) for (chinese, name), paths in families.items() if chinese or not name.startswith("Noto S") or len(name.split()) < 4 and name.split()[-1] in ("Sans", "Serif", "Mono", "Display")]


class Writer:
    """Draws random text upright on a canvas."""

    def __init__(self, seed, fonts, others):
        self.r, self.g = random.Random(seed), np.random.default_rng(seed)
        self.chinese = [paths for chinese, _, paths in fonts if chinese]
        self.latin = [paths for chinese, _, paths in fonts if not chinese]
        self.till = [paths for chinese, name, paths in fonts if not chinese and any(word in name for word in ("Mono", "Courier", "OCR", "Code", "Typewriter", "Inconsolata"))]
        self.others = others  # script → its words and the paths of its fonts
        self.cache = {}

    def font(self, chinese, size, till=False, other=None):
        key = (self.r.choice(self.others[other][1] if other else self.r.choice(self.till if till else self.chinese if chinese else self.latin)), size)
        if key not in self.cache:
            if len(self.cache) > 600: self.cache.clear()
            self.cache[key] = ImageFont.truetype(*key)
        return self.cache[key]

    def words(self, chinese, till=False, other=None):
        r = self.r
        if other and (other not in DIRECTED or r.random() < .9):
            if other == "Japanese" and r.random() < .3: return "".join(r.choice(KANA) for _ in range(r.randint(3, 20)))
            text = r.choice(["、", "・", "。", ""] if other == "Japanese" else [" ", " ", ", "]).join(r.choice(self.others[other][0]) for _ in range(r.randint(1, 4)))
            return text.upper() if r.random() < .15 else text
        if till:
            word = " ".join(re.sub("[^A-Z]", "", w.upper()) for w in r.sample(LICENCES, r.randint(1, 3)))
            return word + " " * r.randint(1, 6) + r.choice([f"{r.randint(0, 99)}.{r.randint(0, 99):02}", f"{r.randint(0, 9999)}", ""]) + r.choice([" ", " F", " T", ""])
        kind = r.random()
        if kind < .12: return "".join(r.choice("0123456789") for _ in range(r.randint(4, 22))) + r.choice(["", "X", "年"])
        if kind < .2: return f"{r.randint(1960, 2026)}{r.choice('年-./')}{r.randint(1, 12)}{r.choice('月-./')}{r.randint(1, 28)}"
        if chinese:
            if kind < .5: return r.choice(["", " ", ":"]).join(r.choice(TERMS) for _ in range(r.randint(2, 7)))
            return "".join(r.choice(COMMON) + (r.choice(",。、;") if r.random() < .07 else "") for _ in range(r.randint(4, 34)))
        start = r.randrange(len(LICENCES) - 30)
        text = " ".join(LICENCES[start:start + r.randint(2, 14)])
        return text.upper() if r.random() < .15 else text.title() if r.random() < .1 else text

    def canvas(self, em):
        """Text lines as ink coverage 0…1, whose em is about `em` pixels after reduction by OVERSAMPLING; their kind and script."""
        r, side = self.r, CANVAS * OVERSAMPLING
        image = Image.new("L", (side, side)); draw = ImageDraw.Draw(image)
        till = r.random() < .12  # a till's receipt
        chinese, mixed = not till and r.random() < .52, not till and r.random() < .3
        other = self.r.choice(sorted(self.others) + FREQUENT) if self.others and not till and not mixed and r.random() < .4 else None
        size, leading, margin = max(8, int(em * OVERSAMPLING)), r.uniform(1.12, 2.1), r.choice([0, 0, r.randint(0, side // 3)])
        font, y = self.font(chinese, size, till, other), -r.randint(0, size)
        if not mixed and (r.random() < .5 if other == "Japanese" else chinese and not other and r.random() < .16):
            self.columns(draw, font, size, leading, side, other)
            return np.asarray(image, np.float32) / 255, 1, 1
        if r.random() < .22:  # a table's rules
            for _ in range(r.randint(1, 5)):
                v, w = r.randint(0, side), r.randint(1, 4)
                draw.line([(0, v), (side, v)] if r.random() < .6 else [(v, 0), (v, side)], fill=r.randint(90, 255), width=w)
        underline, columns = r.random() < .1, r.random() < .15
        while y < side:
            line_chinese, line_size = chinese, size
            if mixed:
                line_chinese, line_size = r.random() < .5, int(size * r.choice([.8, 1, 1, 1.25]))
                font = self.font(line_chinese, line_size)
            x = margin + (r.randint(-side // 4, side // 4) if r.random() < .3 else -r.randint(0, 2 * size) if margin == 0 else 0)
            while x < side:
                text = self.words(line_chinese, till, other)
                draw.text((x, y), text, font=font, fill=255)
                if line_chinese and r.random() < .15: draw.text((x + 1, y), text, font=font, fill=255)
                x += font.getlength(text) + r.choice([.3, .5, 4 if columns else .5, 30 if r.random() < .25 else .5]) * size
            if underline: draw.line([(margin, y + line_size * 1.15), (side, y + line_size * 1.15)], fill=200, width=2)
            y += int(line_size * leading) + (r.randint(0, 2 * size) if r.random() < .12 else 0)
        kind = 2 if other and other not in DIRECTED else 1
        return np.asarray(image, np.float32) / 255, kind, -1 if mixed or kind == 2 else int(other == "Japanese" if other else chinese)

    def columns(self, draw, font, size, leading, side, other):
        """Writes vertically, in columns from right to left."""
        r = self.r
        x, step, shaped = side - r.randint(0, size), r.choice([1, 1.04, 1.1, 1.3]), r.random() < .5
        while x > -size:
            y = -r.randint(0, size)
            while y < side:
                text = self.words(True, False, other)
                if shaped:  # as the font turns its long marks and brackets
                    draw.text((x, y), text, font=font, fill=255, direction="ttb")
                    y += font.getlength(text, direction="ttb")
                    continue
                for letter in text:
                    if not letter.isspace(): draw.text((x, y), letter, font=font, fill=255)
                    y += size * step
                if r.random() < .15: y += r.randint(0, side // 2)
            x -= int(size * leading)

    def scribbled(self, em):
        """Rows of scribble as ink coverage 0…1. They look the same upside down and mirrored."""
        r, g, side = self.r, self.g, CANVAS * OVERSAMPLING
        ink = np.zeros((side, side), np.float32)
        size, pen = em * OVERSAMPLING, max(1, int(em * OVERSAMPLING * r.uniform(.05, .13)))
        joined, tall, y = r.random() < .5, r.uniform(.1, .4), r.uniform(0, size)
        while y < side:
            x = r.uniform(-2, 2) * size
            while x < side:
                length = r.randint(1, 8)
                at, points = np.array([x, y]), []
                for _ in range(length):
                    reach = r.choice([1, r.choice([-2, 2])]) if r.random() < tall else 1
                    strokes = g.uniform(-.25, .25, (r.randint(2, 5), 2)) * size * [1, reach]
                    points += list(at + strokes)
                    at = at + [r.uniform(.3, .6) * size, 0]
                    if not joined or r.random() < .2:
                        self.stroke(ink, points, pen)
                        points = []
                self.stroke(ink, points, pen)
                x = at[0] + r.uniform(.2, .7) * size
            y += size * r.uniform(1, 1.8)
        return ink

    def stroke(self, ink, points, pen):
        """Draws a smooth curve through the points, or a polyline."""
        if len(points) < 2: return
        points = np.float32(points)
        if self.r.random() < .8:  # Chaikin's corners, cut twice
            for _ in range(2):
                a, b = points[:-1], points[1:]
                points = np.concatenate([points[:1], np.stack([.75 * a + .25 * b, .25 * a + .75 * b], 1).reshape(-1, 2), points[-1:]])
        cv2.polylines(ink, [(points * 8).astype(np.int32)], False, 1.0, pen, cv2.LINE_AA, 3)

    def by_hand(self, ink, em):
        """The ink as if written by hand: every stroke bent and slanted, of another width."""
        r, g = self.r, self.g
        height, width = ink.shape
        yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
        for period, depth in ((r.uniform(.25, .6), r.uniform(.03, .1)), (r.uniform(1, 3), r.uniform(.05, .2))):
            cells = max(2, int(height / (period * em * OVERSAMPLING)))
            for axis in (xx, yy):
                axis += cv2.resize(g.normal(0, depth * em * OVERSAMPLING, (cells, cells)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
        xx += r.gauss(.1, .25) * (yy - height / 2)
        ink = cv2.remap(ink, xx, yy, cv2.INTER_LINEAR)
        size = max(2, int(em * OVERSAMPLING * r.uniform(.02, .07)))
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
        return cv2.dilate(ink, kernel) if r.random() < .5 else cv2.erode(ink, kernel) * .5 + ink * .5

    def texture(self, height, width):
        """Something that is not text, 0…1: dead leaves, grain, weave, noise at all scales, or an almost blank ground."""
        r, g, kind = self.r, self.g, self.r.random()
        if kind > .94: return not_text.score(r, height, width)
        if kind > .88: return not_text.drawing(r, height, width)
        kind /= .88
        field = np.full((height, width), .5, np.float32)
        if kind < .4:  # dead leaves: the statistics of natural scenes
            lo = r.uniform(1, 6)
            for _ in range(r.randint(150, 700)):
                radius = min(lo / max(1e-3, r.random()) ** .7, height / 2)
                centre, shade = (r.randint(0, width), r.randint(0, height)), r.random()
                if r.random() < .5: cv2.ellipse(field, centre, (int(radius) + 1, int(radius * r.uniform(.15, 1)) + 1), r.uniform(0, 180), 0, 360, shade, -1)
                else:
                    box = cv2.boxPoints((centre, (radius, radius * r.uniform(.1, 3)), r.choice([0, 0, r.uniform(0, 90)])))
                    cv2.fillPoly(field, [box.astype(np.int32)], shade)
        elif kind < .6:  # noise whose power falls with frequency
            slope, total = r.uniform(.6, 2), np.zeros((height, width), np.float32)
            aspect = r.choice([1, 1, r.uniform(2, 16)])
            for octave in range(7):
                shape = (max(2, height >> octave), max(2, int((width >> octave) / aspect)))
                if r.random() < .5: shape = shape
                total += cv2.resize(g.normal(0, 1, shape).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC) * 2 ** (octave * (slope - 1))
            field = .5 + .22 * total / (total.std() + 1e-6)
            if r.random() < .25: field = (field > .5).astype(np.float32)
        elif kind < .66:  # a chart or a form without its words: axes, rules, bars, curves
            field[:] = r.uniform(.7, 1)
            step, ink = r.randint(8, 60), r.uniform(0, .5)
            for v in range(r.randint(0, step), max(height, width), step):
                if r.random() < .8: cv2.line(field, (0, v), (width, v), ink, r.randint(1, 3))
                if r.random() < .5: cv2.line(field, (v, 0), (v, height), ink, r.randint(1, 3))
                if r.random() < .3: cv2.rectangle(field, (v, r.randint(0, height)), (v + r.randint(2, step), height), r.random(), r.choice([-1, 1, 2]))
            for _ in range(r.randint(0, 5)):
                y = np.cumsum(g.normal(0, r.uniform(1, 12), width // 8)) + r.randint(0, height)
                cv2.polylines(field, [np.stack([np.arange(len(y)) * 8, y], 1).astype(np.int32)], False, r.uniform(0, .6), r.randint(1, 4), cv2.LINE_AA)
            field = cv2.warpAffine(field, cv2.getRotationMatrix2D((width / 2, height / 2), r.gauss(0, 6), 1.2), (width, height), borderMode=cv2.BORDER_REFLECT)
        elif kind < .78:  # stripes, weave, bricks, blinds
            yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
            angle, period = r.choice([0, np.pi / 2, r.uniform(0, np.pi)]), r.uniform(4, 40)
            field = .5 + .5 * np.sin((xx * np.cos(angle) + yy * np.sin(angle)) * 2 * np.pi / period + r.random() * 6)
            if r.random() < .5: field = field * (.5 + .5 * np.sin((yy * np.cos(angle) - xx * np.sin(angle)) * 2 * np.pi / r.uniform(4, 60)))
            if r.random() < .5: field = (field > r.uniform(.2, .8)).astype(np.float32)
            field = field.astype(np.float32)
        elif kind < .9:  # strokes: twigs, cables, hair, scribble, seals
            field[:] = r.random()
            for _ in range(r.randint(3, 120)):
                points = np.cumsum(g.normal(0, r.uniform(3, 25), (r.randint(2, 7), 2)), 0) + [r.randint(0, width), r.randint(0, height)]
                if r.random() < .2: cv2.circle(field, tuple(points[0].astype(int).tolist()), r.randint(2, 40), r.random(), r.randint(1, 4), cv2.LINE_AA)
                else: cv2.polylines(field, [points.astype(np.int32)], r.random() < .3, r.random(), r.randint(1, 4), cv2.LINE_AA)
        else:
            field += cv2.resize(g.normal(0, .05, (6, 6)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
        return np.clip(field, 0, 1)

    def photographed(self, image, blur):
        """Simulates a phone's photo (uint8) of reflectance 0…1: light, defocus or motion blur, noise, sharpening, JPEG; also returns its blur."""
        r, g = self.r, self.g
        height, width = image.shape
        yy, xx = np.mgrid[0:height, 0:width].astype(np.float32) / height
        light = 1 + r.uniform(-.5, .5) * (xx - .5) + r.uniform(-.5, .5) * (yy - .5)
        if r.random() < .08: light *= 1 - r.uniform(.2, .6) * (xx * r.uniform(-1, 1) + yy * r.uniform(-1, 1) > r.uniform(-.5, .7))
        value = image * light * r.uniform(90, 270)
        if blur > .25: value = cv2.GaussianBlur(value, (0, 0), blur)
        if r.random() < .1:
            kernel = np.zeros((9, 9), np.float32)
            length, angle = r.uniform(1, 4), r.uniform(0, np.pi)
            blur = float(np.hypot(blur, (2 * length + 1) / 12 ** .5))
            cv2.line(kernel, (int(4 - length * np.cos(angle)), int(4 - length * np.sin(angle))), (int(4 + length * np.cos(angle)), int(4 + length * np.sin(angle))), 1.0)
            value = cv2.filter2D(value, -1, kernel / kernel.sum())
        noise = g.normal(0, 1, image.shape).astype(np.float32)
        if r.random() < .5: noise = cv2.GaussianBlur(noise, (0, 0), .7) * 1.8
        value += noise * r.choice([0, .5, 1, 2, 4, 8])
        if r.random() < .5: value += r.uniform(.2, 1) * (value - cv2.GaussianBlur(value, (0, 0), r.uniform(.8, 1.6)))
        picture = np.clip(value, 0, 255).astype(np.uint8)
        if r.random() < .6:
            picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, r.randint(25, 95)])[1], cv2.IMREAD_GRAYSCALE)
        return picture, blur

    def text_patches(self, count):
        """Up to `count` patches of one rendered page, with little tilt: ImageKit straightens a patch before it calls the network."""
        r, g = self.r, self.g
        em = float(np.exp(r.uniform(np.log(8), np.log(40))))
        scribble = r.random() < .12
        ink, kind, script = (self.scribbled(em), 2, -1) if scribble else self.canvas(em)
        if not scribble and r.random() < .25: ink = self.by_hand(ink, em)
        side = CANVAS * OVERSAMPLING
        angle = r.gauss(0, 3) if r.random() < .75 else r.uniform(-15, 15)
        turn = cv2.getRotationMatrix2D((side / 2, side / 2), angle, 1 / OVERSAMPLING)
        matrix = np.vstack([turn, [0, 0, 1]]) + 0
        matrix[:2, 2] += CANVAS / 2 - side / 2
        shear = np.float64([[r.uniform(.8, 1.2), r.gauss(0, .08), 0], [r.gauss(0, .08), r.uniform(.8, 1.2), 0], [r.gauss(0, .0005), r.gauss(0, .0005), 1]])
        centre = np.float64([[1, 0, CANVAS / 2], [0, 1, CANVAS / 2], [0, 0, 1]])
        matrix = centre @ shear @ np.linalg.inv(centre) @ matrix
        ink = cv2.GaussianBlur(ink, (0, 0), OVERSAMPLING * .4)
        ink = cv2.warpPerspective(ink, matrix, (CANVAS, CANVAS), flags=cv2.INTER_LINEAR)
        if r.random() < .25:  # a page that bends
            yy, xx = np.mgrid[0:CANVAS, 0:CANVAS].astype(np.float32)
            bend = np.sin(xx / CANVAS * r.uniform(1, 4) + r.random() * 6).astype(np.float32)
            ink = cv2.remap(ink, xx, yy + bend * r.uniform(2, 12), cv2.INTER_LINEAR)
        paper, dark = r.uniform(.55, 1), r.uniform(.02, .45)
        if r.random() < .1: paper, dark = r.uniform(.03, .35), r.uniform(.6, 1)
        page = np.full_like(ink, paper)
        if r.random() < .3: page *= 1 + r.uniform(.03, .3) * (self.texture(CANVAS, CANVAS) - .5)
        image = page + (dark * r.uniform(.8, 1) - page) * ink
        if r.random() < .2:  # a slanting watermark, a stamp over the text
            over = Image.new("L", (CANVAS, CANVAS)); draw = ImageDraw.Draw(over)
            font = self.font(True, r.randint(14, 60))
            for y in range(0, CANVAS, r.randint(50, 160)): draw.text((r.randint(-60, 40), y), "  ".join(r.choice(TERMS) for _ in range(6)), font=font, fill=255)
            over = np.asarray(over.rotate(r.choice([-1, 1]) * r.uniform(20, 50)), np.float32) / 255
            image = image * (1 - over * r.uniform(.08, .4)) + over * r.choice([0, r.uniform(0, .15)])
        blur = (abs(r.gauss(0, .045)) if r.random() < .7 else r.uniform(.03, .28)) * em + r.uniform(.2, .7)
        picture, blur = self.photographed(image, blur)
        out = []
        for _ in range(count * 3):
            x, y = r.randint(4, CANVAS - SIDE - 4), r.randint(4, CANVAS - SIDE - 4)
            inner = ink[y + 4:y + SIDE - 4, x + 4:x + SIDE - 4]
            covered, spread = float(inner.mean()), float((inner.max(0) > .4).mean() * (inner.max(1) > .4).mean())
            if covered < .03 or spread < .12: continue
            out.append((picture[y:y + SIDE, x:x + SIDE], kind, 0 if scribble else em, 0 if scribble else blur, script))
            if len(out) == count: break
        return out

    def other_patches(self, count):
        """`count` patches of something that is not text."""
        r = self.r
        field = self.texture(CANVAS, CANVAS)
        if r.random() < .3: field = .5 * field + .5 * self.texture(CANVAS, CANVAS)
        if r.random() < .3: field = np.where(self.texture(CANVAS, CANVAS) > .5, field, self.texture(CANVAS, CANVAS))
        picture, _ = self.photographed(field * r.uniform(.3, 1), r.uniform(0, 2))
        out = []
        for _ in range(count):
            x, y = r.randint(0, CANVAS - SIDE), r.randint(0, CANVAS - SIDE)
            out.append((picture[y:y + SIDE, x:x + SIDE], 0, 0, 0, -1))
        return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int), parser.add_argument("count", type=int), parser.add_argument("out")
    parser.add_argument("--root", default="/", help="where Debian's packages of fonts and iso-codes are unpacked, if not installed")
    o = parser.parse_args()
    cv2.setNumThreads(1)
    others = {name: (words, fonts) for name in scripts.LANGUAGES if (fonts := scripts.fonts(name, root=o.root)) and (words := scripts.words(name, root=o.root))}
    writer = Writer(o.seed, fonts_below([os.path.join(o.root, "usr/share/fonts")]), others)
    print(len(writer.chinese), "Chinese fonts,", len(writer.latin), "Latin ones;", {name: len(fonts) for name, (_, fonts) in others.items()}, flush=True)
    made = []
    while len(made) < o.count: made += writer.other_patches(10) if writer.r.random() < .25 else writer.text_patches(12)
    patches, kind, em, blur, script = map(np.array, zip(*made))
    np.savez(o.out, patches=patches, kind=kind.astype(np.int64), em=em.astype(np.float32), blur=blur.astype(np.float32), script=script.astype(np.float32))


if __name__ == "__main__": main()
