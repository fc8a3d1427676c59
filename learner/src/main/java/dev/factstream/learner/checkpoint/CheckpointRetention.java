package dev.factstream.learner.checkpoint;

import dev.factstream.runtime.settings.Setting;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rules for the versions of a run that stay: their checkpoints, their exported adapters, and their adapters on the topics. The number
 * of these versions is bounded.
 *
 * @param newest number of newest versions that stay
 * @param every versions divisible by this number stay too, so that a replay can start near any of them; 0 for none
 * @param everyKept number of newest versions divisible by {@code every} that stay
 * @param whenFull reaction to a disk without space for the next checkpoint
 */
public record CheckpointRetention(
        @Setting(
                key = "learner.checkpoints.kept",
                defaultValue = "3",
                min = 1,
                doc = "Number of newest versions whose checkpoints and adapters are kept.")
        int newest,

        @Setting(
                key = "learner.checkpoints.every",
                defaultValue = "10",
                min = 0,
                doc = "Also keep versions divisible by this number, as starting points for replays; 0 for none.")
        int every,

        @Setting(
                key = "learner.checkpoints.every.kept",
                defaultValue = "100",
                min = 0,
                doc = "Number of newest versions divisible by learner.checkpoints.every that are kept.")
        int everyKept,

        @Setting(
                key = "learner.disk.full",
                defaultValue = "stop",
                doc = "Reaction to a disk without space for a checkpoint: stop the learner, or wait for space.")
        DiskFullAction whenFull) {

    /** Whether {@code version} stays when {@code newestVersion} is the newest one; the newest always stays. */
    public boolean keeps(int version, int newestVersion) {
        return version > newestVersion - newest
                || every > 0 && version % every == 0 && version / every > newestVersion / every - everyKept;
    }

    /**
     * The versions that stay no longer when {@code newestVersion} is committed after the version before it. At most two, however old
     * the run is.
     */
    public List<Integer> leaving(int newestVersion) {
        boolean divisible = every > 0 && newestVersion % every == 0;
        return IntStream.of(newestVersion - newest, divisible ? newestVersion - every * everyKept : -1)
                .filter(version -> version >= 0 && !keeps(version, newestVersion))
                .distinct()
                .boxed()
                .toList();
    }
}
