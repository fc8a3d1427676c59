"""Makes a sweep of random configurations and what peft and transformers compute from them, for the tests ReferenceSweep.

Usage: python make_sweep.py adapters ORACLES OUT [COUNT]     COUNT adapters (200) for three bases; ORACLES is ../resources/oracles
       python make_sweep.py images OUT [COUNT]               COUNT image processors (100), each with 30 pictures
       python make_sweep.py companions ORACLES OUT [COUNT]   COUNT variants (100) of the files beside a model's weights
Then: mvn -pl model -am test -Dtest=ReferenceSweep -Dsurefire.failIfNoSpecifiedTests=false -Dsweep=OUT
Needs torch, transformers, peft, pillow. The results are not committed.
"""

import json
import pathlib
import random
import shutil
import sys
import warnings

import numpy as np
import torch
from safetensors.torch import load_file, save_file

warnings.filterwarnings("ignore")


# --- adapters ---------------------------------------------------------------------------------------------------------------------


def separate_llava(oracles, folder):
    """A LLaVA with two heads, few biases and a projector with biases: the opposite of biased-llava."""
    from transformers import CLIPVisionConfig, LlamaConfig, LlavaConfig, LlavaForConditionalGeneration

    torch.manual_seed(5)
    shutil.copytree(oracles / "biased-llava", folder, dirs_exist_ok=True)
    config = LlavaConfig(
        vision_config=CLIPVisionConfig(
            hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2, image_size=24, patch_size=8
        ),
        text_config=LlamaConfig(
            vocab_size=262, hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=4,
            num_key_value_heads=2, max_position_embeddings=128, bos_token_id=1, eos_token_id=2, pad_token_id=0,
        ),
        image_token_index=3, vision_feature_select_strategy="full",
    )
    model = LlavaForConditionalGeneration(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.08)
    model.save_pretrained(folder)


def load(base):
    from transformers import AutoConfig, LlamaForCausalLM, LlavaForConditionalGeneration

    kind = LlamaForCausalLM if AutoConfig.from_pretrained(base).model_type == "llama" else LlavaForConditionalGeneration
    return kind.from_pretrained(base, dtype=torch.float32).eval()


def inputs_of(base):
    values = load_file(base / "expected.safetensors")
    inputs = {"input_ids": values["input_ids"][:1][:, values["attention_mask"][0] == 1]}
    if "pixel_values" in values:
        inputs["pixel_values"] = values["pixel_values"][:1]
    return inputs


PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
TOWER = ["out_proj", "fc1", "fc2", "linear_1", "linear_2"]


def adapter_settings(rng, text_only):
    targets = rng.choice(["list", "list", "regex", "all", "tower", "embeddings"])
    some = rng.sample(PROJECTIONS, rng.randint(1, 4))
    settings = dict(r=rng.randint(1, 5), lora_alpha=rng.choice([1, 3, 4, 8, 16]))
    if targets == "list" or text_only and targets in ("regex", "tower"):
        settings["target_modules"] = some
    elif targets == "regex":
        settings["target_modules"] = r".*language_model.*\.(" + "|".join(some) + ")"
    elif targets == "all":
        settings["target_modules"] = "all-linear"
    elif targets == "tower":
        settings["target_modules"] = some + rng.sample(TOWER, rng.randint(1, 3))
    else:
        settings["target_modules"] = some + rng.sample(["embed_tokens", "lm_head"], rng.randint(1, 2))
    if rng.random() < 0.2:
        settings["exclude_modules"] = rng.choice([["q_proj"], r".*vision_tower.*", ["layers.0.mlp.up_proj"]])
    if isinstance(settings["target_modules"], list) and rng.random() < 0.2:
        settings["layers_to_transform"] = rng.choice([0, [1], [0, 1]])
        if rng.random() < 0.5:
            settings["layers_pattern"] = "layers"
    if rng.random() < 0.3:
        keys = ["q_proj", r"layers\.\d\.self_attn\.v_proj", r"^model\..*up_proj", "layers.1.mlp.gate_proj", "nowhere", "(q|k)_proj",
                "self_attn.q_proj", "proj", r".*\.fc1", "linear_2"]
        settings["rank_pattern"] = {key: rng.randint(1, 6) for key in rng.sample(keys, rng.randint(1, 3))}
    if rng.random() < 0.3:
        keys = ["q_proj", r"mlp\.(gate|up)_proj", r".*layers\.0\..*", "nowhere", "o_proj", "lm_head", "fc1", "self_attn.v_proj"]
        settings["alpha_pattern"] = {key: rng.choice([1, 2, 7, 32]) for key in rng.sample(keys, rng.randint(1, 3))}
    settings["use_rslora"] = rng.random() < 0.3
    settings["init_lora_weights"] = rng.choice(
        [True, True, True, True, False, "gaussian", "pissa", "pissa", "olora", "olora", "orthogonal", "pissa_niter_3", "eva", "mica"])
    settings["bias"] = rng.choice(["none", "none", "none", "all", "lora_only"])
    settings["use_dora"] = rng.random() < 0.2
    settings["lora_bias"] = not settings["use_dora"] and rng.random() < 0.15
    settings["lora_dropout"] = rng.choice([0.0, 0.05])
    settings["fan_in_fan_out"] = rng.random() < 0.1
    if rng.random() < 0.25:
        settings["modules_to_save"] = rng.choice(
            [["lm_head"], ["embed_tokens"], ["lm_head", "embed_tokens"], ["multi_modal_projector"], ["norm"], ["classifier"]])
    if rng.random() < 0.1:
        settings["ensure_weight_tying"] = True
    if rng.random() < 0.05:
        settings["layer_replication"] = [[0, 2], [1, 2]]
    if rng.random() < 0.05:
        settings["trainable_token_indices"] = [5, 9]
    if rng.random() < 0.05:
        settings["alora_invocation_tokens"] = [7]
    return settings


