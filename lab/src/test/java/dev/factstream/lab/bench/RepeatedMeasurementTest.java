package dev.factstream.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedMeasurementTest {
    @Test
    void theMedianIsOfTheRoundsAfterAWarmUp() {
        List<Integer> numbers = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        int[] runs = {0};

        Rate median = new RepeatedMeasurement(3).run(1000, () -> runs[0]++, (number, rate) -> {
            numbers.add(number);
            rates.add(rate.perSecond());
        });

        assertThat(runs[0]).isEqualTo(4);
        assertThat(numbers).containsExactly(1, 2, 3);
        assertThat(median.perSecond())
                .isEqualTo(rates.stream().sorted().skip(1).findFirst().orElseThrow());
    }
}
