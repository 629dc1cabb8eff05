#!/usr/bin/env python3
"""Trains the network that reads the digits of an identity card's number; writes its weights for ImageKit.

usage: train_digit_network.py OUT.swift [--steps 3000] [--stop 2500] [--seed 1]

The strips come from render_digit_rows.py: every step renders new ones, so that none is seen twice. The network takes a
normalized strip of any width and answers for every column, 4 pixels apart, with 12 logits: 0-9, X, none. With the packages of
requirements.txt and the fonts named in README.md, the same command gives the same bytes on every x86-64 processor with
AVX2: there is one thread, the steps are counted, and the instruction set is fixed.

OUT.swift declares `digitWeights`; the layout is weights.py's. The layers' shapes are in ImageKit's DigitNetwork.swift.
"""
import os, sys

FIXED = {"ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2", "DNNL_MAX_CPU_ISA": "AVX2", "MKL_CBWR": "AVX2", "MKL_NUM_THREADS": "1",
         "OMP_NUM_THREADS": "1", "OPENBLAS_CORETYPE": "Haswell", "OPENCV_IPP": "disabled", "OPENCV_CPU_DISABLE": "AVX512-SKX,AVX512-ICL", "OPENCV_LOG_LEVEL": "ERROR", "PYTHONHASHSEED": "0",
         "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR"}
if any(os.environ.get(name) != value for name, value in FIXED.items()):  # they count when the libraries are loaded
    os.execve(sys.executable, [sys.executable, "-W", "ignore", *sys.argv], {**os.environ, **FIXED})

import argparse, math, time
import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
import weights
from render_digit_rows import ANY, HEIGHT, NONE, WIDTH, Rows

# For each layer: inputs, outputs, kernel rows and columns, strides down and across. The last but one spans the height.
SHAPES = [(1, 16, 5, 5, 2, 2), (16, 32, 3, 3, 2, 2), (32, 32, 3, 3, 2, 1), (32, 32, 3, 3, 1, 1), (32, 64, 4, 5, 1, 1)]
ANSWERS, BATCH = 12, 24


def normalized(strips):
    """Mean 0, and deviation 1 but for the 6 grey levels that keep the grain of blank paper small."""
    x = strips.float()
    x = x - x.mean((1, 2), keepdim=True)
    return x / (x.pow(2).mean((1, 2), keepdim=True).sqrt() + 6)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList(
            nn.Conv2d(i, o, (rows, columns), (down, across), (rows // 2 if rows % 2 else 0, columns // 2), bias=False)
            for i, o, rows, columns, down, across in SHAPES)
        self.norms = nn.ModuleList(nn.BatchNorm2d(shape[1]) for shape in SHAPES)
        self.last = nn.Linear(SHAPES[-1][1], ANSWERS)

    def forward(self, strips):
        """Logits (n x columns x 12) of normalized strips (n x 32 x width)."""
        x = strips.unsqueeze(1).contiguous(memory_format=torch.channels_last)
        for convolution, norm in zip(self.convolutions, self.norms): x = F.relu(norm(convolution(x)))
        return self.last(x.squeeze(2).transpose(1, 2))


def batch(rows, count):
    strips, labels = zip(*(rows.strip() for _ in range(count)))
    return normalized(torch.from_numpy(np.stack(strips))), torch.from_numpy(np.stack(labels)).long()


def export(model, path):
    weights.write(path, "digitWeights", "DigitNetwork", "train_digit_network.py",
                  [weights.convolution(c.weight, n) for c, n in zip(model.convolutions, model.norms)] + [weights.layer(model.last.weight, model.last.bias)])


def report(model, held):
    """How much of what the network never saw it reads, and how sure it is where it errs."""
    model.eval()
    x, labels = held
    with torch.no_grad(): logs = torch.cat([model(part) for part in x.split(50)]).log_softmax(2)
    wrong, sure = logs.argmax(2) != labels, logs.amax(2) > math.log(.99)
    digits, none = (labels != ANY) & (labels != NONE), labels == NONE
    model.train()
    share = lambda some, all: f"{(some & all).sum() / all.sum():.5f}"
    return (f"digits wrong {share(wrong, digits)}, sure {share(sure, digits)}, wrong of the sure {share(wrong, digits & sure)}; "
            f"none wrong {share(wrong, none)}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out"), parser.add_argument("--steps", type=int, default=3000), parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stop", type=int, default=2500, help="the last step that is taken of those for which the rate is planned")
    parser.add_argument("--rate", type=float, default=3e-3)
    o = parser.parse_args()
    cv2.setNumThreads(1), torch.set_num_threads(1), torch.manual_seed(o.seed), torch.use_deterministic_algorithms(True)
    rows, held = Rows(o.seed), batch(Rows(1_000_000, held=True), 600)
    model = Network().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=o.rate, weight_decay=1e-4)
    shares = torch.ones(ANSWERS)
    shares[NONE] = .4
    begun, running = time.process_time(), 0.0
    for step in range(min(o.stop, o.steps)):
        for group in optimizer.param_groups: group["lr"] = o.rate * (min(1, step / 200) * .5 * (1 + math.cos(math.pi * step / o.steps)) + 1e-3)
        x, labels = batch(rows, BATCH)
        loss = F.cross_entropy(model(x).flatten(0, 1), labels.flatten(), shares, ignore_index=ANY)
        optimizer.zero_grad(), loss.backward(), optimizer.step()
        running = running * .99 + loss.item() * .01
        if step % 500 == 499:
            print(f"{time.process_time() - begun:.0f} s, step {step + 1}: loss {running:.4f}; {report(model, held)}", flush=True)
            torch.save(model.state_dict(), o.out + ".pt"), export(model.eval(), o.out), model.train()
    export(model.eval(), o.out)


if __name__ == "__main__": main()
