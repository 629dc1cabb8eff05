"""Scores how close a result is to its photo, and how much of its print OCR still reads."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sqlite3
import tempfile
from pathlib import Path

from PIL import Image

from peers import upright

review_side = 1600


# Different SSIMULACRA2 programs give slightly different scores, so their scores are cached separately.
PROGRAM = os.environ.get("SSIMULACRA2")
SCORER = PROGRAM or "python"


class Judges:
    """Scores results against one upright photo. Scores are cached by content."""

    def __init__(self, photo, cache):
        self.data = photo.read_bytes()
        self.key = hashlib.sha256(self.data).hexdigest()[:24]
        self.photo = upright(self.data)
        self.memory = sqlite3.connect(cache / "scores.db")
        self.memory.execute("create table if not exists scores (key text primary key, value real)")
        truth = photo.with_suffix(".json")
        self.truth = json.loads(truth.read_text()) if truth.exists() else None

    def closeness(self, result):
        """SSIMULACRA2 against the photo; the result is enlarged to its size about the centre."""
        return self.remembered(f"ssimulacra2 {SCORER}", result, lambda: ssimulacra2(self.photo, self.enlarged(result)))

    def review(self, result):
        """SSIMULACRA2 as a reviewer sees both: reduced about the centre to a long side of 1,600 pixels."""
        def score():
            scale = review_side / max(self.photo.size)
            size = tuple(max(1, round(side * scale)) for side in self.photo.size)
            return ssimulacra2(self.photo.resize(size, Image.LANCZOS), upright(result).resize(size, Image.LANCZOS))

        return self.remembered(f"review {SCORER}", result, score)

    def butteraugli(self, result):
        """Butteraugli's 3-norm, by libjxl: 0 is the same picture. None if the program is missing."""
        if not shutil.which("butteraugli_main"):
            return None
        return self.remembered("butteraugli", result, lambda: butteraugli(self.photo, self.enlarged(result)))

    def legibility(self, result):
        """The percentage of a certificate's characters that OCR reads correctly; None if its text is not known."""
        if not self.truth:
            return None
        return self.remembered("legibility", result, lambda: legibility(self.truth, upright(result)))

    def enlarged(self, result):
        picture = upright(result)
        return picture if picture.size == self.photo.size else picture.resize(self.photo.size, Image.LANCZOS)

    def remembered(self, judge, result, score):
        key = f"{judge} {self.key} {hashlib.sha256(result).hexdigest()[:24]}"
        if known := self.memory.execute("select value from scores where key = ?", (key,)).fetchone():
            return known[0]
        value = score()
        self.memory.execute("insert or replace into scores values (?, ?)", (key, value))
        self.memory.commit()
        return value


def compared(reference, distorted, compare):
    """Calls a function of two PNG files with two pictures."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder) / name) for name in ("reference.png", "distorted.png")]
        for picture, path in zip((reference, distorted), paths):
            picture.save(path, compress_level=1)
        return compare(*paths)


def ssimulacra2(reference, distorted):
    def compare(*pair):
        if PROGRAM:
            return float(subprocess.run([PROGRAM, *pair], capture_output=True, text=True, check=True).stdout.split()[0])
        from ssimulacra2 import compute_ssimulacra2

        return compute_ssimulacra2(*pair)

    return compared(reference, distorted, compare)


def butteraugli(reference, distorted):
    def compare(*pair):
        told = subprocess.run(["butteraugli_main", *pair], capture_output=True, text=True, check=True).stdout
        return float(re.search(r"3-norm: ([\d.]+)", told).group(1))

    return compared(reference, distorted, compare)


def legibility(truth, picture):
    import cv2
    import numpy
    from rapidocr_onnxruntime import RapidOCR

    legibility.reader = getattr(legibility, "reader", None) or RapidOCR()
    image = numpy.asarray(picture.resize((truth["width"], truth["height"]), Image.LANCZOS))[..., ::-1]
    lines = []
    for line in truth["lines"]:
        corners = numpy.float32(line["quad"])
        width, height = (int(numpy.linalg.norm(corners[k] - corners[0])) for k in (1, 3))
        straight = numpy.float32([[0, 0], [width, 0], [width, height], [0, height]])
        lines.append(cv2.warpPerspective(
            numpy.ascontiguousarray(image), cv2.getPerspectiveTransform(corners, straight), (width, height),
            flags=cv2.INTER_CUBIC))
    read, _ = legibility.reader.text_rec(lines)
    wrong = total = 0
    for line, (text, *_) in zip(truth["lines"], read):
        wanted, got = ("".join(t.split()).replace(":", ":") for t in (line["text"], text))
        total += len(wanted)
        wrong += min(len(wanted), edits(wanted, got))
    return 100 * (1 - wrong / total)


def edits(a, b):
    """The Levenshtein distance of two texts."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]
