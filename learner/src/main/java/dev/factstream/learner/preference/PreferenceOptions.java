package dev.factstream.learner.preference;

import dev.factstream.data.picturebook.Split;
import dev.factstream.data.picturebook.World;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to collect.
 *
 * @param policy Hugging Face folder
 * @param adapter PEFT folder to sample with; empty for the base alone
 * @param world the pictures' world, best the one that the policy knows
 * @param split whose scenes are drawn
 * @param count pairs to write
 * @param seed of pictures, questions, answers and the annotator's errors
 * @param temperature answers are sampled at
 * @param noise probability of a wrong label
 * @param writtenShare share of pairs whose answers are the book's own true and false ones
 * @param out folder to write
 */
public record PreferenceOptions(
        Path policy,
        Optional<Path> adapter,
        World world,
        Split split,
        int count,
        long seed,
        double temperature,
        double noise,
        double writtenShare,
        Path out) {

    public PreferenceOptions {
        if (count < 1 || !(temperature > 0) || !(writtenShare >= 0 && writtenShare <= 1)) {
            throw new IllegalArgumentException(
                    "needs at least one pair, a temperature above 0, a written share from 0 to 1");
        }
    }
}
