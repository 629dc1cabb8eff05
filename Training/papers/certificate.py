"""Certificates and diplomas in many arrangements, Chinese and others, with borders, seals and portraits."""
import numpy as np

from . import people, portrait
from .drawing import Sheet, between

TITLES = ["毕业证书", "学位证书", "学士学位证书", "硕士学位证书", "结业证书", "医师资格证书", "执业助理医师资格证书", "医师执业证书", "普通高等学校毕业证书", "荣誉证书", "培训合格证书",
          "专业技术资格证书", "住院医师规范化培训合格证书", "成人高等教育毕业证书", "传统医学师承出师证书", "职业资格证书", "奖状", "聘书"]
LATIN_TITLES = ["Diploma", "Certificate of Completion", "Bachelor of Medicine", "Certificate of Registration", "Doctor of Medicine", "Certificate of Achievement", "Master of Science", "Zeugnis", "Attestation"]


def certificate(r, held=False, scale=None):
    layouts = [_two_pages, _award, _register] if held else [_landscape, _landscape, _upright, _booklet, _booklet, _latin, _latin, _register, _inside_cover]
    return r.choice(layouts)(r, held, scale)


def _sheet(r, width, height, scale, held, white=None):
    scale = scale or r.uniform(560, 900) / max(width, height)
    ground = between(r, (232, 228, 215), (255, 255, 255)) if (r.random() < .75 if white is None else white) else between(r, (225, 205, 185), (250, 240, 225))
    return Sheet(r, width, height, scale, ground, held)


def _border(sheet, r, strength=None):
    """One of several frames: lines, ornaments, guilloches."""
    ink = r.choice([between(r, (150, 20, 20), (210, 60, 50)), between(r, (150, 110, 40), (215, 180, 100)), between(r, (20, 70, 60), (80, 130, 120)), between(r, (30, 50, 110), (90, 110, 170)), between(r, (120, 60, 90), (190, 140, 160))])
    inset, w, h = r.uniform(3, 14), sheet.width, sheet.height
    style = r.random()
    if style < .35:
        for k in range(r.randint(1, 3)):
            d = inset + k * r.uniform(1, 2.5)
            sheet.rectangle(d, d, w - d, h - d, ink=ink, width=r.choice([.3, .6, 1.5]), radius=r.choice([0, 0, 4]))
    elif style < .8:
        broad = r.uniform(4, 11)
        step = broad * r.uniform(.5, 1)
        for edge in range(4):
            length = (w if edge % 2 == 0 else h) - 2 * inset
            count = max(2, int(length / step))
            for k in range(count + 1):
                t = inset + length * k / count
                x, y = {0: (t, inset), 1: (w - inset, t), 2: (t, h - inset), 3: (inset, t)}[edge]
                sheet.ellipse(x, y, broad * .45, broad * .45, ink=ink, width=r.uniform(.2, .5), fill=None)
                if k % 2 == 0: sheet.ellipse(x, y, broad * .18, broad * .18, fill=ink)
        d = inset + broad * .6
        sheet.rectangle(d, d, w - d, h - d, ink=ink, width=.4)
    else:
        broad = r.uniform(6, 12)
        sheet.guilloche(ink, 8, 1.6, .2, top=inset, bottom=inset + broad, left=inset, right=w - inset)
        sheet.guilloche(ink, 8, 1.6, .2, top=h - inset - broad, bottom=h - inset, left=inset, right=w - inset)
        sheet.rectangle(inset, inset, inset + broad * .5, h - inset, fill=ink)
        sheet.rectangle(w - inset - broad * .5, inset, w - inset, h - inset, fill=ink)
    return inset + 8


def _paragraph(sheet, r, x, y, width, size, leading, count, family, ink=(25, 25, 25), latin=False):
    per = max(4, int(width / size * (1.95 if latin else 1)))
    for k in range(count):
        length = per if k < count - 1 else int(per * r.uniform(.3, .95))
        text = people.latin_words(r, length - 6)[:length] if latin else people.words(r, length - (2 if k == 0 else 0))
        sheet.text(x + (2 * size if k == 0 and not latin else 0), y, text, family, size, ink)
        y += size * leading
    return y


