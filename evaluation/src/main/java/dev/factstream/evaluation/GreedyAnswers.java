package dev.factstream.evaluation;

import dev.factstream.model.generate.Generation;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.Generator;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.model.image.ImageProcessor;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a model answer, always with its most probable token: with the adapter that its generator uses. As thread-safe as the
 * generator, which is not.
 */
public final class GreedyAnswers {
    /** Questions whose pixels are in memory at once. */
    private static final int ROUND = 256;

    private final VisionLanguageModel model;
    private final Generator generator;
    private final SamplingOptions options;

    /**
     * @param generator of {@code model}
     * @param maxNewTokens longest answer
     */
    public GreedyAnswers(VisionLanguageModel model, Generator generator, int maxNewTokens) {
        this.model = model;
        this.generator = generator;
        this.options = SamplingOptions.greedy(maxNewTokens);
    }

    /**
     * The answers, in the order of the questions.
     *
     * @throws dev.factstream.model.image.ImageException for a picture that cannot be decoded
     * @throws dev.factstream.model.prompt.PromptTooLongException for a question longer than the model's positions
     */
    public List<String> to(List<TestQuestion> questions) {
        List<String> answers = new ArrayList<>();
        for (int from = 0; from < questions.size(); from += ROUND) {
            List<GenerationRequest> requests =
                    questions.subList(from, Math.min(questions.size(), from + ROUND)).stream()
                            .map(this::request)
                            .toList();
            for (Generation generation : generator.generate(requests)) {
                answers.add(model.tokenizer().decode(generation.tokens()).strip());
            }
        }
        return answers;
    }

    private GenerationRequest request(TestQuestion question) {
        Optional<float[]> pixels = question.picture().map(picture -> processor().pixels(picture));
        return new GenerationRequest(model.promptEncoder().encode(question.text(), pixels), options);
    }

    private ImageProcessor processor() {
        return model.imageProcessor()
                .orElseThrow(() -> new IllegalArgumentException("A text-only model cannot be asked about pictures"));
    }
}
