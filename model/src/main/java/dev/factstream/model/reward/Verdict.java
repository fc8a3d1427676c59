package dev.factstream.model.reward;

import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.tokenizer.Tokenizer;

/** The answers to the judging turn that a language model is trained to give. */
public enum Verdict {
    GOOD("good"),
    BAD("bad");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** Returns the verdict for a supported or unsupported answer. */
    public static Verdict of(boolean supported) {
        return supported ? GOOD : BAD;
    }

    /** The word, without the space that precedes it as it precedes every answer. */
    public String text() {
        return text;
    }

    /**
     * Returns the first token of the space and the word, which identifies the verdict.
     *
     * @throws ModelFormatException if both verdicts start with the same token, as in a vocabulary that does not contain them
     */
    public int token(Tokenizer tokenizer) {
        int good = tokenizer.encode(" " + GOOD.text)[0];
        int bad = tokenizer.encode(" " + BAD.text)[0];
        if (good == bad) {
            throw new ModelFormatException("the tokenizer encodes '" + GOOD.text + "' and '" + BAD.text
                    + "' with the same first token: train it on texts that contain both");
        }
        return this == GOOD ? good : bad;
    }
}
