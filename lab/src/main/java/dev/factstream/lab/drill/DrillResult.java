package dev.factstream.lab.drill;

import java.util.Locale;
import java.util.Map;

/**
 * The outcomes of a drill.
 *
 * @param good good rollouts that were published
 * @param scored good rollouts that were scored exactly once
 * @param poison poison records and their outcomes, by kind
 * @param others unexpected dead letters and scores
 * @param running whether the scorer still scores at the end
 */
public record DrillResult(int good, int scored, Map<PoisonKind, PoisonCount> poison, int others, boolean running) {
    /**
     * The outcomes of one kind of poison.
     *
     * @param sent records that were published
     * @param dead records of {@code sent} with exactly one dead letter that has a reason
     * @param reason an example of a reason
     */
    record PoisonCount(int sent, int dead, String reason) {
        PoisonCount plus(PoisonCount other) {
            return new PoisonCount(sent + other.sent, dead + other.dead, reason);
        }
    }

    public boolean passed() {
        return scored == good
                && running
                && others == 0
                && poison.values().stream().allMatch(kind -> kind.dead() == kind.sent());
    }

    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder("good rollouts " + good + " = scored once " + scored + " + not "
                + (good - scored) + System.lineSeparator());
        poison.forEach((kind, count) -> lines.append(String.format(
                Locale.ROOT,
                "%-14s %6d = dead with a reason %6d + not %d   for example: %s%n",
                kind.label(),
                count.sent(),
                count.dead(),
                count.sent() - count.dead(),
                count.reason())));
        return lines.append("unexpected " + others + "; the scorer is " + (running ? "running" : "not running"))
                .toString();
    }
}
