package dev.factstream.console.quickstart;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The options of a quickstart.
 *
 * @param steps policy versions to make, in addition to those the run already has
 * @param actors number of actors
 * @param dir folder of the run
 * @param seed of all random choices
 * @param port of the broker; 0 for any free port
 * @param dashboard port of the dashboard; empty for none
 * @param policy Hugging Face folder with {@code picture-book.json}
 * @param rewardModel its folder; empty for symbolic rewards only
 * @param pictures number of training pictures, drawn when the run starts
 * @param questions number of held-out yes/no and multiple-choice questions at the end; 0 for none
 * @param items number of benchmark items at the end; 0 for none
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
    /** @throws IllegalArgumentException naming the invalid option */
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
