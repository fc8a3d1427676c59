package dev.factstream.lab.bench;

import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.Generator;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Measures the tokens per second that a model samples from its whole vocabulary, without a stream. Immutable.
 *
 * @param batch sequences in a batch
 * @param prompt tokens per prompt
 * @param sampled tokens to sample per sequence
 */
public record GenerationThroughput(int batch, int prompt, int sampled) {
    /** Returns the median rate in sampled tokens. @param round receives the number and the rate of each round */
    public Rate measure(VisionLanguageModel model, RepeatedMeasurement measurement, BiConsumer<Integer, Rate> round) {
        List<GenerationRequest> requests = IntStream.range(0, batch)
                .mapToObj(row -> new GenerationRequest(
                        new EncodedPrompt(SyntheticTokens.row(model.config(), row, prompt), Optional.empty()),
                        new SamplingOptions(1, 1, 0, sampled, row)))
                .toList();
        try (Generator generator = new Generator(model, batch, Set.of())) {
            return measurement.run((long) batch * sampled, () -> generator.generate(requests), round);
        }
    }

    /** Floating-point operations per sampled token, with its share of the prompt's. */
    public double operationsPerToken(TextConfig text) {
        return ForwardFlops.layers(text) * (1 + (double) prompt / sampled) + ForwardFlops.head(text);
    }
}
