package dev.factstream.data.picturebook;

import dev.factstream.data.rows.PromptRows;

/** Explains the files of a picture book to whoever finds them. */
final class Readme {
    private static final String LESSONS = """
            sft.jsonl      conversations, for supervised fine-tuning; "hallucinated" lists turns made false on purpose;
                           without an image: to learn to read, from captions or by repeating words
            checks.jsonl   answers to check against captions or picture; "supported" where nothing in them is false
            """;

    private Readme() {}

    /** @param lessons whether what a policy is taught from has been written too */
    static String of(PictureBookOptions options, boolean lessons) {
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
                %s
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
                        lessons ? LESSONS : "",
                        PromptRows.FORMAT);
    }
}
