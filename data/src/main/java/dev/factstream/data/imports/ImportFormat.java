package dev.factstream.data.imports;

import dev.factstream.schemas.rows.PreferenceRows;
import dev.factstream.schemas.rows.PromptRows;
import dev.factstream.schemas.rows.SftRows;

/** The formats that can be imported, and the file that each becomes. */
public enum ImportFormat {
    LLAVA_SFT("llava-sft", SftRows.FILE),
    LLAVA_PREFERENCE("llava-preference", PreferenceRows.FILE),
    LLAVA_PPO("llava-ppo", PromptRows.FILE),
    COCO("coco", PromptRows.FILE);

    /** The formats with examples and results, described for users. */
    public static final String HELP = """
            llava-sft: LLaVA's conversations, a JSON array or one object per line; become sft.jsonl for
              'train sft'.
              {"id": "7", "image": "000000000007.jpg", "conversations": [
                {"from": "human", "value": "<image>\\nWhat is this?"}, {"from": "gpt", "value": "A cat."}]}
              Any number of turns; a row without 'image' is text only.

            llava-preference: LLaVA-RLHF's preferences, in the same forms; become preferences.jsonl for
              'train reward-model'. Captions of the picture are taken from image_to_caption.json.
              {"id": "7", "image": "000000000007.jpg", "preference": 2, "hallucination": true,
               "conversations": [{"from": "human", "value": "<image>\\nWhat is this?"}],
               "output_1": {"from": "llava", "value": "A dog."},
               "output_2": {"from": "llava", "value": "A cat."}}
              The outputs replace the last answer, if there is one; earlier turns are kept.

            llava-ppo: LLaVA-RLHF's questions, in the same forms; become prompts.jsonl for 'data publish'.
              {"id": "7", "image": "000000000007.jpg", "caption_type": 6, "length_bonus": 1.0,
               "captions": ["A cat."], "conversations": [
                {"from": "human", "value": "<image>\\nIs it a dog?"}, {"from": "gpt", "value": "No."}]}
              Only the first question is asked; its answer is kept as the reference answer.
              caption_type: 1 is open; 2, 3, 4, 5 are multiple choice with right answer A, B, C, D; 6, 7 are
                yes/no questions with right answer no, yes.
              length_bonus scales the length penalty; a negative one rewards length (1 if missing).
              captions are the facts; rows without them use those of image_to_caption.json, which has
                {"000000000007.jpg": ["A cat.", "A cat sits."], "aok_000000000007.jpg": ["Cats purr."]}
              where aok_ marks the rationales of multiple-choice questions.

            coco: photographs; become prompts.jsonl. A folder with image_to_caption.json and, for yes/no
              questions, objects.json: {"000000000007.jpg": {"cat": 1, "dining table": 1}}
              or COCO's own captions_NAME.json with, for yes/no questions, instances_NAME.json beside it.
              Each photograph gets a question for a description. Half of the yes/no questions are about
              objects in the picture, half about absent objects that usually accompany them; an object
              that a caption mentions never counts as absent.

            rejected.jsonl lists every row that cannot be used, with its line and the reason; the other
            rows are imported.
            """;

    private final String text;
    private final String rows;

    ImportFormat(String text, String rows) {
        this.text = text;
        this.rows = rows;
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return text;
    }

    /** The file of imported rows. */
    public String rows() {
        return rows;
    }
}
