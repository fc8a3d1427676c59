package dev.factstream.console.eval.benchmark;

import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.ScoreReport;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of commands that score a benchmark, and how they print the score. */
final class ScoreOutput {
    @Option(names = "--json", paramLabel = "FILE", description = "Write all numbers to this file.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--as-official",
            description = "Do what the official script does, without checks, and print only what it prints.")
    private boolean asOfficial;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    boolean asOfficial() {
        return asOfficial;
    }

    /** Prints and writes a score. Returns 1 if the official script has none. */
    int write(ScoreReport report) throws IOException {
        if (json.isPresent()) {
            JsonFile.write(json.get(), report.json().put("officialStdout", report.official()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.official());
        if (!asOfficial || report.official().isEmpty()) {
            report.details().forEach(line -> out.print(line + "\n"));
        }
        out.flush();
        report.problem().ifPresent(problem -> spec.commandLine().getErr().println(problem));
        return report.problem().isPresent() ? ExitCode.NEGATIVE : ExitCode.OK;
    }
}
