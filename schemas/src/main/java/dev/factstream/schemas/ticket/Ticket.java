package dev.factstream.schemas.ticket;

import static dev.factstream.schemas.Check.require;

import dev.factstream.schemas.Check;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Permission to generate answers: the question, the sampling parameters and the oldest policy version allowed. It never
 * carries the ground truth.
 *
 * @param ticketId {@code runId/sequence}; a redelivered ticket keeps it, a re-issued one gets a new one
 * @param sequence counts up within a run, in the order of issue
 * @param minVersion the oldest policy version that may start on it
 * @param issuedAtVersion the policy version that issued it
 * @param samples number of rollouts to generate
 * @param replaces the dropped ticket that this one replaces
 * @param issuedAtMillis since the epoch
 * @param policy the policy that answers; empty in tickets from before they named it
 */
public record Ticket(
        String ticketId,
        String runId,
        long sequence,
        Purpose purpose,
        int minVersion,
        int issuedAtVersion,
        int samples,
        Sampling sampling,
        Question question,
        Optional<String> replaces,
        long issuedAtMillis,
        Optional<TicketPolicy> policy) {
    /** Maximum number of rollouts of one ticket. */
    public static final int MAX_SAMPLES = 1024;

    public Ticket {
        Check.runId(runId);
        Check.notNegative(sequence, "sequence");
        Check.id(ticketId, "ticketId");
        require(id(runId, sequence).equals(ticketId), "ticketId", "must be runId/sequence", ticketId);
        Objects.requireNonNull(purpose, "purpose");
        Check.notNegative(minVersion, "minVersion");
        Check.notNegative(issuedAtVersion, "issuedAtVersion");
        require(minVersion <= issuedAtVersion, "minVersion", "exceeds issuedAtVersion " + issuedAtVersion, minVersion);
        Check.positive(samples, "samples");
        require(samples <= MAX_SAMPLES, "samples", "must be at most " + MAX_SAMPLES, samples);
        Objects.requireNonNull(sampling, "sampling");
        Objects.requireNonNull(question, "question");
        replaces.ifPresent(ticket -> Check.id(ticket, "replaces"));
        Objects.requireNonNull(policy, "policy");
    }

    /** Returns the id of the {@code sequence}-th ticket of a run. */
    public static String id(String runId, long sequence) {
        return runId + "/" + sequence;
    }

    /** Returns the sequence in a ticket id; empty if the id has another form than {@link #id} gives. */
    public static OptionalLong sequence(String ticketId) {
        String digits = ticketId.substring(ticketId.lastIndexOf('/') + 1);
        return digits.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
