package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.runtime.failure.ExitCode;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    @Test
    void everyAnswerHasALineWithItsLetterOrAHyphen() {
        Console console = Console.run(
                "eval",
                "choice",
                "--options",
                "A,B,C,D",
                "B",
                " C. a cat",
                "A cat.",
                "(d) a dog",
                "E",
                "",
                "b",
                "the dog");

        assertThat(console.exitCode()).as(console.err()).isZero();
        assertThat(console.out().lines()).containsExactly("B", "C", "-", "D", "-", "-", "B", "-");
    }

    @Test
    void anAnswerMayBeginWithAHyphen() {
        assertThat(Console.run("eval", "choice", "--options", "A,B", "--", "- B", "B")
                        .out()
                        .lines())
                .containsExactly("B", "B");
    }

    @Test
    void optionsThatAreNoLettersAreRefused() {
        for (String options : new String[] {"A,b", "A,A", "yes,no", "A,,B"}) {
            Console console = Console.run("eval", "choice", "--options", options, "A");

            assertThat(console.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(console.err()).contains("--options").hasLineCount(1);
        }
    }
}
