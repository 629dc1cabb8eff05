"""Screenshots of phones: chats, lists, settings, forms, pages, pictures, feeds; light and dark."""
import cv2
import numpy as np

from . import people
from .drawing import Sheet, between


def screenshot(r, held=False, scale=None):
    ratio = r.choice([16 / 9, 19.5 / 9, 20 / 9, 18 / 9, 2.22]) if r.random() < .85 else r.choice([4 / 3, 16 / 10, 9 / 16, 10 / 16])
    dark = r.random() < .28
    ground = between(r, (10, 10, 12), (35, 35, 42)) if dark else r.choice([(255, 255, 255), (245, 245, 247), (237, 237, 237), (250, 250, 252), between(r, (220, 225, 235), (255, 255, 255))])
    # A screen is 100 units wide.
    sheet = Sheet(r, 100, 100 * ratio, scale or r.uniform(3.0, 4.2) * (1 if ratio > 1 else 1.6), ground, held)
    ui = _Interface(sheet, r, dark, ground)
    top = ui.status() if r.random() < .9 else 2
    bodies = [ui.player, ui.dial] if held else [ui.chat, ui.rows, ui.rows, ui.form, ui.article, ui.feed, ui.tiles, ui.dialog]
    top = ui.title(top) if r.random() < .85 else top
    bottom = ui.tabs() if r.random() < .55 else sheet.height - 3
    r.choice(bodies)(top, bottom)
    return sheet.drawing("screenshot", is_flat=False)


