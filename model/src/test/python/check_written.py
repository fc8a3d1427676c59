"""Checks that transformers and peft load what FactStream wrote and compute the same logits.

Usage: python check_written.py FOLDER...    each with a checkpoint, adapter/ and java.safetensors (ids, pixels, base, lora)
"""

import pathlib
import sys

import torch
from peft import PeftModel
from safetensors.torch import load_file
from transformers import AutoConfig, AutoTokenizer, LlamaForCausalLM, LlavaForConditionalGeneration

for folder in map(pathlib.Path, sys.argv[1:]):
    ours = load_file(folder / "java.safetensors")
    llava = AutoConfig.from_pretrained(folder).model_type == "llava"
    kind = LlavaForConditionalGeneration if llava else LlamaForCausalLM
    model, report = kind.from_pretrained(folder, output_loading_info=True)
    problems = {key: value for key, value in report.items() if value}
    assert not problems, problems
    inputs = {"input_ids": ours["ids"].long()}
    if llava:
        inputs["pixel_values"] = ours["pixels"]
    with torch.no_grad():
        base = (model.eval()(**inputs).logits - ours["base"]).abs().max().item()
        peft = PeftModel.from_pretrained(model, folder / "adapter").eval()
        lora = (peft(**inputs).logits - ours["lora"]).abs().max().item()
    print(folder.name, "base", base, "lora", lora, AutoTokenizer.from_pretrained(folder).eos_token_id)
    assert max(base, lora) < 1e-4
