#!/usr/bin/env python3
"""Photographs invented papers for the training of the paper network.

usage: photograph_papers.py SEED COUNT OUT.npz [--held]

Writes COUNT drawings of each kind, each photographed twice: `pictures` (n x 192 x 192 x 3, uint8: luma, Cb and Cr of
JPEG, letterboxed), `kinds` (n: places in papers.KINDS) and `flags` (n x 7: photograph.FLAGS). There are three times as
many drawings of what is no document. --held: the layouts, fonts and photos that are kept for measuring.
"""
import argparse, random

import cv2
import numpy as np

import papers
from photograph import FLAGS, photograph

SIDE = 192


def letterboxed(picture):
    """The picture reduced to SIDE pixels on its longer side, in the middle of a square, as luma, Cb and Cr."""
    h, w = picture.shape[:2]
    scale = SIDE / max(h, w)
    size = (max(1, round(w * scale)), max(1, round(h * scale)))
    small = cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2YCrCb)[..., [0, 2, 1]]
    square = np.full((SIDE, SIDE, 3), 128, np.uint8)
    x, y = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    square[y:y + size[1], x:x + size[0]] = small
    return square


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int), parser.add_argument("count", type=int), parser.add_argument("out")
    parser.add_argument("--held", action="store_true")
    o = parser.parse_args()
    cv2.setNumThreads(1)
    pictures, kinds, flags = [], [], []
    for k in range(o.count):
        for index, kind in enumerate(papers.KINDS):
            for part in range(3 if kind == "no-document" else 1):
                r = random.Random(f"{o.seed} {kind} {k} {part} {o.held}")
                drawing = papers.draw(kind, r, o.held)
                for _ in range(2):
                    photo = photograph(drawing, r, 384)
                    pictures.append(letterboxed(photo.picture)), kinds.append(index), flags.append([name in photo.flags for name in FLAGS])
        if k % 50 == 49: print(k + 1, "of each kind", flush=True)
    np.savez(o.out, pictures=np.array(pictures), kinds=np.array(kinds), flags=np.array(flags))


if __name__ == "__main__": main()
