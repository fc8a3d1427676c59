"""Trains a small model to check an answer against captions, by a curriculum of tasks.

A Llama of the size of the small policy's language model (hidden 128, 4 layers, tied embeddings) learns four stages, each with a share of
the earlier tasks: to repeat random words; to look up the colours of listed things, and to answer questions about captions; to rate
statements with the verdict right after the word in question, and answers to questions about captions; finally to rate an answer as a
reward model does, with the captions after it and the answer repeated after the captions.

  factstream data picture-book --count 12000 --seed 11 --dial world=tiny --dial turns=6 --dial open-share=0.7 --dial reading-share=1 \\
      --dial reading-things=3 --dial checks=4 --dial read-share=1 --dial seen-share=0 --out book
  python teach_to_check.py book

Needs torch. Every 100 steps it prints, for the tasks trained, the share of correct target words (of verdicts, if there are any) since the
previous line, and on held-out rows the share of correct informative words in answers to questions about captions, and of correct
verdicts on checks.
"""

import argparse
import json
import pathlib
import random
import re
import time

import torch
import torch.nn.functional as F
from torch import nn

KINDS = "cat car apple chair cup ball man umbrella tree laptop fridge clock".split()
COLOURS = "red blue green yellow".split()
# words that make an answer false when one replaces another
GROUPS = [
    KINDS,
    "cats cars apples chairs cups balls men umbrellas trees laptops fridges clocks".split(),
    COLOURS,
    ["big", "small"],
    ["one", "two", "three"],
    "kitchen bedroom street park".split(),
    ["above", "below"],
    ["left", "right"],
    ["top", "bottom"],
    list("ABCD"),
]
FIXED = "USER: ASSISTANT: Rate the last answer. Facts: Question: Answer: The rating is good bad Repeat: a the . ,"
# (last step, share of batches of each task); all rows of a batch have one task
STAGES = [
    (400, {"repeat": 1}),
    (1000, {"repeat": 0.15, "lookup": 0.2, "answer": 0.65}),
    (1700, {"repeat": 0.05, "rated lookup": 0.2, "answer": 0.3, "rated answer": 0.45}),
    (2600, {"repeat": 0.05, "rated lookup": 0.1, "answer": 0.2, "rated answer": 0.3, "check": 0.35}),
]
STEPS = STAGES[-1][0]
RATE = 1e-3
WARMUP = 50
COOLING = 0.4  # share of the steps in which the rate falls
SHORT_BATCH = 32
LONG_BATCH = 16
VERDICT_WEIGHT = 5
FACTS_WEIGHT = 0.5
HELD_OUT_CONVERSATIONS = 200
HELD_OUT_CHECKS = 600
UNUSED_CHECKS = 2000  # the first pictures' checks, of which the held-out ones are a part


def words(text):
    return re.findall(r"[A-Za-z]+|[^\sA-Za-z]", text)


class Book:
    """The conversations about captions and the checks of a picture book, as words."""

    def __init__(self, folder):
        lines = lambda name: [json.loads(line) for line in (folder / name).read_text().splitlines()]
        self.conversations = [self.conversation(row) for row in lines("sft.jsonl")]
        self.checks = lines("checks.jsonl")
        known = {w for facts, asked, told in self.conversations for w in facts + sum(asked, []) + sum(told, [])}
        for check in self.checks:
            known.update(words(" ".join([check["question"], check["answer"], *check["captions"]])))
        self.vocabulary = ["<pad>", "<s>", "</s>", *sorted(known | set(words(FIXED)))]
        self.ids = {word: i for i, word in enumerate(self.vocabulary)}
        self.others = {w: [o for o in group if o != w and o in self.ids] for group in GROUPS for w in group if w in self.ids}

    @staticmethod
    def conversation(row):
        turns = [turn["value"] for turn in row["conversations"]]
        facts, first = turns[0].rsplit("\n", 1)
        return words(facts), [words(q) for q in [first, *turns[2::2]]], [words(a) for a in turns[1::2]]

    def encode(self, tokens):
        return [self.ids[token] for token in (words(tokens) if isinstance(tokens, str) else tokens)]


class Row:
    """Token ids, each with the weight of predicting it."""

    def __init__(self):
        self.ids, self.weights = [], []

    def add(self, ids, weight=0.0):
        self.ids += ids
        self.weights += [weight] * len(ids)
        return self


