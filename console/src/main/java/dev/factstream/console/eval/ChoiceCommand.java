package dev.factstream.console.eval;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.schemas.facts.ChoiceOptions;
import dev.factstream.schemas.facts.ChoiceReader;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code factstream eval choice}: prints the option that an answer to a multiple-choice question gives. */
@Command(
        name = "choice",
        description =
                "Reads answers to a multiple-choice question as the scorer does; prints a line for each: the letter"
                        + " of the option, or - if the answer gives none.")
final class ChoiceCommand implements Callable<Integer> {
    private static final String NONE = "-";

    @Option(
            names = "--options",
            required = true,
            split = ",",
            paramLabel = "LETTER",
            description = "The letters of the options, for instance A,B,C,D.")
    private List<String> options;

    @Parameters(
            arity = "1..*",
            paramLabel = "TEXT",
            description = "Answers. Write -- before an answer that begins with a hyphen.")
    private List<String> texts;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Set<String> letters = new HashSet<>();
        for (String option : options) {
            if (!option.matches("[A-Z]") || !letters.add(option)) {
                throw new UserFacingException(
                        ExitCode.USAGE,
                        "--options must be different capital letters, for instance A,B,C,D, not "
                                + String.join(",", options));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        for (String text : texts) {
            out.println(ChoiceReader.read(ChoiceOptions.letters(letters), text).orElse(NONE));
        }
        return ExitCode.OK;
    }
}
