package dev.factstream.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.drift.rules.WelchStatistic;
import dev.factstream.drift.window.ComponentSummary;
import dev.factstream.drift.window.Distances;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every distance with SciPy and the formulas of Evidently and River; {@code make_drift_references.py} computed the numbers. */
class DistancesTest {
    /** Samples and their reference values. */
    record Case(String name, Map<String, double[]> lines) {
        double[] sample(String line) {
            return lines.get(line);
        }

        double expected(String line) {
            return lines.get(line)[0];
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = DistancesTest.class.getResourceAsStream("/drift-references.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] words = line.split(" ");
                if (words[0].equals("case")) {
                    cases.add(new Case(words[1], new LinkedHashMap<>()));
                } else {
                    double[] values = Arrays.stream(words)
                            .skip(1)
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    cases.get(cases.size() - 1).lines().put(words[0], values);
                }
            });
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void distancesAreThoseOfTheReferences(Case given) {
        ComponentSummary reference = summary(given.sample("reference"));
        ComponentSummary current = summary(given.sample("current"));

        Map<String, Double> distances = Distances.of(reference, current, new PageHinkley());

        for (String name : List.of("psi", "ks", "ks.p")) {
            assertThat(distances.get(name)).as(name).isCloseTo(given.expected(name), within(1e-6));
        }
        WelchStatistic test = WelchStatistic.of(reference.moments(), current.moments());
        assertThat(test.z()).isCloseTo(given.expected("welch.z"), within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pageHinkleyIsRiversInBothDirections(Case given) {
        PageHinkley statistic = new PageHinkley();

        Arrays.stream(given.sample("current")).forEach(statistic::add);

        assertThat(statistic.up()).isCloseTo(given.expected("page.hinkley.up"), within(1e-6));
        assertThat(statistic.down()).isCloseTo(given.expected("page.hinkley.down"), within(1e-6));
    }

    @Test
    void theNormalTailMatchesPublishedTables() {
        assertThat(new WelchStatistic(1.959963984540054, 0).probability()).isCloseTo(0.05, within(1e-14));
        assertThat(new WelchStatistic(-3.290526731491926, 0).probability()).isCloseTo(0.001, within(1e-15));
        assertThat(new WelchStatistic(Double.POSITIVE_INFINITY, 0).probability())
                .isZero();
    }

    static ComponentSummary summary(double... values) {
        ComponentSummary summary = new ComponentSummary();
        Arrays.stream(values).forEach(summary::add);
        return summary;
    }
}
