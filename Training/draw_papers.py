#!/usr/bin/env python3
"""Draws invented papers as they are drawn for training, to look at, or to measure with.

usage: draw_papers.py SEED COUNT FOLDER [--held] [--side 1600] [--upright] [--kind KIND]

Writes COUNT photos of each kind as JPEG, and `truth.jsonl`: for each file its kind, flags, EXIF-like state, and the
corners and texts of its fields. --held uses the layouts and fonts that training never uses. Needs NumPy, OpenCV, Pillow.
"""
import argparse, json, os, random

import cv2
from PIL import Image

import papers
from photograph import photograph


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int), parser.add_argument("count", type=int), parser.add_argument("folder")
    parser.add_argument("--held", action="store_true"), parser.add_argument("--upright", action="store_true")
    parser.add_argument("--side", type=int, default=1600), parser.add_argument("--kind", choices=papers.KINDS, action="append")
    o = parser.parse_args()
    cv2.setNumThreads(1)
    os.makedirs(o.folder, exist_ok=True)
    with open(os.path.join(o.folder, "truth.jsonl"), "w") as truth:
        for kind in o.kind or papers.KINDS:
            for k in range(o.count):
                r = random.Random(f"{o.seed} {kind} {k}")
                sized = kind.startswith(("card", "passport"))
                drawing = papers.draw(kind, r, o.held, o.side / (125 if "passport" in kind else 85.6) if sized else None)
                photo = photograph(drawing, r, o.side, states=not o.upright)
                name = f"{kind}-{k:04}.jpg"
                Image.fromarray(photo.picture).save(os.path.join(o.folder, name), quality=90)
                truth.write(json.dumps(dict(file=name, kind=kind, flags=sorted(photo.flags), state=photo.state, corners=photo.corners.round(1).tolist(), text=drawing.text,
                                            fields={n: box.round(1).tolist() for n, box in photo.fields.items()}), ensure_ascii=False) + "\n")


if __name__ == "__main__": main()
