package dev.factstream.console.eval.benchmark;

import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.JudgeMessage;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the messages to a judge are printed and written. */
final class MessagesOutput {
    @Option(names = "--json", paramLabel = "FILE", description = "Write messages and hashes to this file.")
    private Optional<Path> json = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Prints number and hash of each message. */
    int write(List<JudgeMessage> messages) throws IOException {
        if (json.isPresent()) {
            JsonFile.write(json.get(), JudgeMessage.json(messages));
        }
        messages.forEach(message -> spec.commandLine().getOut().println(message.questionId() + " " + message.sha256()));
        return ExitCode.OK;
    }
}
