"""Printed pages: letters, forms, tables, notices, articles, receipts, books."""
from . import people
from .drawing import Sheet, between


def page(r, held=False, scale=None):
    layouts = [_columns, _tickets, _slides] if held else [_letter, _form, _form, _table, _notice, _article, _receipt, _list, _book]
    return r.choice(layouts)(r, held, scale)


def _a4(r, held, scale, turned=.12):
    w, h = r.choice([(210, 297)] * 5 + [(148, 210), (182, 257), (216, 279)])
    if r.random() < turned: w, h = h, w
    return Sheet(r, w, h, scale or r.uniform(620, 900) / max(w, h), between(r, (225, 222, 215), (255, 255, 255)), held)


def _style(r):
    latin = r.random() < .3
    family = r.choice(["serif", "sans", "mono"]) if latin else r.choice(["song", "song", "hei", "kai"])
    return latin, family, r.uniform(3.2, 5.4), r.uniform(1.35, 2.1)


def _line(r, latin, length): return people.latin_words(r, length)[:length] if latin else people.words(r, length)


def _block(sheet, r, x, y, width, bottom, style, paragraphs=True):
    latin, family, size, leading = style
    per = max(3, int(width / size * (1.9 if latin else 1)))
    ink = between(r, (5, 5, 5), (60, 60, 60))
    left = 0
    while y < bottom - size:
        if left == 0:
            left = r.randint(2, 9)
            sheet.text(x + (2 * size if paragraphs else 0), y, _line(r, latin, per - 3), family, size, ink)
        else:
            left -= 1
            sheet.text(x, y, _line(r, latin, per if left else int(per * r.uniform(.2, .9)) + 1), family, size, ink)
            if left == 0 and r.random() < .3: y += size * .8
        y += size * leading
    return y


def _letter(r, held, scale):
    sheet = _a4(r, held, scale, .03)
    style, w, h = _style(r), sheet.width, sheet.height
    m = w * r.uniform(.08, .14)
    if r.random() < .5: sheet.text(w / 2, m * .9, _line(r, style[0], r.randint(5, 14)), "hei-bold" if not style[0] else "sans-bold", style[2] * r.uniform(1.2, 2), anchor="m")
    if r.random() < .25: sheet.emblem(m + 8, m * .8, 7, between(r, (20, 20, 80), (120, 150, 200)), (240, 240, 240))
    y = _block(sheet, r, m, m * 2, w - 2 * m, h * r.uniform(.45, .9), style)
    if r.random() < .6: sheet.text(w - m, y + 8, _line(r, style[0], 10), style[1], style[2], anchor="r"); sheet.text(w - m, y + 16, f"{r.randint(1990, 2026)}年{r.randint(1, 12)}月{r.randint(1, 28)}日", "song", style[2], anchor="r")
    if r.random() < .35: sheet.seal(w - m - 22, min(y + 12, h - 24), r.uniform(15, 21), r.choice(people.SCHOOLS))
    return sheet.drawing("printed")


def _notice(r, held, scale):
    """An official notice: red heading and rule."""
    sheet = _a4(r, held, scale, 0)
    w, m = sheet.width, sheet.width * .13
    red = between(r, (190, 10, 10), (230, 50, 40))
    sheet.text(w / 2, r.uniform(25, 40), r.choice(["样例市卫生健康委员会文件", "虚构省医学考试中心", "示范医院文件"]), "song", r.uniform(9, 13), red, anchor="m", bold=True)
    sheet.text(w / 2, 60, f"例卫〔{r.randint(2000, 2025)}〕{r.randint(1, 300)}号", "song", 5, anchor="m")
    sheet.line(m, 70, w - m, 70, red, r.uniform(.5, 1.2))
    sheet.text(w / 2, 80, people.words(r, r.randint(10, 18)), "song", 7, anchor="m", bold=True)
    _block(sheet, r, m, 98, w - 2 * m, sheet.height * r.uniform(.7, .93), (False, "song", r.uniform(4.6, 5.6), r.uniform(1.5, 1.9)))
    if r.random() < .5: sheet.seal(w - 55, sheet.height * .8, 21, "样例市卫生健康委员会")
    return sheet.drawing("printed")


