package dev.factstream.console.quickstart;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a quickstart is asked for.
 *
 * @param steps policy versions to make in this call, beyond those that the run has
 * @param actors side by side
 * @param dir of the run
 * @param seed of every random choice
 * @param port of the broker; 0 for any free one
 * @param dashboard port of the page; empty for none
 * @param policy Hugging Face folder with {@code picture-book.json}
 * @param rewardModel its folder; empty for symbolic rewards alone
 * @param pictures training pictures, drawn when the run begins
 * @param questions held-out yes/no and multiple-choice questions at the end; 0 for none
 * @param items of the benchmark at the end; 0 for none
 */
record QuickstartOptions(
        int steps,
        int actors,
        Path dir,
        long seed,
        int port,
        OptionalInt dashboard,
        Path policy,
        Optional<Path> rewardModel,
        int pictures,
        int questions,
        int items) {
    /** @throws IllegalArgumentException naming the option that makes no sense */
    QuickstartOptions {
        atLeast(1, "--steps", steps);
        atLeast(1, "--actors", actors);
        atLeast(0, "--port", port);
        dashboard.ifPresent(page -> atLeast(0, "--dashboard", page));
        atLeast(1, "--pictures", pictures);
        atLeast(0, "--items", items);
        if (questions != 0) {
            atLeast(4, "--questions", questions); // fewer leave no picture to shuffle with
        }
    }

    private static void atLeast(int least, String option, int value) {
        if (value < least) {
            throw new IllegalArgumentException(option + " must be " + least + " or more, not " + value);
        }
    }
}
