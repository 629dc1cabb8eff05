"""Photographs a drawing as a phone would: worn, tilted, on a table, unevenly lit, blurred, noisy, coded as JPEG.

`photograph(drawing, random)` gives the photo, where the drawing's fields are in it, and what is wrong with it.
"""
from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image, ImageDraw

from papers import nothing, people
from papers.drawing import Sheet, between

# What may be wrong with a photo.
FLAGS = ["border-cut", "finger", "glare", "copy", "screen", "watermark", "turned"]


@dataclass
class Photo:
    picture: np.ndarray  # height × width × 3 samples of RGB
    kind: str
    fields: dict = field(default_factory=dict)  # name → 4 × 2 corners in the photo's pixels
    corners: np.ndarray = None  # of the paper itself
    flags: set = field(default_factory=set)
    state: int = 1  # the EXIF orientation in which it is stored


def photograph(drawing, r, long_side=384, flags=None, states=True):
    """One photo of a drawing, about `long_side` pixels long.

    flags: the flags that it must have; None leaves them to chance. states: whether it may lie in any of the eight states.
    """
    wanted = lambda name, chance: r.random() < chance if flags is None else name in flags
    made = set()
    picture = drawing.picture.astype(np.float32)
    if wanted("watermark", .1): picture = _watermarked(picture, r); made.add("watermark")
    if wanted("copy", .06 if drawing.is_flat else .02): picture = _copied(picture, r); made.add("copy")
    if drawing.is_flat: image, matrix = _laid(picture, drawing, r, long_side, made, wanted)
    else: image, matrix = _cropped(picture, drawing, r, long_side)
    h, w = picture.shape[:2]
    move = lambda points: cv2.perspectiveTransform(np.float32(points)[None], matrix)[0]
    corners = move([[0, 0], [w, 0], [w, h], [0, h]])
    fields = {name: move(box) for name, box in drawing.fields.items()}
    if drawing.is_flat and wanted("finger", .08): image = _finger(image, corners, r); made.add("finger")
    if drawing.is_flat or r.random() < .5 and drawing.kind != "screenshot": image = _lit(image, r)
    if drawing.is_flat and wanted("glare", .06): image = _glare(image, corners, r); made.add("glare")
    if wanted("screen", .04 if drawing.kind != "no-document" else .01): image = _screen(image, r); made.add("screen")
    image = _camera(image, r, gentle=drawing.kind == "screenshot")
    state = r.randint(1, 8) if states and r.random() < .5 else 1
    photo = Photo(image, drawing.kind, fields, corners, made, 1)
    if state != 1: photo = turned(photo, state); made.add("turned")
    return photo


def turned(photo, state):
    """The photo stored in an EXIF orientation, so that a viewer which ignores the tag shows it wrongly."""
    h, w = photo.picture.shape[:2]
    forward = {1: lambda x, y: (x, y), 2: lambda x, y: (w - x, y), 3: lambda x, y: (w - x, h - y), 4: lambda x, y: (x, h - y), 5: lambda x, y: (y, x),
               6: lambda x, y: (y, w - x), 7: lambda x, y: (h - y, w - x), 8: lambda x, y: (h - y, x)}[state]
    image = photo.picture
    if state in (5, 6, 7, 8): image = image.transpose(1, 0, 2)
    # After the transposition (x, y) has become (y, x).
    flips = {1: "", 2: "x", 3: "xy", 4: "y", 5: "", 6: "y", 7: "xy", 8: "x"}[state]
    if "x" in flips: image = image[:, ::-1]
    if "y" in flips: image = image[::-1]
    move = lambda points: np.float32([forward(x, y) for x, y in points])
    return Photo(np.ascontiguousarray(image), photo.kind, {name: move(box) for name, box in photo.fields.items()}, move(photo.corners), photo.flags, state)


