package dev.factstream.model.generate;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;

/** A sequence in generation: its prompt and the tokens drawn so far. Not thread-safe. */
public final class RunningSequence {

    private final GenerationRequest request;
    private final double[] uniforms;
    private final int[] tokens;
    private final float[] logProbs;
    private int length;
    private double entropy;
    private boolean stopped;
    private boolean ended;

    RunningSequence(GenerationRequest request) {
        this.request = request;
        tokens = new int[request.options().maxNewTokens()];
        uniforms = new double[tokens.length];
        SplittableRandom random = new SplittableRandom(request.options().seed());
        Arrays.setAll(uniforms, index -> random.nextDouble());
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
        tokens[length] = token;
        logProbs[length++] = logProb;
        entropy += entropyOfToken;
        stopped = stops.contains(token);
    }

    /** Returns the number in [0, 1) that selects the token after the next {@code ahead} tokens. */
    double uniform(int ahead) {
        return uniforms[length + ahead];
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
