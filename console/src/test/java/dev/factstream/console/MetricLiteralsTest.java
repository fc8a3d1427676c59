package dev.factstream.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.metrics.MetricNames;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Metric names are a contract between modules: each is spelled once, in {@link MetricNames}. */
class MetricLiteralsTest {
    private static final Path PROJECT = Path.of("..");

    @Test
    void noOtherClassSpellsTheNameOfAMetric() throws IOException {
        List<String> names = dottedNames();
        List<String> literals = new ArrayList<>();
        List<Path> sources = sources();
        for (Path source : sources) {
            String text = Files.readString(source, UTF_8);
            names.stream()
                    .filter(name -> text.contains("\"" + name + "\""))
                    .forEach(name -> literals.add(name + " in " + PROJECT.relativize(source)));
        }

        assertThat(names).contains("kl.reference", "reward.total", "alarm.drift.window");
        assertThat(sources).hasSizeGreaterThan(500);
        assertThat(literals).isEmpty();
    }

    /** Names of one word, such as tokens, are ordinary words too: fields of records and units have them as well. */
    private static List<String> dottedNames() {
        return Arrays.stream(MetricNames.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(MetricLiteralsTest::value)
                .filter(name -> name.contains("."))
                .toList();
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(PROJECT)) {
            for (Path main : modules.map(module -> module.resolve(Path.of("src", "main", "java")))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("MetricNames.java"))
                            .forEach(sources::add);
                }
            }
        }
        return sources;
    }
}
