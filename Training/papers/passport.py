"""The passport of invented countries: its cover (88 × 125 mm) and its information page (125 × 88 mm) as ICAO 9303 has it."""
import numpy as np

from . import people
from .card import _portrait
from .drawing import Sheet, between

LABELS = ["Surname / 姓", "Given names / 名", "Nationality / 国籍", "Date of birth / 出生日期", "Sex / 性别", "Place of birth / 出生地点",
          "Date of issue / 签发日期", "Date of expiry / 有效期至", "Authority / 签发机关", "Holder's signature / 持证人签名"]
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def page(r, held=False, scale=None):
    scale = scale or r.uniform(3.6, 5.5)
    opened = r.random() < .3  # the page above it shows too
    upper = 88 if opened else 0
    sheet = Sheet(r, 125, 88 + upper, scale, ground=between(r, (225, 222, 215), (250, 250, 250)), held=held)
    pale = [between(r, (200, 205, 200), (250, 245, 245)) for _ in range(r.randint(2, 3))]
    sheet.tint(pale)
    for _ in range(r.randint(1, 3)):
        ink = tuple(max(0, c - r.randint(15, 45)) for c in r.choice(pale))
        sheet.guilloche(ink, r.randint(20, 60), r.uniform(1, 7), r.uniform(.1, .25))
    if r.random() < .6: sheet.rosette(r.uniform(50, 90), upper + r.uniform(25, 60), r.uniform(12, 30), tuple(max(0, c - 30) for c in pale[0]))
    if opened:
        _upper_page(sheet, r)
        sheet.line(0, upper, 125, upper, (120, 115, 110), r.uniform(.3, 1))
    y0 = upper
    ink, label = between(r, (10, 10, 15), (50, 50, 60)), between(r, (30, 40, 60), (130, 130, 140))
    land = r.choice(people.LANDS)
    chinese = r.random() < .45
    head = r.choice(["hei", "song"]) if chinese or land[0] > "z" else r.choice(["sans", "serif", "sans-bold"])
    sheet.text(r.uniform(5, 35), y0 + r.uniform(3, 5), ("中华虚构共和国 " if chinese else "") + land, head, r.uniform(3, 4.2), between(r, (10, 20, 40), (130, 60, 60)), spacing=r.uniform(0, .4))
    sheet.text(r.uniform(3, 8), y0 + r.uniform(7.5, 9), r.choice(["PASSPORT", "护照 PASSPORT", "PASSEPORT / PASSPORT", "REISEPASS"]) if chinese or r.random() < .9 else "PASSPORT", "hei" if chinese else "hei", r.uniform(2.4, 3.4), ink)
    left_portrait = not held or r.random() < .6
    w, h = r.uniform(28, 35), r.uniform(36, 45)
    px = r.uniform(3, 6) if left_portrait else 125 - w - r.uniform(3, 6)
    _portrait(sheet, r, px, y0 + r.uniform(14, 18), w, h)
    if r.random() < .5:  # the ghost picture
        _portrait(sheet, r, 100 if left_portrait else 60, y0 + r.uniform(35, 45), 13, 17)
    surname, given = r.choice(people.LATIN), " ".join(r.sample(people.LATIN, r.choice([1, 1, 2])))
    number = "".join(r.choice("ABCDEGHJKLMNPRSTUWXYZ0123456789") for _ in range(1)) + f"{r.randint(0, 99999999):08}"
    born, until = (r.randint(1950, 2008), r.randint(1, 12), r.randint(1, 28)), (r.randint(2024, 2040), r.randint(1, 12), r.randint(1, 28))
    sex = r.choice("MF")
    words = [surname, given, land.title()[:18], f"{born[2]:02} {MONTHS[born[1] - 1]} {born[0]}", sex, r.choice(people.LATIN), f"{until[2]:02} {MONTHS[until[1] - 1]} {until[0] - 10}",
             f"{until[2]:02} {MONTHS[until[1] - 1]} {until[0]}", r.choice(["MINISTRY OF EXAMPLES", "MPS Exit & Entry Sample", "DEPT. OF MOCK AFFAIRS"]), ""]
    x = px + w + r.uniform(4, 7) if left_portrait else r.uniform(4, 7)
    column, size, small = r.uniform(36, 44), r.uniform(2.6, 3.3), r.uniform(1.4, 2.0)
    family = r.choice(["sans", "sans", "mono", "sans-bold"])
    rows = r.uniform(7.2, 8.4)
    order = list(range(len(LABELS)))
    if held: r.shuffle(order)
    sheet.text(x, y0 + 11.5, "Type   Country code   Passport No.", "sans", small, label)
    sheet.text(x, y0 + 13.5, f"P    EXA", family, size, ink)
    sheet.text(x + column, y0 + 13, number, family, size * 1.15, ink, name="number")
    y, half = y0 + 18, 0
    for k in order:
        caption = LABELS[k] if chinese else LABELS[k].split(" /")[0]
        wide = k in (0, 1, 8)
        if wide and half: y, half = y + rows, 0
        at = x + half * column
        sheet.text(at, y, caption, "hei", small, label)
        name = {0: "surname", 1: "given", 3: "birth", 7: "expiry"}.get(k)
        if words[k]: sheet.text(at, y + small * 1.15, words[k][:26], family, size, ink, name=name)
        half = 0 if wide else 1 - half
        if not half: y += rows
        if y > y0 + 60: break
    _machine_zone(sheet, r, y0, surname, given, number, born, until, sex, ink)
    return sheet.drawing("passport-page", corner=r.choice([0, 3]))


