package dev.factstream.training.preference;

import dev.factstream.model.generate.Generation;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.Generator;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.model.network.TunedModel;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.picturebook.judge.VerifiableQuestion;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Samples pairs of answers. Not thread-safe; the caller still owns the model. */
final class AnswerSampler implements AutoCloseable {

    /** Ample for the answers of the picture book; longer answers are degenerate. */
    private static final int MAX_NEW_TOKENS = 96;

    private final TunedModel tuned;
    private final VisionLanguageModel model;
    private final Generator generator;
    private final double temperature;
    private final long seed;

    AnswerSampler(VisionLanguageModel base, Optional<Path> adapter, double temperature, long seed) {
        tuned = TunedModel.of(base, adapter);
        model = tuned.model();
        this.temperature = temperature;
        this.seed = seed;
        generator = new Generator(model);
        tuned.adapter().ifPresent(generator::useAdapter);
    }

    /** Samples two answers to each question, independent of the other questions; empty if one of them did not end. */
    List<Optional<List<String>>> sample(List<VerifiableQuestion> questions) {
        int limit = model.config().text().maxPositions() - MAX_NEW_TOKENS;
        List<GenerationRequest> requests = new ArrayList<>();
        for (VerifiableQuestion question : questions) {
            float[] pixels = model.imageProcessor()
                    .orElseThrow(() -> new IllegalArgumentException("a text-only policy cannot see pictures"))
                    .pixels(question.png());
            EncodedPrompt prompt =
                    model.promptEncoder(limit).encode(question.row().question(), Optional.of(pixels));
            for (int answer = 0; answer < 2; answer++) {
                long answerSeed = SplitMixSeeds.derive(seed, question.row().id().hashCode(), answer);
                requests.add(new GenerationRequest(
                        prompt, new SamplingOptions((float) temperature, 1, 0, MAX_NEW_TOKENS, answerSeed)));
            }
        }
        List<Generation> generations = generator.generate(requests);
        List<Optional<List<String>>> sampled = new ArrayList<>();
        for (int i = 0; i < generations.size(); i += 2) {
            List<Generation> both = generations.subList(i, i + 2);
            boolean ended = both.stream().allMatch(Generation::stopped);
            sampled.add(ended ? Optional.of(both.stream().map(this::text).toList()) : Optional.empty());
        }
        return sampled;
    }

    private String text(Generation generation) {
        return model.tokenizer().decode(generation.tokens()).strip();
    }

    @Override
    public void close() {
        generator.close();
        tuned.close();
    }
}
