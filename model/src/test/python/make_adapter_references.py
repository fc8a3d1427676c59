"""Makes adapters of many kinds for the reference model biased-llava, and the logits that peft computes with them.

Usage: python make_adapter_references.py ../resources/oracles/biased-llava ../resources/adapters
Needs torch, transformers, peft. Each folder has adapter_config.json, adapter_model.safetensors and expected.safetensors: the
logits of the last position of the first row and picture of the model's own expected.safetensors, after PeftModel.from_pretrained.
"""

import json
import pathlib
import shutil
import sys

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import LlavaForConditionalGeneration

TEXT = r".*language_model.*\."
KINDS = {
    "pissa": dict(r=2, lora_alpha=3, init_lora_weights="pissa", target_modules=TEXT + "(q_proj|up_proj)"),
    "olora": dict(r=2, lora_alpha=3, init_lora_weights="olora", target_modules=TEXT + "(k_proj|down_proj)"),
    "patterns": dict(
        r=2, lora_alpha=4, target_modules=TEXT + "(q_proj|v_proj)",
        rank_pattern={"unknown_proj": 7, r"layers\.\d+\.self_attn\.v_proj": 3, "v_proj": 5},
        alpha_pattern={r"^model\.language_model\.layers\.1\.self_attn\.q_proj": 9, "proj": 5},
    ),
    "suffixes": dict(r=2, lora_alpha=5, use_rslora=True, target_modules=["q_proj", "v_proj"]),
    "all-linear": dict(r=1, lora_alpha=2, target_modules="all-linear"),
    "dora": dict(r=2, lora_alpha=3, use_dora=True, target_modules=["v_proj", "fc1", "linear_2"]),
    "dora-pissa": dict(r=2, lora_alpha=3, use_dora=True, init_lora_weights="pissa", target_modules=TEXT + "gate_proj"),
    "saved-head": dict(r=1, lora_alpha=1, target_modules=TEXT + "q_proj", modules_to_save=["lm_head"]),
    "head": dict(r=2, lora_alpha=3, target_modules=r"lm_head"),
    "lora-bias": dict(r=2, lora_alpha=3, lora_bias=True, target_modules=["o_proj", "out_proj"]),
    "biases": dict(r=1, lora_alpha=3, bias="lora_only", target_modules=["k_proj", "fc2"]),
}


def trained(peft):
    """Moves every trainable parameter away from its first value, as training would."""
    with torch.no_grad():
        for name, parameter in peft.named_parameters():
            if parameter.requires_grad:
                noise = torch.randn_like(parameter) * (0.02 if "lm_head" in name and "lora" not in name else 0.1)
                parameter.add_(noise)


def save(base, kind, settings, target, inputs):
    torch.manual_seed(sum(map(ord, kind)))
    folder = target / kind
    shutil.rmtree(folder, ignore_errors=True)
    model = LlavaForConditionalGeneration.from_pretrained(base, dtype=torch.float32).eval()
    peft = get_peft_model(model, LoraConfig(**settings))
    trained(peft)
    peft.save_pretrained(folder, save_embedding_layers=False)
    (folder / "README.md").unlink(missing_ok=True)
    config = json.loads((folder / "adapter_config.json").read_text())
    config["base_model_name_or_path"] = None
    (folder / "adapter_config.json").write_text(json.dumps(config, indent=1, sort_keys=True) + "\n")
    model = LlavaForConditionalGeneration.from_pretrained(base, dtype=torch.float32).eval()
    loaded = PeftModel.from_pretrained(model, folder).eval()
    with torch.no_grad():
        logits = loaded(**inputs).logits[:, -1]
        plain = LlavaForConditionalGeneration.from_pretrained(base, dtype=torch.float32).eval()(**inputs).logits[:, -1]
    print(kind, "changes logits by", float((logits - plain).abs().max()))
    save_file({"logits": logits.contiguous()}, folder / "expected.safetensors")


if __name__ == "__main__":
    base, target = map(pathlib.Path, sys.argv[1:3])
    oracle = load_file(base / "expected.safetensors")
    ids = oracle["input_ids"][:1][:, oracle["attention_mask"][0] == 1]
    inputs = {"input_ids": ids, "pixel_values": oracle["pixel_values"][:1]}
    for kind, settings in KINDS.items():
        save(base, kind, settings, target, inputs)