def _face(sheet, r, x, y, w, h):
    s = sheet.scale
    face, cover = portrait.head(r, max(20, round(w * s)), max(20, round(h * s)))
    ground = np.float32(r.choice([(255, 255, 255), (67, 142, 219), (190, 40, 45), (235, 238, 242), (120, 120, 125)]))
    picture = ground + (face - ground) * cover[..., None]
    if r.random() < .35: picture = np.repeat(picture.mean(2, keepdims=True), 3, 2)
    sheet.paste(np.clip(picture, 0, 255).astype(np.uint8), x, y, w, h, name="portrait")


def _signature(sheet, r, x, y):
    at, points = x, []
    for _ in range(r.randint(6, 16)):
        points.append((at, y + r.uniform(-3, 3))); at += r.uniform(.5, 2.5)
    for a, b in zip(points, points[1:]): sheet.line(*a, *b, ink=(20, 20, 40), width=.4)


def _foot(sheet, r, right, y, size, family):
    """School, date and seal at the lower right."""
    school = r.choice(people.SCHOOLS)
    sheet.text(right, y, school, family, size, (25, 25, 25), anchor="r")
    date = f"{r.randint(1985, 2025)}年{r.randint(1, 12)}月{r.randint(1, 28)}日"
    if r.random() < .4: date = "二〇" + r.choice("〇一二") + r.choice("一二三四五六七八九") + "年" + r.choice("一二三四五六七八九") + "月" + r.choice("一二三") + "日"
    sheet.text(right, y + size * 1.8, date, family, size, (25, 25, 25), anchor="r", name="date")
    if r.random() < .92: sheet.seal(right - size * r.uniform(2, 5), y + size * r.uniform(.2, 1.6), r.uniform(.055, .085) * max(sheet.width, sheet.height) * r.uniform(.8, 1.3), school + "教务处")
    if r.random() < .4: _signature(sheet, r, right - size * r.uniform(9, 14), y)


def _fine_ground(sheet, r):
    if r.random() < .6:
        tone = r.choice([(235, 205, 205), (205, 220, 235), (240, 225, 190), (215, 235, 215), (230, 215, 235)])
        if r.random() < .5: sheet.tint([tuple(min(255, c + 20) for c in tone), (255, 255, 252), tuple(min(255, c + 15) for c in tone)], r.uniform(.3, 1))
        sheet.guilloche(tone, r.randint(10, 50), r.uniform(1, 8), r.uniform(.15, .4))
        if r.random() < .4: sheet.rosette(sheet.width / 2, sheet.height / 2, sheet.height * r.uniform(.15, .35), tone, .3)


def _landscape(r, held, scale):
    """The diploma of Chinese schools: wide, with a border, title, portrait, text, seal."""
    w, h = r.choice([(297, 210), (285, 210), (260, 185), (210, 148)])
    sheet = _sheet(r, w, h, scale, held)
    _fine_ground(sheet, r)
    inset = _border(sheet, r) + 6 if r.random() < .85 else 16
    family = r.choice(["song", "kai", "hei", "kai"])
    title, gold = r.choice(TITLES), r.choice([(190, 25, 30), (20, 20, 20), (160, 120, 40), (20, 20, 20)])
    size = h / r.uniform(9, 15)
    sheet.text(w / 2, inset + h * .05, title, r.choice(["song", "hei-bold", "kai", "song"]), size, gold, spacing=size * r.uniform(.1, .9) if len(title) < 7 else .3, anchor="m", bold=r.random() < .6)
    if r.random() < .3: sheet.emblem(w / 2, inset + h * .03, h * .05)
    body, left = h / r.uniform(23, 32), inset + w * .03
    y, text_left, text_width = inset + h * .05 + size * 1.9, left, w - 2 * left
    if r.random() < .6:
        pw = h * r.uniform(.14, .22)
        if r.random() < .75: _face(sheet, r, left, y, pw, pw * 1.4); text_left, text_width = left + pw * 1.25, w - 2 * left - pw * 1.25
        else: _face(sheet, r, left, h - inset - pw * 1.8, pw, pw * 1.4)
    y = _paragraph(sheet, r, text_left, y, text_width, body, r.uniform(1.6, 2.2), r.randint(3, 6), family)
    sheet.text(left, h - inset - body * 2, f"证书编号：{r.randint(10 ** 11, 10 ** 12)}", family, body * .8, (30, 30, 30), name="number")
    _foot(sheet, r, w - inset - w * .05, h - inset - h * .18, body, family)
    return sheet.drawing("certificate")


