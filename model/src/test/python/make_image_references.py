"""Makes the reference images of the tests: what transformers' image processors (on Pillow) make of odd pictures.

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
from transformers.models.llava.image_processing_pil_llava import LlavaImageProcessorPil

CLIP = {"size": {"shortest_edge": 32}, "crop_size": {"height": 32, "width": 32}, "resample": 3}
TINY = {"size": {"shortest_edge": 12}, "crop_size": {"height": 12, "width": 12}}
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
    "nearest": ((31, 22), "RGB", {**TINY, "resample": 0}),
    "lanczos": ((31, 22), "RGB", {**TINY, "resample": 1}),
    "box": ((31, 22), "RGB", {**TINY, "resample": 4}),
    "hamming": ((31, 22), "RGB", {**TINY, "resample": 5}),
    "edges": ((39, 14), "RGB", {**TINY, "size": {"shortest_edge": 12, "longest_edge": 21}}),
    "frame": ((31, 22), "RGB", {**TINY, "size": {"max_height": 15, "max_width": 17}, "crop_size": 14}),
    "listed": ((31, 22), "RGB", {**TINY, "size": [14, 20], "crop_size": [11, 15]}),
    "square-number": ((31, 22), "RGB", {**TINY, "size": 13, "default_to_square": True, "crop_size": 13}),
    "llava-padded": ((31, 22), "RGB", {**TINY, "do_pad": True, "image_processor_type": "LlavaImageProcessor"}),
    "clip-padded": ((31, 22), "RGB", {**TINY, "do_pad": True}),
}


def picture(size, mode, seed):
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.integers(0, 256, (6, 6, 4), dtype=np.uint8), "RGBA").resize(size, Image.BICUBIC)
    noise = rng.integers(-20, 20, (size[1], size[0], 4))
    rgba = Image.fromarray(np.clip(np.asarray(coarse).astype(int) + noise, 0, 255).astype(np.uint8), "RGBA")
    return rgba if mode == "RGBA" else rgba.convert(mode) if mode == "LA" else rgba.convert("RGB").convert(mode)


def process(image, settings):
    llava = settings.get("image_processor_type") == "LlavaImageProcessor"
    settings = {key: value for key, value in settings.items() if key != "image_processor_type"}
    processor = (LlavaImageProcessorPil if llava else CLIPImageProcessorPil)(**settings, do_rescale=False, do_normalize=False)
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
