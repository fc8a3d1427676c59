package dev.factstream.model.prompt;

/** A prompt has more tokens than its limit. */
public class PromptTooLongException extends IllegalArgumentException {

    public PromptTooLongException(int tokens, int limit) {
        super("the prompt has " + tokens + " tokens, the limit is " + limit);
    }
}