class Rows:
    def __init__(self, book, rng):
        self.book, self.rng = book, rng
        encode = book.encode
        self.start, self.end = [book.ids["<s>"]], [book.ids["</s>"]]
        self.user, self.assistant = encode("USER:"), encode("ASSISTANT:")
        self.verdicts = [book.ids["bad"], book.ids["good"]]

    def draw(self, sort):
        count = LONG_BATCH if sort in ("answer", "rated answer", "check") else SHORT_BATCH
        return [getattr(self, sort.replace(" ", "_"))() for _ in range(count)]

    def repeat(self):
        listed = [self.rng.randrange(3, len(self.book.vocabulary)) for _ in range(self.rng.randint(8, 20))]
        row = Row().add(self.start + self.user + self.book.encode("Repeat:") + listed + self.assistant)
        return row.add(listed + self.end, 1.0)

    def lookup(self, rated=False):
        kinds = self.rng.sample(KINDS, 4)
        colours = [self.rng.choice(COLOURS) for _ in kinds]
        row = Row().add(self.start)
        for kind, colour in zip(kinds, colours):
            row.add(self.book.encode(["a", colour, kind, ","]))
        for i in self.rng.sample(range(4), 4):
            right = not rated or self.rng.random() < 0.5
            said = colours[i] if right else self.rng.choice([c for c in COLOURS if c != colours[i]])
            row.add(self.book.encode(["the", kinds[i], "is"])).add(self.book.encode([said]), 1.0 if right else 0.0)
            if rated:
                row.add([self.verdicts[right]], 3.0)
            row.add(self.book.encode(["."]))
        return row

    def rated_lookup(self):
        return self.lookup(rated=True)

    def answer(self):
        facts, asked, told = self.rng.choice(self.book.conversations[HELD_OUT_CONVERSATIONS:])
        row = Row().add(self.start + self.user + self.book.encode(facts), FACTS_WEIGHT)
        for i, (question, answer) in enumerate(zip(asked, told)):
            row.add((self.user if i else []) + self.book.encode(question) + self.assistant)
            row.add(self.book.encode(answer) + self.end, 1.0)
        return row

    def rated_answer(self):
        facts, asked, told = self.rng.choice(self.book.conversations[HELD_OUT_CONVERSATIONS:])
        row = Row().add(self.start + self.user + self.book.encode(facts), FACTS_WEIGHT)
        for i, (question, answer) in enumerate(zip(asked, told)):
            right = self.rng.random() < 0.5
            said = answer if right else self.falsified(answer)
            if said is None:
                right, said = True, answer
            row.add((self.user if i else []) + self.book.encode(question) + self.assistant + self.book.encode(said) + self.end)
            row.add([self.verdicts[right]], float(VERDICT_WEIGHT))
        return row

    def falsified(self, answer):
        places = [i for i, word in enumerate(answer) if word in self.book.others]
        if not places:
            return None
        place = self.rng.choice(places)
        return answer[:place] + [self.rng.choice(self.book.others[answer[place]])] + answer[place + 1:]

    def check(self):
        return self.checked(self.rng.choice(self.book.checks[UNUSED_CHECKS:]))

    def checked(self, check):
        encode = self.book.encode
        question, answer = encode(check["question"]), encode(check["answer"])
        row = Row().add(self.start + self.user + question + self.assistant + answer + self.end)
        row.add(self.user + encode("Rate the last answer. Facts:"))
        for caption in check["captions"]:
            row.add(encode("-" + caption))
        row.add(encode("Question:") + question + encode("Answer:") + answer + self.assistant + encode("The rating is"))
        return row.add([self.verdicts[check["supported"]]], 4.0 * VERDICT_WEIGHT)


class Layer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.RMSNorm(width, eps=1e-5), nn.RMSNorm(width, eps=1e-5)
        self.qkv, self.out = nn.Linear(width, 3 * width, bias=False), nn.Linear(width, width, bias=False)
        self.gate_up, self.down = nn.Linear(width, 4 * width, bias=False), nn.Linear(2 * width, width, bias=False)

    def forward(self, x, cos, sin):
        b, t, d = x.shape
        q, k, v = self.qkv(self.before(x)).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        rotate = lambda z: torch.cat([z.chunk(2, -1)[0] * cos - z.chunk(2, -1)[1] * sin, z.chunk(2, -1)[1] * cos + z.chunk(2, -1)[0] * sin], -1)
        seen = F.scaled_dot_product_attention(rotate(q), rotate(k), v, is_causal=True)
        x = x + self.out(seen.transpose(1, 2).reshape(b, t, d))
        gate, up = self.gate_up(self.between(x)).chunk(2, -1)
        return x + self.down(F.silu(gate) * up)


