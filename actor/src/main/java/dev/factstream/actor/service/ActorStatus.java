package dev.factstream.actor.service;

import dev.factstream.actor.answer.SwapPauses;
import java.time.Duration;
import java.util.Optional;

/**
 * What an actor is doing, and has done since it started.
 *
 * @param actorId as in its rollouts
 * @param adapterVersion the policy version being served
 * @param adapterHash of its tensors
 * @param waiting tickets that are ready and have not begun
 * @param running sequences being drawn
 * @param rollouts that the broker has
 * @param tokens generated
 * @param generateSeconds spent generating
 * @param deadLetters tickets that could not be answered
 * @param released tickets given back without an outcome
 * @param rejectedAdapters published adapters that were refused
 * @param pauses of generation for newer weights
 * @param sinceProgress how long the answers in work have been at the same point; zero when there are none
 * @param pollOverdue since when it ought to have asked for tickets again; zero while it waits for some
 * @param failure why the actor stopped by itself
 */
public record ActorStatus(
        String actorId,
        int adapterVersion,
        String adapterHash,
        int waiting,
        int running,
        long rollouts,
        long tokens,
        double generateSeconds,
        long deadLetters,
        long released,
        long rejectedAdapters,
        SwapPauses pauses,
        Duration sinceProgress,
        Duration pollOverdue,
        Optional<String> failure) {

    /** Tokens per second of generation, waiting not counted; 0 before the first. */
    public double tokensPerSecond() {
        return generateSeconds > 0 ? tokens / generateSeconds : 0;
    }
}
