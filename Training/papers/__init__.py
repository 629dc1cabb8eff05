"""Invented papers, drawn from published sizes and arrangements: what a candidate may photograph, and what not.

`draw(kind, random)` draws one paper of a kind. Nobody's data are in it: names, numbers, places and emblems are invented,
and look so. Only the check digits are right.
"""
from .drawing import KINDS, Drawing


def draw(kind, r, held=False, scale=None, **given):
    """Draws one paper.

    kind: one of KINDS. r: a random.Random, which decides everything. held: use the layouts and fonts that are kept
    for measuring, and never used in training. scale: pixels per millimetre, where the paper has a size. given: for the
    identity card, `person` (see people.py) that it shows.
    """
    from . import card, certificate, handwritten, nothing, passport, portrait, printed, screenshot

    drawers = {
        "card-portrait": card.portrait_side, "card-emblem": card.emblem_side, "passport-page": passport.page,
        "passport-cover": passport.cover, "certificate": certificate.certificate, "printed": printed.page,
        "handwritten": handwritten.page, "screenshot": screenshot.screenshot, "portrait": portrait.photo,
        "no-document": nothing.scene,
    }
    return drawers[kind](r, held, scale, **given)
