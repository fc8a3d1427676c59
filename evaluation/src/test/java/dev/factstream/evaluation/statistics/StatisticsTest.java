package dev.factstream.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares with values from scipy, see {@code src/test/python/make_statistics_references.py}. */
class StatisticsTest {
    private static final Offset<Double> EXACT = within(1e-12);

    private static JsonNode references;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = StatisticsTest.class.getResourceAsStream("/statistics/references.json")) {
            references = new ObjectMapper().readTree(file);
        }
    }

    @Test
    void meansAndTheirStandardErrorsAreScipys() {
        for (JsonNode reference : references.get("means")) {
            Mean mean = Mean.of(numbers(reference.get("values")));
            assertThat(mean.value()).isCloseTo(reference.get("mean").asDouble(), EXACT);
            assertThat(mean.standardError()).isCloseTo(reference.get("error").asDouble(), EXACT);
            assertThat(mean.low()).isCloseTo(reference.get("low").asDouble(), EXACT);
            assertThat(mean.high()).isCloseTo(reference.get("high").asDouble(), EXACT);
        }
    }

    @Test
    void pairedDifferencesAreThoseOfThePairedTTest() {
        for (JsonNode reference : references.get("differences")) {
            Mean difference = Mean.ofDifferences(numbers(reference.get("a")), numbers(reference.get("b")));
            assertThat(difference.value()).isCloseTo(reference.get("difference").asDouble(), EXACT);
            assertThat(difference.standardError())
                    .isCloseTo(reference.get("error").asDouble(), EXACT);
            assertThat(difference.standardErrors()).isCloseTo(reference.get("t").asDouble(), within(1e-9));
        }
        assertThatThrownBy(() -> Mean.ofDifferences(new double[2], new double[3]))
                .hasMessageContaining("2 values cannot be paired with 3");
    }

    @Test
    void sharesHaveWilsonsInterval() {
        for (JsonNode reference : references.get("shares")) {
            Share share =
                    new Share(reference.get("hits").asInt(), reference.get("of").asInt());
            assertThat(share.low()).isCloseTo(reference.get("low").asDouble(), EXACT);
            assertThat(share.high()).isCloseTo(reference.get("high").asDouble(), EXACT);
        }
        assertThat(new Share(0, 0)).hasToString("none");
    }

    @Test
    void oneValueHasNoStandardError() {
        assertThat(Mean.of(4).value()).isEqualTo(4);
        assertThat(Mean.of(4).standardError()).isNaN();
        assertThat(Mean.of(4).interval()).isEqualTo("4.0");
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
