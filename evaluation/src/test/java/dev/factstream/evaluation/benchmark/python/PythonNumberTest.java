package dev.factstream.evaluation.benchmark.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected texts are those of Python 3.11. */
class PythonNumberTest {

    @ParameterizedTest
    @CsvSource({
        "8, 8",
        "8., 8",
        ".5, 0.5",
        "+8, 8",
        "-1, -1",
        "1e1, 10",
        "1_0, 10",
        "1E-0_1, 0.1",
        "８, 8",
        "٣, 3",
        "NaN, NaN",
        "-inf, -Infinity",
        "Infinity, Infinity",
        "1e999, Infinity",
        "'8\u00a0', 8",
        "'\t8\r', 8"
    })
    void whatPythonReadsIsRead(String text, double value) {
        assertThat(PythonNumber.parse(text)).isEqualTo(OptionalDouble.of(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "8d", "9f", "0x8", "1__0", "_1", "1_", "1_.5", "8 9", "e5", "--1", "infinit", "½", "1,5"
            })
    void whatPythonDoesNotReadIsNotRead(String text) {
        assertThat(PythonNumber.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2.0",
        "0.1, 0.1",
        "2e-3, 0.002",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1e16, 1e+16",
        "123456789012345680, 1.2345678901234568e+17",
        "1e15, 1000000000000000.0",
        "2.0e-3, 0.002",
        "-0.0, -0.0",
        "5e-324, 5e-324",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "NaN, nan",
        "-Infinity, -inf",
        "0.8445873526259379, 0.8445873526259379",
        "2e23, 2e+23",
        "-12.5, -12.5"
    })
    void aNumberIsPrintedWithTheFewestDigits(double value, String text) {
        assertThat(PythonNumber.repr(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2.125, 2, 2.12",
        "0.625, 2, 0.62",
        "2.675, 2, 2.67",
        "8.0625, 3, 8.062",
        "3.375, 2, 3.38",
        "2.5, 2, 2.50",
        "NaN, 2, nan"
    })
    void theExactBinaryValueIsRoundedWithTiesToEven(double value, int digits, String text) {
        assertThat(PythonNumber.fixed(value, digits)).isEqualTo(text);
        assertThat(Double.valueOf(PythonNumber.round(value, digits)))
                .isEqualTo(Double.valueOf(PythonNumber.parse(text).getAsDouble()));
    }

    @Test
    void numpyRoundsTheScaledValue() {
        assertThat(PythonNumber.numpyRound(0.35, 1)).isEqualTo(0.4);
        assertThat(PythonNumber.round(0.35, 1)).isEqualTo(0.3);
    }
}
