package dev.factstream.model.prompt;

/** Thrown for a prompt with more tokens than the limit. */
public class PromptTooLongException extends IllegalArgumentException {

    public PromptTooLongException(int tokens, int limit) {
        super("the prompt has " + tokens + " tokens, the limit is " + limit);
    }
}
