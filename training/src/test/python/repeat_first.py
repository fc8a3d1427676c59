"""Shows that a small model learns to look up words faster after learning to repeat words.

A Llama of the size of the small policy's language model (hidden 128, 4 layers) must answer which colour each of four things in its
context has ("a red cat, a blue ball, ..."). Trained on that task only, it stays on a plateau; trained first to repeat lists of random
words, it learns the task within a hundred steps.

  python repeat_first.py --repeat-steps 0      # lookups alone
  python repeat_first.py --repeat-steps 400    # repeating first

Needs torch and transformers==5.18.0. Prints, every 50 steps, the share of repeated words and of looked-up colours that were right.
"""

import argparse
import random

import torch
import torch.nn.functional as F
from transformers import LlamaConfig, LlamaForCausalLM

KINDS = "cat car apple chair cup ball man umbrella tree laptop fridge clock".split()
COLOURS = "red blue green yellow".split()
OTHERS = ["<s>", "a", ",", "the", "is", "."]
WORDS = 130
THINGS = 4
BATCH = 32
RATE = 1e-3


def lookup(rng, ids):
    """Four things with their colours, then each thing again, in another order: its colour is to be told."""
    kinds = rng.sample(KINDS, THINGS)
    colours = [rng.choice(COLOURS) for _ in kinds]
    tokens = ["<s>"]
    for kind, colour in zip(kinds, colours):
        tokens += ["a", colour, kind, ","]
    told = [0] * len(tokens)
    for i in rng.sample(range(THINGS), THINGS):
        tokens += ["the", kinds[i], "is", colours[i], "."]
        told += [0, 0, 0, 1, 0]
    return [ids[token] for token in tokens], told


def repeat(rng, ids):
    """Ten to twenty random words twice; the second time they are to be told, but for the first."""
    words = [rng.randrange(WORDS) for _ in range(rng.randint(10, 20))]
    return [ids["<s>"], *words, ids["the"], *words], [0] * (len(words) + 3) + [1] * (len(words) - 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat-steps", type=int, default=400)
    parser.add_argument("--steps", type=int, default=700)
    parser.add_argument("--deviation", type=float, default=0.05, help="of the first weights")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    rng = random.Random(5)
    ids = {token: i for i, token in enumerate(OTHERS + KINDS + COLOURS)}
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=WORDS, hidden_size=128, intermediate_size=256, num_hidden_layers=4, num_attention_heads=4,
            num_key_value_heads=4, max_position_embeddings=512, initializer_range=options.deviation,
            tie_word_embeddings=False))
    adam = torch.optim.AdamW(model.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    right = {repeat: [], lookup: []}
    for step in range(1, options.steps + 1):
        for group in adam.param_groups:
            group["lr"] = RATE * min(1, step / 50)
        after = options.repeat_steps > 0 and rng.random() < 0.3
        task = repeat if step <= options.repeat_steps or after else lookup
        rows = [task(rng, ids) for _ in range(BATCH)]
        width = max(len(tokens) for tokens, _ in rows)
        tokens = torch.tensor([row + [0] * (width - len(row)) for row, _ in rows])
        told = torch.tensor([row + [0] * (width - len(row)) for _, row in rows])[:, 1:] > 0
        logits = model(tokens[:, :-1]).logits[told]
        targets = tokens[:, 1:][told]
        loss = F.cross_entropy(logits, targets)
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        right[task].append((logits.argmax(-1) == targets).float().mean().item())
        if step % 50 == 0:
            shares = {task.__name__: sum(hits) / len(hits) for task, hits in right.items() if hits}
            print(step, "  ".join(f"{name} {share:.3f}" for name, share in shares.items()), flush=True)
            right = {repeat: [], lookup: []}


if __name__ == "__main__":
    main()
