package dev.factstream.console.experiment;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.factstream.console.eval.AdapterFolder;
import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.heldout.HeldOutEvaluation;
import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Correct rates on held-out questions, asked greedily; what is kept is not measured again. */
final class KeptRate {
    private static final int MAX_NEW_TOKENS = 48;

    private final VisionLanguageModel model;
    private final List<HeldOutQuestion> questions;

    KeptRate(VisionLanguageModel model, List<HeldOutQuestion> questions) {
        this.model = model;
        this.questions = List.copyOf(questions);
    }

    /**
     * The rate of a policy.
     *
     * @param adapter a PEFT folder; empty for the base
     * @param kept where it is kept
     */
    CorrectRate of(Optional<Path> adapter, Path kept) throws IOException {
        if (!Files.exists(kept)) {
            Kept.write(
                    kept,
                    AdapterFolder.with(
                            model,
                            adapter,
                            tuned -> new HeldOutEvaluation(model, MAX_NEW_TOKENS).correctRate(tuned, questions)));
        }
        return Kept.read(kept, new TypeReference<CorrectRate>() {});
    }
}
