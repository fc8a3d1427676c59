package dev.factstream.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * A call of the launcher in a document.
 *
 * @param words subcommands, options and parameters
 * @param complete whether it stands in a code block, so that required options must be there
 */
record QuotedCommand(List<String> words, boolean complete) {
    private static final Pattern BLOCK = Pattern.compile("^```[^\\n]*\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern CALL = Pattern.compile("(?<![\\w/-])(?:\\./)?factstream +([^\\n]*)");
    private static final Pattern END = Pattern.compile(" (?:[|#&>]|\\.\\.\\.).*| &$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern NUMBER = Pattern.compile("[A-Z]|VERSION");

    static List<QuotedCommand> in(String document) {
        List<QuotedCommand> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(document);
        while (block.find()) {
            found.addAll(calls(block.group(1).replaceAll("\\\\\\n\\s*", ""), true));
        }
        Matcher inline = INLINE.matcher(BLOCK.matcher(document).replaceAll(""));
        while (inline.find()) {
            found.addAll(calls(inline.group(1), false));
        }
        return found;
    }

    private static List<QuotedCommand> calls(String code, boolean complete) {
        List<QuotedCommand> found = new ArrayList<>();
        Matcher call = CALL.matcher(code);
        while (call.find()) {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(END.matcher(call.group(1)).replaceFirst(""));
            while (word.find()) {
                words.add(word.group(1) == null ? word.group(2) : word.group(1));
            }
            found.add(new QuotedCommand(words, complete));
        }
        return found;
    }

    /** Returns what the command line does not know, or does not accept. */
    Optional<String> problem(CommandLine root) {
        CommandLine command = root;
        int next = 0;
        while (next < words.size() && command.getSubcommands().containsKey(words.get(next))) {
            command = command.getSubcommands().get(words.get(next++));
        }
        if (next == 0) {
            return Optional.of("no such command");
        }
        if (complete && !command.getSubcommands().isEmpty() && !words.contains("--help")) {
            return Optional.of("no such subcommand");
        }
        for (String word : words.subList(next, words.size())) {
            String option = word.split("=", 2)[0];
            if (option.startsWith("-") && !command.getCommandSpec().optionsMap().containsKey(option)) {
                return Optional.of("no such option " + option);
            }
        }
        return complete ? refusal(root) : Optional.empty();
    }

    /** Parses the call, with numbers in place of placeholders such as {@code N}. */
    private Optional<String> refusal(CommandLine root) {
        String[] arguments = words.stream()
                .map(word -> NUMBER.matcher(word).matches() ? "1" : word)
                .toArray(String[]::new);
        try {
            root.parseArgs(arguments);
            return Optional.empty();
        } catch (CommandLine.ParameterException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "factstream " + String.join(" ", words);
    }
}
