package dev.factstream.console.bench;

import dev.factstream.lab.bench.RepeatedMeasurement;
import picocli.CommandLine.Option;

/** {@code --rounds}: how often a bench repeats its measurement. */
final class RoundsOption {
    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measured rounds, after one warm-up round (default: ${DEFAULT-VALUE}).")
    private int rounds;

    RepeatedMeasurement measurement() {
        return new RepeatedMeasurement(rounds);
    }
}