def _two_pages(r, held, scale):
    """An opened folder: left the portrait and the seal, right the text."""
    w, h = r.choice([(300, 210), (240, 170), (420, 297)])
    sheet = _sheet(r, w, h, scale, held)
    cloth = between(r, (100, 10, 15), (190, 40, 40)) if r.random() < .7 else between(r, (10, 30, 60), (60, 90, 130))
    if r.random() < .7: sheet.rectangle(0, 0, w, h, ink=cloth, width=r.uniform(2, 8))
    _fine_ground(sheet, r)
    sheet.line(w / 2, 0, w / 2, h, (170, 160, 150), 1)
    family, body = r.choice(["song", "kai"]), h / r.uniform(20, 27)
    if r.random() < .7:
        pw = h * r.uniform(.2, .28)
        _face(sheet, r, w / 4 - pw / 2, h * .2, pw, pw * 1.4)
        if r.random() < .7: sheet.seal(w / 4 + pw * .5, h * .2 + pw * 1.3, h * .09, r.choice(people.SCHOOLS), strength=.5)
        for k in range(r.randint(1, 4)): sheet.text(w * .07, h * .65 + k * body * 1.6, people.words(r, r.randint(6, 13)), family, body * .85)
    else: sheet.emblem(w / 4, h * .4, h * .16)
    sheet.text(w * .75, h * .12, r.choice(TITLES)[:8], r.choice(["song", "hei-bold", "kai"]), body * 1.8, r.choice([(190, 30, 30), (20, 20, 20)]), spacing=body * .3, anchor="m", bold=True)
    _paragraph(sheet, r, w * .55, h * .28, w * .4, body, 1.8, r.randint(4, 7), family)
    _foot(sheet, r, w * .93, h * .77, body, family)
    return sheet.drawing("certificate")


def _upright(r, held, scale):
    w, h = r.choice([(210, 297), (190, 265), (148, 210)])
    sheet = _sheet(r, w, h, scale, held)
    _fine_ground(sheet, r)
    inset = _border(sheet, r) + 6
    family, body = r.choice(["song", "kai", "hei"]), w / r.uniform(18, 26)
    if r.random() < .5: sheet.emblem(w / 2, inset + 22, r.uniform(10, 18))
    sheet.text(w / 2, inset + 45, r.choice(TITLES), r.choice(["song", "hei-bold", "kai"]), w / r.uniform(12, 17), r.choice([(190, 30, 30), (20, 20, 20)]), anchor="m", spacing=1, bold=True)
    y = inset + 75
    if r.random() < .45: _face(sheet, r, w - inset - 45, y, 32, 44)
    if r.random() < .5:
        for key in r.sample(["姓名", "性别", "出生日期", "身份证号", "专业", "类别", "证书编号", "签发机关", "签发日期", "学历"], r.randint(4, 8)):
            sheet.text(inset + 14, y, f"{key}：{people.words(r, r.randint(2, 7))}", family, body * .9); y += body * 1.9
    else: y = _paragraph(sheet, r, inset + 8, y, w - 2 * inset - 16 - (40 if r.random() < .4 else 0), body, 2.0, r.randint(4, 7), family)
    _foot(sheet, r, w - inset - 12, min(y + 20, h - inset - 32), body, family)
    return sheet.drawing("certificate")


def _booklet(r, held, scale):
    """An inner page of a small booklet: portrait, particulars, seal."""
    w, h = r.choice([(130, 90), (180, 126), (126, 180), (90, 130)])
    sheet = _sheet(r, w, h, scale, held)
    _fine_ground(sheet, r)
    family, body = r.choice(["song", "kai", "hei"]), min(w, h) / r.uniform(17, 22)
    wide = w > h
    if r.random() < .75: _face(sheet, r, w * .08, h * r.uniform(.1, .2), w * (.22 if wide else .3), w * (.22 if wide else .3) * 1.38)
    x, y = (w * .52, h * .12) if wide else (w * .12, h * .5)
    if wide: sheet.line(w / 2, 0, w / 2, h, (190, 185, 180), .6)
    for key in r.sample(["姓  名", "性  别", "出生日期", "身份证号", "专  业", "类  别", "证书编号", "签发机关", "签发日期", "学  历", "资格级别", "执业地点"], r.randint(5, 8)):
        if y > h * .9: break
        sheet.text(x, y, key, family, body * .9)
        sheet.text(x + body * 5, y, people.words(r, r.randint(2, 8)), r.choice([family, "hei"]), body * .9)
        if r.random() < .5: sheet.line(x + body * 4.6, y + body * 1.2, min(w * .96, x + body * 14), y + body * 1.2, width=.2)
        y += body * r.uniform(1.7, 1.9)
    if wide and r.random() < .6: sheet.text(w * .25, h * .8, r.choice(TITLES)[:8], family, body, (160, 30, 30), anchor="m")
    if r.random() < .85: sheet.seal(w * r.uniform(.25, .8), h * r.uniform(.6, .82), min(w, h) * r.uniform(.14, .2), r.choice(people.SCHOOLS))
    return sheet.drawing("certificate")


