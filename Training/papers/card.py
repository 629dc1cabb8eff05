"""The resident identity card, 85.60 × 53.98 mm, as its standard arranges it; the emblem and the people are invented."""
from . import people, portrait
from .drawing import Sheet, between

WIDTH, HEIGHT = 85.60, 53.98


def _ground(sheet, r):
    """The card's pale blue and pink ground with fine lines."""
    style = r.random()
    blue, pink = between(r, (205, 222, 232), (232, 240, 250)), between(r, (228, 208, 210), (248, 236, 238))
    sheet.tint([blue, pink, blue] if style < .5 else [pink, blue] if style < .75 else [blue, between(r, (235, 238, 225), (250, 248, 240)), pink])
    for _ in range(r.randint(1, 3)):
        ink = between(r, (165, 185, 205), (215, 222, 235)) if r.random() < .5 else between(r, (215, 175, 185), (240, 215, 220))
        sheet.guilloche(ink, r.randint(14, 46), r.uniform(1, 5), r.uniform(.08, .2))


def portrait_side(r, held=False, scale=None, person=None):
    person = person or people.person(r)
    sheet = Sheet(r, WIDTH, HEIGHT, scale or r.uniform(4.5, 7), held=held)
    _ground(sheet, r)
    if r.random() < .6: sheet.rosette(r.uniform(30, 45), r.uniform(20, 30), r.uniform(8, 15), between(r, (190, 200, 220), (225, 225, 235)))
    jitter = lambda v, by=.7: v + r.uniform(-by, by)
    label, ink = between(r, (40, 90, 140), (110, 150, 195)), between(r, (10, 10, 15), (50, 50, 55))
    family = r.choice(["hei", "hei", "song", "kai"]) if held else r.choice(["hei", "hei", "hei", "song"])
    x, value, size, small = jitter(6), jitter(16), r.uniform(3.2, 3.8), r.uniform(2.6, 3.0)
    rows = [jitter(7.3), jitter(14), jitter(20.3), jitter(26.5)]
    sheet.text(x, rows[0], "姓名", family, small, label, spacing=.8)
    sheet.text(value, rows[0] - .4, person.name, family, size * 1.08, ink, spacing=.3, name="name")
    sheet.text(x, rows[1], "性别", family, small, label, spacing=.8)
    sheet.text(value, rows[1] - .2, person.sex, family, size, ink, name="sex")
    sheet.text(jitter(25), rows[1], "民族", family, small, label, spacing=.8)
    sheet.text(jitter(35), rows[1] - .2, person.nation, family, size, ink, name="nation")
    sheet.text(x, rows[2], "出生", family, small, label, spacing=.8)
    at = value
    for part, unit, width in ((str(person.year), "年", 9), (str(person.month), "月", 5), (str(person.day), "日", 5)):
        sheet.text(at, rows[2] - .2, part, family, size, ink); at += width
        sheet.text(at, rows[2], unit, family, small, label); at += 4
    sheet.box("birth", value * sheet.scale, (rows[2] - .3) * sheet.scale, at * sheet.scale, (rows[2] + size * 1.2) * sheet.scale, person.born)
    sheet.text(x, rows[3], "住址", family, small, label, spacing=.8)
    per = r.randint(10, 12)
    for k in range(0, min(len(person.address), 3 * per), per):
        sheet.text(value, rows[3] - .2 + k / per * 5.0, person.address[k:k + per], family, size * .95, ink)
    bottom = jitter(45, .8)
    sheet.text(x, bottom, "公民身份号码", family, small, label, spacing=.2)
    number_family, size = r.choice(["ocr", "ocr", "ocr", "sans-bold"]), r.uniform(3.7, 4.2)
    # Eighteen digits stand 2.4 to 2.8 millimetres apart.
    pitch = r.uniform(2.4, 2.75)
    spacing = max(.02, pitch - sheet.font(number_family, size).getlength("0") / sheet.scale)
    sheet.text(jitter(29.5, .6), bottom - .5, person.number, number_family, size, ink, spacing=spacing, bold=r.random() < .5, name="number")
    left, top, w, h = jitter(55.3), jitter(8.2), r.uniform(23, 26), r.uniform(29, 32.5)
    _portrait(sheet, r, left, top, w, h)
    return sheet.drawing("card-portrait", corner=3.2)


def _portrait(sheet, r, left, top, w, h):
    """The portrait, whose ground is the card's."""
    s = sheet.scale
    face, cover = portrait.head(r, max(24, round(w * s)), max(24, round(h * s)))
    import numpy as np
    image = np.array(sheet.image, np.float32)
    y, x = round(top * s), round(left * s)
    part = image[y:y + face.shape[0], x:x + face.shape[1]]
    cover = cover[:part.shape[0], :part.shape[1], None]
    if r.random() < .12: face = np.repeat(face.mean(2, keepdims=True), 3, 2)
    face = face * r.uniform(.75, 1.05) + r.uniform(0, 35)
    part += (face[:part.shape[0], :part.shape[1]] - part) * cover * r.uniform(.8, 1)
    sheet.put(image)
    sheet.box("portrait", left * s, top * s, (left + w) * s, (top + h) * s)


def emblem_side(r, held=False, scale=None):
    sheet = Sheet(r, WIDTH, HEIGHT, scale or r.uniform(4.5, 7), held=held)
    _ground(sheet, r)
    jitter = lambda v, by=.8: v + r.uniform(-by, by)
    # The wall on hills, in fine lines.
    if r.random() < .8:
        ink = between(r, (165, 185, 195), (220, 222, 228))
        for k in range(r.randint(8, 30)): sheet.guilloche(ink, 1, r.uniform(1, 4), .15, top=jitter(30, 8) - 2)
    ink = between(r, (10, 10, 15), (55, 50, 55))
    red = between(r, (175, 25, 30), (225, 70, 70))
    gold = between(r, (215, 130, 60), (245, 205, 110)) if r.random() < .6 else between(r, (235, 190, 180), (248, 220, 210))
    sheet.emblem(jitter(15, 1.2), jitter(14.3, 1.2), jitter(9, 1), red, gold, red)
    family = r.choice(["hei", "song", "song", "kai"])
    bold = r.random() < .7
    middle = jitter(53, 1.5)
    sheet.text(middle, jitter(7.8), "中华人民共和国", family, r.uniform(4.4, 5.4), ink, spacing=r.uniform(.8, 1.9), anchor="m", bold=bold)
    sheet.text(middle, jitter(16), "居民身份证", family, r.uniform(7, 8.4), ink, spacing=r.uniform(1, 2.6), anchor="m", bold=bold)
    small = r.uniform(2.9, 3.4)
    x, value, first, second = jitter(19, 2.5), jitter(36, 1.5), jitter(38.3), jitter(45.3)
    sheet.text(x, first, "签发机关", "hei", small, ink, bold=r.random() < .3)
    sheet.text(value, first, r.choice(people.PLACES)[-5:] + r.choice(["公安局", "公安局示例分局", "公安局样本分局"]), "hei", small, ink)
    begin = r.randint(2005, 2025)
    until = r.choice([f"{begin + r.choice([5, 10, 20])}", "长期", f"{begin + 20}"])
    month, day = r.randint(1, 12), r.randint(1, 28)
    term = f"{begin}.{month:02}.{day:02}-" + (until if until == "长期" else f"{until}.{month:02}.{day:02}")
    sheet.text(x, second, "有效期限", "hei", small, ink, bold=r.random() < .3)
    sheet.text(value, second, term, r.choice(["hei", "sans"]), small, ink, name="validity")
    return sheet.drawing("card-emblem", corner=3.2)
