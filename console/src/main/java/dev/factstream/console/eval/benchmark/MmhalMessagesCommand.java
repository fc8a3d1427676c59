package dev.factstream.console.eval.benchmark;

import dev.factstream.evaluation.benchmark.mmhal.MmhalMessages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream eval mmhal messages}. */
@Command(name = "messages", description = "Writes what the judge is asked about each answer, with hashes; asks nobody.")
final class MmhalMessagesCommand implements Callable<Integer> {
    @Option(
            names = "--responses",
            required = true,
            paramLabel = "FILE",
            description = "JSON array of the questions with model_answer.")
    private Path responses;

    @Option(
            names = "--template",
            required = true,
            paramLabel = "FILE",
            description = "The judge's template, with four slots {}.")
    private Path template;

    @Mixin
    private MessagesOutput output;

    @Override
    public Integer call() throws IOException {
        return output.write(MmhalMessages.of(responses, template));
    }
}