def _inside_cover(r, held, scale):
    """A certificate's cover: cloth with golden title."""
    w, h = r.choice([(297, 210), (210, 148), (260, 185), (126, 180)])
    cloth = r.choice([(150, 15, 25), (120, 10, 20), (180, 30, 35), (15, 40, 90), (20, 80, 60), (110, 20, 60)])
    sheet = Sheet(r, w, h, scale or 640 / max(w, h), tuple(max(0, c + r.randint(-10, 10)) for c in cloth), held)
    sheet.put(np.array(sheet.image, np.float32) + np.random.default_rng(r.getrandbits(32)).normal(0, 4, (*np.array(sheet.image).shape[:2], 1)))
    gold = between(r, (190, 150, 70), (240, 215, 140))
    if r.random() < .6: sheet.emblem(w / 2, h * .3, min(w, h) * .13, cloth, gold, gold)
    title = r.choice(["毕业证书", "学位证书", "荣誉证书", "资格证书", "聘书", "结业证书", "学历证书"])
    sheet.text(w / 2, h * r.uniform(.45, .55), title, r.choice(["song", "kai", "hei-bold"]), w / 11, gold, spacing=w / 60, anchor="m", bold=True)
    if r.random() < .7: sheet.text(w / 2, h * .8, r.choice(people.SCHOOLS), r.choice(["song", "kai"]), w / 24, gold, spacing=.5, anchor="m")
    if r.random() < .4: sheet.rectangle(8, 8, w - 8, h - 8, ink=gold, width=.8)
    return sheet.drawing("certificate")


def _award(r, held, scale):
    """An award: yellow and red, flags and flowers along the border."""
    w, h = 260, 185
    sheet = Sheet(r, w, h, scale or r.uniform(2.2, 3.2), between(r, (250, 235, 190), (255, 250, 225)), held)
    red = between(r, (200, 20, 20), (235, 60, 40))
    sheet.rectangle(5, 5, w - 5, h - 5, ink=(220, 170, 60), width=4)
    for k in range(60):
        x, y = r.choice([(r.uniform(5, w - 5), r.choice([8, h - 8])), (r.choice([8, w - 8]), r.uniform(5, h - 5))])
        sheet.ellipse(x, y, r.uniform(2, 6), r.uniform(2, 6), fill=r.choice([red, (240, 200, 80), (60, 140, 70)]))
    sheet.text(w / 2, 26, r.choice(["奖  状", "荣誉证书", "聘  书", "证  书"]), "song", 22, red, anchor="m", bold=True)
    _paragraph(sheet, r, 30, 70, 200, 9, 1.8, r.randint(3, 4), "kai")
    _foot(sheet, r, w - 35, h - 48, 8, "kai")
    return sheet.drawing("certificate")