def _watermarked(picture, r):
    h, w = picture.shape[:2]
    over = Image.new("L", (w * 2, h * 2)); pen = ImageDraw.Draw(over)
    size = max(8, int(h * r.uniform(.03, .09)))
    font = Sheet(r, 10, 10, 1).font(r.choice(["hei", "song"]), size)
    words = "仅用于" + r.choice(["医师资格考试报名", "办理业务", "示例考试材料审核", "他用无效"]) + "  "
    for y in range(0, 2 * h, int(size * r.uniform(2, 6))): pen.text((r.randint(-size * 4, 0), y), words * 12, font=font, fill=255)
    over = over.rotate(r.choice([-1, 1, 1]) * r.uniform(10, 45)).crop((w // 2, h // 2, w // 2 + w, h // 2 + h))
    cover = np.asarray(over, np.float32)[..., None] / 255 * r.uniform(.12, .5)
    return picture + (np.float32(r.choice([(120, 120, 120), (255, 255, 255), (200, 40, 40), (40, 60, 160)])) - picture) * cover


def _copied(picture, r):
    """A black-and-white copy."""
    grey = picture @ np.float32([.3, .59, .11])
    grey = 128 + (grey - 128) * r.uniform(1, 2.2) + r.uniform(-10, 40)
    if r.random() < .4: grey = grey + np.random.default_rng(r.getrandbits(32)).normal(0, r.uniform(2, 18), grey.shape)
    return np.repeat(np.clip(grey, 0, 255)[..., None], 3, 2).astype(np.float32)


def _laid(picture, drawing, r, long_side, made, wanted):
    """The paper on a table, seen from above or at a slant; or scanned and cropped to its edges."""
    h, w = picture.shape[:2]
    if r.random() < .55: _wear(picture, r)
    card = drawing.kind.startswith("card")
    style = r.random()
    if style < (.18 if card else .3):  # a scan, or a crop to the edges
        spill = r.uniform(-.03, .02)
        height, width = (long_side, max(16, round(long_side * w / h))) if h > w else (max(16, round(long_side * h / w)), long_side)
        target = np.float32([[spill * width, spill * height], [width * (1 - spill), spill * height], [width * (1 - spill), height * (1 - spill)], [spill * width, height * (1 - spill)]])
        tilt = .008
        back = np.full((height, width, 3), r.choice([255., 250., 30., 128.]), np.float32)
    elif style < (.28 if card else .36):  # on a larger white sheet or a scanner's glass
        height, width = r.choice([(long_side, round(long_side * .71)), (round(long_side * .71), long_side)])
        back = np.full((height, width, 3), r.uniform(225, 255), np.float32)
        target, tilt = _placed(width, height, w, h, r, r.uniform(.35, .85)), .01
    else:
        height, width = r.choice([(long_side, round(long_side * .75)), (round(long_side * .75), long_side), (round(long_side * .5625), long_side), (long_side, round(long_side * .5625))])
        if r.random() < .75 and (h > w) != (height > width): height, width = width, height
        back = nothing.ground(r, height, width)
        if r.random() < .2: back = cv2.GaussianBlur(back, (0, 0), r.uniform(1, 5))
        target, tilt = _placed(width, height, w, h, r, r.uniform(.45, .98) if r.random() < .85 else r.uniform(.98, 1.3)), r.choice([.01, .04, .1])
    if wanted("border-cut", .05):
        target = target + np.float32([r.choice([-1, 1, 0]) * width, r.choice([-1, 1, 0]) * height]) * r.uniform(.1, .3)
    target = (target + np.float32([[r.gauss(0, tilt) * width, r.gauss(0, tilt) * height] for _ in range(4)])).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), target)
    if (target.min() < -.02 * min(width, height)) or (target[:, 0].max() > 1.02 * width) or (target[:, 1].max() > 1.02 * height): made.add("border-cut")
    reduce = max(1.0, float(np.linalg.norm(target[1] - target[0]) and w / np.linalg.norm(target[1] - target[0])))
    if reduce > 1.3: picture = cv2.GaussianBlur(picture, (0, 0), .4 * reduce)
    cover = np.ones((h, w), np.float32)
    if drawing.corner > 1:
        cover[:] = 0
        c = int(drawing.corner)
        cv2.rectangle(cover, (c, 0), (w - c, h), 1.0, -1); cv2.rectangle(cover, (0, c), (w, h - c), 1.0, -1)
        for x in (c, w - c):
            for y in (c, h - c): cv2.circle(cover, (x, y), c, 1.0, -1)
    laid = cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.warpPerspective(cover, matrix, (width, height), flags=cv2.INTER_LINEAR)
    if style >= .28 and r.random() < .7:  # the shadow at its edge
        shift = r.uniform(0, .015) * long_side
        shadow = cv2.GaussianBlur(cv2.warpAffine(cover, np.float32([[1, 0, shift * r.choice([-1, 1])], [0, 1, shift]]), (width, height)), (0, 0), shift + 1)
        back = back * (1 - r.uniform(.1, .55) * shadow[..., None])
    image = back + (laid - back) * cover[..., None]
    if drawing.kind in ("printed", "handwritten", "certificate") and r.random() < .2:  # a sheet that bends
        yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
        bend = np.sin(xx / width * r.uniform(2, 6) + r.random() * 6) * r.uniform(.003, .012) * long_side
        image = cv2.remap(image, xx, yy + bend.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return image, matrix


def _placed(width, height, w, h, r, share):
    """Where the four corners come to lie, when the paper fills about a share of the picture."""
    angle = r.gauss(0, .05) if r.random() < .75 else r.gauss(0, .25)
    size = min(width * share / w, height * share / h)
    cx, cy = width / 2 + r.gauss(0, .05) * width, height / 2 + r.gauss(0, .05) * height
    c, s = np.cos(angle), np.sin(angle)
    return np.float32([[cx + (x * w * c - y * h * s) * size / 2, cy + (x * w * s + y * h * c) * size / 2] for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))])


