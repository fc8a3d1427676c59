package dev.factstream.lab.experiment;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.heldout.HeldOutEvaluation;
import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.policy.AdapterFolder;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Measures correct rates on held-out questions with greedy decoding, and caches them in files. */
final class CachedCorrectRate {
    private static final int MAX_NEW_TOKENS = 48;

    private final VisionLanguageModel model;
    private final List<HeldOutQuestion> questions;

    CachedCorrectRate(VisionLanguageModel model, List<HeldOutQuestion> questions) {
        this.model = model;
        this.questions = List.copyOf(questions);
    }

    /**
     * Returns the correct rate of a policy, measured unless the file exists.
     *
     * @param adapter a PEFT folder; empty for the base model
     * @param file the file of the result
     */
    CorrectRate of(Optional<Path> adapter, Path file) throws IOException {
        if (!Files.exists(file)) {
            AtomicJsonFile.write(
                    file,
                    AdapterFolder.with(
                            model,
                            adapter,
                            tuned -> new HeldOutEvaluation(model, MAX_NEW_TOKENS).correctRate(tuned, questions)));
        }
        return AtomicJsonFile.read(file, new TypeReference<CorrectRate>() {});
    }
}
