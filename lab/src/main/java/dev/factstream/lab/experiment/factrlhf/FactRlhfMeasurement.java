package dev.factstream.lab.experiment.factrlhf;

import static java.util.stream.Collectors.toConcurrentMap;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.picturebook.BenchmarkAnswerLines;
import dev.factstream.evaluation.picturebook.PictureBookBenchmark;
import dev.factstream.evaluation.policy.AdapterFolder;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.lab.experiment.AtomicJsonFile;
import dev.factstream.lab.experiment.Measurement;
import dev.factstream.lab.stream.RunFolder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.picturebook.WorldFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Measures policies on the picture book's benchmark and on held-out questions: the initial policy and the last version of a run on all
 * items and questions, some versions before the last on a part of the items.
 */
final class FactRlhfMeasurement implements Measurement<FactRlhfMeasured> {
    private final VisionLanguageModel model;
    private final int every;
    private final PictureBookBenchmark finalItems;
    private final PictureBookBenchmark intermediateItems;
    private final List<HeldOutQuestion> heldOut;

    FactRlhfMeasurement(VisionLanguageModel model, FactRlhfOptions options) throws IOException {
        this.model = model;
        every = options.every();
        finalItems = PictureBookBenchmark.of(WorldFile.read(options.common().policy()))
                .first(options.finalItems());
        intermediateItems = finalItems.first(options.items());
        heldOut = options.common().heldOutQuestions();
    }

    @Override
    public FactRlhfMeasured before(Path folder) throws IOException {
        Path sft = folder.resolve("sft");
        return FactRlhfMeasured.initial(
                measureFinal(Optional.empty(), sft.resolve("answers.jsonl"), sft.resolve(LAST_FILE)));
    }

    @Override
    public FactRlhfMeasured of(RunFolder run, int steps) throws IOException {
        SortedMap<Integer, List<BenchmarkAnswer>> answers =
                new TreeMap<>(IntStream.iterate(every, version -> version < steps, version -> version + every)
                        .boxed()
                        .parallel()
                        .collect(toConcurrentMap(
                                version -> version,
                                version -> measureIntermediate(run.adapter(version), answers(run, version)))));
        PolicyEvaluation end = measureFinal(
                Optional.of(run.adapter(steps)), answers(run, steps), run.root().resolve(LAST_FILE));
        answers.put(steps, end.answers());
        return new FactRlhfMeasured(answers, end.heldOut());
    }

    private static Path answers(RunFolder run, int version) {
        return run.root().resolve("answers").resolve(String.format(Locale.ROOT, "%06d.jsonl", version));
    }

    /** Evaluates a policy on all items and questions; stores {@code answers} and then {@code rates}. */
    private PolicyEvaluation measureFinal(Optional<Path> adapter, Path answers, Path rates) throws IOException {
        if (Files.exists(rates)) {
            return new PolicyEvaluation(
                    BenchmarkAnswerLines.read(answers),
                    AtomicJsonFile.read(rates, new TypeReference<CorrectRate>() {}));
        }
        PolicyEvaluation measured = PolicyEvaluation.measure(model, adapter, finalItems, heldOut);
        Files.createDirectories(answers.getParent());
        BenchmarkAnswerLines.write(answers, measured.answers());
        AtomicJsonFile.write(rates, measured.heldOut()); // last: it marks both files as complete
        return measured;
    }

    /** Evaluates a policy on the intermediate items; stores {@code answers}. Thread-safe for different files. */
    private List<BenchmarkAnswer> measureIntermediate(Path adapter, Path answers) {
        try {
            if (Files.exists(answers)) {
                return BenchmarkAnswerLines.read(answers);
            }
            List<BenchmarkAnswer> given = AdapterFolder.with(model, Optional.of(adapter), intermediateItems::ask);
            Files.createDirectories(answers.getParent());
            BenchmarkAnswerLines.write(answers, given);
            return given;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
