package dev.factstream.scorer.drift;

import java.util.Optional;

/** Finds shares of the kinds of questions that differ significantly, by a sixth or more, from those of the last good windows. */
final class PromptMixChange implements Rule {
    private static final double MIN_DISTANCE = 1.0 / 6;

    @Override
    public Finding finding() {
        return Finding.PROMPT_MIX_CHANGE;
    }

    @Override
    public Optional<String> suspicion(Look context) {
        KindCounts before = context.baseline().kinds();
        KindCounts now = context.window().summaries().kinds();
        if (before.totalVariation(now) < MIN_DISTANCE || !Look.isSignificant(before.probability(now))) {
            return Optional.empty();
        }
        return Optional.of("the prompt mix was " + before + " and is now " + now);
    }
}
