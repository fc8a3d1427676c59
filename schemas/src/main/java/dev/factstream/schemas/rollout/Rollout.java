package dev.factstream.schemas.rollout;

import static dev.factstream.schemas.Check.require;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import java.util.List;
import java.util.Objects;

/**
 * One answer with everything needed to score it and to train on it; readers do not need the ticket.
 *
 * <p>The arrays are not copied: treat them as read-only. {@code equals} compares them by identity. Log-probabilities
 * may be non-finite here: the topic keeps the actual values, and the learner drops such a rollout as non-finite.
 *
 * @param rolloutId {@code ticketId/sample}
 * @param sample counts from 0 within the ticket
 * @param minVersion of the ticket
 * @param tokens the generated ids, the end token included if it was sampled; at least one
 * @param logProbs natural logarithms, one per token, under the distribution that was sampled from
 * @param meanEntropy of that distribution over the tokens, in nats
 * @param versionRuns which policy version sampled which tokens, in order
 * @param adapterHash of the adapter tensors in use at the last token; {@code none} for version 0
 * @param text the decoded answer without special tokens; may be empty
 * @param deliveryCount number of the ticket delivery that produced this rollout, from 1
 */
public record Rollout(
        String rolloutId,
        String ticketId,
        int sample,
        String runId,
        Purpose purpose,
        int minVersion,
        Question question,
        Sampling sampling,
        int[] tokens,
        float[] logProbs,
        double meanEntropy,
        List<VersionRun> versionRuns,
        String adapterHash,
        String text,
        FinishReason finishReason,
        Timings timings,
        String actorId,
        int deliveryCount) {
    public Rollout {
        Check.id(ticketId, "ticketId");
        Check.id(rolloutId, "rolloutId");
        require(id(ticketId, sample).equals(rolloutId), "rolloutId", "must be ticketId/sample", rolloutId);
        Check.runId(runId);
        Objects.requireNonNull(purpose, "purpose");
        Check.notNegative(minVersion, "minVersion");
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(sampling, "sampling");
        Check.positive(tokens.length, "number of tokens");
        require(logProbs.length == tokens.length, "logProbs", "must be " + tokens.length, logProbs.length);
        versionRuns = List.copyOf(versionRuns);
        long covered = versionRuns.stream().mapToLong(VersionRun::tokens).sum();
        require(covered == tokens.length, "versionRuns", "must cover " + tokens.length + " tokens", covered);
        Check.id(adapterHash, "adapterHash");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(finishReason, "finishReason");
        Objects.requireNonNull(timings, "timings");
        Check.id(actorId, "actorId");
        Check.positive(deliveryCount, "deliveryCount");
    }

    /** Returns the id of the {@code sample}-th rollout of a ticket. */
    public static String id(String ticketId, int sample) {
        return ticketId + "/" + sample;
    }

    /** Returns the oldest policy version that sampled any token; staleness is counted from it. */
    public int oldestVersion() {
        return versionRuns.stream().mapToInt(VersionRun::version).min().orElseThrow();
    }

    /** Returns the newest policy version that sampled any token. */
    public int newestVersion() {
        return versionRuns.stream().mapToInt(VersionRun::version).max().orElseThrow();
    }
}
