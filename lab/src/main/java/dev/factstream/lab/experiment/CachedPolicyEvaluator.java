package dev.factstream.lab.experiment;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.picturebook.BenchmarkAnswerLines;
import dev.factstream.evaluation.policy.AdapterFolder;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Evaluates policies and caches the results in files. Thread-safe for different files. */
final class CachedPolicyEvaluator {
    private final VisionLanguageModel model;
    private final FactRlhfQuestions questions;

    CachedPolicyEvaluator(VisionLanguageModel model, FactRlhfQuestions questions) {
        this.model = model;
        this.questions = questions;
    }

    /** Evaluates a policy on all final items and held-out questions; stores {@code answers} and then {@code heldOut}. */
    PolicyEvaluation measureFinal(Optional<Path> adapter, Path answers, Path heldOut) throws IOException {
        if (Files.exists(heldOut)) {
            return new PolicyEvaluation(
                    BenchmarkAnswerLines.read(answers),
                    AtomicJsonFile.read(heldOut, new TypeReference<CorrectRate>() {}));
        }
        PolicyEvaluation measured =
                PolicyEvaluation.measure(model, adapter, questions.finalItems(), questions.heldOut());
        Files.createDirectories(answers.getParent());
        BenchmarkAnswerLines.write(answers, measured.answers());
        AtomicJsonFile.write(heldOut, measured.heldOut()); // last: it marks both files as complete
        return measured;
    }

    /** Evaluates a policy on the intermediate items of the benchmark; stores {@code answers}. */
    List<BenchmarkAnswer> measureIntermediate(Path adapter, Path answers) {
        try {
            if (Files.exists(answers)) {
                return BenchmarkAnswerLines.read(answers);
            }
            List<BenchmarkAnswer> given = AdapterFolder.with(
                    model,
                    Optional.of(adapter),
                    tuned -> questions.intermediateItems().ask(model, tuned));
            Files.createDirectories(answers.getParent());
            BenchmarkAnswerLines.write(answers, given);
            return given;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