def _latin(r, held, scale):
    """A diploma from elsewhere: black letter or capitals, centred, a seal, signatures."""
    w, h = r.choice([(297, 210), (279, 216), (356, 279), (210, 297)])
    sheet = _sheet(r, w, h, scale, held)
    if r.random() < .5: _fine_ground(sheet, r)
    if r.random() < .65: _border(sheet, r)
    family = r.choice(["black-letter", "serif", "serif", "sans"])
    y = h * r.uniform(.1, .16)
    if r.random() < .5: sheet.emblem(w / 2, y + 8, 12, *[between(r, (30, 30, 60), (160, 130, 90))] * 2); y += 24
    ink = r.choice([(20, 20, 25), (20, 30, 70), (110, 20, 30)])
    sheet.text(w / 2, y, f"{r.choice(people.LATIN).title()} {r.choice(['University', 'College of Medicine', 'Institute', 'Academy'])}", family, h / r.uniform(11, 15), ink, anchor="m")
    y += h * .13
    for _ in range(r.randint(1, 2)): sheet.text(w / 2, y, people.latin_words(r, r.randint(20, 45)), family, h / 30, ink, anchor="m"); y += h * .06
    sheet.text(w / 2, y, f"{r.choice(people.LATIN).title()} {r.choice(people.LATIN).title()}", r.choice([family, "black-letter"]), h / 17, ink, anchor="m", name="name"); y += h * .1
    sheet.text(w / 2, y, r.choice(LATIN_TITLES), family, h / r.uniform(14, 18), ink, anchor="m"); y += h * .09
    for _ in range(r.randint(1, 3)): sheet.text(w / 2, y, people.latin_words(r, r.randint(30, 60)), family, h / 34, ink, anchor="m"); y += h * .05
    for k in range(r.randint(1, 3)):
        x = w * (.16 + .3 * k)
        _signature(sheet, r, x, h * .86); sheet.line(x - 4, h * .89, x + 45, h * .89, width=.3)
        sheet.text(x, h * .9, r.choice(["President", "Dean", "Registrar", "Rector", "Secretary"]), family, h / 44, ink)
    seal = r.choice([(200, 160, 60), (170, 30, 40), (30, 50, 120)])
    if r.random() < .8: sheet.ellipse(w * .84, h * .82, h * .07, h * .07, fill=seal, ink=tuple(min(255, c + 40) for c in seal), width=1.5); sheet.rosette(w * .84, h * .82, h * .06, (240, 230, 200), .3)
    return sheet.drawing("certificate")


def _register(r, held, scale):
    """The online verification report of a diploma or degree: heading, table of particulars, portrait, square code."""
    w, h = (210, 297) if r.random() < .8 else (210, 210)
    sheet = _sheet(r, w, h, scale, held, white=True)
    blue = between(r, (20, 70, 130), (70, 140, 200)) if not held else between(r, (20, 100, 80), (150, 60, 60))
    if r.random() < .5: sheet.rectangle(0, 0, w, r.uniform(12, 22), fill=blue)
    if r.random() < .5: _border(sheet, r)
    if r.random() < .4: sheet.guilloche((225, 232, 242), 40, 6, .4)
    y = r.uniform(26, 34)
    sheet.text(w / 2, y, r.choice(["教育部学历证书电子注册备案表", "教育部学籍在线验证报告", "中国高等教育学位在线验证报告", "学位认证报告", "样例学历认证书"]), r.choice(["hei", "song", "hei-bold"]), r.uniform(7.5, 10), r.choice([(20, 20, 20), blue]), anchor="m", bold=True)
    y += 20
    left, right, rows, step = 18, w - 18, r.randint(6, 9), r.uniform(9.5, 13)
    pw = 30
    grid = r.random() < .7
    for k in range(rows):
        edge = right - pw - 6 if k < 4 else right
        if grid:
            sheet.rectangle(left, y, edge, y + step, ink=(150, 150, 155), width=.25)
            sheet.rectangle(left, y, left + 28, y + step, fill=(240, 243, 247) if r.random() < .7 else None, ink=(150, 150, 155), width=.25)
        sheet.text(left + 3, y + step * .28, r.choice(["姓名", "性别", "出生日期", "院校名称", "专业名称", "学历类别", "证书编号", "入学日期", "毕业日期", "学制", "层次"]), "hei", 4, (70, 70, 75))
        sheet.text(left + 32, y + step * .28, people.words(r, r.randint(2, 12)), "hei", 4.2, (20, 20, 20))
        y += step
    _face(sheet, r, right - pw, y - rows * step + 1, pw, pw * 1.35)
    if r.random() < .85: sheet.code(left + 2, y + 12, r.uniform(22, 34))
    if r.random() < .5: sheet.bars(left + 50, y + 16, 50, 10)
    for k in range(r.randint(2, 6)): sheet.text(left + (44 if k < 3 else 0), y + 14 + 7 * k + (20 if k > 2 else 0), people.words(r, r.randint(15, 30)), "hei", 3.3, (90, 90, 95))
    if r.random() < .5: sheet.seal(right - 30, y + 25, 19, "样例学历认证中心")
    return sheet.drawing("certificate")
