package dev.factstream.data.imports;

import dev.factstream.data.rows.PromptRows;
import dev.factstream.data.rows.SftRows;

/** Whose files can be imported, and what becomes of them. */
public enum ImportFormat {
    LLAVA_SFT("llava-sft", SftRows.FILE, """
            LLaVA's conversations, a JSON array or one object a line; becomes sft.jsonl for 'train sft'.
              {"id": "7", "image": "000000000007.jpg", "conversations": [
                {"from": "human", "value": "<image>\\nWhat is this?"}, {"from": "gpt", "value": "A cat."}]}
              Any number of turns; 'image' may be missing where <image> is.
            """),
    LLAVA_PPO("llava-ppo", PromptRows.FILE, """
            LLaVA-RLHF's questions; becomes prompts.jsonl for 'data publish'. Only the first question is asked.
              {"id": "7", "image": "000000000007.jpg", "caption_type": 6, "length_bonus": 1.0, "captions": ["A cat."],
               "conversations": [{"from": "human", "value": "<image>\\nIs it a dog?"}, {"from": "gpt", "value": "No."}]}
              caption_type  1 open; 2, 3, 4, 5 multiple choice, right is A, B, C, D; 6 yes/no, right is no; 7 right is yes
              length_bonus  scales the length penalty, below 0 rewards length (optional, 1)
              captions      facts (optional: without them those of image_to_caption.json)
            """),
    COCO("coco", PromptRows.FILE, """
            A folder of photographs; becomes prompts.jsonl: one description a picture, and yes/no questions about objects.
              image_to_caption.json  {"000000000007.jpg": ["A cat.", "A cat on a mat."]}
              objects.json           {"000000000007.jpg": {"cat": 1}} (optional: without it no yes/no questions)
              or COCO's own captions_NAME.json and, beside it if there are to be yes/no questions, instances_NAME.json
              Half of the yes/no questions are about objects that are there, half about objects that usually come with
              them and are not there; what a caption mentions is not asked about as absent.
            """);

    private final String text;
    private final String rows;
    private final String description;

    ImportFormat(String text, String rows, String description) {
        this.text = text;
        this.rows = rows;
        this.description = description;
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

    /** What is read, with an example, and what becomes of it. */
    public String description() {
        return description;
    }
}