class Language(nn.Module):
    def __init__(self, vocabulary, width=128, heads=4, layers=4):
        super().__init__()
        self.embed = nn.Embedding(vocabulary, width)
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))
        self.norm = nn.RMSNorm(width, eps=1e-5)
        for weight in self.parameters():
            if weight.dim() > 1:
                nn.init.normal_(weight, 0, 0.05)
        size = width // heads
        angles = torch.arange(512)[:, None] * 10000 ** (-torch.arange(0, size, 2) / size)
        self.register_buffer("cos", angles.cos())
        self.register_buffer("sin", angles.sin())

    def forward(self, ids):
        x = self.embed(ids)
        for layer in self.layers:
            x = layer(x, self.cos[: ids.shape[1]], self.sin[: ids.shape[1]])
        return self.norm(x)

    def logits(self, hidden):
        return hidden @ self.embed.weight.T


def padded(lists, filler):
    width = max(map(len, lists))
    return torch.tensor([row + [filler] * (width - len(row)) for row in lists])


@torch.no_grad()
def answers_right(model, rows):
    right = count = 0
    book = rows.book
    for start in range(0, HELD_OUT_CONVERSATIONS, 50):
        batch = []
        for facts, asked, told in book.conversations[start:start + 50]:
            row = Row().add(rows.start + rows.user + book.encode(facts))
            for i, (question, answer) in enumerate(zip(asked, told)):
                row.add((rows.user if i else []) + book.encode(question) + rows.assistant)
                for word in answer:
                    row.add([book.ids[word]], float(word in book.others))
                row.add(rows.end)
            batch.append(row)
        ids, wanted = padded([r.ids for r in batch], 0), padded([r.weights for r in batch], 0.0)[:, 1:] > 0
        told = model.logits(model(ids[:, :-1])[wanted]).argmax(-1)
        right += (told == ids[:, 1:][wanted]).sum().item()
        count += wanted.sum().item()
    return right / count


@torch.no_grad()
def checks_right(model, rows):
    right = 0
    bad, good = rows.verdicts
    for start in range(0, HELD_OUT_CHECKS, 50):
        checks = rows.book.checks[start:start + 50]
        lists = [rows.checked(check).ids for check in checks]
        last = torch.tensor([len(ids) - 2 for ids in lists])
        logits = model.logits(model(padded(lists, 0))[torch.arange(len(lists)), last])
        told = (logits[:, good] > logits[:, bad]).tolist()
        right += sum(verdict == check["supported"] for verdict, check in zip(told, checks))
    return right / HELD_OUT_CHECKS


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("book", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    rows = Rows(Book(options.book), random.Random(options.seed + 5))
    model = Language(len(rows.book.vocabulary))
    matrices = [w for w in model.parameters() if w.dim() > 1]
    vectors = [w for w in model.parameters() if w.dim() == 1]
    adam = torch.optim.AdamW(
        [dict(params=matrices, weight_decay=0.01), dict(params=vectors, weight_decay=0)], lr=RATE, betas=(0.9, 0.98), fused=True)
    hits, begin = {}, time.time()
    for step in range(1, STEPS + 1):
        for group in adam.param_groups:
            group["lr"] = RATE * min(1, step / WARMUP) * min(1, max(0.05, (STEPS - step) / (COOLING * STEPS)))
        shares = next(shares for limit, shares in STAGES if step <= limit)
        sort = rows.rng.choices(list(shares), list(shares.values()))[0]
        batch = rows.draw(sort)
        ids, weights = padded([r.ids for r in batch], 0), padded([r.weights for r in batch], 0.0)[:, 1:]
        told = weights > 0
        logits, targets, weights = model.logits(model(ids[:, :-1])[told]), ids[:, 1:][told], weights[told]
        loss = (F.cross_entropy(logits, targets, reduction="none") * weights).sum() / weights.sum()
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        counted = torch.isin(targets, torch.tensor(rows.verdicts)) if "rated" in sort or sort == "check" else weights == 1
        hits.setdefault(sort, []).append((logits.argmax(-1) == targets)[counted].float().mean().item())
        if step % 100 == 0:
            trained = "  ".join(f"{sort} {sum(h) / len(h):.3f}" for sort, h in sorted(hits.items()))
            print(
                f"{step}  {time.time() - begin:.0f} s  {trained}  |  held out: answers {answers_right(model, rows):.3f}"
                f"  checks {checks_right(model, rows):.3f}", flush=True)
            hits = {}


if __name__ == "__main__":
    main()
