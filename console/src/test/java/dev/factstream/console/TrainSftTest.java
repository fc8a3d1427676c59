package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.runtime.failure.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainSftTest {
    @TempDir
    private Path folder;

    @Test
    void aPictureBookBecomesAPolicyThatCanBeAsked() {
        String book = folder.resolve("book").toString();
        String policy = folder.resolve("policy").toString();
        Console drawn = Console.run(
                "data",
                "picture-book",
                "--count",
                "24",
                "--out",
                book,
                "--dial",
                "world=tiny",
                "--dial",
                "image-size=24");
        assertThat(drawn.exitCode()).as(drawn.err()).isZero();

        Console trained = Console.run(
                "train",
                "sft",
                "--data",
                book,
                "--out",
                policy,
                "--epochs",
                "1",
                "--batch",
                "8",
                "--validation-rows",
                "8",
                "--patch",
                "12",
                "--hidden",
                "32",
                "--layers",
                "1",
                "--vision-hidden",
                "16",
                "--vision-layers",
                "1",
                "--heads",
                "2");
        assertThat(trained.exitCode()).as(trained.err()).isZero();

        Console asked = Console.run("eval", "held-out", "--policy", policy, "--questions", "8");
        assertThat(asked.exitCode()).as(asked.err()).isZero();
        assertThat(asked.out()).contains("policy: correct", "policy, pictures shuffled: correct");
    }

    @Test
    void tooFewConversationsAreReportedInOneLine() {
        String book = folder.resolve("book").toString();
        Console.run("data", "picture-book", "--count", "2", "--out", book);

        Console console = Console.run(
                "train", "sft", "--data", book, "--out", folder.resolve("out").toString());

        assertThat(console.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("too few").hasLineCount(1);
    }
}
