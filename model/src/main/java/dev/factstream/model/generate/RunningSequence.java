package dev.factstream.model.generate;

import java.util.Arrays;
import java.util.Set;

/** A sequence in generation: its prompt and the tokens drawn so far. Not thread-safe. */
public final class RunningSequence {

    private final GenerationRequest request;
    private final SplitMix64 uniforms;
    private final int[] tokens;
    private final float[] logProbs;
    private int length;
    private double entropy;
    private boolean stopped;
    private boolean ended;

    RunningSequence(GenerationRequest request) {
        this.request = request;
        uniforms = new SplitMix64(request.options().seed());
        tokens = new int[request.options().maxNewTokens()];
        logProbs = new float[tokens.length];
    }

    /** The request of this sequence. */
    public GenerationRequest request() {
        return request;
    }

    /** The number of tokens drawn so far. */
    public int length() {
        return length;
    }

    /** Whether the sequence drew a stop token, reached its limit, or was ended. */
    public boolean finished() {
        return stopped || ended || length == tokens.length;
    }

    /** Ends the sequence early; {@link Decoder#releaseFinished} then frees its slot. */
    public void end() {
        ended = true;
    }

    /** Returns the tokens drawn so far, with their statistics. */
    public Generation generation() {
        float mean = length == 0 ? 0 : (float) (entropy / length);
        return new Generation(Arrays.copyOf(tokens, length), Arrays.copyOf(logProbs, length), mean, stopped);
    }

    void draw(int token, float logProb, double entropyOfToken, Set<Integer> stops) {
        uniforms.advance();
        tokens[length] = token;
        logProbs[length++] = logProb;
        entropy += entropyOfToken;
        stopped = stops.contains(token);
    }

    /** Returns the uniform number for the token after the next {@code ahead} tokens. */
    double uniform(int ahead) {
        return uniforms.peek(ahead);
    }

    /** The number of tokens before the limit. */
    int remaining() {
        return tokens.length - length;
    }

    int lastToken() {
        return tokens[length - 1];
    }

    /** The position of the next input token. */
    int position() {
        return request.prompt().ids().length + length - 1;
    }

    /** The maximum number of positions that the sequence may occupy. */
    int capacity() {
        return request.positions();
    }

    /** The tokens in its cache: the prompt and all drawn tokens but the last, which is the next input. */
    int[] cachedTokens() {
        int[] prompt = request.prompt().ids();
        int drawn = Math.max(0, length - 1);
        int[] ids = Arrays.copyOf(prompt, prompt.length + drawn);
        System.arraycopy(tokens, 0, ids, prompt.length, drawn);
        return ids;
    }
}
