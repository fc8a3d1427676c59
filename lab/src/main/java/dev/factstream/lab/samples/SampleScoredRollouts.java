package dev.factstream.lab.samples;

import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.rollout.Timings;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Sample scored rollouts of a policy that does not change: their numbers are drawn from one distribution, their texts are placeholders.
 * Immutable, thread-safe; equal seeds give equal rollouts.
 */
public final class SampleScoredRollouts {
    private static final int LIMIT = 64;

    private final String runId;
    private final int perVersion;
    private final long seed;

    /** @param perVersion rollouts per policy version */
    public SampleScoredRollouts(String runId, int perVersion, long seed) {
        this.runId = runId;
        this.perVersion = perVersion;
        this.seed = seed;
    }

    /** The adapter hash of a version. */
    public static String adapterHash(int version) {
        return version == 0 ? "none" : Sha256.hex(new byte[] {(byte) version, (byte) (version >> 8)});
    }

    /** Returns the scored rollout with this number, from 0. */
    public ScoredRollout rollout(int number) {
        Random random = new Random(seed + number * 0x9E3779B97F4A7C15L);
        random.nextLong(); // the first values of neighbouring seeds are similar
        boolean open = random.nextInt(3) == 0;
        boolean correct = !open && random.nextBoolean();
        int tokens = 8 + random.nextInt(24);
        double right = correct ? 0.5 : -0.5;
        RewardParts reward = new RewardParts(
                OptionalDouble.of(random.nextGaussian() + (correct ? 0.3 : 0)),
                open ? 0 : right,
                -0.5 * tokens / LIMIT,
                0);
        double entropy = Math.max(0, 0.6 + 0.2 * random.nextGaussian());
        int version = number / perVersion;
        String actor = "actor-" + random.nextInt(2);
        return new ScoredRollout(
                rollout(number, Purpose.TRAIN, tokens, entropy, version, adapterHash(version), actor),
                reward,
                correct,
                open ? AnswerKind.OPEN : AnswerKind.YES_NO,
                "sample",
                "default",
                "sample",
                0);
    }

    /** Returns a rollout with these values and placeholders for everything else. */
    public Rollout rollout(
            int number, Purpose purpose, int tokens, double entropy, int version, String adapterHash, String actor) {
        String ticketId = Ticket.id(runId, number);
        return new Rollout(
                Rollout.id(ticketId, 0),
                ticketId,
                0,
                runId,
                purpose,
                version,
                new Question("sample-" + number % 97, "sample", Optional.empty()),
                new Sampling(1, 1, 0, Math.max(LIMIT, tokens), number),
                new int[tokens],
                new float[tokens],
                entropy,
                List.of(new VersionRun(version, tokens)),
                adapterHash,
                "sample",
                FinishReason.STOP,
                new Timings(0, 1, 0, 0.001),
                actor,
                1);
    }
}
