package dev.factstream.learner.pool;

import dev.factstream.runtime.settings.Setting;

/**
 * The settings that select questions.
 *
 * @param split split of the prompt pool that is trained on
 * @param mix shares of the kinds of questions
 * @param sources shares of the sources of questions
 * @param roundVersions policy versions that a round lasts
 */
public record PromptSettings(
        @Setting(
                key = "learner.pool.split",
                defaultValue = "train",
                notBlank = true,
                doc = "Split of the prompt pool that is trained on.")
        String split,

        @Setting(
                key = "learner.prompt.mix",
                defaultValue = "50:12:10",
                doc =
                        "Shares of open, multiple-choice and yes/no questions, open:choice:yesno; kinds missing from the pool are"
                                + " skipped.")
        PromptMix mix,

        @Setting(
                key = "learner.prompt.sources",
                defaultValue = "*:1",
                doc =
                        "Shares of the sources of questions (data publish --source), source:share,source:share; * is all sources"
                                + " that are not named.")
        SourceShares sources,

        @Setting(
                key = "learner.prompt.round.versions",
                defaultValue = "8",
                min = 1,
                doc =
                        "Policy versions that a round of questions lasts; questions published during a round are asked from the"
                                + " next one on.")
        int roundVersions) {

    /** Bounds the file of a round. */
    private static final int MOST_PLACES = 1 << 20;

    /** Returns the rounds of a run that uses these settings. */
    public QuestionRounds rounds(QuestionPool pool, long seed, int rolloutsPerVersion) {
        int places = (int) Math.min(MOST_PLACES, (long) roundVersions * rolloutsPerVersion);
        return new QuestionRounds(pool, mix, sources, seed, places);
    }
}
