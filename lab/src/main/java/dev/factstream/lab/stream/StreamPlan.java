package dev.factstream.lab.stream;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The configuration of an in-process stream.
 *
 * @param name id of the run, also on the topics
 * @param policy Hugging Face folder with {@code picture-book.json}
 * @param rewardModel its folder; empty for symbolic rewards only and a critic initialized from the policy's base
 * @param seed of all random choices
 * @param actors number of actors
 * @param pictures number of training pictures, drawn when the run starts, with two questions each
 * @param port of the broker on 127.0.0.1; 0 for any free port
 * @param detectsDrift whether the drift application runs
 * @param dashboard port of the dashboard, or another free port if it is in use; empty for none
 * @param pinned {@code key=value} each; override all other settings, also the user's
 */
public record StreamPlan(
        String name,
        Path policy,
        Optional<Path> rewardModel,
        long seed,
        int actors,
        int pictures,
        int port,
        boolean detectsDrift,
        OptionalInt dashboard,
        List<String> pinned) {
    public StreamPlan {
        policy = policy.toAbsolutePath().normalize();
        rewardModel = rewardModel.map(folder -> folder.toAbsolutePath().normalize());
        pinned = List.copyOf(pinned);
    }
}
