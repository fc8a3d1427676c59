package dev.factstream.data.picturebook;

import dev.factstream.data.rows.PromptRows;

/** Explains the files of a picture book to whoever finds them. */
final class Readme {
    private Readme() {}

    static String of(PictureBookOptions options) {
        return """
                A picture book made by FactStream.

                %s
                %s
                %s
                %s
                %d pictures, split %s, seed %d, %d questions each in the mix %s

                overview.png   the first pictures, enlarged
                images/        the pictures
                scenes.jsonl   what is true of each picture: the scene graph
                prompts.jsonl  questions with facts, for reinforcement learning
                sft.jsonl      conversations, for supervised fine-tuning; "hallucinated" lists turns made false on purpose;
                               without an image: to learn to read, from captions or by repeating words
                checks.jsonl   answers to check against captions or picture; "supported" where nothing in them is false

                The rows of prompts.jsonl. %s""".formatted(
                        options.world(),
                        options.sft(),
                        options.checks(),
                        options.reading(),
                        options.count(),
                        options.split().text(),
                        options.seed(),
                        options.questions(),
                        options.mix(),
                        PromptRows.FORMAT);
    }
}
