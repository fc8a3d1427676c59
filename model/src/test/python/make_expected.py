"""What transformers and peft compute from a policy and an adapter that FactStream wrote, for `factstream model verify OUT`.

Usage: python make_expected.py POLICY ADAPTER OUT IMAGE IMAGE
for example: python make_expected.py checkpoints/policy D/adapters/30 /tmp/check D/picture-book/images/*0000[01].png
Fails where transformers or peft finds a tensor missing, unexpected or of another shape. Needs torch, transformers, peft, pillow.
"""

import pathlib
import shutil
import sys

import torch
from peft import PeftModel
from PIL import Image
from safetensors.torch import load_file, save_file
from transformers import AutoTokenizer, LlavaForConditionalGeneration
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

from make_oracle import pad, quantities

QUESTIONS = ("Is there a cat in the picture?", "What colour is the ball? A. red B. blue C. green D. yellow")

policy, adapter, out = map(pathlib.Path, sys.argv[1:4])
images = [Image.open(image).convert("RGB") for image in sys.argv[4:6]]
shutil.copytree(policy, out)
shutil.copytree(adapter, out / "adapter")
for i, image in enumerate(images):
    image.save(out / f"image{i}.png")

model, report = LlavaForConditionalGeneration.from_pretrained(policy, output_loading_info=True)
problems = {key: value for key, value in report.items() if value}
assert not problems, problems
model.eval()
tokenizer = AutoTokenizer.from_pretrained(policy)
vision = model.config.vision_config
count = (vision.image_size // vision.patch_size) ** 2


def encode(text):
    return tokenizer.encode(text, add_special_tokens=False)


image_token = model.config.image_token_id
rows = [[tokenizer.bos_token_id] + encode("USER: ") + [image_token] * count + encode(f"\n{q} ASSISTANT:") for q in QUESTIONS]
ids, mask = pad(rows, left=True)
pixels = CLIPImageProcessorPil.from_pretrained(policy)(images, return_tensors="pt")["pixel_values"].float()
inputs = {"input_ids": ids, "attention_mask": mask, "pixel_values": pixels}
expected = dict(inputs)
with torch.no_grad():
    quantities("base", model, inputs, expected, True)
    peft = PeftModel.from_pretrained(model, adapter).eval()
    missing = set(load_file(adapter / "adapter_model.safetensors")) - {
        name.replace(".default", "") for name, _ in peft.named_parameters()
    }
    assert not missing, missing
    quantities("lora", peft, inputs, expected, True)
    quantities("merged", peft.merge_and_unload(), inputs, expected, True)
save_file({k: v.contiguous() for k, v in expected.items()}, out / "expected.safetensors")
print("transformers and peft loaded", policy, "and", adapter, "- now: factstream model verify", out)
