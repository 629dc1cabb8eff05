"""Handwritten pages: letters, notes, sums and sketches on blank, ruled or squared paper."""
import cv2
import numpy as np

from . import people
from .drawing import Sheet, between


def page(r, held=False, scale=None):
    w, h = r.choice([(210, 297)] * 4 + [(148, 210), (182, 257), (105, 148), (76, 76)])
    if r.random() < .2: w, h = h, w
    ground = between(r, (225, 222, 212), (255, 255, 255)) if r.random() < .85 else between(r, (235, 225, 160), (255, 245, 200))
    sheet = Sheet(r, w, h, scale or r.uniform(560, 800) / max(w, h), ground, held)
    pitch = min(w, h) / r.uniform(15, 30)
    _rules(sheet, r, pitch)
    paper = np.array(sheet.image, np.float32)
    # The writing is drawn on a sheet of its own, bent, and laid over the paper.
    writing = Sheet(r, w, h, sheet.scale, (255, 255, 255), held)
    ink = r.choice([between(r, (10, 10, 15), (60, 60, 65)), between(r, (10, 25, 90), (60, 90, 190)), between(r, (10, 10, 20), (40, 40, 90)), between(r, (150, 20, 30), (200, 60, 60)), between(r, (90, 90, 90), (130, 130, 130))])
    kind = r.random()
    if kind < .5: _lines(writing, r, pitch, ink, r.random() < .68)
    elif kind < .85: _scrawl(writing, r, pitch, ink)
    else: _sums(writing, r, pitch, ink)
    strokes = _bent(np.array(writing.image, np.float32), r, pitch * sheet.scale)
    sheet.put(paper * (strokes / 255))
    return sheet.drawing("handwritten")


def _rules(sheet, r, pitch):
    kind, ink = r.random(), between(r, (160, 175, 200), (225, 228, 235)) if r.random() < .75 else between(r, (210, 120, 120), (240, 190, 190))
    top = pitch * r.uniform(.5, 4)
    if kind < .45:
        y = top
        while y < sheet.height: sheet.line(0 if r.random() < .9 else 10, y, sheet.width, y, ink); y += pitch
        if r.random() < .4: sheet.line(sheet.width * .13, 0, sheet.width * .13, sheet.height, (225, 140, 140))
    elif kind < .58:
        step = pitch * r.choice([.5, 1])
        for k in range(int(sheet.height / step) + 1): sheet.line(0, k * step, sheet.width, k * step, ink)
        for k in range(int(sheet.width / step) + 1): sheet.line(k * step, 0, k * step, sheet.height, ink)
    elif kind < .66:  # manuscript paper: squares in rows
        y = top
        while y < sheet.height - pitch:
            sheet.rectangle(8, y, sheet.width - 8, y + pitch, ink=ink)
            for k in range(int((sheet.width - 16) / pitch)): sheet.line(8 + k * pitch, y, 8 + k * pitch, y + pitch, ink)
            y += pitch * 1.4
    if r.random() < .12: sheet.text(sheet.width / 2, 4, r.choice(people.SCHOOLS) + r.choice(["信笺", "稿纸", "便笺"]), "song", pitch * .7, (190, 50, 50), anchor="m")


def _lines(sheet, r, pitch, ink, chinese):
    heavy = r.random() < .2
    y, margin = pitch * r.uniform(.6, 3), sheet.width * r.uniform(.03, .16)
    size = pitch * r.uniform(.6, .95)
    bottom = sheet.height * r.choice([r.uniform(.35, .95), .95])
    while y < bottom:
        x = margin + r.gauss(0, pitch * .3) + (2 * size if r.random() < .15 else 0)
        end = sheet.width * r.uniform(.3, .98) if r.random() < .2 else sheet.width * .95
        while x < end:
            word = people.words(r, 1) if chinese and r.random() < .95 else people.latin_words(r, 3) + " "
            family = "hand-chinese" if any(c > "z" for c in word) else "hand-latin"
            x += sheet.text(x, y + r.gauss(0, pitch * .05), word, family, size * r.uniform(.88, 1.1), ink, bold=heavy) + r.uniform(-.05, .1) * size
        y += pitch * r.gauss(1, .04)


