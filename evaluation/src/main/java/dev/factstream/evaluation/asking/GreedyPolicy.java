package dev.factstream.evaluation.asking;

import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.Generator;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.model.image.ImageProcessor;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.model.prompt.PromptEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers of a policy with greedy decoding, so the same policy always gives the same answers. Thread-safe: several callers may share
 * one model.
 */
public final class GreedyPolicy {
    /** Questions encoded at a time; bounds the memory for pixels. */
    private static final int QUESTIONS_PER_ROUND = 256;

    private final VisionLanguageModel model;
    private final ImageProcessor images;
    private final PromptEncoder prompts;
    private final SamplingOptions greedy;

    /**
     * @param model must accept images; stays owned by the caller
     * @param maxNewTokens maximum tokens of an answer; longer answers are cut
     */
    public GreedyPolicy(VisionLanguageModel model, int maxNewTokens) {
        this.model = model;
        images = model.imageProcessor()
                .orElseThrow(
                        () -> new IllegalArgumentException("a text-only model cannot answer questions about pictures"));
        int positions = model.config().text().maxPositions();
        prompts = model.promptEncoder(positions - maxNewTokens);
        greedy = SamplingOptions.greedy(maxNewTokens);
    }

    /**
     * Returns the answers to the questions, in their order.
     *
     * @param adapter empty for the base alone; stays owned by the caller
     * @throws dev.factstream.model.image.ImageException for a picture that cannot be decoded
     * @throws dev.factstream.model.prompt.PromptTooLongException for a question longer than the model's positions
     */
    public List<GeneratedAnswer> answer(List<EvaluationQuestion> questions, Optional<LoraAdapter> adapter) {
        List<GeneratedAnswer> answers = new ArrayList<>();
        try (Generator generator = new Generator(model)) {
            adapter.ifPresent(generator::useAdapter);
            for (int from = 0; from < questions.size(); from += QUESTIONS_PER_ROUND) {
                answers.addAll(ask(
                        generator, questions.subList(from, Math.min(questions.size(), from + QUESTIONS_PER_ROUND))));
            }
        }
        return answers;
    }

    private List<GeneratedAnswer> ask(Generator generator, List<EvaluationQuestion> questions) {
        List<GenerationRequest> requests = questions.stream()
                .map(question -> new GenerationRequest(encode(question), greedy))
                .toList();
        return generator.generate(requests).stream()
                .map(generation -> new GeneratedAnswer(
                        model.tokenizer().decode(generation.tokens()),
                        generation.tokens().length,
                        generation.stopped()))
                .toList();
    }

    private EncodedPrompt encode(EvaluationQuestion question) {
        return prompts.encode(question.text(), Optional.of(images.pixels(question.image())));
    }
}