class _Interface:
    def __init__(self, sheet, r, dark, ground):
        self.sheet, self.r, self.dark, self.ground = sheet, r, dark, ground
        self.ink = between(r, (215, 215, 220), (250, 250, 250)) if dark else between(r, (15, 15, 20), (60, 60, 65))
        self.faint = (130, 130, 135) if dark else (150, 150, 155)
        self.panel = tuple(min(255, c + 22) for c in ground) if dark else (255, 255, 255) if ground != (255, 255, 255) else (246, 247, 249)
        self.accent = r.choice([(7, 193, 96), (22, 119, 255), (255, 59, 48), (250, 140, 20), (88, 86, 214), (0, 150, 136), (220, 20, 60)])
        self.latin = r.random() < .25

    def line(self, length): return people.latin_words(self.r, length * 2)[:length * 2] if self.latin else people.words(self.r, length)

    def text(self, x, y, string, size, ink=None, **more): return self.sheet.text(x, y, string, "hei" if not self.latin else "sans", size, ink or self.ink, **more)

    def status(self):
        r, s = self.r, self.sheet
        ink = self.ink
        if r.random() < .35:
            s.rectangle(0, 0, 100, 8, fill=self.accent); ink = (255, 255, 255)
        s.text(r.uniform(4, 9), 2, f"{r.randint(0, 23)}:{r.randint(0, 59):02}", "sans-bold", 3.6, ink)
        x = 95
        s.rectangle(x - 7, 2.5, x, 5.8, ink=ink, width=.4, radius=.8); s.rectangle(x - 6.4, 3, x - r.uniform(1, 5), 5.2, fill=ink)
        for k in range(4): s.rectangle(x - 20 + k * 1.8, 5.6 - k * .8, x - 19 + k * 1.8, 5.8, fill=ink)
        s.text(x - 12.5, 2.2, r.choice(["5G", "4G", "HD", "▲"]), "sans", 3, ink)
        return 8

    def title(self, y):
        r, s = self.r, self.sheet
        ink = self.ink
        if r.random() < .4:
            s.rectangle(0, y, 100, y + 12, fill=self.accent); ink = (255, 255, 255)
        s.text(3, y + 3, r.choice(["‹", "<", "×", "←"]), "sans", 6, ink)
        self.text(50, y + 3.4, self.line(r.randint(3, 8)), 4.6, ink, anchor="m")
        s.text(95, y + 2, r.choice(["…", "+", "⋮", ""]), "sans", 6, ink, anchor="r")
        s.line(0, y + 12, 100, y + 12, self.faint, .12)
        return y + 13

    def tabs(self):
        r, s = self.r, self.sheet
        y, count = s.height - 15, r.randint(3, 5)
        s.rectangle(0, y, 100, s.height, fill=self.panel); s.line(0, y, 100, y, self.faint, .12)
        for k in range(count):
            x, ink = 100 * (k + .5) / count, self.accent if k == 0 else self.faint
            s.rectangle(x - 2.8, y + 2, x + 2.8, y + 7, ink=ink, width=.6, radius=r.choice([.5, 2.5]))
            self.text(x, y + 8, self.line(2), 2.8, ink, anchor="m")
        if r.random() < .5: s.rectangle(33, s.height - 1.8, 67, s.height - .9, fill=self.ink, radius=.4)
        return y

    def picture(self, x, y, w, h):
        from . import nothing
        self.sheet.paste(nothing.quick(self.r, 96), x, y, w, h)

    def chat(self, y, bottom):
        r, s = self.r, self.sheet
        while y < bottom - 14:
            mine = r.random() < .45
            lines = r.choice([1, 1, 2, 3])
            size, width = 4.2, r.uniform(14, 60) if lines == 1 else 62
            h = lines * size * 1.5 + 5
            x = 83 - width if mine else 17
            self.picture(86 if mine else 4, y, 10, 10)
            if r.random() < .12: self.picture(x + width - 34 if mine else x, y, 34, r.uniform(24, 44)); y += 46; continue
            fill = (149, 236, 105) if mine and not self.dark else self.accent if mine and r.random() < .5 else self.panel
            s.rectangle(x, y, x + width, y + h, fill=fill, radius=1.5)
            for k in range(lines): self.text(x + 2.5, y + 2.2 + k * size * 1.5, self.line(max(1, int((width - 5) / size) - (0 if k < lines - 1 else r.randint(0, 3)))), size)
            y += h + r.uniform(4, 8)
            if r.random() < .15: self.text(50, y, f"{r.randint(0, 23)}:{r.randint(0, 59):02}", 3, self.faint, anchor="m"); y += 7

    def rows(self, y, bottom):
        r, s = self.r, self.sheet
        step, icons, second = r.uniform(11, 18), r.random() < .6, r.random() < .5
        while y < bottom - step:
            s.rectangle(0, y, 100, y + step, fill=self.panel)
            x = 5
            if icons:
                if r.random() < .5: self.picture(4, y + 2, step - 4, step - 4)
                else: s.rectangle(5, y + 3, step - 1, y + step - 3, fill=between(r, (40, 60, 60), (250, 200, 220)), radius=r.choice([1, 3]))
                x = step + 4
            self.text(x, y + step * (.2 if second else .32), self.line(r.randint(3, 9)), 4.3)
            if second: self.text(x, y + step * .58, self.line(r.randint(6, 15)), 3.1, self.faint)
            kind = r.random()
            if kind < .4: s.text(95, y + step * .3, "›", "sans", 5, self.faint, anchor="r")
            elif kind < .6: s.rectangle(84, y + step * .3, 94, y + step * .65, fill=self.accent, radius=2.5)
            elif kind < .8: self.text(95, y + step * .32, f"{r.randint(0, 9999)}", 3.6, self.faint, anchor="r")
            s.line(x, y + step, 100, y + step, self.faint, .1)
            y += step + (r.choice([0, 0, 0, 5]))

    def form(self, y, bottom):
        r, s = self.r, self.sheet
        if r.random() < .5: s.rectangle(4, y + 2, 96, y + 24, fill=self.accent, radius=3); self.text(9, y + 7, self.line(9), 5, (255, 255, 255)); y += 28
        while y < bottom - 34:
            self.text(6, y + 2, self.line(r.randint(2, 5)), 3.8, self.faint)
            s.rectangle(6 if r.random() < .5 else 32, y + (8 if r.random() < .5 else 1), 94, y + 16, fill=self.panel, ink=self.faint, width=.2, radius=1)
            self.text(34, y + 9, self.line(r.randint(3, 10)), 4)
            y += 19
        s.rectangle(8, bottom - 20, 92, bottom - 8, fill=self.accent, radius=r.choice([1, 6]))
        self.text(50, bottom - 17, self.line(3), 5, (255, 255, 255), anchor="m")

    def article(self, y, bottom):
        r = self.r
        self.text(6, y + 3, self.line(13), 6.2, bold=True); y += 13
        self.text(6, y + 2, self.line(9), 3.2, self.faint); y += 9
        size = r.uniform(3.8, 4.8)
        while y < bottom - 8:
            if r.random() < .12: h = r.uniform(25, 55); self.picture(6, y + 2, 88, h); y += h + 6; continue
            self.text(6, y, self.line(int(88 / size * r.choice([1, 1, 1, .5]))), size); y += size * 1.7

    def feed(self, y, bottom):
        r, s = self.r, self.sheet
        while y < bottom - 40:
            self.picture(4, y + 3, 9, 9); self.text(16, y + 3, self.line(5), 3.8); self.text(16, y + 8.5, self.line(4), 2.8, self.faint)
            y += 15
            for _ in range(r.randint(0, 3)): self.text(5, y, self.line(20), 4); y += 6.6
            n, h = r.choice([1, 2, 3]), r.uniform(24, 50)
            for k in range(n): self.picture(5 + k * 90 / n, y + 1, 90 / n - 2, h)
            y += h + 8
            s.rectangle(0, y - 2, 100, y, fill=tuple(max(0, c - 12) for c in self.ground))

    def tiles(self, y, bottom):
        r, s = self.r, self.sheet
        n = r.randint(3, 5)
        step = 100 / n
        while y < bottom - step:
            for k in range(n):
                x = k * step + step * .2
                s.rectangle(x, y + 2, x + step * .6, y + 2 + step * .6, fill=between(r, (20, 60, 60), (255, 210, 230)), radius=step * r.choice([.05, .14, .3]))
                self.text(k * step + step / 2, y + step * .72, self.line(r.randint(2, 4)), 3, anchor="m")
            y += step * 1.1

    def dialog(self, y, bottom):
        r, s = self.r, self.sheet
        self.rows(y, bottom)
        image = np.array(s.image, np.float32) * r.uniform(.35, .6); s.put(image)
        middle, h = s.height / 2, r.uniform(25, 45)
        white = (255, 255, 255) if not self.dark else (60, 60, 66)
        s.rectangle(12, middle - h, 88, middle + h, fill=white, radius=3)
        self.text(50, middle - h + 7, self.line(6), 5, anchor="m", bold=True)
        for k in range(r.randint(2, 5)): self.text(17, middle - h + 18 + k * 7, self.line(15), 4, self.faint)
        s.line(12, middle + h - 13, 88, middle + h - 13, self.faint, .15)
        self.text(50, middle + h - 9.5, self.line(2), 4.8, self.accent, anchor="m")

    def player(self, y, bottom):
        self.picture(0, y, 100, 56); self.text(5, y + 60, self.line(12), 5); self.rows(y + 72, bottom)

    def dial(self, y, bottom):
        r, s = self.r, self.sheet
        self.text(50, y + 12, f"{r.uniform(0, 99999):.2f}", 13, anchor="m")
        step = (bottom - y - 40) / 4
        for k in range(12):
            x, top = 4 + (k % 3) * 31, y + 38 + (k // 3) * step
            s.rectangle(x, top, x + 29, top + step - 2, fill=self.panel, radius=2)
            s.text(x + 14.5, top + step * .3, "123456789*0#"[k], "sans", 7, self.ink, anchor="m")
