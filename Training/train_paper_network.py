#!/usr/bin/env python3
"""Trains the network that tells which paper a photo shows; writes its weights for ImageKit.

usage: train_paper_network.py OUT.swift HELD.npz TRAINING.npz… [--steps 6000] [--rate 0.003]
                              [--resume OTHER.swift.pt --seed 3]

The photos come from photograph_papers.py. The network takes luma, Cb and Cr of 192 × 192 pixels, and gives a logit for
each of papers.KINDS and for each of FLAWS: five convolutions, the means and the maxima over all places, and one linear
layer. Each photo is shown in any of its eight states, so that the answer does not depend on how it lies. Steps are
counted, not seconds, and everything is seeded: with the pinned packages and Training/fixed-machine, the weights come out
bit for bit. OUT.swift.pt has all of the network; --resume goes on from such a file.

OUT.swift declares `paperWeights`; the layout is weights.py's. The layers' shapes are in ImageKit's PaperNetwork.swift.
"""
import argparse, sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import papers, weights
from photograph import FLAGS

SIDE = 192
CHANNELS = [3, 16, 32, 64, 96, 96]
KERNELS, STRIDES = [5, 3, 3, 3, 3], [3, 2, 2, 2, 1]
# What may be wrong with a photo and can be seen in a small picture. The network learns it beside the kinds, but finds too
# little of it to be told, so OUT.swift has the kinds alone.
FLAWS = ["border-cut", "finger", "glare", "copy"]


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList(nn.Conv2d(i, o, k, s, k // 2, bias=False) for i, o, k, s in zip(CHANNELS, CHANNELS[1:], KERNELS, STRIDES))
        self.norms = nn.ModuleList(nn.BatchNorm2d(o) for o in CHANNELS[1:])
        self.last = nn.Linear(2 * CHANNELS[-1], len(papers.KINDS) + len(FLAWS))

    def forward(self, x):
        for convolution, norm in zip(self.convolutions, self.norms): x = F.relu(norm(convolution(x)), inplace=True)
        pooled = torch.cat([x.mean((2, 3)), x.amax((2, 3))], 1)
        return self.last(F.dropout(pooled, .2, self.training))


def normalized(pictures):
    """Samples of 0…255 as the network takes them; a letterbox's border is 0."""
    return (pictures.permute(0, 3, 1, 2).float() - 128) / 64


def varied(x, flawed, g):
    """A batch in one of the eight states, with other light, colours and holes; and which of its photos were made grey.

    Photos with a flaw get no hole, which could hide it.
    """
    n = len(x)
    state = int(torch.randint(0, 8, (1,), generator=g))
    if state & 4: x = x.transpose(2, 3)
    x = x.flip([axis for axis in (2, 3) if state & (axis - 1)])
    draw = lambda *shape: torch.rand(*shape, generator=g)
    border = (x == 0).all(1, keepdim=True)
    gain = torch.cat([.75 + .5 * draw(n, 1), .6 + .8 * draw(n, 1).repeat(1, 2)], 1)[..., None, None]
    shift = (torch.cat([.8 * draw(n, 1) - .4, .3 * draw(n, 2) - .15], 1))[..., None, None]
    x = (x * gain + shift).clamp(-2, 2).masked_fill(border, 0)
    grey = draw(n) < .06
    x = torch.cat([x[:, :1], x[:, 1:] * (~grey).float()[:, None, None, None]], 1)
    moved = torch.randint(-10, 11, (2,), generator=g).tolist()
    x = torch.roll(x, moved, (2, 3))
    for k in range(n):  # a part is hidden
        if draw(1) < .15 and not flawed[k]:
            side = int(20 + 50 * draw(1))
            top, left = (int(v) for v in torch.randint(0, SIDE - side, (2,), generator=g))
            x[k, :, top:top + side, left:left + side] = (draw(3) - .5)[:, None, None]
    return x.contiguous(memory_format=torch.channels_last), grey


def read(files):
    """The photos, their kinds, and for each of FLAWS whether they have it."""
    parts = [np.load(f) for f in files]
    flaws = [np.stack([p["flags"][:, FLAGS.index(name)] for name in FLAWS], 1) for p in parts]
    join = lambda arrays: torch.from_numpy(np.concatenate(arrays))
    return join([p["pictures"] for p in parts]), join([p["kinds"] for p in parts]), join(flaws)


def measured(model, pictures, kinds, flaws):
    """Prints how many of each kind are right, how many are decided and right at several margins, and how many flaws are
    found where one in a hundred photos without it is said to have it."""
    model.eval()
    with torch.no_grad(): out = torch.cat([model(normalized(part).contiguous(memory_format=torch.channels_last)) for part in pictures.split(100)])
    model.train()
    sure, seen = out[:, :len(papers.KINDS)].softmax(1).max(1)
    each = " ".join(f"{name}:{(seen == k)[kinds == k].float().mean():.3f}" for k, name in enumerate(papers.KINDS))
    margins = "; ".join(f"{m}: {(sure >= m).float().mean():.3f} decided, {(seen == kinds)[sure >= m].float().mean():.4f} right" for m in (.5, .7, .8, .9))
    found = []
    for k, name in enumerate(FLAWS):
        values = out[:, len(papers.KINDS) + k]
        margin = values[~flaws[:, k]].quantile(.99)
        found.append(f"{name}:{(values > margin)[flaws[:, k]].float().mean():.3f}")
    return f"{(seen == kinds).float().mean():.4f} right. {each}. {margins}. {' '.join(found)}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out"), parser.add_argument("held"), parser.add_argument("training", nargs="+")
    parser.add_argument("--steps", type=int, default=6000), parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--resume"), parser.add_argument("--seed", type=int, default=2)
    o = parser.parse_args()
    torch.set_num_threads(1), torch.manual_seed(1), torch.use_deterministic_algorithms(True)
    g = torch.Generator().manual_seed(o.seed)
    pictures, kinds, flaws = read(o.training)
    held = read([o.held])
    model = Network()
    if o.resume: model.load_state_dict(torch.load(o.resume))
    model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=o.rate, weight_decay=1e-3)
    running = 0.0
    for step in range(o.steps):
        for group in optimizer.param_groups: group["lr"] = o.rate * (min(1, (step + 1) / 100) * .5 * (1 + np.cos(np.pi * step / o.steps)) + 1e-3)
        picked = torch.randint(0, len(kinds), (64,), generator=g)
        flawed = flaws[picked]
        shown, grey = varied(normalized(pictures[picked]), flawed.any(1), g)
        out = model(shown)
        # A photo that was made grey here looks like a copy, and is none.
        counted = torch.ones(flawed.shape)
        counted[grey, FLAWS.index("copy")] = 0
        loss = (F.cross_entropy(out[:, :len(papers.KINDS)], kinds[picked], label_smoothing=.03)
                + F.binary_cross_entropy_with_logits(out[:, len(papers.KINDS):], flawed.float(), counted))
        optimizer.zero_grad(), loss.backward(), optimizer.step()
        running = running * .98 + loss.item() * .02
        if step % 250 == 249 or step == o.steps - 1: print(f"step {step + 1}: loss {running:.3f}; held out {measured(model, *held)}", flush=True)
    model.eval()
    if not o.out.endswith(".swift"): sys.exit("OUT must be a Swift file.")
    torch.save(model.state_dict(), o.out + ".pt")
    weights.write(o.out, "paperWeights", "PaperNetwork", "train_paper_network.py",
                  [weights.convolution(c.weight, n) for c, n in zip(model.convolutions, model.norms)] + [weights.layer(model.last.weight[:len(papers.KINDS)], model.last.bias[:len(papers.KINDS)])])


if __name__ == "__main__": main()