def adapters(oracles, out, count):
    from peft import LoraConfig, PeftModel, get_peft_model

    names = {"biased-llava": False, "plain-llama": True, "separate-llava": False}
    for name in names:
        if name == "separate-llava":
            separate_llava(oracles, out / "bases" / name)
        else:
            shutil.copytree(oracles / name, out / "bases" / name, dirs_exist_ok=True)
    made = 0
    for seed in range(10 * count):
        if made == count:
            break
        rng = random.Random(seed)
        name = rng.choice(list(names))
        base = out / "bases" / name
        folder = out / "adapters" / f"{seed:04d}"
        settings = adapter_settings(rng, names[name])
        torch.manual_seed(seed)
        try:
            peft = get_peft_model(load(base), LoraConfig(**settings))
            with torch.no_grad():
                for parameter in peft.parameters():
                    if parameter.requires_grad:
                        parameter.add_(torch.randn_like(parameter) * 0.05)
            peft.save_pretrained(folder)
            weights = load_file(folder / "adapter_model.safetensors")
            dtype = rng.choice([torch.float32, torch.float32, torch.bfloat16, torch.float16])
            save_file({k: v.to(dtype).contiguous() for k, v in weights.items()}, folder / "adapter_model.safetensors")
            torch.manual_seed(seed + 1)  # another seed: values that depend on it differ from those of training
            loaded = PeftModel.from_pretrained(load(base), folder).eval()
            with torch.no_grad():
                logits = loaded(**inputs_of(base)).logits[:, -1].contiguous()
        except Exception as e:  # peft refuses some combinations, and cannot load some that it saves
            print(f"{seed:04d} peft: {type(e).__name__} {str(e).splitlines()[0][:90]}")
            shutil.rmtree(folder, ignore_errors=True)
            continue
        save_file({"logits": logits}, folder / "expected.safetensors")
        (folder / "base").write_text(name)
        made += 1
    print(made, "adapters")


# --- image processors -------------------------------------------------------------------------------------------------------------


def image_settings(rng):
    side = rng.choice([16, 24, 33])
    settings = {"image_processor_type": rng.choice(
        ["CLIPImageProcessor", "CLIPImageProcessor", "CLIPImageProcessorFast", "CLIPFeatureExtractor", "LlavaImageProcessor"])}
    settings["size"] = rng.choice([
        {"shortest_edge": side}, {"shortest_edge": side}, side, {"height": side, "width": side + 3}, [side, side + 5],
        {"shortest_edge": side, "longest_edge": side + 9}, {"max_height": side, "max_width": 2 * side}, {"longest_edge": side}, None])
    settings["crop_size"] = rng.choice([{"height": 24, "width": 24}, {"height": 20, "width": 31}, 24, [17, 24], {"shortest_edge": 24}])
    settings["resample"] = rng.choice([3, 3, 2, 0, 1, 4, 5, None])
    settings["image_mean"] = rng.choice([[0.48145466, 0.4578275, 0.40821073], [0.5, 0.5, 0.5], [0.485, 0.456, 0.406], None])
    settings["image_std"] = rng.choice([[0.26862954, 0.26130258, 0.27577711], [0.5, 0.5, 0.5], [0.229, 0.224, 0.225], None])
    settings["rescale_factor"] = rng.choice([1 / 255, 1 / 255, 1 / 127.5, None])
    for step in ("resize", "center_crop", "rescale", "normalize", "pad"):
        settings["do_" + step] = rng.choice([True, True, None, False]) if step != "pad" else rng.choice([None, None, False, True])
    if rng.random() < 0.1:
        settings["do_convert_rgb"] = rng.choice([True, False])
    if rng.random() < 0.1:
        settings[rng.choice(["do_flip_channel_order", "do_thumbnail", "do_image_splitting"])] = rng.choice([True, False])
    if settings["do_pad"] and rng.random() < 0.7:
        settings["pad_size"] = rng.choice([{"height": 64, "width": 70}, 80, {"height": 30, "width": 30}])
    if rng.random() < 0.1:
        settings["default_to_square"] = True
    return {key: value for key, value in settings.items() if rng.random() > 0.1}


