package dev.factstream.data.imports;

import dev.factstream.data.rows.PreferenceRows;
import dev.factstream.data.rows.PromptRows;
import dev.factstream.data.rows.SftRows;

/** Whose files can be imported, and the file that they become. */
public enum ImportFormat {
    LLAVA_SFT("llava-sft", SftRows.FILE),
    LLAVA_PREFERENCE("llava-preference", PreferenceRows.FILE),
    LLAVA_PPO("llava-ppo", PromptRows.FILE),
    COCO("coco", PromptRows.FILE);

    /** What is read, with examples, and what becomes of it; for people. */
    public static final String HELP = """
            llava-sft: LLaVA's conversations, a JSON array or one object a line; become sft.jsonl for
              'train sft'.
              {"id": "7", "image": "000000000007.jpg", "conversations": [
                {"from": "human", "value": "<image>\\nWhat is this?"}, {"from": "gpt", "value": "A cat."}]}
              Any number of turns; without 'image' it is text alone.

            llava-preference: LLaVA-RLHF's preferences, likewise; become preferences.jsonl for
              'train reward-model'. Captions of the picture are taken from image_to_caption.json.
              {"id": "7", "image": "000000000007.jpg", "preference": 2, "hallucination": true,
               "conversations": [{"from": "human", "value": "<image>\\nWhat is this?"}],
               "output_1": {"from": "llava", "value": "A dog."},
               "output_2": {"from": "llava", "value": "A cat."}}
              The outputs take the place of the last answer, if there is one; earlier turns are kept.

            llava-ppo: LLaVA-RLHF's questions, likewise; become prompts.jsonl for 'data publish'.
              {"id": "7", "image": "000000000007.jpg", "caption_type": 6, "length_bonus": 1.0,
               "captions": ["A cat."], "conversations": [
                {"from": "human", "value": "<image>\\nIs it a dog?"}, {"from": "gpt", "value": "No."}]}
              Only the first question is asked; its answer is kept as the reference answer.
              caption_type: 1 open; 2, 3, 4, 5 multiple choice, right is A, B, C, D; 6, 7 yes or no, right
                is no, yes.
              length_bonus scales the length penalty, below 0 rewards length (1 if missing).
              captions are the facts; without them those of image_to_caption.json are, which has
                {"000000000007.jpg": ["A cat.", "A cat sits."], "aok_000000000007.jpg": ["Cats purr."]}
              where aok_ marks the rationales of multiple-choice questions.

            coco: photographs; become prompts.jsonl. A folder with image_to_caption.json and, for yes/no
              questions, objects.json: {"000000000007.jpg": {"cat": 1, "dining table": 1}}
              or COCO's own captions_NAME.json with, for yes/no questions, instances_NAME.json beside it.
              Each photograph is to be described. Half of the yes/no questions are about objects that are
              there, half about such as usually come with them and are not; what a caption speaks of is
              never asked as absent.

            Every row that cannot be used is named in rejected.jsonl with its line and the reason; the
            others are imported.
            """;

    private final String text;
    private final String rows;

    ImportFormat(String text, String rows) {
        this.text = text;
        this.rows = rows;
    }

    /** The name that users write. */
    @Override
    public String toString() {
        return text;
    }

    /** The file of imported rows. */
    public String rows() {
        return rows;
    }
}
