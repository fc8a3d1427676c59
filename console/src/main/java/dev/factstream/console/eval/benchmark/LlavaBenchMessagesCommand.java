package dev.factstream.console.eval.benchmark;

import dev.factstream.evaluation.benchmark.llavabench.LlavaBenchMessages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream eval llava-bench messages}. */
@Command(
        name = "messages",
        description = "Writes what the judge is asked about each question, with hashes; asks nobody.")
final class LlavaBenchMessagesCommand implements Callable<Integer> {
    @Option(
            names = "--questions",
            required = true,
            paramLabel = "FILE",
            description = "The questions, a JSON object per line.")
    private Path questions;

    @Option(
            names = "--context",
            required = true,
            paramLabel = "FILE",
            description = "Captions of the pictures: context.jsonl, or the file with captions and boxes of COCO.")
    private Path context;

    @Option(names = "--rule", required = true, paramLabel = "FILE", description = "LLaVA's rule.json.")
    private Path rule;

    @Option(names = "--reference", required = true, paramLabel = "FILE", description = "The reference answers.")
    private Path reference;

    @Option(names = "--answers", required = true, paramLabel = "FILE", description = "The model's answers.")
    private Path answers;

    @Mixin
    private MessagesOutput output;

    @Override
    public Integer call() throws IOException {
        return output.write(LlavaBenchMessages.of(questions, context, rule, reference, answers));
    }
}
