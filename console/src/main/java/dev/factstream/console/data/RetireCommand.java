package dev.factstream.console.data;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.data.publish.PromptRetirer;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream data retire}: takes questions out of the prompt pool. */
@Command(
        name = "retire",
        description =
                "Takes questions out of the prompt pool: no run asks them from its next version on; exits with 1 if one of them was"
                        + " not in the pool.")
final class RetireCommand implements Callable<Integer> {
    /** The questions, named in one of three ways. */
    static final class Named {
        @Option(names = "--prompt", paramLabel = "ID", description = "The promptId of a question; may be repeated.")
        private List<String> prompts;

        @Option(names = "--file", paramLabel = "FILE", description = "A file with one promptId per line.")
        private Path file;

        @Option(names = "--source", paramLabel = "NAME", description = "All questions of a source.")
        private String source;
    }

    @ArgGroup(multiplicity = "1")
    private Named named;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> promptIds = named.source == null ? promptIds() : List.of();
        Settings settings = options.load();
        PromptRetirer retirer =
                new PromptRetirer(ClusterConnector.connect(settings), CommonSettings.topicNames(settings));
        if (named.source != null) {
            int retired = retirer.retireSource(named.source);
            out.println(retired + " questions retired");
            return retired > 0 ? ExitCode.OK : ExitCode.NEGATIVE;
        }
        List<String> missing = retirer.retire(promptIds);
        missing.forEach(promptId -> out.println(promptId + " is not in the pool"));
        out.println((promptIds.size() - missing.size()) + " questions retired");
        return missing.isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private List<String> promptIds() throws IOException {
        if (named.file == null) {
            return named.prompts.stream().distinct().toList();
        }
        if (!Files.isRegularFile(named.file)) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT,
                    "there is no file " + named.file + "; --file must name one with a promptId per line");
        }
        List<String> lines = Files.readAllLines(named.file);
        return lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }
}