def _scrawl(sheet, r, pitch, ink):
    """Rows of quick strokes: what a hurried hand looks like from a distance."""
    g = np.random.default_rng(r.getrandbits(32))
    s = sheet.scale
    image = np.array(sheet.image)
    y, size, pen = pitch * r.uniform(1, 3), pitch * r.uniform(.45, .8) * s, max(1, round(pitch * s * r.uniform(.02, .075)))
    chinese, bottom = r.random() < .5, sheet.height * r.uniform(.4, .97)
    while y < bottom:
        x = sheet.width * r.uniform(.04, .14)
        end = sheet.width * (r.uniform(.3, .95) if r.random() < .2 else .95)
        while x < end:
            at = np.array([x * s, y * s])
            if chinese:
                for _ in range(r.randint(3, 8)):
                    a = at + g.uniform(-.5, .5, 2) * size
                    b = a + (np.array([g.uniform(.2, .7), g.normal(0, .08)]) if r.random() < .5 else np.array([g.normal(0, .12), g.uniform(.2, .7)])) * size
                    c = (a + b) / 2 + g.normal(0, .08, 2) * size
                    cv2.polylines(image, [np.int32([a, c, b])], False, ink, pen, cv2.LINE_AA)
                x += size / s * r.uniform(1, 1.25)
            else:
                points = []
                for k in range(r.randint(2, 8)):
                    tall = r.choice([1, 1, 1, 2.2, -2])
                    points += [at + [0, .2 * size], at + np.array([.15, -.3 * tall]) * size + g.normal(0, .06, 2) * size, at + np.array([.3, .2]) * size]
                    at = at + [size * r.uniform(.28, .5), 0]
                points = np.float32(points)
                for _ in range(2):
                    a, b = points[:-1], points[1:]
                    points = np.concatenate([points[:1], np.stack([.75 * a + .25 * b, .25 * a + .75 * b], 1).reshape(-1, 2), points[-1:]])
                cv2.polylines(image, [np.int32(points)], False, ink, pen, cv2.LINE_AA)
                x = at[0] / s + size / s * r.uniform(.3, .6)
        y += pitch * r.gauss(1, .05)
    if r.random() < .2:
        for _ in range(r.randint(1, 4)): cv2.ellipse(image, (r.randint(0, image.shape[1]), r.randint(0, image.shape[0])), (r.randint(10, 80), r.randint(10, 40)), r.randint(0, 90), 0, 360, ink, pen, cv2.LINE_AA)
    sheet.put(image)


def _sums(sheet, r, pitch, ink):
    """Formulas, short lines, arrows and boxes at any place."""
    for _ in range(r.randint(8, 34)):
        x, y, size = r.uniform(.04, .7) * sheet.width, r.uniform(.03, .92) * sheet.height, pitch * r.uniform(.6, 1.6)
        text = "".join(r.choice("0123456789+-=xyzabf()/∑∫√αβ") for _ in range(r.randint(3, 16))) if r.random() < .6 else people.latin_words(r, 8) if r.random() < .4 else people.words(r, r.randint(2, 9))
        sheet.text(x, y, text, "hand-chinese" if any(c > "z" for c in text) else "hand-latin", size, ink)
        if r.random() < .3: sheet.line(x, y + size * 1.2, x + r.uniform(10, 60), y + size * r.uniform(1, 1.5), ink, .5)
        if r.random() < .15: sheet.rectangle(x - 3, y - 2, x + r.uniform(20, 60), y + size * 1.5, ink=ink, width=.5)


def _bent(image, r, pitch):
    """Bends every stroke a little, and slants all of them."""
    h, w = image.shape[:2]
    g = np.random.default_rng(r.getrandbits(32))
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    for period, depth in ((.8, .05), (3, .12), (14, .4)):
        cells = (max(2, int(w / (pitch * period))), max(2, int(h / (pitch * period))))
        for axis in (xx, yy): axis += cv2.resize(g.normal(0, depth * pitch * r.uniform(.3, 1.2), cells[::-1]).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    xx += r.gauss(0, .12) * (yy - h / 2)
    yy += r.gauss(0, .03) * (xx - w / 2)
    return cv2.remap(image, xx, yy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(255, 255, 255))
