package dev.factstream.lab.experiment.staleness;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.heldout.HeldOutEvaluation;
import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.policy.AdapterFolder;
import dev.factstream.lab.experiment.AtomicJsonFile;
import dev.factstream.lab.experiment.Measurement;
import dev.factstream.lab.stream.RunFolder;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Measures the correct rates of the initial policy and of the last version of a run on held-out questions, with greedy decoding. */
final class StalenessMeasurement implements Measurement<CorrectRate> {
    private static final int MAX_NEW_TOKENS = 48;

    private final VisionLanguageModel model;
    private final List<HeldOutQuestion> questions;

    StalenessMeasurement(VisionLanguageModel model, List<HeldOutQuestion> questions) {
        this.model = model;
        this.questions = List.copyOf(questions);
    }

    @Override
    public CorrectRate before(Path folder) throws IOException {
        return rate(Optional.empty(), folder.resolve("before.json"));
    }

    @Override
    public CorrectRate of(RunFolder run, int steps) throws IOException {
        return rate(Optional.of(run.adapter(steps)), run.root().resolve(LAST_FILE));
    }

    private CorrectRate rate(Optional<Path> adapter, Path file) throws IOException {
        if (!Files.exists(file)) {
            AtomicJsonFile.write(
                    file,
                    AdapterFolder.with(
                            model,
                            adapter,
                            (adapted, tuned) ->
                                    new HeldOutEvaluation(adapted, MAX_NEW_TOKENS).correctRate(tuned, questions)));
        }
        return AtomicJsonFile.read(file, new TypeReference<CorrectRate>() {});
    }
}
