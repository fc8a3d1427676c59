package dev.factstream.model.generate;

import java.util.Arrays;
import java.util.Set;

/** A sequence that is being drawn: its prompt and what came so far. Not thread-safe. */
public final class RunningSequence {

    private final GenerationRequest request;
    private final UniformNumbers uniforms;
    private final int[] tokens;
    private final float[] logProbs;
    private int length;
    private double entropy;
    private boolean stopped;
    private boolean ended;

    RunningSequence(GenerationRequest request) {
        this.request = request;
        uniforms = new UniformNumbers(request.options().seed());
        tokens = new int[request.options().maxNewTokens()];
        logProbs = new float[tokens.length];
    }

    /** What was asked for. */
    public GenerationRequest request() {
        return request;
    }

    /** Tokens drawn so far. */
    public int length() {
        return length;
    }

    /** Whether it drew a stop token, reached its limit, or was ended. */
    public boolean finished() {
        return stopped || ended || length == tokens.length;
    }

    /** Nobody wants more of it; {@link Decoder#release} then frees its slot. */
    public void end() {
        ended = true;
    }

    /** What was drawn so far. */
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

    /** The number that the token after {@code ahead} others is drawn with. */
    double uniform(int ahead) {
        return uniforms.peek(ahead);
    }

    /** Tokens that it can still get. */
    int left() {
        return tokens.length - length;
    }

    int lastToken() {
        return tokens[length - 1];
    }

    /** Position of the token that is fed next. */
    int position() {
        return request.prompt().ids().length + length - 1;
    }

    /** Positions that it can come to occupy. */
    int capacity() {
        return request.positions();
    }

    /** What its cache holds: the prompt and all drawn tokens but the last, which is not fed yet. */
    int[] cached() {
        int[] prompt = request.prompt().ids();
        int drawn = Math.max(0, length - 1);
        int[] ids = Arrays.copyOf(prompt, prompt.length + drawn);
        System.arraycopy(tokens, 0, ids, prompt.length, drawn);
        return ids;
    }
}
