"""Heads that are drawn: hair, skin, features and shoulders with soft light, very varied, of nobody."""
import cv2
import numpy as np

from .drawing import Drawing, between


def _soft(shape, draw, blur):
    mask = np.zeros(shape, np.float32)
    draw(mask)
    return cv2.GaussianBlur(mask, (0, 0), blur) if blur > .2 else mask


def head(r, width, height):
    """A head and shoulders: RGB as floats, and how far they cover the ground."""
    size = height
    shape = (height, width)
    picture, cover = np.full((height, width, 3), 200, np.float32), np.zeros(shape, np.float32)
    edge = max(.4, size / 220)

    def lay(mask, colour, texture=0):
        nonlocal picture
        colour = np.float32(colour)
        value = np.broadcast_to(colour, picture.shape)
        if texture:
            grain = cv2.resize(np.random.default_rng(r.getrandbits(32)).normal(0, 1, (max(2, height // 3), max(2, width // 5))).astype(np.float32), (width, height))
            value = value * (1 + texture * grain[..., None])
        picture = picture + (value - picture) * mask[..., None]
        np.maximum(cover, mask, out=cover)

    def ellipse(cx, cy, rx, ry, angle=0, blur=edge, start=0, end=360):
        return _soft(shape, lambda m: cv2.ellipse(m, (int(cx * 16), int(cy * 16)), (max(8, int(rx * 16)), max(8, int(ry * 16))), angle, start, end, 1.0, -1, cv2.LINE_AA, 4), blur)

    def polygon(points, blur=edge):
        return _soft(shape, lambda m: cv2.fillPoly(m, [np.int32(np.float32(points) * 16)], 1.0, cv2.LINE_AA, 4), blur)

    cx, cy = width / 2 + r.gauss(0, .02) * size, size * r.uniform(.38, .48)
    ry = size * r.uniform(.2, .27)
    rx = ry * r.uniform(.68, .84)
    tone = r.uniform(0, 1) ** 2
    skin = np.float32([238, 200, 172]) * (1 - tone) + np.float32([140, 92, 66]) * tone + [r.gauss(0, 8) for _ in range(3)]
    hair = between(r, (8, 6, 8), (48, 38, 36)) if r.random() < .8 else between(r, (60, 45, 30), (190, 175, 160))
    woman = r.random() < .5
    if woman and r.random() < .65:  # long hair behind
        lay(ellipse(cx, cy + ry * r.uniform(.1, .7), rx * r.uniform(1.15, 1.5), ry * r.uniform(1.1, 1.7)), hair, .15)
    cloth = between(r, (15, 15, 20), (235, 235, 240)) if r.random() < .6 else r.choice([(20, 25, 45), (245, 245, 245), (15, 15, 18), (120, 30, 40)])
    shoulder = cy + ry * r.uniform(1.25, 1.5)
    half = rx * r.uniform(1.8, 2.7)
    lay(polygon([(cx - rx * .5, cy + ry * .5), (cx + rx * .5, cy + ry * .5), (cx + rx * .6, shoulder + ry * .4), (cx - rx * .6, shoulder + ry * .4)]), skin * .85)
    lay(polygon([(cx - rx * .5, shoulder - ry * .12), (cx - half, shoulder + ry * r.uniform(.3, .7)), (cx - half * 1.15, size * 1.05), (cx + half * 1.15, size * 1.05),
                 (cx + half, shoulder + ry * r.uniform(.3, .7)), (cx + rx * .5, shoulder - ry * .12), (cx, shoulder + ry * r.uniform(.1, .9))], edge * 2), cloth, .06)
    if r.random() < .55:  # a collar, a tie
        white = between(r, (215, 215, 220), (255, 255, 255))
        lay(polygon([(cx - rx * .5, shoulder - ry * .15), (cx, shoulder + ry * .55), (cx + rx * .5, shoulder - ry * .15), (cx, shoulder + ry * .25)]), white)
        if r.random() < .4: lay(polygon([(cx - rx * .09, shoulder + ry * .3), (cx + rx * .09, shoulder + ry * .3), (cx + rx * .15, size), (cx - rx * .15, size)]), between(r, (20, 10, 20), (160, 60, 120)))
    for side in (-1, 1):
        if r.random() < .8: lay(ellipse(cx + side * rx * .98, cy + ry * .05, rx * .14, ry * .2), skin * .88)
    lay(ellipse(cx, cy, rx, ry), skin)
    jaw = r.uniform(.55, .85)
    lay(ellipse(cx, cy + ry * .25, rx * jaw, ry * .85), skin)
    # Light from one side.
    side = r.choice([-1, 1]) * r.uniform(.2, .8)
    shade = ellipse(cx + side * rx, cy + ry * .2, rx * .8, ry, blur=rx * .35) * ellipse(cx, cy, rx, ry) * r.uniform(.05, .3)
    picture *= 1 - shade[..., None]
    eye = cy - ry * r.uniform(.0, .12)
    dark = between(r, (15, 10, 10), (60, 45, 40))
    turned = r.gauss(0, .08) * rx
    for side in (-1, 1):
        ex = cx + side * rx * r.uniform(.38, .46) + turned
        lay(ellipse(ex, eye, rx * .2, ry * .055), np.float32([235, 230, 228]))
        lay(ellipse(ex, eye, rx * .09, ry * .07), dark)
        lay(ellipse(ex, eye - ry * .06, rx * .22, ry * .025), dark)
        lay(ellipse(ex, eye - ry * r.uniform(.18, .25), rx * r.uniform(.22, .3), ry * r.uniform(.025, .05), -side * r.uniform(-4, 12)), hair)
    nose = ellipse(cx + turned + rx * .06, cy + ry * .27, rx * .13, ry * .06, blur=edge * 2)
    picture *= 1 - .28 * nose[..., None]
    mouth = cy + ry * r.uniform(.48, .58)
    lay(ellipse(cx + turned, mouth, rx * r.uniform(.28, .42), ry * r.uniform(.04, .08)) * .8, skin * np.float32([.82, .6, .6]))
    lay(ellipse(cx + turned, mouth, rx * .3, ry * .012) * .6, dark)
    # Hair over the forehead.
    top = r.uniform(.35, .62)
    if r.random() < .95:
        cap = ellipse(cx, cy - ry * .12, rx * r.uniform(1.04, 1.18), ry * r.uniform(1.02, 1.2))
        below = np.ones(shape, np.float32)
        parting = r.uniform(-.5, .5)
        line = np.clip((np.arange(height)[:, None] - (cy - ry * top + abs(np.arange(width)[None, :] - cx - parting * rx) * r.uniform(-.3, .6))) / max(1, ry * .06), 0, 1)
        face = ellipse(cx, cy + ry * .1, rx * r.uniform(.84, .98), ry)
        lay(np.clip(cap * (below - np.float32(line) * face), 0, 1) * (np.arange(height)[:, None] < cy + ry * r.uniform(.1, .5)), hair, .15)
    if r.random() < .25:  # glasses
        for side in (-1, 1):
            ring = ellipse(cx + side * rx * .42, eye, rx * .32, ry * .17) - ellipse(cx + side * rx * .42, eye, rx * .28, ry * .14)
            lay(np.clip(ring, 0, 1), between(r, (10, 10, 10), (90, 80, 80)))
    if not woman and r.random() < .15: picture *= 1 - .25 * (ellipse(cx, mouth + ry * .15, rx * .5, ry * .3, blur=rx * .1))[..., None]
    picture += r.uniform(-12, 12)
    return np.clip(picture, 0, 255), np.clip(cover, 0, 1)


def photo(r, held=False, scale=None):
    """A portrait: before a plain ground as for a certificate, or before anything."""
    from . import nothing
    width = r.randint(220, 360)
    height = round(width * r.choice([1.4, 1.4, 1.33, 1.25, 1, 1.5, r.uniform(.75, 1.7)]))
    face, cover = head(r, width, height)
    if r.random() < .75:
        ground = np.float32(r.choice([(255, 255, 255), (67, 142, 219), (190, 30, 40), (230, 235, 240), (150, 180, 210), (235, 240, 250), between(r, (60, 60, 60), (250, 250, 250))]))
        ground = ground + np.float32([r.gauss(0, 10) for _ in range(3)])
        image = np.broadcast_to(ground, face.shape) * np.linspace(1, r.uniform(.8, 1.1), height)[:, None, None]
    else: image = cv2.GaussianBlur(cv2.resize(nothing.scene(r, held).picture, (width, height)).astype(np.float32), (0, 0), r.uniform(.1, 12))
    image = image + (face - image) * cover[..., None]
    if held or r.random() < .4:  # another crop
        zoom = r.uniform(1, 1.5)
        w, h = int(width / zoom), int(height / zoom)
        x, y = (width - w) // 2, r.randint(0, (height - h) // 2 + 1)
        image = image[y:y + h, x:x + w]
    return Drawing(np.clip(image, 0, 255).astype(np.uint8), "portrait", is_flat=False)
