package dev.factstream.scorer.drift;

import java.util.Optional;

/** The shares of the kinds of questions differ from those of the last good windows by a sixth or more, significantly. */
final class PromptMixChange implements Rule {
    private static final double LEAST_DISTANCE = 1.0 / 6;

    @Override
    public Finding finding() {
        return Finding.PROMPT_MIX_CHANGE;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        KindCounts before = look.baseline().kinds();
        KindCounts now = look.window().summaries().kinds();
        if (before.totalVariation(now) < LEAST_DISTANCE || !Look.isSignificant(before.probability(now))) {
            return Optional.empty();
        }
        return Optional.of("the prompts were " + before + ", and are " + now);
    }
}
