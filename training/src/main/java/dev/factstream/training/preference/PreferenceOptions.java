package dev.factstream.training.preference;

import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Options of a collection of preference pairs.
 *
 * @param policy Hugging Face folder
 * @param adapter PEFT folder to sample with; empty for the base alone
 * @param world world of the pictures, preferably the one that the policy was trained on
 * @param split split whose scenes are drawn
 * @param count number of pairs to write
 * @param seed seed of pictures, questions, answers and the annotator's errors
 * @param temperature sampling temperature of the answers
 * @param noise probability of a wrong label
 * @param writtenShare share of pairs whose answers are the picture book's own true and false ones
 * @param evasiveShare share of pairs whose answers are both true: a complete one of the picture book's, and one that evades the question
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
        double evasiveShare,
        Path out) {

    public PreferenceOptions {
        if (count < 1 || !(temperature > 0)) {
            throw new IllegalArgumentException("the count must be at least 1, the temperature above 0");
        }
        if (!(writtenShare >= 0 && evasiveShare >= 0 && writtenShare + evasiveShare <= 1)) {
            throw new IllegalArgumentException(
                    "the written share and the evasive share must be from 0 to 1, and their sum at most 1");
        }
    }
}
