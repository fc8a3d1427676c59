package dev.factstream.scorer.settings;

import dev.factstream.runtime.settings.Setting;
import dev.factstream.scorer.reward.RewardProfile;
import dev.factstream.scorer.reward.RewardQuirk;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of the reward: a named profile and overrides of its constants.
 *
 * @param named the profile whose constants hold where none is given
 * @param modelWeight weight of the reward model's score
 * @param correctnessWeight weight of correctness
 * @param lengthWeight penalty of an answer as long as its token limit
 * @param missingEndFine penalty of an answer that was cut
 * @param quirks enabled quirks of LLaVA-RLHF
 */
public record RewardSettings(
        @Setting(
                key = "scorer.reward.profile",
                defaultValue = "default",
                doc = "The constants of the reward; paper has those of LLaVA-RLHF and its quirks.")
        Profile named,

        @Setting(
                key = "scorer.reward.model.weight",
                min = 0,
                doc = "Weight of the reward model's score; empty takes the profile's (default 1.0, paper 1.0).")
        Optional<Double> modelWeight,

        @Setting(
                key = "scorer.reward.correctness.weight",
                min = 0,
                doc =
                        "Weight of correctness: a right yes or no earns half of it, a wrong one loses half, a right choice earns"
                                + " all of it; empty takes the profile's (default 2.0, paper 2.0).")
        Optional<Double> correctnessWeight,

        @Setting(
                key = "scorer.reward.length.weight",
                min = 0,
                doc =
                        "Penalty of an answer as long as its token limit, proportionally less for shorter ones; empty takes the"
                                + " profile's (default 0.5, paper 10.0).")
        Optional<Double> lengthWeight,

        @Setting(
                key = "scorer.reward.missing.end.fine",
                min = 0,
                doc =
                        "Penalty of an answer that was cut at its token limit; empty takes the profile's (default 1.0, paper 8.0).")
        Optional<Double> missingEndFine,

        @Setting(
                key = "scorer.reward.quirks",
                doc = "Enabled quirks of LLaVA-RLHF; empty takes the profile's: default has none, paper has all.")
        Optional<Set<RewardQuirk>> quirks) {

    /** The profiles by name. */
    public enum Profile {
        DEFAULT(RewardProfile.DEFAULT),
        PAPER(RewardProfile.PAPER);

        private final RewardProfile constants;

        Profile(RewardProfile constants) {
            this.constants = constants;
        }
    }

    /** Returns the profile that the settings describe, named {@code custom} if it is not a predefined one. */
    public RewardProfile profile() {
        RewardProfile base = named.constants;
        RewardProfile wanted = base.withModelWeight(modelWeight.orElse(base.modelWeight()))
                .withCorrectnessWeight(correctnessWeight.orElse(base.correctnessWeight()))
                .withLengthWeight(lengthWeight.orElse(base.lengthWeight()))
                .withMissingEndFine(missingEndFine.orElse(base.missingEndFine()))
                .withQuirks(quirks.orElse(base.quirks()));
        return wanted.equals(base) ? base : wanted.renamed("custom");
    }
}
