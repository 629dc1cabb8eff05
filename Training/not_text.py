"""Drawings that look a little like text and are none: sheet music and line drawings, as reflectance 0…1."""
import cv2
import numpy as np


def score(r, height, width):
    """Staves with notes, stems, beams, rests, bars and slurs."""
    field = np.full((height, width), r.uniform(.75, 1), np.float32)
    ink, space = r.uniform(0, .35), r.uniform(3, 11)
    thin, staff, bars = max(1, round(space * r.uniform(.08, .18))), r.uniform(1.6, 3.2), r.uniform(8, 30)
    at = lambda x, y: (int(x * 8), int(y * 8))
    line = lambda a, b, pen: cv2.line(field, at(*a), at(*b), ink, max(1, round(pen)), cv2.LINE_AA, 3)
    top = -r.uniform(0, 4) * space
    while top < height:
        for k in range(5): line((0, top + k * space), (width, top + k * space), thin)
        x, left = r.uniform(0, 6) * space, bars * space
        while x < width:
            if left <= 0:
                line((x, top), (x, top + 4 * space), thin)
                x, left = x + r.uniform(1, 3) * space, bars * space * r.uniform(.7, 1.3)
            count, level = r.choice([1, 1, 1, 2, 3, 4]), r.randint(-3, 11)
            up, hollow, tips = r.random() < .5, r.random() < .25, []
            for k in range(count):
                y = top + (level + r.randint(-2, 2)) * space / 2
                head = (at(x, y), (int(space * .62 * 8), int(space * .44 * 8)))
                cv2.ellipse(field, *head, -20, 0, 360, ink, 2 if hollow else -1, cv2.LINE_AA, 3)
                tip = (x + (.6 if up else -.6) * space, y + (-3.3 if up else 3.3) * space)
                if r.random() < .95: line((tip[0], y), tip, thin); tips.append(tip)
                if r.random() < .12: cv2.circle(field, at(x + space * 1.1, y), int(space * .16 * 8), ink, -1, cv2.LINE_AA, 3)
                if r.random() < .1: line((x - 1.4 * space, y - space), (x - 1.4 * space, y + space), thin); line((x - 1.8 * space, y), (x - space, y), thin + 1)
                x += space * r.uniform(1.6, 3.2); left -= space * 2
            if len(tips) > 1:
                for k in range(r.randint(1, 2)):
                    off = k * space * (.8 if up else -.8)
                    line((tips[0][0], tips[0][1] + off), (tips[-1][0], tips[-1][1] + off), space * .45)
            if r.random() < .1: cv2.ellipse(field, at(x, top - space), at(3 * space, space), 0, 180, 360, ink, thin, cv2.LINE_AA, 3)
            x += space * r.uniform(.3, 2)
        top += (4 + 2 * staff) * space
    return field


def drawing(r, height, width):
    """A plan, a chart of boxes and arrows, a sketch with hatching, or a figure's outlines."""
    field = np.full((height, width), r.uniform(.7, 1), np.float32)
    ink, pen, kind = r.uniform(0, .4), r.randint(1, 3), r.random()
    point = lambda: (r.randint(0, width), r.randint(0, height))
    for _ in range(r.randint(4, 40)):
        x, y = point()
        a, b = r.randint(6, width // 3), r.randint(6, height // 3)
        if kind < .35:  # walls, boxes, arrows
            step = r.random()
            if step < .5: cv2.rectangle(field, (x, y), (x + a, y + b), ink, pen)
            elif step < .7: cv2.arrowedLine(field, (x, y), (x + a * r.choice([-1, 0, 1]), y + b), ink, pen, cv2.LINE_AA)
            elif step < .85: cv2.ellipse(field, (x, y), (a, a), 0, 0, r.choice([90, 180, 360]), ink, pen, cv2.LINE_AA)
            else: cv2.line(field, (x, y), (x, y + b) if r.random() < .5 else (x + a, y), ink, pen)
        elif kind < .6:  # hatching
            angle, gap = r.uniform(0, np.pi), r.uniform(2, 8)
            dx, dy = np.cos(angle), np.sin(angle)
            for k in range(r.randint(3, 25)):
                ox, oy = x - dy * gap * k, y + dx * gap * k
                length = a * r.uniform(.6, 1)
                cv2.line(field, (int(ox), int(oy)), (int(ox + dx * length), int(oy + dy * length)), ink, pen, cv2.LINE_AA)
        else:  # closed outlines, as of leaves, faces, tools
            turns = np.linspace(0, 2 * np.pi, 40, endpoint=False)
            radius = 1 + sum(r.gauss(0, .3 / k) * np.cos(k * turns + r.uniform(0, 6.3)) for k in range(1, 6))
            outline = np.stack([x + a / 2 * radius * np.cos(turns), y + b / 2 * radius * np.sin(turns)], 1)
            cv2.polylines(field, [(outline * 8).astype(np.int32)], True, ink, pen, cv2.LINE_AA, 3)
    return field
