package dev.factstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.drift.window.DriftComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scripts of the page spell the names of metrics themselves. */
class PageMetricNamesTest {
    private static final Path SCRIPTS = Path.of("src", "main", "resources", "dashboard");
    private static final Pattern DOTTED = Pattern.compile("'([a-z0-9]+(?:\\.[a-z0-9]+)+)'");
    private static final Pattern METRIC = Pattern.compile("(?:metric\\(|metrics\\[)'([^']+)'");

    @Test
    void everyNameInTheScriptsIsOneThatThePageGets() throws IOException {
        Set<String> names = namesInScripts();

        assertThat(names).contains("reward.total", "kl.reference", "entropy", "alarm.sync"); // the patterns find them
        assertThat(names)
                .allMatch(name -> VersionPoint.SHOWN.contains(name)
                        || name.startsWith("learner.") // a setting of the run
                        || Arrays.stream(DriftComponent.values())
                                .anyMatch(component -> component.spelling().equals(name)));
    }

    private static Set<String> namesInScripts() throws IOException {
        List<Path> scripts;
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            scripts = files.filter(file -> file.toString().endsWith(".js")).toList();
        }
        Set<String> names = new TreeSet<>();
        for (Path script : scripts) {
            String text = Files.readString(script, UTF_8);
            for (Pattern pattern : List.of(DOTTED, METRIC)) {
                Matcher matcher = pattern.matcher(text);
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        }
        return names;
    }
}
