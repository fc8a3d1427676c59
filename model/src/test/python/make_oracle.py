"""Makes the small reference oracles of the tests with transformers and peft.

Usage: python make_oracle.py ../resources/oracles
Needs torch, transformers, peft, tokenizers, pillow. Three folders, in the layout that `factstream model verify` reads:
  biased-llava  everything that is not the default: biases, tied embeddings, bf16 weights, class token kept, two vision layers,
                gelu everywhere, llama3 rotary scaling, rank-stabilised LoRA on some projections, an odd image
  plain-llama   text only, grouped queries, linear rotary scaling, three shards, padding on the right, targets as a list
  tied-llama    text only, tied embeddings, fp16 weights in shards
"""

import pathlib
import sys

import numpy as np
import torch
from peft import LoraConfig, get_peft_model
from PIL import Image
from safetensors.torch import load_file, save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    CLIPVisionConfig,
    LlamaConfig,
    LlamaForCausalLM,
    LlavaConfig,
    LlavaForConditionalGeneration,
    PreTrainedTokenizerFast,
)
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

GREEDY = 12


def tokenizer(folder):
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    specials = ["<unk>", "<s>", "</s>", "<image>"]
    raw = Tokenizer(models.BPE(vocab={s: i for i, s in enumerate(specials + alphabet)}, merges=[]))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    raw.add_special_tokens([AddedToken(s, special=True) for s in specials])
    fast = PreTrainedTokenizerFast(
        tokenizer_object=raw, unk_token="<unk>", bos_token="<s>", eos_token="</s>", pad_token="<unk>"
    )
    fast.save_pretrained(folder)
    return raw


def randomise(model, scale):
    """Initial biases are zero and norms one, which would hide a mistake."""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * scale)


def pad(rows, left):
    width = max(map(len, rows))
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for i, row in enumerate(rows):
        at = width - len(row) if left else 0
        ids[i, at : at + len(row)] = torch.tensor(row)
        mask[i, at : at + len(row)] = 1
    return ids, mask


def quantities(prefix, model, inputs, expected, greedy):
    out = model(**inputs, output_hidden_states=True)
    expected[prefix + ".logits"] = out.logits.detach()
    expected[prefix + ".last_hidden_state"] = out.hidden_states[-1].detach()
    if greedy:
        generated = model.generate(
            **inputs, max_new_tokens=GREEDY, do_sample=False, output_logits=True, return_dict_in_generate=True
        )
        ids = generated.sequences[:, inputs["input_ids"].shape[1] :]
        logp = torch.stack(generated.logits, 1).log_softmax(-1)
        expected[prefix + ".greedy_ids"] = ids
        expected[prefix + ".greedy_logprobs"] = logp.gather(-1, ids[..., None])[..., 0]


def adapted(folder, model, inputs, image_token, lora, expected, greedy, grads):
    peft = get_peft_model(model, lora).eval()
    with torch.no_grad():
        for name, parameter in peft.named_parameters():
            if "lora_B" in name:
                parameter.copy_(torch.randn_like(parameter) * 0.1)
    labels = inputs["input_ids"].masked_fill(inputs["attention_mask"] == 0, -100)
    labels = labels.masked_fill(labels == image_token, -100)
    loss = peft(**inputs, labels=labels).loss
    loss.backward()
    expected["lora.loss"] = loss.detach().reshape(1)
    for name, parameter in peft.named_parameters():
        short = name.removeprefix("base_model.model.").replace(".default", "")
        if parameter.grad is not None and any(short.endswith(g) for g in grads):
            expected["grad." + short] = parameter.grad.clone()
    peft.save_pretrained(folder / "adapter")
    (folder / "adapter" / "README.md").unlink(missing_ok=True)
    with torch.no_grad():
        quantities("lora", peft, inputs, expected, False)
        quantities("merged", peft.merge_and_unload(), inputs, expected, greedy)


