package dev.factstream.learner.dispatch;

import dev.factstream.runtime.settings.Setting;

/**
 * How often the canaries of a run are asked. Canaries are a fixed set of questions that is never trained on, so that a
 * change in their answers comes from the policy and not from the questions.
 *
 * @param every versions between two rounds; 0 for no canaries
 * @param size questions per round, chosen once per run
 */
public record CanaryPlan(
        @Setting(
                key = "learner.canary.every",
                defaultValue = "0",
                min = 0,
                doc =
                        "Versions between rounds of canaries, held-out questions that show how the policy changes; 0 for none.")
        int every,

        @Setting(
                key = "learner.canary.size",
                defaultValue = "64",
                min = 0,
                doc = "Number of canary questions, chosen once per run and never trained on afterwards.")
        int size) {

    /** No canaries. */
    public static final CanaryPlan NONE = new CanaryPlan(0, 0);

    public CanaryPlan {
        if (every > 0 && size == 0) {
            throw new IllegalArgumentException(
                    "learner.canary.size must be at least 1 where learner.canary.every is above 0, not 0");
        }
    }

    /** Whether canaries are asked at all. */
    public boolean enabled() {
        return every > 0;
    }

    /** Whether a round is due at this version. */
    public boolean dueAt(int version) {
        return enabled() && version % every == 0;
    }
}
