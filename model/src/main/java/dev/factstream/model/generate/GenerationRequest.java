package dev.factstream.model.generate;

import dev.factstream.model.prompt.EncodedPrompt;

/** A prompt and its sampling options. */
public record GenerationRequest(EncodedPrompt prompt, SamplingOptions options) {

    /** The maximum number of positions that prompt and answer may occupy. */
    public int positions() {
        return prompt.ids().length + options.maxNewTokens();
    }
}
