package dev.factstream.picturebook;

import dev.factstream.schemas.rows.PromptRows;
import java.util.Locale;

/** The README of a picture book folder. */
final class PictureBookReadme {
    private static final String LESSONS = """
            sft.jsonl      conversations, for supervised fine-tuning; "hallucinated" lists turns made false on purpose;
                           rows without an image train reading, from captions or by repeating words
            checks.jsonl   answers to check against captions or picture; "supported" is true if nothing in the answer is false
            """;

    private PictureBookReadme() {}

    /** @param lessons whether the training rows for a policy were written too */
    static String of(PictureBookOptions options, boolean lessons) {
        return String.format(
                Locale.ROOT,
                """
                A picture book made by FactStream.

                %s
                %s
                %s
                %s
                %d pictures, split %s, seed %d, %d questions each in the mix %s

                overview.png   the first pictures, enlarged
                images/        the pictures
                scenes.jsonl   the scene graph of each picture: its ground truth
                prompts.jsonl  questions with facts, for reinforcement learning
                %s
                The rows of prompts.jsonl. %s""",
                options.world(),
                options.sft(),
                options.checks(),
                options.reading(),
                options.count(),
                options.split().text(),
                options.seed(),
                options.questions(),
                options.mix(),
                lessons ? LESSONS : "",
                PromptRows.FORMAT);
    }
}
