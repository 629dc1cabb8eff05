"""What is no document: scenes, things on tables, textures, empty tables; and ordinary photos from Debian packages.

The photos are in packages of wallpapers and sample pictures; only the packages' names are here. Some packages are kept
for measuring.
"""
import os

import cv2
import numpy as np
from PIL import Image

from .drawing import Drawing, between

TRAINING = ["gnome-backgrounds", "mate-backgrounds", "plasma-workspace-wallpapers", "python3-skimage", "opencv-doc", "lomiri-wallpapers-20.04"]
MEASURING = ["lomiri-wallpapers-16.04", "ukui-wallpapers", "palapeli-data"]
STAMPS = "tuxpaint-stamps-default"  # photos of things, cut out
# Files there that show documents, drawings or patterns.
NOT_PHOTOS = ("page", "text", "sudoku", "chess", "license", "notes", "phantom", "lfw", "multipage", "right0", "left0", "logo", "diagram", "trimap", "matte", "mask", "gradient",
              "ellipses", "digits", "ml.png", "cards", "pic", "detect_blob", "gt.png", "screenshot", "stuff", "shapes", "microaneurysms", "wallpapers/path", "preview", "thumb", "/abstract/")
_photos = {}


def _files(package, ends=(".jpg", ".jpeg", ".png", ".webp")):
    """The pictures that a Debian package installed."""
    try: listed = open(f"/var/lib/dpkg/info/{package}.list").read().split("\n")
    except OSError: raise SystemExit(f"install the Debian package {package}, whose pictures are used")
    return [path for path in listed if path.lower().endswith(ends) and os.path.isfile(path)]


def photos(held):
    if held not in _photos:
        found = {}
        for package in MEASURING if held else TRAINING:
            for path in _files(package):
                if package == "opencv-doc" and "/examples/" not in path: continue
                if any(word in path.lower() for word in NOT_PHOTOS) or os.path.getsize(path) < 15_000: continue
                # A wallpaper has a file for each size of screen.
                key = os.path.dirname(path) if "/contents/" in path else path
                found[key] = path
        _photos[held] = sorted(set(os.path.realpath(path) for path in found.values()))
    return _photos[held]


def stamps(held):
    """Things that are cut out; every fifth is kept for measuring."""
    key = ("stamps", held)
    if key not in _photos: _photos[key] = [path for k, path in enumerate(sorted(_files(STAMPS, (".png",)))) if (k % 5 == 0) == held]
    return _photos[key]


def loaded(path, cache={}):
    """A photo, reduced to at most 900 pixels."""
    if path not in cache:
        try:
            with Image.open(path) as image:
                image.draft("RGB", (1800, 1800))
                image = image.convert("RGB" if image.mode != "RGBA" else "RGBA")
                image.thumbnail((900, 900))
                cache[path] = np.array(image if "stamps" in path else image.convert("RGB"))
        except Exception: cache[path] = None
    return cache[path]


def scene(r, held=False, scale=None):
    kind = r.random()
    known = photos(held)
    if kind < .62 and known:
        picture = loaded(r.choice(known))
        if picture is not None: return Drawing(_crop(picture, r), "no-document", is_flat=False)
    made = [_things, _land, _leaves, _room] if not held else [_things, _land, _room]
    return Drawing(r.choice(made)(r, held), "no-document", is_flat=False)


def quick(r, side):
    """Any small picture, for a screen's or a page's pictures."""
    known = photos(False)
    if known and r.random() < .6:
        picture = loaded(r.choice(known))
        if picture is not None: return cv2.resize(_crop(picture, r), (side, side), interpolation=cv2.INTER_AREA)
    return cv2.resize(_land(r, False, side), (side, side), interpolation=cv2.INTER_AREA)


def _crop(picture, r):
    h, w = picture.shape[:2]
    share = r.uniform(.3, 1) if r.random() < .8 else 1
    ratio = r.choice([4 / 3, 3 / 4, 16 / 9, 9 / 16, 1, w / h])
    ch = min(h, w / ratio) * share
    cw = min(w, ch * ratio)
    x, y = r.uniform(0, w - cw), r.uniform(0, h - ch)
    part = picture[int(y):max(int(y + ch), int(y) + 16), int(x):max(int(x + cw), int(x) + 16)]
    if r.random() < .5: part = part[:, ::-1]
    part = part.astype(np.float32)
    if r.random() < .6:
        part = 128 + (part - 128) * r.uniform(.6, 1.2) + np.float32([r.gauss(0, 14) for _ in range(3)])
        if r.random() < .3: part = part[..., r.sample([0, 1, 2], 3)]
    return np.clip(part, 0, 255).astype(np.uint8)


