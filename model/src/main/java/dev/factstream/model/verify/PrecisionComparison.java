package dev.factstream.model.verify;

import dev.factstream.model.generate.Generation;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.Generator;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.TokenStatistics;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The effect of decoding in another precision than fp32.
 *
 * @param tokens number of tokens that fp32 decodes greedily
 * @param free share of these tokens that the other precision decodes at the same position, each continuing its own text
 * @param forced share of these tokens that are the most probable in the other precision after fp32's preceding tokens
 * @param k3 mean of p/q - 1 - log(p/q) over tokens drawn in the other precision at temperature 1 (q) and scored by a learner in
 *     fp32 (p)
 * @param k3InFp32 the same for tokens drawn in fp32
 */
public record PrecisionComparison(int tokens, double free, double forced, double k3, double k3InFp32) {
    private static final int SIDE_BY_SIDE = 64;

    /**
     * Compares two decodings of the same weights.
     *
     * @param exact decodes in fp32
     * @param other the same weights, decoded in another precision
     * @param newTokens maximum number of tokens per answer
     */
    public static PrecisionComparison of(
            VisionLanguageModel exact, VisionLanguageModel other, List<EncodedPrompt> prompts, int newTokens) {
        try (Generator ours = new Generator(exact);
                Generator theirs = new Generator(other)) {
            List<int[]> answers = tokens(ours.generate(greedy(prompts, newTokens)));
            List<int[]> free = tokens(theirs.generate(greedy(prompts, newTokens)));
            int count = answers.stream().mapToInt(answer -> answer.length).sum();
            return new PrecisionComparison(
                    count,
                    (double) equal(answers, free) / count,
                    (double) equal(answers, forced(theirs, prompts, answers)) / count,
                    k3(exact, theirs, prompts, newTokens),
                    k3(exact, ours, prompts, newTokens));
        }
    }

    private static List<GenerationRequest> greedy(List<EncodedPrompt> prompts, int newTokens) {
        return prompts.stream()
                .map(prompt -> new GenerationRequest(prompt, SamplingOptions.greedy(newTokens)))
                .toList();
    }

    private static List<int[]> tokens(List<Generation> generations) {
        return generations.stream().map(Generation::tokens).toList();
    }

    /** Returns, for each token of each answer, the token that {@code generator} draws after the prompt and the preceding tokens. */
    private static List<int[]> forced(Generator generator, List<EncodedPrompt> prompts, List<int[]> answers) {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            for (int t = 0; t < answers.get(i).length; t++) {
                EncodedPrompt prefix = new EncodedPrompt(
                        joined(prompts.get(i).ids(), Arrays.copyOf(answers.get(i), t)),
                        prompts.get(i).pixels());
                requests.add(new GenerationRequest(prefix, SamplingOptions.greedy(1)));
            }
        }
        List<Generation> drawn = generator.generate(requests);
        List<int[]> forced = new ArrayList<>();
        int next = 0;
        for (int[] answer : answers) {
            int[] tokens = new int[answer.length];
            for (int t = 0; t < tokens.length; t++) {
                tokens[t] = drawn.get(next++).tokens()[0];
            }
            forced.add(tokens);
        }
        return forced;
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static int equal(List<int[]> expected, List<int[]> actual) {
        int equal = 0;
        for (int i = 0; i < expected.size(); i++) {
            for (int t = 0; t < Math.min(expected.get(i).length, actual.get(i).length); t++) {
                equal += expected.get(i)[t] == actual.get(i)[t] ? 1 : 0;
            }
        }
        return equal;
    }

    private static double k3(VisionLanguageModel learner, Generator actor, List<EncodedPrompt> prompts, int newTokens) {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            requests.add(new GenerationRequest(prompts.get(i), new SamplingOptions(1, 1, 0, newTokens, i)));
        }
        List<Generation> drawn = actor.generate(requests);
        double sum = 0;
        int count = 0;
        for (int first = 0; first < drawn.size(); first += SIDE_BY_SIDE) {
            List<TokenBatch.Row> rows = new ArrayList<>();
            for (int i = first; i < Math.min(drawn.size(), first + SIDE_BY_SIDE); i++) {
                EncodedPrompt prompt = prompts.get(i);
                rows.add(TokenBatch.Row.of(prompt.ids(), drawn.get(i).tokens(), prompt.pixels()));
            }
            float[][] read = read(learner, new TokenBatch(rows));
            for (int b = 0; b < rows.size(); b++) {
                float[] drawnLogProbs = drawn.get(first + b).logProbs();
                for (int t = 0; t < drawnLogProbs.length; t++) {
                    double difference = (double) read[b][t] - drawnLogProbs[t];
                    sum += Math.expm1(difference) - difference;
                }
                count += drawnLogProbs.length;
            }
        }
        return sum / count;
    }

    private static float[][] read(VisionLanguageModel learner, TokenBatch batch) {
        try (var scope = learner.newScope()) {
            TokenStatistics statistics =
                    learner.tokenStatistics(scope, learner.hiddenStates(scope, batch, null, false), batch, 1, false);
            float[][] rows = new float[batch.rows().size()][];
            for (int b = 0; b < rows.length; b++) {
                rows[b] = statistics.logProbs().get(b).toFloatArray();
            }
            return rows;
        }
    }
}
