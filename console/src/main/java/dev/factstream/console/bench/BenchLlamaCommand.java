package dev.factstream.console.bench;

import dev.factstream.lab.bench.RandomLlama;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.process.InstallationFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream bench llama}: writes a model to measure, with a vocabulary of realistic size. */
@Command(
        name = "llama",
        description = "Writes a Llama with random weights: 6 layers, hidden size 288, 6 heads, vocabulary 32,000.")
public final class BenchLlamaCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write.")
    private Path out;

    @Option(
            names = "--tokenizer",
            paramLabel = "DIR",
            description =
                    "Model whose tokenizer is copied; the measurements do not use it (default: checkpoints/policy of the"
                            + " installation).")
    private Path tokenizer = InstallationFolder.resolve("checkpoints/policy");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RandomLlama.write(out, tokenizer);
        spec.commandLine().getOut().println("wrote " + out);
        return ExitCode.OK;
    }
}
