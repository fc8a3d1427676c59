#!/usr/bin/env python3
"""What transformers and peft do on the machine, weights and shapes of `factstream bench generate|train`, in turns with it.

    python bench_peer.py --model checkpoints/policy [--threads 1] [--turns 3]

Needs torch, transformers 5.18 and peft 0.21; prints one table. Each turn runs a round of ours and a round of theirs, since what else
the machine does changes; figures are medians. With one thread, tokens in a second of processor time are compared too.
"""

import argparse
import pathlib
import re
import statistics
import subprocess
import sys
import time

import torch
import transformers
from peft import LoraConfig, get_peft_model

HOME = pathlib.Path(__file__).resolve().parents[4]
TARGETS = "q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj"


def load(folder, dtype):
    config = transformers.AutoConfig.from_pretrained(folder)
    kind = transformers.LlavaForConditionalGeneration if config.model_type == "llava" else transformers.AutoModelForCausalLM
    return kind.from_pretrained(folder, dtype=dtype).eval()


def tokens(config, rows, length):
    """SyntheticTokens.java"""
    text = getattr(config, "text_config", config)
    image = getattr(config, "image_token_index", getattr(config, "image_token_id", -1))
    spread = text.vocab_size - 4 - 1
    ids = [[4 + (r * 7919 + t * 10473 + r * t % 97) % spread for t in range(length)] for r in range(rows)]
    return torch.tensor([[i + 1 if i == image else i for i in row] for row in ids])


def timed(count, work):
    begin, busy = time.perf_counter(), time.process_time()
    work()
    return count / (time.perf_counter() - begin), count / (time.process_time() - busy)


def generation(model, ids, new):
    length = ids.shape[1]
    options = transformers.GenerationConfig(
        do_sample=True, temperature=1.0, top_k=0, top_p=1.0, max_new_tokens=new, min_new_tokens=new,
        eos_token_id=None, pad_token_id=0)
    with torch.inference_mode():
        made = model.generate(ids, attention_mask=torch.ones_like(ids), generation_config=options)
    assert made.shape[1] == length + new


def training(model, ids, prompt):
    """The same loss over the same positions; only the logits that it needs are computed."""
    answer = ids.shape[1] - prompt
    logits = model(input_ids=ids, attention_mask=torch.ones_like(ids), logits_to_keep=answer + 1).logits[:, :-1]
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1).float(), ids[:, prompt:].flatten())
    loss.backward()
    for parameter in model.parameters():
        parameter.grad = None
    return loss.item()


def ours(factstream, command, arguments):
    said = subprocess.run([factstream, "bench", command, *arguments], capture_output=True, text=True, check=False)
    if said.returncode:
        sys.exit(said.stderr)
    found = re.search(r"median (\d+) tokens/s, (\d+) in", said.stdout)
    loss = re.search(r"loss ([\d.]+)", said.stdout)
    return (float(found[1]), float(found[2])), float(loss[1]) if loss else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=1, help="rounds of ours in a turn, after one that warms up")
    parser.add_argument("--batches", type=int, nargs="+", default=[16, 1])
    parser.add_argument("--factstream", default=str(HOME / "factstream"), help="the command to measure")
    parser.add_argument("--only", choices=["generate", "train"])
    parser.add_argument("--dtypes", nargs="+", default=["float32", "bfloat16"])
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    common = ["--model", options.model, "--threads", str(options.threads), "--rounds", str(options.rounds)]
    models = {name: load(options.model, getattr(torch, name)) for name in options.dtypes}
    config = next(iter(models.values())).config
    print(f"{options.model}, {options.threads} thread(s), medians of {options.turns} turns")
    print(f"{'':34}{'tokens/s':>12}{'per CPU s':>12}{'ratio':>8}{'CPU ratio':>11}")

    def compare(title, command, arguments, theirs, count):
        rates = {"ours": []}
        for name, work in theirs.items():
            rates[name] = []
            work()
        for _ in range(options.turns):
            rates["ours"].append(ours(options.factstream, command, common + arguments)[0])
            for name, work in theirs.items():
                rates[name].append(timed(count, work))
        medians = {name: [statistics.median(column) for column in zip(*values)] for name, values in rates.items()}
        for name, (wall, cpu) in medians.items():
            ratios = "" if name == "ours" else f"{medians['ours'][0] / wall:8.2f}{medians['ours'][1] / cpu:11.2f}"
            print(f"{title + ', ' + name:34}{wall:12.0f}{cpu:12.0f}{ratios}", flush=True)

    if options.only != "train":
        for batch in options.batches:
            ids = tokens(config, batch, 64)
            theirs = {n: lambda m=m, i=ids: generation(m, i, 96) for n, m in models.items()}
            compare(f"generate {batch} x 64+96", "generate", ["--batch", str(batch)], theirs, batch * 96)
    if options.only != "generate":
        ids = tokens(config, 16, 160)
        adapted = {}
        for name in options.dtypes:
            lora = LoraConfig(r=16, lora_alpha=32, target_modules=rf"(?!.*vision).*\.({TARGETS})")
            adapted[name] = get_peft_model(load(options.model, getattr(torch, name)), lora)
        if "float32" in adapted:
            loss = ours(options.factstream, "train", common)[1]
            print(f"loss: ours {loss:.6f}, theirs {training(adapted['float32'], ids, 64):.6f}")
        theirs = {n: lambda m=m: training(m, ids, 64) for n, m in adapted.items()}
        compare("LoRA train 16 x 160", "train", [], theirs, 16 * 160)


if __name__ == "__main__":
    main()