def _form(r, held, scale):
    """A form in a table: labels, values printed or written by hand, boxes for opinions and seals."""
    sheet = _a4(r, held, scale, .1)
    w, h = sheet.width, sheet.height
    m, y = w * r.uniform(.06, .12), h * r.uniform(.05, .12)
    sheet.text(w / 2, y, r.choice(["医师资格考试试用期考核证明", "报名申请表", "执业期考核合格证明", "审核登记表", people.words(r, 10)]), r.choice(["song", "hei", "hei-bold"]), r.uniform(6, 9), anchor="m", bold=r.random() < .5)
    y += r.uniform(12, 18)
    by_hand = r.random() < .45
    ink = (20, 20, 20) if not by_hand else r.choice([(20, 30, 110), (15, 15, 20)])
    size, rule = r.uniform(3.4, 4.8), between(r, (10, 10, 10), (110, 110, 110))
    bottom = h * r.uniform(.75, .95)
    while y < bottom:
        tall = r.random() < .2
        step = r.uniform(24, 48) if tall else r.uniform(8.5, 12)
        columns = 1 if tall else r.choice([1, 2, 2, 3])
        for k in range(columns):
            x0, x1 = m + (w - 2 * m) * k / columns, m + (w - 2 * m) * (k + 1) / columns
            split = x0 + (x1 - x0) * r.choice([.2, .3, .4] if columns > 1 else [.14, .2])
            sheet.rectangle(x0, y, x1, y + step, ink=rule, width=.3)
            sheet.line(split, y, split, y + step, rule, .3)
            sheet.text(x0 + 1.5, y + step * .3, r.choice(people.TERMS)[:5], "song", size)
            if r.random() < .85:
                for row in range(1 if not tall else r.randint(1, 3)):
                    sheet.text(split + 2, y + step * .25 + row * size * 1.7, people.words(r, max(1, min(int((x1 - split) / size) - 1, r.randint(2, 26)))), "hand-chinese" if by_hand else "song", size * (1.2 if by_hand else 1), ink)
            if tall and r.random() < .5: sheet.seal(x1 - r.uniform(18, 40), y + step * .6, r.uniform(12, 19), r.choice(people.SCHOOLS))
        y += step
    return sheet.drawing("printed")


def _table(r, held, scale):
    sheet = _a4(r, held, scale, .45)
    w, h = sheet.width, sheet.height
    m, step, columns = w * r.uniform(.04, .1), r.uniform(5, 9), r.randint(4, 10)
    y = h * r.uniform(.05, .14)
    if r.random() < .8: sheet.text(w / 2, y - step * 1.6, people.words(r, r.randint(6, 14)), "hei", step * .8, anchor="m")
    edges = [m + (w - 2 * m) * k / columns for k in range(columns + 1)]
    if r.random() < .5: sheet.rectangle(m, y, w - m, y + step, fill=between(r, (190, 200, 215), (235, 238, 245)))
    rules, latin = r.random() < .75, r.random() < .3
    bottom = h * r.uniform(.6, .96)
    row = 0
    while y < bottom:
        if rules: sheet.line(m, y, w - m, y, (120, 120, 120))
        for k in range(columns):
            room = int((edges[k + 1] - edges[k]) / (step * .55)) - 1
            word = f"{r.uniform(0, 9999):.{r.choice([0, 1, 2])}f}" if k > 1 and r.random() < .6 and row else _line(r, latin, max(1, min(room, r.randint(2, 7))))
            sheet.text(edges[k] + .8, y + step * .2, word[:max(2, room * 2)], "sans" if latin else "hei", step * .5)
        y, row = y + step, row + 1
    if rules and r.random() < .8:
        for x in edges: sheet.line(x, h * .0 + (y - row * step), x, y, (120, 120, 120))
    return sheet.drawing("printed")


def _article(r, held, scale):
    sheet = _a4(r, held, scale, 0)
    style, w, h = _style(r), sheet.width, sheet.height
    m, count = w * r.uniform(.05, .1), r.randint(2, 3)
    sheet.text(w / 2, m, _line(r, style[0], 16), "sans-bold" if style[0] else "hei-bold", r.uniform(6, 10), anchor="m")
    gap = w * .03
    column = (w - 2 * m - gap * (count - 1)) / count
    for k in range(count):
        x, top = m + k * (column + gap), m + 22
        if r.random() < .35:
            shade = between(r, (120, 120, 120), (210, 210, 215))
            sheet.rectangle(x, top, x + column, top + column * .7, fill=shade); top += column * .8
        _block(sheet, r, x, top, column, h - m, (style[0], style[1], r.uniform(2.6, 3.6), 1.45))
    return sheet.drawing("printed")