def _machine_zone(sheet, r, y0, surname, given, number, born, until, sex, ink):
    first = (f"P<EXA{people.machine_line(surname)}<<{people.machine_line(given)}" + "<" * 44)[:44]
    date = lambda d: f"{d[0] % 100:02}{d[1]:02}{d[2]:02}"
    number9 = (number + "<" * 9)[:9]
    personal = "<" * 14
    second = number9 + people.icao_digit(number9) + "EXA" + date(born) + people.icao_digit(date(born)) + sex + date(until) + people.icao_digit(date(until)) + personal + "<"
    second += people.icao_digit(second[0:10] + second[13:20] + second[21:43])
    if r.random() < .4: sheet.rectangle(0, y0 + 64.5, 125, y0 + 88, fill=between(r, (228, 228, 228), (255, 255, 255)))
    size = r.uniform(3.5, 4.0)
    for k, line in enumerate((first, second)):
        advance = sheet.font("ocr", size).getlength("0") / sheet.scale
        sheet.text(r.uniform(4, 5.5), y0 + 69 + 7.2 * k, line, "ocr", size, ink, spacing=max(.01, 2.6 - advance), name=f"machine-line-{k + 1}")


def _upper_page(sheet, r):
    """The page above: a visa page, a page of notes, or an observation."""
    ink = between(r, (40, 50, 80), (140, 140, 150))
    kind = r.random()
    if kind < .4:
        for k in range(r.randint(3, 9)): sheet.text(r.uniform(8, 14), 12 + 7 * k, people.latin_words(r, 40) if r.random() < .5 else people.words(r, 26), "hei", r.uniform(2, 3), ink)
    elif kind < .7: sheet.text(62, r.uniform(5, 30), r.choice(["VISAS", "签证 VISA", "备注 OBSERVATIONS"]), "hei", 4, ink, anchor="m")
    else: sheet.emblem(62, 44, r.uniform(12, 22), *[tuple(min(245, c + 100) for c in between(r, (80, 80, 80), (150, 150, 150)))] * 2)


def cover(r, held=False, scale=None):
    cloth = r.choice([(95, 20, 30), (110, 15, 35), (20, 30, 70), (15, 25, 50), (10, 70, 50), (25, 25, 28), (150, 20, 30), (60, 15, 25), (20, 60, 110), (90, 30, 60)])
    cloth = tuple(max(5, min(200, c + r.randint(-14, 14))) for c in cloth)
    sheet = Sheet(r, 88, 125, scale or r.uniform(3, 4.5), ground=cloth, held=held)
    grain = np.random.default_rng(r.getrandbits(32)).normal(0, r.uniform(1, 6), (*np.array(sheet.image).shape[:2], 1))
    sheet.put(np.array(sheet.image, np.float32) + grain)
    gold = between(r, (170, 140, 70), (240, 215, 140)) if r.random() < .85 else between(r, (190, 190, 190), (235, 235, 235))
    if r.random() < .3: gold = tuple(int(.55 * g + .45 * c) for g, c in zip(gold, cloth))  # worn
    layout = r.choice([3, 4]) if held else r.choice([0, 1, 2])
    land = r.choice(people.LANDS + ["中华虚构共和国", "中华样例共和国"])
    title = r.choice(["PASSPORT", "护照\nPASSPORT", "PASSEPORT\nPASSPORT", "PASAPORTE", "REISEPASS"])
    chinese = any(c > "z" for c in land + title)
    family = r.choice(["hei", "song", "kai", "hei-bold"]) if chinese else r.choice(["serif", "sans", "sans-bold", "serif"])
    size, spacing = r.uniform(4, 7), r.uniform(0, 1.2)

    def lines(y, string, size):
        for k, part in enumerate(string.split("\n")):
            fitted = min(size, 76 / max(1, len(part)) * (1 if part[0] > "z" else 1.55) - spacing * .7)
            sheet.text(44, y + k * size * 1.5, part, "hei" if part[0] > "z" and not chinese else family, max(2.2, fitted), gold, spacing=spacing, anchor="m", bold=r.random() < .4)

    emblem_y, radius = {0: 55, 1: 48, 2: 62, 3: 40, 4: 70}[layout] + r.uniform(-6, 6), r.uniform(13, 23)
    tops = {0: (12, 92), 1: (88, 102), 2: (14, 96), 3: (76, 96), 4: (14, 28)}[layout]
    if r.random() < .2: tops = tops[::-1]
    sheet.emblem(44 + r.gauss(0, 1), emblem_y, radius, cloth if r.random() < .75 else tuple(min(255, c + 40) for c in cloth), gold, gold)
    lines(tops[0] + r.uniform(-3, 3), land, size * .85)
    lines(tops[1] + r.uniform(-3, 3), title, size)
    if r.random() < .75:  # the chip's sign
        y = r.uniform(112, 117)
        sheet.rectangle(39, y, 49, y + 5.5, ink=gold, width=.7)
        sheet.ellipse(44, y + 2.7, 1.8, 1.8, ink=gold, width=.7)
        sheet.line(39, y + 2.7, 49, y + 2.7, gold, .5)
    if r.random() < .2: sheet.rectangle(4, 4, 84, 121, ink=gold, width=.5, radius=2)
    return sheet.drawing("passport-cover", corner=r.choice([0, 3, 4]))