def _wear(picture, r):
    """Scratches, stains, folds, fading; changes the picture."""
    h, w = picture.shape[:2]
    g = np.random.default_rng(r.getrandbits(32))
    if r.random() < .5: picture += cv2.resize(g.normal(0, r.uniform(2, 12), (5, 5, 1)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)[..., None]
    if r.random() < .4: picture += (np.float32([225, 215, 190]) - picture) * r.uniform(0, .3)
    for _ in range(r.choice([0, 0, 1, 3])):
        x = r.randint(0, w); cv2.line(picture, (x, r.randint(0, h)), (x + r.randint(-w // 3, w // 3), r.randint(0, h)), between(r, (120, 120, 120), (250, 250, 250)), 1, cv2.LINE_AA)
    if r.random() < .2:
        y, x = np.arange(h)[:, None, None], np.arange(w)[None, :, None]
        at = r.choice([.33, .5, .66])
        fold = np.exp(-((y / h - at) * h / 2) ** 2) if r.random() < .5 else np.exp(-((x / w - at) * w / 2) ** 2)
        picture *= 1 - r.uniform(.05, .25) * fold.astype(np.float32)


def _cropped(picture, drawing, r, long_side):
    """A picture that is no paper: reduced, and perhaps cropped a little."""
    h, w = picture.shape[:2]
    trim = r.uniform(0, .06) if drawing.kind != "screenshot" or r.random() < .25 else 0
    x, y = trim * w * r.random(), trim * h * r.random()
    scale = long_side / max(w, h) / (1 - trim)
    matrix = np.float32([[scale, 0, -x * scale], [0, scale, -y * scale], [0, 0, 1]])
    width, height = max(16, round(w * (1 - trim) * scale)), max(16, round(h * (1 - trim) * scale))
    part = picture[int(y):int(y + h * (1 - trim)), int(x):int(x + w * (1 - trim))]
    return cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA), matrix


def _finger(image, corners, r):
    """A finger, or something of its shape, over an edge of the paper."""
    h, w = image.shape[:2]
    k = r.randint(0, 3)
    at = corners[k] + (corners[(k + 1) % 4] - corners[k]) * r.uniform(.1, .9)
    centre = corners.mean(0)
    inward = (centre - at) / (np.linalg.norm(centre - at) + 1e-6)
    size = float(np.linalg.norm(corners[2] - corners[0]))
    tip, root = at + inward * size * r.uniform(.03, .13), at - inward * size * r.uniform(.3, .7) + np.float32([r.gauss(0, .1), r.gauss(0, .1)]) * size
    mask = np.zeros((h, w), np.float32)
    cv2.line(mask, tuple(np.int32(root).tolist()), tuple(np.int32(tip).tolist()), 1.0, max(4, int(size * r.uniform(.06, .12))), cv2.LINE_AA)
    mask = cv2.GaussianBlur(mask, (0, 0), 1 + size * .004)
    tone = r.random() ** 2
    skin = np.float32([225, 175, 150]) * (1 - tone) + np.float32([120, 80, 60]) * tone
    side = cv2.GaussianBlur(mask, (0, 0), size * .02 + 1)
    return image + (skin * (.55 + .45 * side[..., None]) - image) * mask[..., None]


def _lit(image, r):
    h, w = image.shape[:2]
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    xx, yy = xx / w - .5, yy / h - .5
    light = 1 + r.gauss(0, .25) * xx + r.gauss(0, .25) * yy
    if r.random() < .3: light *= 1 - r.uniform(.1, .5) * (xx ** 2 + yy ** 2)
    if r.random() < .25:  # the shadow of a hand or a phone
        a = r.uniform(0, 6.28)
        edge = (xx * np.cos(a) + yy * np.sin(a) - r.uniform(-.3, .4)) / r.choice([.01, .05, .15])
        light *= 1 - r.uniform(.1, .5) / (1 + np.exp(-np.clip(edge, -30, 30)))
    cast = np.float32([r.gauss(1, .08), 1, r.gauss(1, .1)]) if r.random() < .7 else np.float32([1, 1, 1])
    exposure = r.uniform(.75, 1.15) if r.random() < .8 else r.uniform(.35, 1.5)
    return image * light[..., None] * cast * exposure


def _glare(image, corners, r):
    h, w = image.shape[:2]
    weights = np.float32([r.random() for _ in range(4)]); weights /= weights.sum()
    at, size = (corners * weights[:, None]).sum(0), float(np.linalg.norm(corners[2] - corners[0]))
    mask = np.zeros((h, w), np.float32)
    cv2.ellipse(mask, tuple(np.int32(at).tolist()), (int(size * r.uniform(.04, .16)) + 2, int(size * r.uniform(.03, .1)) + 2), r.uniform(0, 180), 0, 360, 1.0, -1)
    return image + cv2.GaussianBlur(mask, (0, 0), size * r.uniform(.01, .05) + 1)[..., None] * r.uniform(150, 350)


def _screen(image, r):
    """Photographed from a screen: its grid of pixels beats with the sensor's."""
    h, w = image.shape[:2]
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    wave = np.zeros((h, w, 3), np.float32)
    bend = r.uniform(0, .0012)
    for _ in range(r.randint(1, 3)):
        a, period = r.uniform(0, 3.14), r.choice([r.uniform(2.1, 6), r.uniform(6, 40)])
        phase = (xx * np.cos(a) + yy * np.sin(a)) * 6.28 / period + bend * ((xx - w / 2) ** 2 + (yy - h / 2) ** 2)
        for c in range(3): wave[..., c] += np.sin(phase + c * r.choice([0, 2.1]))
    image = image * (1 + r.uniform(.02, .12) * wave)
    if r.random() < .4: image = image * np.float32([.93, 1, 1.08]) + 8
    if r.random() < .3: image *= 1 - .25 * (np.sin(yy / h * r.uniform(3, 30) + r.random() * 6) > .7)[..., None]
    return image


def _camera(image, r, gentle):
    g = np.random.default_rng(r.getrandbits(32))
    if not gentle or r.random() < .3:
        blur = abs(r.gauss(0, .5)) if r.random() < .8 else r.uniform(.8, 3)
        if blur > .25: image = cv2.GaussianBlur(image, (0, 0), blur)
        if r.random() < .5: image = image + g.normal(0, 1, image.shape[:2] + (r.choice([1, 3]),)).astype(np.float32) * r.choice([1, 2, 4, 8])
        if r.random() < .3: image = image + r.uniform(.2, .8) * (image - cv2.GaussianBlur(image, (0, 0), 1.2))
    picture = np.clip(image, 0, 255).astype(np.uint8)
    coded = cv2.imencode(".jpg", np.ascontiguousarray(picture[..., ::-1]), [cv2.IMWRITE_JPEG_QUALITY, r.randint(30, 95)])[1]
    return np.ascontiguousarray(cv2.imdecode(coded, cv2.IMREAD_COLOR)[..., ::-1])
