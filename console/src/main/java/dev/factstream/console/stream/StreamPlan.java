package dev.factstream.console.stream;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a stream in this process is made of.
 *
 * @param name of the run, on the topics too
 * @param policy Hugging Face folder with {@code picture-book.json}
 * @param rewardModel its folder; empty for rewards from symbolic truth alone, and a critic that begins as the policy's base
 * @param seed of every random choice
 * @param actors side by side
 * @param pictures training pictures, drawn when the run begins, with two questions each
 * @param port of the broker on 127.0.0.1; 0 for any free one
 * @param watched whether drift is looked for
 * @param dashboard port of the page, or a free one where that is in use; empty for none
 * @param pinned {@code key=value} each, the last word on these settings, whatever a user sets
 */
public record StreamPlan(
        String name,
        Path policy,
        Optional<Path> rewardModel,
        long seed,
        int actors,
        int pictures,
        int port,
        boolean watched,
        OptionalInt dashboard,
        List<String> pinned) {
    public StreamPlan {
        policy = policy.toAbsolutePath().normalize();
        rewardModel = rewardModel.map(folder -> folder.toAbsolutePath().normalize());
        pinned = List.copyOf(pinned);
    }
}
