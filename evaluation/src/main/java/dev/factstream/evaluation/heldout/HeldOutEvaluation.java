package dev.factstream.evaluation.heldout;

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

/** Asks a policy held-out questions and counts how often it is right; greedy, so the same policy always gets the same rate. */
public final class HeldOutEvaluation {
    /** Questions encoded at a time: bounds the memory that pixels take. */
    private static final int ROUND = 256;

    private final VisionLanguageModel model;
    private final ImageProcessor images;
    private final PromptEncoder prompts;
    private final SamplingOptions greedy;

    /**
     * @param model must see images
     * @param maxNewTokens longest answer; a longer one is judged by its beginning
     */
    public HeldOutEvaluation(VisionLanguageModel model, int maxNewTokens) {
        this.model = model;
        images = model.imageProcessor()
                .orElseThrow(() -> new IllegalArgumentException("a model without eyes cannot be asked about pictures"));
        int positions = model.config().text().maxPositions();
        prompts = model.promptEncoder(positions - maxNewTokens);
        greedy = SamplingOptions.greedy(maxNewTokens);
    }

    /**
     * The correct rate on these questions.
     *
     * @param adapter empty for the base alone; stays the caller's
     */
    public CorrectRate correctRate(Optional<LoraAdapter> adapter, List<HeldOutQuestion> questions) {
        return CorrectRate.of(questions, answers(adapter, questions));
    }

    /**
     * The answers to these questions, in their order.
     *
     * @param adapter empty for the base alone; stays the caller's
     * @throws dev.factstream.model.image.ImageException for a picture that cannot be decoded
     * @throws dev.factstream.model.prompt.PromptTooLongException for a question longer than the model's positions
     */
    public List<String> answers(Optional<LoraAdapter> adapter, List<HeldOutQuestion> questions) {
        List<String> answers = new ArrayList<>();
        try (Generator generator = new Generator(model)) {
            adapter.ifPresent(generator::useAdapter);
            for (int from = 0; from < questions.size(); from += ROUND) {
                answers.addAll(ask(generator, questions.subList(from, Math.min(questions.size(), from + ROUND))));
            }
        }
        return answers;
    }

    private List<String> ask(Generator generator, List<HeldOutQuestion> questions) {
        List<GenerationRequest> requests = questions.stream()
                .map(question -> new GenerationRequest(encode(question), greedy))
                .toList();
        return generator.generate(requests).stream()
                .map(generation -> model.tokenizer().decode(generation.tokens()))
                .toList();
    }

    private EncodedPrompt encode(HeldOutQuestion question) {
        return prompts.encode(question.text(), Optional.of(images.pixels(question.image())));
    }
}