def images(out, count):
    from PIL import Image
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil
    from transformers.models.llava.image_processing_pil_llava import LlavaImageProcessorPil

    (out / "pictures").mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(1)
    for i in range(30):
        w, h = (24, 24) if i == 0 else (int(rng.integers(1, 60)), int(rng.integers(1, 60))) if i < 5 else rng.integers(10, 130, 2)
        blocks = rng.integers(0, 256, (5, 5, 3), dtype=np.uint8)
        picture = Image.fromarray(blocks).resize((int(w), int(h)), Image.BILINEAR)
        picture.convert(["RGB", "RGB", "L", "P"][i % 4]).save(out / "pictures" / f"{i:02d}.png")
    pictures = [Image.open(p) for p in sorted((out / "pictures").iterdir())]
    for seed in range(count):
        rng = random.Random(seed)
        settings = image_settings(rng)
        folder = out / "images" / f"{seed:04d}"
        folder.mkdir(parents=True, exist_ok=True)
        nested = rng.choice(["nested", "plain", "both"])
        if nested != "plain":
            (folder / "processor_config.json").write_text(json.dumps({"image_processor": settings, "processor_class": "LlavaProcessor"}))
        if nested != "nested":
            (folder / "preprocessor_config.json").write_text(json.dumps({**settings, **({"resample": 2, "size": 9} if nested == "both" else {})}))
        values = {}
        grey = (settings.get("rescale_factor") or 1 / 255) if settings.get("do_rescale") is not False else 1
        if settings.get("do_normalize") is not False:
            grey /= min(settings.get("image_std") or [0.26130258])
        (folder / "grey-level").write_text(str(grey))
        kind = LlavaImageProcessorPil if "Llava" in settings.get("image_processor_type", "") else CLIPImageProcessorPil
        for i, picture in enumerate(pictures):
            try:
                processor = kind.from_pretrained(folder)
                pixels = np.asarray(processor(picture, return_tensors="np")["pixel_values"][0]).astype(np.float32)
                if pixels.shape[0] == 3:
                    values[f"{i:02d}"] = torch.from_numpy(pixels).contiguous()
            except Exception as e:  # it refuses the settings, or this picture
                (folder / "refused").write_text(f"{picture.size} {type(e).__name__} {e}")
        save_file(values, folder / "expected.safetensors")
    print(count, "image processors")


# --- files beside the weights -----------------------------------------------------------------------------------------------------


def begins(tokenizer):
    """The post-processor that puts <s> first."""
    single = [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}]
    pair = single + [{"Sequence": {"id": "B", "type_id": 1}}]
    special = {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}
    tokenizer["post_processor"] = {"type": "TemplateProcessing", "single": single, "pair": pair, "special_tokens": special}


def rope(rng):
    parameters = {"rope_type": rng.choice(["default", "linear", "llama3", "yarn", "dynamic"])}
    if parameters["rope_type"] != "default":
        parameters["factor"] = rng.choice([2.0, 4.0])
    if parameters["rope_type"] == "llama3":
        parameters.update(low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=rng.choice([16, 32]))
    if rng.random() < 0.5:
        parameters["rope_theta"] = rng.choice([1000.0, 5000.0])
    return parameters


