#!/usr/bin/env python3
"""Trains the network that tells which paper a photo shows; writes its weights for ImageKit.

usage: train_paper_network.py OUT.swift HELD.npz TRAINING.npz… [--steps 800] [--rate 0.003]

The photos come from photograph_papers.py. The network takes luma, Cb and Cr of 96 × 96 pixels, and gives a logit for
each of papers.KINDS: five convolutions, the means and the maxima over all places, and one linear layer. Each photo is
shown in any of its eight states, so that the answer does not depend on how it lies. Steps are counted, not seconds, and
everything is seeded: with the pinned packages and Training/fixed-machine, the weights come out bit for bit.

OUT.swift declares `paperWeights`; the layout is weights.py's. The layers' shapes are in ImageKit's PaperNetwork.swift.
"""
import argparse, sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import papers, weights

SIDE = 96
CHANNELS = [3, 16, 24, 48, 64, 64]
KERNELS, STRIDES = [5, 3, 3, 3, 3], [2, 2, 3, 1, 1]


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList(nn.Conv2d(i, o, k, s, k // 2, bias=False) for i, o, k, s in zip(CHANNELS, CHANNELS[1:], KERNELS, STRIDES))
        self.norms = nn.ModuleList(nn.BatchNorm2d(o) for o in CHANNELS[1:])
        self.last = nn.Linear(2 * CHANNELS[-1], len(papers.KINDS))

    def forward(self, x):
        for convolution, norm in zip(self.convolutions, self.norms): x = F.relu(norm(convolution(x)), inplace=True)
        pooled = torch.cat([x.mean((2, 3)), x.amax((2, 3))], 1)
        return self.last(F.dropout(pooled, .2, self.training))


def normalized(pictures):
    """Samples of 0…255 as the network takes them; a letterbox's border is 0."""
    return (pictures.permute(0, 3, 1, 2).float() - 128) / 64


def varied(x, g):
    """A batch in one of the eight states, with other light, colours and holes."""
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
    moved = torch.randint(-5, 6, (2,), generator=g).tolist()
    x = torch.roll(x, moved, (2, 3))
    for k in range(n):  # a part is hidden
        if draw(1) < .15:
            side = int(10 + 25 * draw(1))
            top, left = (int(v) for v in torch.randint(0, SIDE - side, (2,), generator=g))
            x[k, :, top:top + side, left:left + side] = (draw(3) - .5)[:, None, None]
    return x.contiguous(memory_format=torch.channels_last)


def read(files):
    """The photos halved to SIDE pixels, and their kinds."""
    parts = [np.load(f) for f in files]
    halved = [p["pictures"].reshape(-1, SIDE, 2, SIDE, 2, 3).mean((2, 4), dtype=np.float32).round().astype(np.uint8) for p in parts]
    return torch.cat([torch.from_numpy(h) for h in halved]), torch.cat([torch.from_numpy(p["kinds"]) for p in parts])


def measured(model, pictures, kinds):
    """Prints how many of each kind are right, and how many are decided and right at several margins."""
    model.eval()
    with torch.no_grad(): p = torch.cat([model(normalized(part).contiguous(memory_format=torch.channels_last)).softmax(1) for part in pictures.split(100)])
    model.train()
    sure, seen = p.max(1)
    each = " ".join(f"{name}:{(seen == k)[kinds == k].float().mean():.3f}" for k, name in enumerate(papers.KINDS))
    margins = "; ".join(f"{m}: {(sure >= m).float().mean():.3f} decided, {(seen == kinds)[sure >= m].float().mean():.4f} right" for m in (.5, .7, .8, .9))
    return f"{(seen == kinds).float().mean():.4f} right. {each}. {margins}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out"), parser.add_argument("held"), parser.add_argument("training", nargs="+")
    parser.add_argument("--steps", type=int, default=800), parser.add_argument("--rate", type=float, default=3e-3)
    o = parser.parse_args()
    torch.set_num_threads(1), torch.manual_seed(1), torch.use_deterministic_algorithms(True)
    g = torch.Generator().manual_seed(2)
    pictures, kinds = read(o.training)
    held = read([o.held])
    model = Network().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=o.rate, weight_decay=1e-3)
    running = 0.0
    for step in range(o.steps):
        for group in optimizer.param_groups: group["lr"] = o.rate * (min(1, (step + 1) / 100) * .5 * (1 + np.cos(np.pi * step / o.steps)) + 1e-3)
        picked = torch.randint(0, len(kinds), (64,), generator=g)
        loss = F.cross_entropy(model(varied(normalized(pictures[picked]), g)), kinds[picked], label_smoothing=.03)
        optimizer.zero_grad(), loss.backward(), optimizer.step()
        running = running * .98 + loss.item() * .02
        if step % 100 == 99 or step == o.steps - 1: print(f"step {step + 1}: loss {running:.3f}; held out {measured(model, *held)}", flush=True)
    model.eval()
    if not o.out.endswith(".swift"): sys.exit("OUT must be a Swift file.")
    torch.save(model.state_dict(), o.out + ".pt")
    weights.write(o.out, "paperWeights", "PaperNetwork", "train_paper_network.py",
                  [weights.convolution(c.weight, n) for c, n in zip(model.convolutions, model.norms)] + [weights.layer(model.last.weight, model.last.bias)])


if __name__ == "__main__": main()
