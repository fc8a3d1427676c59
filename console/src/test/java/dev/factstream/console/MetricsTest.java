package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Compares the metrics of a running stream with {@code docs/metrics.md}. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsTest {
    private static final Path DOCS = Path.of("..", "docs", "metrics.md");
    private static final String BEGIN = "<!-- begin: written by MetricsTest -->";
    private static final String END = "<!-- end -->";
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @TempDir
    private Path folder;

    @Test
    void metricsOfARunningStreamMatchTheDocumentation() throws IOException, InterruptedException {
        Path policy = TinyPolicy.write(folder.resolve("policy"));
        int port = LocalHttp.freePort();
        try (ConsoleProcess process = ConsoleProcess.start(SmallQuickstart.arguments(
                folder.resolve("run"), policy, "--steps", "100000", "--set", "management.port=" + port))) {
            process.await("version 1/");
            LocalHttp.awaitReady(port); // the learner may publish before the last role has started
            assertThat(LocalHttp.get(port, "/healthy")).isEqualTo("ok\n");
            String scrape = LocalHttp.get(port, "/metrics");
            assertThat(scrape)
                    .containsPattern("factstream_learner_policy_version [1-9]")
                    .containsPattern("factstream_learner_importance_ess_ratio (1\\.0|0\\.9)")
                    .containsPattern("factstream_learner_staleness_mean_versions [0-9]")
                    .containsPattern("factstream_learner_compute_seconds [0-9]")
                    .containsPattern("factstream_learner_dropped_tickets_total\\{reason=\"stale\"} [0-9]")
                    .containsPattern("factstream_actor_rollouts_total\\{actor=\"actor-2\"} [0-9]")
                    .containsPattern("factstream_scorer_scored_rollouts_total [1-9]");
            List<String> rows = rows(scrape);
            if (Boolean.getBoolean("docs.write")) {
                write(rows);
            }
            assertThat(documented())
                    .as("docs/metrics.md; -Ddocs.write=true writes its table")
                    .isEqualTo(rows);
        }
    }

    /** Returns the table rows of all metrics, by name. */
    private static List<String> rows(String scrape) {
        Map<String, String> help = new TreeMap<>();
        Map<String, String> kinds = new TreeMap<>();
        Map<String, String> labels = new TreeMap<>();
        for (String line : scrape.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP")) {
                help.put(words[2], words[3]);
            } else if (line.startsWith("# TYPE")) {
                kinds.put(words[2], words[3]);
            } else {
                labels.put(line.split("[ {]", 2)[0], labels(line));
            }
        }
        List<String> rows = new ArrayList<>();
        help.forEach((name, text) ->
                rows.add("| `" + name + "` | " + kinds.get(name) + " | " + labels.get(name) + " | " + text + " |"));
        return rows;
    }

    private static String labels(String sample) {
        Matcher matcher = LABEL.matcher(sample);
        List<String> names = new ArrayList<>();
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return String.join(", ", names);
    }

    private static List<String> documented() throws IOException {
        List<String> lines = Files.readAllLines(DOCS);
        return lines.subList(lines.indexOf(BEGIN) + 1, lines.indexOf(END)).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    private static void write(List<String> rows) throws IOException {
        List<String> lines = Files.readAllLines(DOCS);
        List<String> written = new ArrayList<>(lines.subList(0, lines.indexOf(BEGIN) + 1));
        written.addAll(List.of("", "| metric | kind | labels | what it is |", "|---|---|---|---|"));
        written.addAll(rows);
        written.add("");
        written.addAll(lines.subList(lines.indexOf(END), lines.size()));
        Files.write(DOCS, written);
    }
}