def ground(r, height, width):
    """A table, cloth, floor or blanket, as floats: what papers are photographed on."""
    g = np.random.default_rng(r.getrandbits(32))
    known = photos(False)
    kind = r.random()
    if kind < .12 and known:
        picture = loaded(r.choice(known))
        if picture is not None: return cv2.resize(_crop(picture, r), (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)
    base = np.float32(between(r, (20, 18, 15), (240, 235, 230)))
    if r.random() < .5: base = base * 0 + base.mean() + np.float32([r.gauss(0, 10) for _ in range(3)])
    if r.random() < .25: base = np.float32(r.choice([(150, 105, 65), (95, 60, 35), (190, 150, 105), (120, 80, 55), (60, 40, 30)])) + r.uniform(-20, 20)
    field = np.zeros((height, width), np.float32)
    if kind < .4:  # wood: long grain
        for octave in range(3):
            n = 2 ** (octave + 3)
            field += cv2.resize(g.normal(0, 1, (n, max(2, n // 8))).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC) / (octave + 1)
        if r.random() < .5: field = cv2.resize(np.ascontiguousarray(field.T), (width, height))
        if r.random() < .3: field += 2 * (np.sin(np.arange(width) / width * r.uniform(10, 40))[None, :] > .97)
    elif kind < .65:  # cloth: weave, folds, stripes
        yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
        period = r.uniform(3, 40)
        a = r.uniform(0, 3.14)
        field = np.sin((xx * np.cos(a) + yy * np.sin(a)) / period * 6.28) * r.uniform(.2, 1)
        if r.random() < .6: field = field + np.sin((yy * np.cos(a) - xx * np.sin(a)) / period * 6.28) * r.uniform(.2, 1)
        if r.random() < .3: field = np.sign(field)
        field = field.astype(np.float32) + 1.5 * cv2.resize(g.normal(0, 1, (4, 4)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    elif kind < .85: field = cv2.resize(g.normal(0, 1, (6, 6)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    else: field = cv2.GaussianBlur(g.normal(0, 1, (height, width)).astype(np.float32), (0, 0), r.uniform(.6, 3)) * r.uniform(1, 4)
    return base + (field * r.uniform(2, 24))[..., None]


def _size(r): return r.choice([(384, 512), (512, 384), (400, 400), (288, 512), (512, 288)])


def _things(r, held, side=None):
    """Things on a table, or just the table."""
    h, w = _size(r)
    image = ground(r, h, w)
    g = np.random.default_rng(r.getrandbits(32))
    for _ in range(r.choice([0, 0, 1, 2, 3, 5, 9])):
        if r.random() < .6 and (image := _stamped(image, r, held)) is not None: continue
        mask = np.zeros((h, w), np.float32)
        colour = np.float32(between(r, (5, 5, 5), (250, 250, 250)))
        cx, cy, size = r.randint(0, w), r.randint(0, h), r.uniform(.04, .4) * h
        kind = r.random()
        if kind < .4: cv2.ellipse(mask, (cx, cy), (int(size) + 2, int(size * r.uniform(.4, 1)) + 2), r.uniform(0, 180), 0, 360, 1.0, -1, cv2.LINE_AA)
        elif kind < .7: cv2.fillPoly(mask, [cv2.boxPoints(((cx, cy), (size * 2, size * r.uniform(.1, 2)), r.uniform(0, 180))).astype(np.int32)], 1.0, cv2.LINE_AA)
        elif kind < .85: cv2.polylines(mask, [np.int32(np.cumsum(g.normal(0, size / 3, (r.randint(3, 14), 2)), 0) + [cx, cy])], False, 1.0, r.randint(2, 14), cv2.LINE_AA)
        else: cv2.fillPoly(mask, [np.int32([[cx + size * np.cos(t) * r.uniform(.6, 1), cy + size * np.sin(t) * r.uniform(.6, 1)] for t in np.linspace(0, 6.28, r.randint(5, 12))])], 1.0, cv2.LINE_AA)
        shadow = cv2.GaussianBlur(np.roll(mask, (int(size * .1) + 2, int(size * .1) + 2), (0, 1)), (0, 0), size * .1 + 1)
        image = image * (1 - .4 * shadow[..., None])
        shade = 1 + .35 * cv2.resize(g.normal(0, 1, (3, 3)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
        image += (colour * shade[..., None] - image) * mask[..., None]
        if kind < .4 and r.random() < .4: cv2.ellipse(image, (cx, cy), (int(size * .7) + 1, int(size * .5) + 1), 0, 0, 360, (colour * .7).tolist(), r.randint(1, 6), cv2.LINE_AA)
    return np.clip(image, 0, 255).astype(np.uint8)


def _stamped(image, r, held):
    """A thing from a photo laid on the picture."""
    h, w = image.shape[:2]
    stamp = loaded(r.choice(stamps(held)))
    if stamp is None or stamp.ndim != 3 or stamp.shape[2] != 4: return image
    stamp = np.rot90(stamp, r.randint(0, 3)) if r.random() < .3 else stamp
    size = h * r.uniform(.15, 1.1) / max(stamp.shape[:2])
    stamp = cv2.resize(np.ascontiguousarray(stamp), (max(4, int(stamp.shape[1] * size)), max(4, int(stamp.shape[0] * size))), interpolation=cv2.INTER_AREA).astype(np.float32)
    x, y = r.randint(-stamp.shape[1] // 3, w - stamp.shape[1] // 2), r.randint(-stamp.shape[0] // 3, h - stamp.shape[0] // 2)
    left, top = max(0, x), max(0, y)
    part = image[top:y + stamp.shape[0], left:x + stamp.shape[1]]
    stamp = stamp[top - y:top - y + part.shape[0], left - x:left - x + part.shape[1]]
    if part.size: part += (stamp[..., :3] - part) * (stamp[..., 3:] / 255)
    return image


def _land(r, held, side=None):
    """Sky, hills, trees, houses, water."""
    h, w = (side, side) if side else _size(r)
    g = np.random.default_rng(r.getrandbits(32))
    sky, low = np.float32(between(r, (40, 80, 110), (210, 230, 255))), np.float32(between(r, (150, 140, 130), (255, 245, 240)))
    image = sky + (low - sky) * np.linspace(0, 1, h)[:, None, None] + np.zeros((h, w, 3), np.float32)
    cloud = cv2.resize(g.normal(0, 1, (8, 5)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    image += np.clip(cloud, 0, 2)[..., None] * r.uniform(0, 30)
    for k in range(r.randint(1, 5)):
        base = h * (.35 + .15 * k) + r.uniform(-20, 20)
        y = base + cv2.resize(g.normal(0, h * .05, (1, r.randint(3, 24))).astype(np.float32), (w, 1), interpolation=r.choice([cv2.INTER_CUBIC, cv2.INTER_NEAREST]))[0]
        mask = np.arange(h)[:, None] > y[None, :]
        tone = np.float32(between(r, (15, 30, 10), (140, 150, 120)))
        grain = cv2.resize(g.normal(0, 1, (h // 4 + 2, w // 4 + 2)).astype(np.float32), (w, h)) * r.uniform(3, 25)
        image = np.where(mask[..., None], tone + grain[..., None], image)
    for _ in range(r.choice([0, 0, 3, 12, 40])):
        x, y, size = r.randint(0, w), int(h * r.uniform(.4, 1)), h * r.uniform(.02, .2)
        if r.random() < .5: cv2.circle(image, (x, y), int(size) + 1, between(r, (10, 40, 5), (120, 170, 90)), -1, cv2.LINE_AA)
        else: cv2.rectangle(image, (x, int(y - size * 2)), (int(x + size), y), between(r, (60, 50, 50), (230, 220, 210)), -1)
    return np.clip(image, 0, 255).astype(np.uint8)


def _leaves(r, held, side=None):
    """Shapes over shapes, of all sizes: the statistics of natural scenes."""
    h, w = _size(r)
    image = np.zeros((h, w, 3), np.float32) + between(r, (0, 0, 0), (255, 255, 255))
    tone, spread = np.float32(between(r, (40, 40, 40), (200, 200, 200))), r.uniform(15, 80)
    for _ in range(r.randint(150, 500)):
        radius = min(r.uniform(2, 8) / max(.002, r.random()) ** .8, h / 2)
        colour = (tone + np.float32([r.gauss(0, spread) for _ in range(3)])).tolist()
        cv2.ellipse(image, (r.randint(0, w), r.randint(0, h)), (int(radius) + 1, int(radius * r.uniform(.2, 1)) + 1), r.uniform(0, 180), 0, 360, colour, -1, cv2.LINE_AA)
    return np.clip(cv2.GaussianBlur(image, (0, 0), r.uniform(.3, 2)), 0, 255).astype(np.uint8)


def _room(r, held, side=None):
    """Walls, windows, shelves, a screen or a frame: rectangles that are no papers."""
    h, w = _size(r)
    image = np.zeros((h, w, 3), np.float32) + between(r, (60, 55, 50), (240, 235, 230))
    floor = int(h * r.uniform(.5, .95))
    image[floor:] = ground(r, h - floor, w)
    for _ in range(r.randint(1, 14)):
        x, y, a, b = r.randint(-40, w), r.randint(-40, h), r.randint(15, w // 2), r.randint(15, h // 2)
        cv2.rectangle(image, (x, y), (x + a, y + b), between(r, (10, 10, 10), (250, 250, 250)), -1 if r.random() < .7 else r.randint(2, 10))
        if r.random() < .4:
            for k in range(1, r.randint(2, 9)): cv2.line(image, (x, y + b * k // 9), (x + a, y + b * k // 9), between(r, (10, 10, 10), (200, 200, 200)), r.randint(1, 4))
    M = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), np.float32([[r.uniform(-.2, .1) * w, r.uniform(-.2, .1) * h], [r.uniform(.9, 1.2) * w, r.uniform(-.2, .1) * h], [r.uniform(.9, 1.2) * w, r.uniform(.9, 1.2) * h], [r.uniform(-.2, .1) * w, r.uniform(.9, 1.2) * h]]))
    return np.clip(cv2.warpPerspective(image, M, (w, h), borderMode=cv2.BORDER_REFLECT), 0, 255).astype(np.uint8)
