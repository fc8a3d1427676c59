package dev.factstream.scorer.settings;

import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.Check;
import dev.factstream.scorer.reward.RewardProfile;
import dev.factstream.scorer.reward.RewardQuirk;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of the reward: a named profile and overrides of its constants. */
public final class RewardSettings {
    /** The profiles by name. */
    enum Profile {
        DEFAULT(RewardProfile.DEFAULT),
        PAPER(RewardProfile.PAPER);

        private final RewardProfile constants;

        Profile(RewardProfile constants) {
            this.constants = constants;
        }
    }

    static final Setting<Profile> PROFILE = Setting.choice(
            "scorer.reward.profile",
            Profile.DEFAULT,
            "The constants of the reward; paper has those of LLaVA-RLHF and its quirks.");
    static final Setting<OptionalDouble> MODEL_WEIGHT =
            weight("scorer.reward.model.weight", "Weight of the reward model's score; empty takes the profile's", 1, 1);
    static final Setting<OptionalDouble> CORRECTNESS_WEIGHT = weight(
            "scorer.reward.correctness.weight",
            "Weight of correctness: a right yes or no earns half of it, a wrong one loses half, a right choice earns all of it; empty takes the profile's",
            RewardProfile.DEFAULT.correctnessWeight(),
            RewardProfile.PAPER.correctnessWeight());
    static final Setting<OptionalDouble> LENGTH_WEIGHT = weight(
            "scorer.reward.length.weight",
            "Penalty of an answer as long as its token limit, proportionally less for shorter ones; empty takes the profile's",
            RewardProfile.DEFAULT.lengthWeight(),
            RewardProfile.PAPER.lengthWeight());
    static final Setting<OptionalDouble> MISSING_END_FINE = weight(
            "scorer.reward.missing.end.fine",
            "Penalty of an answer that was cut at its token limit; empty takes the profile's",
            RewardProfile.DEFAULT.missingEndFine(),
            RewardProfile.PAPER.missingEndFine());
    static final Setting<Optional<Set<RewardQuirk>>> QUIRKS = new Setting<>(
            "scorer.reward.quirks",
            "comma-separated list",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(RewardQuirk.parse(text)),
            Optional.of(""),
            "Enabled quirks of LLaVA-RLHF, or none; empty takes the profile's: default has none, paper has "
                    + Arrays.stream(RewardQuirk.values())
                            .map(RewardQuirk::spelling)
                            .collect(Collectors.joining(", "))
                    + ".",
            false);

    /** All settings of the reward. */
    static final List<Setting<?>> KEYS =
            List.of(PROFILE, MODEL_WEIGHT, CORRECTNESS_WEIGHT, LENGTH_WEIGHT, MISSING_END_FINE, QUIRKS);

    private RewardSettings() {}

    /**
     * Returns the profile that the settings describe, named {@code custom} if it is not a predefined one.
     *
     * @throws SettingsException if a constant is negative
     */
    static RewardProfile profile(Settings settings) {
        RewardProfile named = settings.get(PROFILE).constants;
        RewardProfile wanted;
        try {
            wanted = new RewardProfile(
                    named.name(),
                    settings.get(MODEL_WEIGHT).orElse(named.modelWeight()),
                    settings.get(CORRECTNESS_WEIGHT).orElse(named.correctnessWeight()),
                    settings.get(LENGTH_WEIGHT).orElse(named.lengthWeight()),
                    settings.get(MISSING_END_FINE).orElse(named.missingEndFine()),
                    settings.get(QUIRKS).orElse(named.quirks()));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("scorer.reward: " + e.getMessage(), e);
        }
        return wanted.equals(named) ? named : wanted.renamed("custom");
    }

    private static Setting<OptionalDouble> weight(String key, String doc, double standard, double paper) {
        return new Setting<>(
                key,
                "number",
                RewardSettings::number,
                Optional.of(""),
                doc + " (default " + standard + ", paper " + paper + ").",
                false);
    }

    private static OptionalDouble number(String text) {
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text);
        Check.require(Double.isFinite(value), "value", "must be finite", value);
        return OptionalDouble.of(value);
    }
}
