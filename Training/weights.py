"""Writes a trained network's weights as a Swift file, of 8 bits each, in base64."""
import base64, re, textwrap

import numpy as np
import torch


def layer(weight, bias):
    """One layer: a float32 scale and a float32 bias for each output, then int8 weights; little-endian."""
    flat = weight.detach().reshape(len(weight), -1)
    scale = flat.abs().amax(1).clamp_min(1e-8) / 127
    return (scale.numpy().astype("<f4").tobytes() + bias.detach().numpy().astype("<f4").tobytes()
            + (flat / scale[:, None]).round().to(torch.int8).numpy().tobytes())


def convolution(weight, norm):
    """A convolution with the batch normalization that follows it; its weights in the order output, row, column, input."""
    gain = norm.weight / (norm.running_var + norm.eps).sqrt()
    return layer((weight * gain[:, None, None, None]).permute(0, 2, 3, 1), norm.bias - norm.running_mean * gain)


def write(path, name, network, script, layers):
    lines = textwrap.wrap(base64.b64encode(b"".join(layers)).decode(), 118)
    with open(path, "w") as file:
        file.write(f"// Written by Training/{script}.\n\n/// The weights of `{network}`, in base64.\n"
                   f"let {name} = \"\"\"\n" + "".join(f"  {line}\n" for line in lines) + "  \"\"\"\n")


def read(path, shapes):
    """The weights and biases of the layers in a file that `write` wrote; of convolutions in PyTorch's order of the axes."""
    data = base64.b64decode("".join(re.search(r'"""\n(.*?)"""', open(path).read(), re.S)[1].split()))
    layers, at = [], 0
    for shape in shapes:
        count, size = shape[0], int(np.prod(shape))
        scale, bias = np.frombuffer(data, "<f4", 2 * count, at).reshape(2, count)
        flat = np.frombuffer(data, np.int8, size, at + 8 * count).astype(np.float32).reshape(count, -1) * scale[:, None]
        weight = flat.reshape(shape[0], *shape[2:], shape[1]).transpose(0, 3, 1, 2) if len(shape) == 4 else flat.reshape(shape)
        layers.append((torch.tensor(weight.copy()), torch.tensor(bias.copy())))
        at += 8 * count + size
    assert at == len(data)
    return layers
