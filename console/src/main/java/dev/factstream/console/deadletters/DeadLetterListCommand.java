package dev.factstream.console.deadletters;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.console.run.LinePrinter;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream dead-letters list}. */
@Command(
        name = "list",
        description =
                "Prints one line per dead letter: address, time, stage, source, rollout or ticket, reason; then the number of"
                        + " dead letters for each reason.")
final class DeadLetterListCommand implements Callable<Integer> {
    private static final int MOST_REASONS = 1000;
    private static final String OTHER_REASONS = "(other reasons)";

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "50",
            description = "Print the newest N (default: ${DEFAULT-VALUE}); the counts include all.")
    private int last;

    @Mixin
    private DeadLetterFilter filter;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.load();
        KafkaClients clients = ClusterConnector.connect(settings);
        Deque<String> newest = new ArrayDeque<>();
        Map<String, Integer> reasons = new TreeMap<>();
        new DeadLetterReader(clients, CommonSettings.topicNames(settings)).readAll(letter -> {
            if (filter.matches(letter)) {
                String kind = letter.deadLetter().stage() + ": "
                        + kind(letter.deadLetter().reason());
                reasons.merge(
                        reasons.size() < MOST_REASONS || reasons.containsKey(kind) ? kind : OTHER_REASONS,
                        1,
                        Integer::sum);
                newest.add(letter.line());
                if (newest.size() > last) {
                    newest.remove();
                }
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        LinePrinter lines = new LinePrinter(out);
        newest.forEach(lines::println);
        int all = reasons.values().stream().mapToInt(Integer::intValue).sum();
        out.println(all == 0 ? "no dead letters" : all + (all == 1 ? " dead letter" : " dead letters"));
        reasons.forEach((reason, count) -> lines.println(String.format(Locale.ROOT, "%7d  %s", count, reason)));
        return ExitCode.OK;
    }

    /** Replaces the numbers of a reason, so that reasons that differ only in numbers are counted together. */
    private static String kind(String reason) {
        return reason.replaceAll("0x[0-9a-f]+|\\d+", "#");
    }
}
