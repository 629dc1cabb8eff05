#!/usr/bin/env python3
"""Trains the network that recognizes the orientation, size, blur and stroke density of a patch of text; writes its weights for ImageKit.

usage: train_text_patch_network.py OUT.swift VALIDATION.npz TRAINING.npz… [--steps 20000] [--rate 0.002] [--seed 1]
       [--resume MODEL.pt | --from WEIGHTS.swift]

The patches come from render_text_patches.py. The network takes one view of a patch and returns five numbers: the logit
that it is upright text, the logit that it is not text, the natural logarithms of the text's em in pixels and of its blur
(standard deviation) in ems, and the log-odds that its strokes are as dense as those of Chinese characters rather than
Latin letters. Each patch is evaluated in its eight views (four rotations, mirrored or not). A softmax over the first
numbers of all views and the mean of their second numbers gives the upright view, or "no text". So no state is favoured,
and each patch trains all eight. For scribble and for unfamiliar scripts the target is uniform over the four states in
which their rows lie that way. Also writes OUT.swift.pt, for --resume. --from
continues from exported weights and leaves the normalization as it is. Steps are counted and everything is seeded.

OUT.swift declares `textPatchWeights`; the layout is weights.py's. The layers' shapes are in ImageKit's TextPatchNetwork.swift.
"""
import argparse, time
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
import weights

CHANNELS = [1, 8, 16, 32, 32, 48]
KERNELS, STRIDES = [5, 3, 3, 3, 3], [2, 2, 1, 2, 1]


def views(x, picked):
    """The picked ones of the eight views (kn x h x w) of the patches (n x h x w). View 0 is the patch itself."""
    return torch.cat([(x.transpose(1, 2) if view & 4 else x).flip([axis for axis in (1, 2) if view & axis]) for view in picked])


def normalized(x):
    x = x.float()
    x = x - x.mean((1, 2), keepdim=True)
    return x / (x.pow(2).mean((1, 2), keepdim=True).sqrt() + 6)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList(nn.Conv2d(i, o, k, s, k // 2, bias=False) for i, o, k, s in zip(CHANNELS, CHANNELS[1:], KERNELS, STRIDES))
        self.norms = nn.ModuleList(nn.BatchNorm2d(o) for o in CHANNELS[1:])
        self.last = nn.Linear(CHANNELS[-1], 5)

    def forward(self, x, picked=range(8)):
        """For n normalized patches: logits of k views and of "no text" (n x k + 1); log em, log blur, log-odds of dense strokes (n x 3)."""
        x = views(x, picked).unsqueeze(1).contiguous(memory_format=torch.channels_last)
        for convolution, norm in zip(self.convolutions, self.norms): x = F.relu(norm(convolution(x)), inplace=True)
        answers = self.last(x.mean((2, 3))).reshape(len(picked), -1, 5)
        return torch.cat([answers[:, :, 0].T, answers[:, :, 1].mean(0)[:, None]], 1), answers[:, :, 2:].mean(0)


def loaded(model, path):
    """The model with exported weights; the normalization that is folded into them becomes one that changes nothing."""
    layers = weights.read(path, [tuple(c.weight.shape) for c in model.convolutions] + [tuple(model.last.weight.shape)])
    with torch.no_grad():
        for convolution, norm, (weight, bias) in zip(model.convolutions, model.norms, layers):
            convolution.weight.copy_(weight), norm.bias.copy_(bias), norm.running_var.fill_(1 - norm.eps)
        model.last.weight.copy_(layers[-1][0]), model.last.bias.copy_(layers[-1][1])
    return model


def read(files):
    parts = [np.load(f) for f in files]
    return [torch.cat([torch.from_numpy(p[name]) for p in parts]) for name in ("patches", "kind", "em", "blur", "script")]


def batch(data, picked):
    """The patches, their kinds, the logarithms of em and blur, whether these are known, and the script."""
    x, kind, em, blur, script = (part[picked] for part in data)
    sizes = torch.stack([em.clamp_min(1).log(), (blur / em.clamp_min(1)).clamp(.015, .4).log()], 1)
    return normalized(x), kind, sizes, em > 0, script


def export(model, path):
    weights.write(path, "textPatchWeights", "TextPatchNetwork", "train_text_patch_network.py",
                  [weights.convolution(c.weight, n) for c, n in zip(model.convolutions, model.norms)] + [weights.layer(model.last.weight, model.last.bias)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out"), parser.add_argument("validation"), parser.add_argument("training", nargs="+")
    parser.add_argument("--steps", type=int, default=20000), parser.add_argument("--resume"), parser.add_argument("--from", dest="exported"), parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    o = parser.parse_args()
    torch.set_num_threads(1), torch.manual_seed(o.seed), torch.use_deterministic_algorithms(True)
    data, held = read(o.training), read([o.validation])
    model = Network().to(memory_format=torch.channels_last)
    if o.resume: model.load_state_dict(torch.load(o.resume))
    if o.exported: loaded(model, o.exported).eval()
    optimizer = torch.optim.AdamW(model.parameters(), lr=o.rate, weight_decay=1e-4)
    begun, running = time.process_time(), 0.0
    for step in range(1, o.steps + 1):
        for group in optimizer.param_groups: group["lr"] = o.rate * (min(1, step / 100) * .5 * (1 + np.cos(np.pi * step / o.steps)) + 1e-3)
        x, kind, sizes, sized, script = batch(data, torch.randint(0, len(data[0]), (96,)))
        # Half of the wrong views train the network as well in half the time.
        picked = [0] + (1 + torch.randperm(7)[:3]).tolist()
        answer, measured = model(x, picked)
        rows = torch.tensor([float(view < 4) for view in picked] + [0])
        wanted = torch.stack([torch.eye(5)[4], torch.eye(5)[0], rows / rows.sum()])[kind]
        # Rows without a direction would keep the network from finding out what a direction is.
        counts = torch.where(kind == 2, .1 if step < o.steps * .6 and not o.exported else 1., 1.)
        loss = (F.cross_entropy(answer, wanted, reduction="none") * counts).sum() / counts.sum()
        loss = loss + .3 * F.smooth_l1_loss(measured[sized, :2], sizes[sized], beta=.3) + .3 * F.binary_cross_entropy_with_logits(measured[script >= 0, 2], script[script >= 0])
        optimizer.zero_grad(), loss.backward()
        optimizer.step()
        running = running * .99 + loss.item() * .01
        if step % 1000 == 0 or step == o.steps:
            model.eval()
            with torch.no_grad():
                x, kind, sizes, sized, script = batch(held, torch.arange(min(2000, len(held[0]))))
                answer, measured = map(torch.cat, zip(*(model(part) for part in x.split(100))))
                right = answer.argmax(1) == torch.where(kind == 1, 0, 8)
                lead = answer.softmax(1)[kind == 2, :8].amax(1).mean()
                off = (measured[:, :2] - sizes)[sized].abs().median(0).values.tolist()
            torch.save(model.state_dict(), o.out + ".pt"), export(model, o.out)
            model.train(not o.exported)
            print(f"{time.process_time() - begun:.0f} s, step {step}: loss {running:.3f}; held out: right {right[kind == 1].float().mean():.4f} of text, "
                  f"{right[kind == 0].float().mean():.4f} of the rest, the rows' best state has {lead:.3f}; sizes off by {off}; "
                  f"script {((measured[:, 2] > 0) == (script > 0))[script >= 0].float().mean():.4f}", flush=True)


if __name__ == "__main__": main()
