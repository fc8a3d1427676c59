"""Makes the reference images of the tests: what transformers' CLIPImageProcessor (on Pillow) makes of odd pictures.

Usage: python make_image_references.py ../resources/images      (needs transformers, pillow, numpy, safetensors)
       python make_image_references.py --photos FOLDER OUT      (the same for every photograph of a folder, not committed)
Writes NAME.png, NAME/preprocessor_config.json and expected.safetensors with the 8-bit result [3, height, width] as int32.
"""

import json
import pathlib
import sys

import numpy as np
from PIL import Image
from safetensors.numpy import save_file
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

CLIP = {"size": {"shortest_edge": 32}, "crop_size": {"height": 32, "width": 32}, "resample": 3}
CASES = {
    "wide": ((97, 41), "RGB", CLIP),
    "tall": ((33, 80), "RGB", CLIP),
    "enlarged": ((9, 13), "RGB", CLIP),
    "exact": ((32, 32), "RGB", CLIP),
    "bilinear": ((71, 50), "RGB", {**CLIP, "resample": 2}),
    "stretched": ((50, 71), "RGB", {**CLIP, "size": {"height": 20, "width": 36}, "do_center_crop": False}),
    "padded": ((40, 29), "RGB", {**CLIP, "do_resize": False, "crop_size": {"height": 40, "width": 33}}),
    "grey": ((45, 38), "L", CLIP),
    "alpha": ((45, 38), "RGBA", CLIP),
    "grey-alpha": ((45, 38), "LA", CLIP),
    "palette": ((45, 38), "P", CLIP),
}


def picture(size, mode, seed):
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.integers(0, 256, (6, 6, 4), dtype=np.uint8), "RGBA").resize(size, Image.BICUBIC)
    noise = rng.integers(-20, 20, (size[1], size[0], 4))
    rgba = Image.fromarray(np.clip(np.asarray(coarse).astype(int) + noise, 0, 255).astype(np.uint8), "RGBA")
    return rgba if mode == "RGBA" else rgba.convert(mode) if mode == "LA" else rgba.convert("RGB").convert(mode)


def process(image, settings):
    processor = CLIPImageProcessorPil(**settings, do_rescale=False, do_normalize=False)
    return np.asarray(processor(image, return_tensors="np")["pixel_values"][0]).round().astype(np.int32)


def write_settings(folder, settings):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "preprocessor_config.json").write_text(json.dumps(settings, indent=1) + "\n")


def main():
    if sys.argv[1] == "--photos":
        source, target = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
        settings = {**CLIP, "size": {"shortest_edge": 336}, "crop_size": {"height": 336, "width": 336}}
        write_settings(target / "photos", settings)
        expected = {p.name: process(Image.open(p), settings) for p in sorted(source.glob("*.jpg"))}
    else:
        target = pathlib.Path(sys.argv[1])
        expected = {}
        for i, (name, (size, mode, settings)) in enumerate(CASES.items()):
            write_settings(target / name, settings)
            picture(size, mode, i).save(target / f"{name}.png")
            expected[name] = process(Image.open(target / f"{name}.png"), settings)
    save_file(expected, target / "expected.safetensors")


main()