def biased_llava(folder):
    torch.manual_seed(7)
    folder.mkdir(parents=True, exist_ok=True)
    text = tokenizer(folder)
    config = LlavaConfig(
        vision_config=CLIPVisionConfig(
            hidden_size=24, intermediate_size=40, num_hidden_layers=3, num_attention_heads=3, image_size=24, patch_size=8,
            hidden_act="gelu",
        ),
        text_config=LlamaConfig(
            vocab_size=262, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4, head_dim=10,
            max_position_embeddings=128, hidden_act="gelu_pytorch_tanh", attention_bias=True, mlp_bias=True,
            tie_word_embeddings=True, rms_norm_eps=1e-5, bos_token_id=1, eos_token_id=2, pad_token_id=0,
            rope_parameters={
                "rope_type": "llama3", "rope_theta": 5000.0, "factor": 4.0, "low_freq_factor": 1.0,
                "high_freq_factor": 4.0, "original_max_position_embeddings": 32,
            },
        ),
        image_token_index=3, vision_feature_layer=[-2, -1], vision_feature_select_strategy="full",
        projector_hidden_act="gelu", multimodal_projector_bias=False, tie_word_embeddings=True,
    )
    model = LlavaForConditionalGeneration(config).eval()
    randomise(model, 0.08)
    model.to(torch.bfloat16).save_pretrained(folder)
    model = LlavaForConditionalGeneration.from_pretrained(folder, dtype=torch.float32).eval()

    rng = np.random.default_rng(3)
    images = []
    for i, (w, h) in enumerate([(37, 61), (90, 25)]):
        blocks = rng.integers(0, 256, (5, 5, 3), dtype=np.uint8)
        image = Image.fromarray(blocks).resize((w, h), Image.BILINEAR)
        image.save(folder / f"image{i}.png")
        images.append(Image.open(folder / f"image{i}.png"))
    processor = CLIPImageProcessorPil(size={"shortest_edge": 24}, crop_size={"height": 24, "width": 24})
    processor.save_pretrained(folder)
    settings = (folder / "preprocessor_config.json").read_text()
    (folder / "preprocessor_config.json").write_text(settings.replace("CLIPImageProcessorPil", "CLIPImageProcessor"))

    rows = [[1] + [3] * 10 + text.encode(q).ids for q in ("USER: What is it? ASSISTANT:", "USER: One? ASSISTANT:")]
    ids, mask = pad(rows, left=True)
    pixels = processor(images, return_tensors="pt")["pixel_values"].float()
    inputs = {"input_ids": ids, "attention_mask": mask, "pixel_values": pixels}
    expected = dict(inputs)
    with torch.no_grad():
        states = model.model.vision_tower(pixels, output_hidden_states=True).hidden_states
        expected["vision.hidden_minus2"] = states[-2]
        features = model.get_image_features(pixels, vision_feature_layer=[-2, -1], vision_feature_select_strategy="full")
        expected["projected_image_features"] = torch.stack(list(features.pooler_output))
        quantities("base", model, inputs, expected, True)
    lora = LoraConfig(r=3, lora_alpha=5, use_rslora=True, target_modules=r".*language_model.*\.(q_proj|v_proj|up_proj)")
    adapted(folder, model, inputs, 3, lora, expected, True, ["layers.1.mlp.up_proj.lora_A.weight", "layers.0.self_attn.v_proj.lora_B.weight"])
    save_file({k: v.contiguous() for k, v in expected.items()}, folder / "expected.safetensors")


def plain_llama(folder):
    torch.manual_seed(11)
    folder.mkdir(parents=True, exist_ok=True)
    text = tokenizer(folder)
    config = LlamaConfig(
        vocab_size=262, hidden_size=32, intermediate_size=56, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
        max_position_embeddings=96, bos_token_id=1, eos_token_id=2, pad_token_id=0,
        rope_parameters={"rope_type": "linear", "rope_theta": 10000.0, "factor": 2.0},
    )
    model = LlamaForCausalLM(config).eval()
    randomise(model, 0.08)
    model.save_pretrained(folder, max_shard_size="60KB")
    model = LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    ids, mask = pad([[1] + text.encode(q).ids for q in ("Once upon a time", "A", "The cat sat")], left=False)
    inputs = {"input_ids": ids, "attention_mask": mask}
    expected = dict(inputs)
    with torch.no_grad():
        quantities("base", model, inputs, expected, False)
    lora = LoraConfig(r=2, lora_alpha=4, target_modules=["k_proj", "down_proj"])
    adapted(folder, model, inputs, -1, lora, expected, False, ["layers.0.self_attn.k_proj.lora_A.weight", "layers.1.mlp.down_proj.lora_B.weight"])
    save_file({k: v.contiguous() for k, v in expected.items()}, folder / "expected.safetensors")


def tied_llama(folder):
    torch.manual_seed(13)
    folder.mkdir(parents=True, exist_ok=True)
    text = tokenizer(folder)
    config = LlamaConfig(
        vocab_size=262, hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=3,
        max_position_embeddings=64, tie_word_embeddings=True, bos_token_id=1, eos_token_id=2, pad_token_id=0,
    )
    model = LlamaForCausalLM(config).eval()
    randomise(model, 0.08)
    model.to(torch.float16).save_pretrained(folder, max_shard_size="20KB")
    model = LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    ids, mask = pad([[1] + text.encode(q).ids for q in ("Once upon a time", "A")], left=True)
    inputs = {"input_ids": ids, "attention_mask": mask}
    expected = dict(inputs)
    with torch.no_grad():
        quantities("base", model, inputs, expected, True)
    save_file({k: v.contiguous() for k, v in expected.items()}, folder / "expected.safetensors")


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    biased_llava(target / "biased-llava")
    plain_llama(target / "plain-llama")
    tied_llama(target / "tied-llama")
