package dev.factstream.schemas.rollout;

/**
 * The start, the end and the durations of an actor's work on a rollout.
 *
 * @param startedAtMillis since the epoch, by the actor's clock
 * @param finishedAtMillis since the epoch, by the actor's clock
 * @param queueSeconds from the issue of the ticket to the start; compares the clocks of two machines, so it may be negative
 * @param generateSeconds from the start to the last token, by a monotonic clock
 */
public record Timings(long startedAtMillis, long finishedAtMillis, double queueSeconds, double generateSeconds) {}
