"""Encodes a photo within a size budget with other encoders, at several scales. Results are cached by content."""
import hashlib
import io

from PIL import Image, ImageOps


def upright(data):
    """The photo upright, in RGB."""
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")


def within(budget, encode):
    """The file of the highest quality that fits, found by bisection; empty if none fits."""
    low, high, best = 1, 97, b""
    while low <= high:
        quality = (low + high) // 2
        data = encode(quality)
        if len(data) <= budget:
            best, low = data, quality + 1
        else:
            high = quality - 1
    return best


def mozjpeg(picture):
    import numpy
    import pyvips

    image = pyvips.Image.new_from_array(numpy.asarray(picture), interpretation="srgb")
    return lambda quality: image.jpegsave_buffer(
        Q=quality, optimize_coding=True, interlace=True, trellis_quant=True, overshoot_deringing=True,
        optimize_scans=True, quant_table=3, keep="none")


def jpegli(picture):
    import pyjpegli

    pixels = picture.tobytes()
    return lambda quality: pyjpegli.encode(pixels, picture.width, picture.height, quality)


def libjpeg_turbo(picture):
    def encode(quality):
        output = io.BytesIO()
        picture.save(output, "JPEG", quality=quality, optimize=True, progressive=True)
        return output.getvalue()

    return encode


encoders = {"mozjpeg": mozjpeg, "jpegli": jpegli, "libjpeg-turbo": libjpeg_turbo}


def files(photo, budget, scales, cache):
    """The peers' files as {"mozjpeg x0.5": bytes}; encoders that miss the budget or are not installed are omitted.

    The photo is made smaller about the centre by Pillow's Lanczos filter.
    """
    key, original, found = hashlib.sha256(photo).hexdigest()[:16], None, {}
    for scale in scales:
        picture = None
        for name, encoder in encoders.items():
            file = cache / f"{key}-{budget}-{name}-{scale:g}.jpg"
            if not file.exists():
                original = original or upright(photo)
                size = round(original.width * scale), round(original.height * scale)
                picture = picture or (original if scale == 1 else original.resize(size, Image.LANCZOS))
                try:
                    encode = encoder(picture)
                except ImportError:
                    continue
                file.write_bytes(within(budget, encode))
            if data := file.read_bytes():
                found[f"{name} x{scale:g}"] = data
    return found
