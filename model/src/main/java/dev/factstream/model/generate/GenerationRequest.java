package dev.factstream.model.generate;

import dev.factstream.model.prompt.EncodedPrompt;

/** A prompt and how to answer it. */
public record GenerationRequest(EncodedPrompt prompt, SamplingOptions options) {

    /** Positions that prompt and answer can come to occupy. */
    public int positions() {
        return prompt.ids().length + options.maxNewTokens();
    }
}
