"""Makes the reference of the reward model: a small LLaVA, a LoRA adapter and a scalar head, and the scores of a few answers.

Usage: python make_reward_oracle.py ../resources/oracles
Needs what make_oracle.py needs. Sequences are padded on the left and read at their last position, as LLaVA-RLHF does; the order of
facts is java.util.Random's, so that a stored score can be computed by anybody.
"""

import json
import pathlib
import sys

import numpy as np
import torch
from make_oracle import pad, randomise, tokenizer
from peft import LoraConfig, get_peft_model
from PIL import Image
from safetensors.torch import save_file
from transformers import CLIPVisionConfig, LlamaConfig, LlavaConfig, LlavaForConditionalGeneration
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

TEMPLATE = "USER: Rate the last answer: is it accurate, helpful, natural and concise?{facts}\n{question} {answer} ASSISTANT: The rating is"
FACTS = "\nThe answer must be supported by these facts:"
IMAGE_TOKENS = 9


class JavaRandom:
    """java.util.Random, as its documentation defines it."""

    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)

    def next(self, bits):
        self.state = (self.state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return self.state >> (48 - bits)

    def below(self, bound):
        r = self.next(31)
        if bound & (bound - 1) == 0:
            return (bound * r) >> 31
        while r - r % bound + bound - 1 >= 1 << 31:
            r = self.next(31)
        return r % bound


def shuffled(items, seed):
    """java.util.Collections.shuffle."""
    items, random = list(items), JavaRandom(seed)
    for i in range(len(items), 1, -1):
        j = random.below(i)
        items[i - 1], items[j] = items[j], items[i - 1]
    return items


def judging_turn(question, answer, facts):
    slot = FACTS + "".join("\n- " + fact for fact in facts) + "\n" if facts else ""
    return TEMPLATE.format(facts=slot, question=question, answer=answer)


def main(folder):
    torch.manual_seed(5)
    folder.mkdir(parents=True, exist_ok=True)
    text = tokenizer(folder)
    config = LlavaConfig(
        vision_config=CLIPVisionConfig(
            hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, image_size=24, patch_size=8
        ),
        text_config=LlamaConfig(
            vocab_size=262, hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=4,
            num_key_value_heads=2, head_dim=6, max_position_embeddings=400, bos_token_id=1, eos_token_id=2, pad_token_id=0,
        ),
        image_token_index=3, vision_feature_layer=-1, vision_feature_select_strategy="default",
    )
    model = LlavaForConditionalGeneration(config).eval()
    randomise(model, 0.2)
    model.to(torch.bfloat16).save_pretrained(folder)
    model = LlavaForConditionalGeneration.from_pretrained(folder, dtype=torch.float32).eval()

    rng = np.random.default_rng(3)
    blocks = rng.integers(0, 256, (5, 5, 3), dtype=np.uint8)
    Image.fromarray(blocks).resize((37, 30), Image.BILINEAR).save(folder / "image.png")
    processor = CLIPImageProcessorPil(size={"shortest_edge": 24}, crop_size={"height": 24, "width": 24})
    processor.save_pretrained(folder)
    settings = (folder / "preprocessor_config.json").read_text()
    (folder / "preprocessor_config.json").write_text(settings.replace("CLIPImageProcessorPil", "CLIPImageProcessor"))
    pixels = processor([Image.open(folder / "image.png")], return_tensors="pt")["pixel_values"].float()

    lora = LoraConfig(r=3, lora_alpha=6, target_modules=r".*language_model.*\.(q_proj|v_proj|o_proj|up_proj|down_proj)")
    peft = get_peft_model(model, lora).eval()
    head = torch.nn.Linear(24, 1)
    with torch.no_grad():
        for name, parameter in peft.named_parameters():
            if "lora_B" in name:
                parameter.copy_(torch.randn_like(parameter) * 0.2)
        head.weight.copy_(torch.randn_like(head.weight))
        head.bias.fill_(0.25)
    peft.save_pretrained(folder / "adapter")
    (folder / "adapter" / "README.md").unlink(missing_ok=True)
    save_file({k: v.contiguous() for k, v in head.state_dict().items()}, folder / "reward_head.safetensors")

    facts = ["A cat sits.", "The ball is red.", "Trees\u2014two of them.", "It rains."]
    inputs = [
        ("What is it?", "It is a cat.", True, True, facts, 11),
        ("What is it?", "It is a cat.", True, True, facts, -4),
        ("What is it?", "It is a cat.", True, True, [], 11),
        ("What is it?", "It is a cat and a", True, False, facts[:3], 2**40 + 7),
        ("And then?", "Nothing \u00e7a.", False, True, facts[:2], 0),
    ]
    rows, seen, written = [], [], []
    for question, answer, image, ended, known, seed in inputs:
        before, after = ("USER: ", question + " ASSISTANT:") if not image else ("USER: ", "\n" + question + " ASSISTANT:")
        prompt = text.encode(before).ids + [3] * IMAGE_TOKENS * image + text.encode(after).ids
        turn = text.encode(judging_turn(question, answer, shuffled(known, seed))).ids
        rows.append([1] + prompt + text.encode(" " + answer).ids + [2] * ended + turn)
        seen.append(image)
        written.append(
            {"question": question, "answer": answer, "image": image, "ended": ended, "facts": known, "order_seed": seed}
        )
    ids, mask = pad(rows, left=True)
    with torch.no_grad():
        out = peft(
            input_ids=ids, attention_mask=mask, pixel_values=pixels.repeat(sum(seen), 1, 1, 1), output_hidden_states=True
        )
        scores = head(out.hidden_states[-1][:, -1])[:, 0]
    for row, ids, score in zip(written, rows, scores):
        row["tokens"] = len(ids)
        row["score"] = float(score)
    (folder / "scores.jsonl").write_text("".join(json.dumps(row) + "\n" for row in written))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) / "reward-llava")
