package dev.factstream.model.reward;

import dev.factstream.model.checkpoint.CheckpointException;
import dev.factstream.model.tokenizer.Tokenizer;

/** What a language model that was taught to judge says behind the judging turn. */
public enum Verdict {
    GOOD("good"),
    BAD("bad");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** The verdict for an answer that is supported or not. */
    public static Verdict of(boolean supported) {
        return supported ? GOOD : BAD;
    }

    /** The word; a space stands before it, as before every answer. */
    public String text() {
        return text;
    }

    /**
     * The first token of the word and its space: by it the verdicts are told apart.
     *
     * @throws CheckpointException if both begin with the same token, as in a vocabulary that has not learned them
     */
    public int token(Tokenizer tokenizer) {
        int good = tokenizer.encode(" " + GOOD.text)[0];
        int bad = tokenizer.encode(" " + BAD.text)[0];
        if (good == bad) {
            throw new CheckpointException("the tokenizer writes '" + GOOD.text + "' and '" + BAD.text
                    + "' with the same first token: train it on texts that have both");
        }
        return this == GOOD ? good : bad;
    }
}
