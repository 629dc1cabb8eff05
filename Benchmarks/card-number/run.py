#!/usr/bin/env python3
"""Compares the number on drawn identity cards with the right one and with others of which one to three digits are changed.

usage: Benchmarks/card-number/run.py [CARDS] [--seed 1000] [--others 19] [--tesseract 200] [--folder FOLDER]

Draws cards in layouts and fonts that no training uses (Training/papers, held out), photographs them, and asks our reader
for each card whether it bears its own number (a "no" is a false no) and each of the others (a "yes" is a false yes).
Tesseract reads the row of digits cut out of some of the photos, in its true place. Needs Training/requirements.txt, the fonts of
Training/README.md, and for Tesseract tesseract-ocr. Results: README.md beside this file.
"""
import argparse, os, random, subprocess, sys, time

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(root, "Training"))
import cv2
import numpy as np
import papers
from papers import drawing
from papers.people import check_digit
from photograph import photograph

# The variants of the font with boxes and outlines are no card's print.
drawing.FAMILIES["ocr"] = ["OCRB.otf", "OCRBL.otf", "OCRBS.otf", "LiberationMono-Regular.ttf", "DejaVuSansMono.ttf"]
READABLE = 13  # pixels: lower digits, or those that are hidden or cut off, are no fair question


def drawn(folder, seed, count):
    """(file, number, whether a person can be expected to read it, the digits cut out) of each card."""
    for k in range(count):
        r = random.Random(f"{seed} card-number {k}")
        card = papers.draw("card-portrait", r, True, 1600 / 85.6)
        photo = photograph(card, r, 1600, states=False)
        path = os.path.join(folder, f"{k:05}.jpg")
        cv2.imwrite(path, cv2.cvtColor(photo.picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 90])
        box = photo.fields["number"]
        height, width = photo.picture.shape[:2]
        inside = (box >= 0).all() and (box[:, 0] < width).all() and (box[:, 1] < height).all()
        tall = .7 * min(np.linalg.norm(box[3] - box[0]), np.linalg.norm(box[2] - box[1]))
        readable = inside and tall >= READABLE and not photo.flags & {"finger", "glare", "screen"}
        middle = box.mean(0)
        corners = np.float32(middle + (box - middle) * [1.06, 1.5])
        m = cv2.getPerspectiveTransform(corners, np.float32([[0, 0], [900, 0], [900, 76], [0, 76]]))
        yield path, card.text["number"], bool(readable), cv2.warpPerspective(cv2.cvtColor(photo.picture, cv2.COLOR_RGB2GRAY), m, (900, 76))


def changed(r, number):
    """The number with one to three digits changed; every other time with a right check digit."""
    digits = list(number)
    for place in r.sample(range(17), r.randint(1, 3)): digits[place] = r.choice([d for d in "0123456789" if d != digits[place]])
    if r.random() < .5: digits[17] = check_digit(digits[:17])
    return "".join(digits)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cards", type=int, nargs="?", default=500), parser.add_argument("--seed", type=int, default=1000)
    parser.add_argument("--others", type=int, default=19), parser.add_argument("--tesseract", type=int, default=200)
    parser.add_argument("--folder", default="/tmp/card-number"), parser.add_argument("--command", default=os.path.join(root, ".build/release/card-number"))
    o = parser.parse_args()
    cv2.setNumThreads(1)
    os.makedirs(o.folder, exist_ok=True)
    r, cards, crops = random.Random(o.seed), [], []
    with open(os.path.join(o.folder, "list"), "w") as out:
        for path, number, readable, crop in drawn(o.folder, o.seed, o.cards):
            others = [changed(r, number) for _ in range(o.others)]
            out.write("\t".join([path, number] + others) + "\n")
            cards.append((number, readable, others))
            if len(crops) < o.tesseract: crops.append(crop)
    lines = subprocess.run([o.command, os.path.join(o.folder, "list")], check=True, capture_output=True, text=True).stdout.splitlines()
    report("our reader", [(line.split("\t")[1], readable) for line, (_, readable, _) in zip(lines, cards)], sorted(float(line.split("\t")[2]) for line in lines))
    if not crops: return
    answers, spent = [], []
    for crop, (number, readable, others) in zip(crops, cards):
        picture = os.path.join(o.folder, "crop.png")
        cv2.imwrite(picture, crop)
        begun = time.time()
        text = subprocess.run(["tesseract", picture, "-", "--psm", "7", "-c", "tessedit_char_whitelist=0123456789X"], capture_output=True, text=True,
                              env={**os.environ, "OMP_THREAD_LIMIT": "1"}).stdout
        spent.append(1000 * (time.time() - begun))
        read = "".join(text.split())
        whole = len(read) == 18 and "X" not in read[:17] and check_digit(read[:17]) == read[17]
        answers.append(("".join("S" if read == n else "O" if whole else "U" for n in [number] + others), readable))
    report("tesseract", answers, sorted(spent))


def report(name, answers, spent):
    own = [(a[0], readable) for a, readable in answers]
    other = "".join(a[1:] for a, _ in answers)
    share = lambda some, all: f"{some} of {all} ({100 * some / max(1, all):.1f}%)"
    print(f"{name}: {sum(len(a) for a, _ in answers)} comparisons on {len(answers)} cards")
    print(f"  own number: {share(sum(a == 'S' for a, _ in own), len(own))} yes, false no {sum(a == 'O' for a, _ in own)}")
    print(f"  of the readable cards decided: {share(sum(a != 'U' for a, y in own if y), sum(y for _, y in own))}")
    print(f"  changed number: {share(other.count('O'), len(other))} no, false yes {other.count('S')}")
    print(f"  milliseconds a card: median {spent[len(spent) // 2]:.1f}, 95% below {spent[int(.95 * len(spent))]:.1f}", flush=True)


if __name__ == "__main__": main()
