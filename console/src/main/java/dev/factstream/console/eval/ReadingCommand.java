package dev.factstream.console.eval;

import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.evaluation.statistics.Share;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.schemas.rows.CheckRow;
import dev.factstream.schemas.rows.CheckRows;
import dev.factstream.training.reward.CheckVerdicts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream eval reading}: measures how well the base of a reward model judges answers before training on preferences. */
@Command(
        name = "reading",
        description =
                "Compares a judge's verdicts on answers, given captions or pictures, with the truth; facts can help"
                        + " only a reward model that reads them.")
final class ReadingCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "Hugging Face folder of the judge.")
    private Path folder;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder with a held-out checks.jsonl.")
    private Path data;

    @Option(names = "--rows", paramLabel = "N", description = "Only the first N checks (default: all).")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "Judging template, with one slot {facts} (default: built in).")
    private Optional<Path> template = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path file = data.resolve(CheckRows.FILE);
        if (!Files.isRegularFile(file)) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT, "there is no " + file + "; --data must be a folder that contains it");
        }
        List<CheckRow> rows = CheckRows.read(file).stream().limit(limit).toList();
        JudgingTemplate judging = template.map(JudgingTemplate::load).orElseGet(() -> JudgingTemplate.standard(true));
        try (VisionLanguageModel model = PolicyFolder.load(folder)) {
            double[] verdicts = CheckVerdicts.verdicts(model, judging, data, rows);
            print("captions only", rows, verdicts, row -> row.image().isEmpty());
            print("picture only", rows, verdicts, row -> row.captions().isEmpty());
            print(
                    "both",
                    rows,
                    verdicts,
                    row -> row.image().isPresent() && !row.captions().isEmpty());
            print("all", rows, verdicts, row -> true);
        }
        return ExitCode.OK;
    }

    private void print(String what, List<CheckRow> rows, double[] verdicts, Predicate<CheckRow> of) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                "%-14s agrees with the truth in %s of %d; on true answers %s, on false answers %s",
                what,
                agreement(rows, verdicts, of),
                agreement(rows, verdicts, of).total(),
                agreement(rows, verdicts, of.and(CheckRow::supported)),
                agreement(rows, verdicts, of.and(row -> !row.supported()))));
    }

    private static Share agreement(List<CheckRow> rows, double[] verdicts, Predicate<CheckRow> of) {
        int hits = 0;
        int total = 0;
        for (int i = 0; i < verdicts.length; i++) {
            if (of.test(rows.get(i))) {
                total++;
                hits += (verdicts[i] > 0) == rows.get(i).supported() ? 1 : 0;
            }
        }
        return new Share(hits, total);
    }
}