def _columns(r, held, scale):
    """Two columns of questions with answers to tick."""
    sheet = _a4(r, held, scale, .2)
    w, h = sheet.width, sheet.height
    m, style = w * .07, _style(r)
    latin, family, size, _ = style
    sheet.text(w / 2, m * .8, _line(r, latin, 14), family, size * 1.6, anchor="m", bold=True)
    for k in range(2):
        x, y, number = m + k * (w - 2 * m) / 2, m * 2.2, r.randint(1, 50)
        room = int((w / 2 - m) / size * (1.7 if latin else .85))
        while y < h - m * 1.5:
            sheet.text(x, y, f"{number}. " + _line(r, latin, r.randint(6, room)), family, size); y += size * 1.6; number += 1
            for letter in "ABCD":
                if r.random() < .8: sheet.text(x + size, y, f"{letter}. " + _line(r, latin, r.randint(2, max(3, room // 2))), family, size * .9); y += size * 1.4
    return sheet.drawing("printed")


def _list(r, held, scale):
    sheet = _a4(r, held, scale, .05)
    style, w, h = _style(r), sheet.width, sheet.height
    m = w * r.uniform(.07, .16)
    y = m
    while y < h - m:
        if r.random() < .15: sheet.text(m, y, _line(r, style[0], r.randint(5, 14)), "sans-bold" if style[0] else "hei-bold", style[2] * 1.3); y += style[2] * 2.4
        for k in range(r.randint(1, 5)):
            sheet.text(m + style[2], y, r.choice(["• ", "一、", f"{k + 1}. ", f"({k + 1}) ", "□ "]), "hei", style[2])
            sheet.text(m + style[2] * 3, y, _line(r, style[0], r.randint(6, int((w - 2 * m) / style[2] * (1.6 if style[0] else .85)))), style[1], style[2])
            y += style[2] * style[3]
        if r.random() < .2: y += r.uniform(5, 25)
    return sheet.drawing("printed")


def _receipt(r, held, scale):
    w, h = r.uniform(56, 82), r.uniform(90, 260)
    sheet = Sheet(r, w, h, scale or r.uniform(560, 800) / h, between(r, (225, 225, 225), (255, 255, 255)), held)
    latin = r.random() < .5
    family, size = ("mono" if latin else "hei"), r.uniform(2.6, 3.6)
    ink = between(r, (20, 20, 25), (110, 110, 125))
    sheet.text(w / 2, 5, _line(r, latin, 9), family, size * 1.6, ink, anchor="m")
    y = 14
    while y < h - 16:
        kind = r.random()
        if kind < .1: sheet.text(3, y, "-" * int((w - 6) / size * 1.6), "mono", size, ink)
        elif kind < .8:
            sheet.text(3, y, _line(r, latin, r.randint(3, 11)), family, size, ink)
            sheet.text(w - 3, y, f"{r.uniform(0, 300):.2f}", "mono" if latin else "hei", size, ink, anchor="r")
        elif kind < .95: sheet.text(w / 2, y, _line(r, latin, r.randint(4, 12)), family, size, ink, anchor="m")
        y += size * 1.5
    if r.random() < .5: sheet.bars(8, h - 14, w - 16, 9)
    elif r.random() < .5: sheet.code(w / 2 - 11, h - 26, 22)
    return sheet.drawing("printed")


def _tickets(r, held, scale):
    """An invoice: coloured rules, a code, amounts, a seal."""
    w, h = r.choice([(240, 140), (215, 140), (210, 297)])
    sheet = Sheet(r, w, h, scale or r.uniform(600, 850) / max(w, h), between(r, (240, 235, 225), (255, 255, 255)), held)
    rule = r.choice([(150, 60, 30), (40, 70, 140), (40, 110, 60), (60, 60, 60)])
    sheet.text(w / 2, 10, r.choice(["样例省增值税普通发票", "医疗门诊收费票据", "INVOICE", "缴费通知单"]), "kai", 8, rule, anchor="m")
    sheet.code(10, 8, 20)
    y = 36
    for step in (24, 40, 10, 10, 20):
        sheet.rectangle(10, y, w - 10, y + step, ink=rule, width=.4)
        for k in range(3):
            sheet.text(13 + k * (w - 20) / 3, y + 2, r.choice(people.TERMS), "song", 4, rule)
            for row in range(int(step / 8)): sheet.text(15 + k * (w - 20) / 3, y + 7 + row * 7, f"{r.uniform(0, 5000):.2f}" if k == 2 else people.words(r, r.randint(3, 10)), "song", 4)
        y += step
    if r.random() < .7: sheet.seal(w - 45, min(h - 24, y - 8), 18, "样例医院收费专用章")
    return sheet.drawing("printed")


def _slides(r, held, scale):
    """A printed page with a figure and captions."""
    sheet = _a4(r, held, scale, .3)
    style, w, h = _style(r), sheet.width, sheet.height
    m = w * .1
    y = _block(sheet, r, m, m, w - 2 * m, h * r.uniform(.25, .4), style)
    top, bottom = y + 4, h * r.uniform(.6, .7)
    sheet.rectangle(m, top, w - m, bottom, ink=(80, 80, 80))
    n = r.randint(4, 9)
    for k in range(n): sheet.rectangle(m + 6 + k * (w - 2 * m - 12) / n, bottom - r.uniform(.1, .9) * (bottom - top), m + 6 + (k + .7) * (w - 2 * m - 12) / n, bottom, fill=between(r, (60, 60, 80), (200, 200, 210)))
    sheet.text(w / 2, bottom + 3, _line(r, style[0], 20), style[1], style[2] * .9, anchor="m")
    _block(sheet, r, m, bottom + 14, w - 2 * m, h - m, style)
    return sheet.drawing("printed")


def _book(r, held, scale):
    """An open book, two pages."""
    w, h = r.choice([(260, 185), (300, 210), (210, 148)])
    sheet = Sheet(r, w, h, scale or r.uniform(620, 850) / w, between(r, (225, 218, 200), (252, 250, 244)), held)
    style = _style(r)
    style = (style[0], style[1], h / r.uniform(45, 60), 1.6)
    for k in range(2): _block(sheet, r, w * (.06 + .5 * k), h * .1, w * .38, h * .92, style)
    sheet.line(w / 2, 0, w / 2, h, (150, 140, 130), r.uniform(.5, 3))
    return sheet.drawing("printed")
