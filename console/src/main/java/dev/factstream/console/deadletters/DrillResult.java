package dev.factstream.console.deadletters;

import java.util.Map;

/**
 * What became of the good and the poison.
 *
 * @param good rollouts that were published
 * @param scored those of them that were scored exactly once
 * @param poison by kind, what was published and what became of it
 * @param others dead letters and scores that nobody expected
 * @param running whether the scorer still scores after all of it
 */
record DrillResult(int good, int scored, Map<Poison, Kind> poison, int others, boolean running) {
    /**
     * One kind of poison.
     *
     * @param buried how many of {@code sent} have exactly one dead letter with a reason
     * @param reason of one of them
     */
    record Kind(int sent, int buried, String reason) {
        Kind plus(Kind other) {
            return new Kind(sent + other.sent, buried + other.buried, reason);
        }
    }

    boolean passed() {
        return scored == good
                && running
                && others == 0
                && poison.values().stream().allMatch(kind -> kind.buried() == kind.sent());
    }

    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder("good rollouts " + good + " = scored once " + scored + " + not "
                + (good - scored) + System.lineSeparator());
        poison.forEach((kind, count) -> lines.append("%-14s %6d = dead with a reason %6d + not %d   for instance: %s%n"
                .formatted(
                        kind.spelling(), count.sent(), count.buried(), count.sent() - count.buried(), count.reason())));
        return lines.append("unexpected " + others + "; the scorer is " + (running ? "running" : "not running"))
                .toString();
    }
}
