package dev.factstream.learner.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.factstream.learner.batch.PartitionPosition;
import dev.factstream.learner.dispatch.TicketState;
import dev.factstream.learner.ppo.FrozenModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The state of a learner apart from tensors, stored in {@code run.json} of each checkpoint. Random choices come from
 * seeds derived from {@code seed} and a position, so there is no generator state to store.
 *
 * @param runId name of the run
 * @param version the policy version of the checkpoint
 * @param seed seed of the run
 * @param configHash hash of the settings
 * @param baseHash hash of the base model
 * @param criticBaseHash hash of the critic's base model
 * @param initHash hash of the initial adapter, which is the policy's reference, or {@code none}
 * @param rolloutsPerVersion constant within a run
 * @param rewardModelId reward model whose scores the run is trained on; null before the first accepted rollout
 * @param tickets open tickets and counts
 * @param canaries promptIds of the questions held out as canaries; empty until they are enabled
 * @param positions positions to resume reading from
 * @param round SHA-256 of the round of questions that the run is in; null in checkpoints of builds that did not store rounds
 */
public record LearnerState(
        String runId,
        int version,
        long seed,
        String configHash,
        String baseHash,
        String criticBaseHash,
        String initHash,
        int rolloutsPerVersion,
        String rewardModelId,
        TicketState tickets,
        List<String> canaries,
        List<PartitionPosition> positions,
        String round) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String FILE = "run.json";

    public LearnerState {
        // missing in checkpoints of versions without separate critic bases
        criticBaseHash = criticBaseHash == null ? baseHash : criticBaseHash;
        initHash = initHash == null ? "none" : initHash;
        canaries = canaries == null ? List.of() : List.copyOf(canaries);
        positions = List.copyOf(positions);
    }

    /**
     * Checks that the settings still belong to this run.
     *
     * @throws LearnerCheckpointException naming the difference
     */
    public void requireSame(long seedNow, FrozenModels now, int rolloutsPerVersionNow) {
        require(seed == seedNow, "learner.seed", seed, seedNow);
        require(baseHash.equals(now.baseHash()), "the base model", baseHash, now.baseHash());
        require(initHash.equals(now.referenceHash()), "learner.init.adapter", initHash, now.referenceHash());
        require(
                criticBaseHash.equals(now.criticBaseHash()),
                "the base of learner.critic.model",
                criticBaseHash,
                now.criticBaseHash());
        require(
                rolloutsPerVersion == rolloutsPerVersionNow,
                "learner.rollouts.per.version",
                rolloutsPerVersion,
                rolloutsPerVersionNow);
    }

    private void require(boolean same, String what, Object then, Object now) {
        if (!same) {
            throw new LearnerCheckpointException("run " + runId + " was started with " + what + " = " + then + ", not "
                    + now + ": set it back, or start a new run with another learner.run.id");
        }
    }

    /** Writes {@code run.json} into a checkpoint folder. */
    public void write(Path folder) throws IOException {
        JSON.writeValue(folder.resolve(FILE).toFile(), this);
    }

    /** Reads the {@code run.json} that {@link #write} wrote. */
    public static LearnerState read(Path folder) {
        try {
            return JSON.readValue(folder.resolve(FILE).toFile(), LearnerState.class);
        } catch (IOException e) {
            throw new LearnerCheckpointException("cannot read " + folder.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }
}