def companion(rng, folder):
    """Changes the files of a model folder, each in one of the ways that are seen."""
    edit = lambda name: json.loads((folder / name).read_text())
    config = edit("config.json")
    text = config.get("text_config", config)
    weights = {}
    for shard in sorted(folder.glob("*.safetensors")):
        if shard.name != "expected.safetensors":
            weights.update(load_file(shard))
            shard.unlink()
    (folder / "model.safetensors.index.json").unlink(missing_ok=True)
    embedding = next(k for k in weights if k.endswith("embed_tokens.weight"))
    head = next((k for k in weights if k.endswith("lm_head.weight")), "lm_head.weight" if text is config else "language_model.lm_head.weight")
    for node in (config, text):
        choice = rng.choice([True, False, None, "keep"])
        if choice is None:
            node.pop("tie_word_embeddings", None)
        elif choice != "keep":
            node["tie_word_embeddings"] = choice
    heads = rng.choice(["keep", "keep", "equal", "different", "head only"])
    if heads == "equal":
        weights[head] = weights[embedding].clone()
    elif heads == "different":
        weights[head] = weights[embedding].flip(0).contiguous()
    elif heads == "head only":
        weights[head] = weights.pop(embedding)
    if rng.random() < 0.4:
        text.pop("rope_parameters", None)
        text.pop("rope_theta", None)
        for key in rng.choice([["rope_parameters"], ["rope_scaling"], ["rope_parameters", "rope_scaling"]]):
            text[key] = rope(rng)
        if rng.random() < 0.5:
            text["rope_theta"] = 2000.0
        if rng.random() < 0.2:
            text["original_max_position_embeddings"] = 24
    if rng.random() < 0.2:
        text["hidden_act"] = rng.choice(["silu", "gelu", "relu", "gelu_new", "swish"])
    if text is not config and rng.random() < 0.2:
        config["image_token_id"] = config.pop("image_token_index", 3)
    if text is not config and rng.random() < 0.3:  # module names of transformers 5
        weights = {("model." + k.replace("language_model.model.", "language_model.") if "lm_head" not in k else "lm_head.weight"): v
                   for k, v in weights.items()}
    dtype = rng.choice([torch.float32, torch.bfloat16, torch.float16])
    save_file({k: v.to(dtype).contiguous() for k, v in weights.items()}, folder / "model.safetensors", {"format": "pt"})
    (folder / "config.json").write_text(json.dumps(config))
    tokenizer, settings = edit("tokenizer.json"), edit("tokenizer_config.json")
    if rng.random() < 0.5:
        begins(tokenizer)
        if rng.random() < 0.5:
            settings["add_bos_token"] = rng.choice([True, False])
    else:
        settings["add_bos_token"] = False
    # not LlamaTokenizerFast: in transformers 5 that class replaces the normaliser and the pre-tokenizer of tokenizer.json
    settings["tokenizer_class"] = rng.choice(["TokenizersBackend", "PreTrainedTokenizerFast"])
    if rng.random() < 0.4:
        (folder / "special_tokens_map.json").write_text(json.dumps({"eos_token": rng.choice(["<unk>", {"content": "<s>"}, "</s>"])}))
    if rng.random() < 0.3:
        token = {"content": "</s>", "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}
        settings["added_tokens_decoder"] = {"2": token}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))


def companions(oracles, out, count):
    from transformers import AutoTokenizer

    if not (out / "bases" / "separate-llava").exists():
        for name in ("biased-llava", "plain-llama"):
            shutil.copytree(oracles / name, out / "bases" / name, dirs_exist_ok=True)
        separate_llava(oracles, out / "bases" / "separate-llava")
    made = 0
    for seed in range(10 * count):
        if made == count:
            break
        rng = random.Random(seed)
        base = out / "bases" / rng.choice(["biased-llava", "plain-llama", "separate-llava"])
        folder = out / "companions" / f"{seed:04d}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        shutil.rmtree(folder / "adapter", ignore_errors=True)
        try:
            companion(rng, folder)
            inputs = inputs_of(base)
            model = load(folder)
            with torch.no_grad():
                logits = model(**inputs).logits[:, -1].contiguous()
            tokenizer = AutoTokenizer.from_pretrained(folder)
            ids = torch.tensor(tokenizer("USER: Describe. ASSISTANT:")["input_ids"])
            values = {"logits": logits, "ids": ids, "eos": torch.tensor([tokenizer.eos_token_id])}
        except Exception as e:
            print(f"{seed:04d} transformers: {type(e).__name__} {str(e).splitlines()[0][:90]}")
            shutil.rmtree(folder, ignore_errors=True)
            continue
        save_file({**inputs, "attention_mask": torch.ones_like(inputs["input_ids"]), **values}, folder / "expected.safetensors")
        made += 1
    print(made, "companions")


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    paths = [pathlib.Path(p) for p in rest if not p.isdigit()]
    counts = [int(p) for p in rest if p.isdigit()]
    {"adapters": adapters, "images": images, "companions": companions}[what](*paths, *(counts or [{"adapters": 200}.get(what, 100)]))
