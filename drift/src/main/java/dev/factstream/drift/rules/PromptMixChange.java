package dev.factstream.drift.rules;

import dev.factstream.drift.window.AnswerKindCounts;
import dev.factstream.drift.window.FindingType;
import java.util.Optional;

/** Finds shares of the kinds of questions that differ significantly, by a sixth or more, from those of the last good windows. */
final class PromptMixChange implements DriftRule {
    private static final double MIN_DISTANCE = 1.0 / 6;

    @Override
    public FindingType finding() {
        return FindingType.PROMPT_MIX_CHANGE;
    }

    @Override
    public Optional<String> suspicion(WindowContext context) {
        AnswerKindCounts before = context.baseline().kinds();
        AnswerKindCounts now = context.window().summaries().kinds();
        if (before.totalVariation(now) < MIN_DISTANCE || !WindowContext.isSignificant(before.probability(now))) {
            return Optional.empty();
        }
        return Optional.of("the prompt mix was " + before + " and is now " + now);
    }
}
