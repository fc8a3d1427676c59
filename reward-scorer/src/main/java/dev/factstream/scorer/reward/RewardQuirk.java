package dev.factstream.scorer.reward;

/**
 * A peculiarity of LLaVA-RLHF's reward that can be switched on. Profile {@code paper} has all of them, profile {@code default}
 * none; {@code scorer.reward.quirks} selects any subset. Source: its PPO trainer; arXiv 2309.14525, section 2.3.
 *
 * <p>Peculiarities of its optimisation (rewards times ten, one-sided KL, padding that counts) are settings of the learner.
 */
public enum RewardQuirk {
    /**
     * A yes/no question whose right answer is yes earns nothing, right or wrong. Upstream leaves that branch as a to-do; it works
     * against a model that says yes to everything. By default both answers earn the same.
     */
    NO_ONLY,
    /**
     * "No" and "Yes" are recognised as the first letters of the answer, case-sensitively: "Not sure" and "North" count as no, "no"
     * counts as nothing. Upstream compares prefixes, which suits the capitals of its data. By default the first word counts,
     * ignoring case.
     */
    PREFIX_MATCH,
    /**
     * A choice is right if the stripped answer starts with "X." or contains "correct option is X.". These are the two phrasings of
     * A-OKVQA's training rows. A bare "X" earns nothing, and "Not B. The correct option is A." is right for A. By default
     * {@link dev.factstream.schemas.facts.ChoiceReader} reads the choice.
     */
    CHOICE_PHRASES,
    /**
     * An answer is cut after its first question mark; the remaining text has no end and is penalised for that. Upstream does so to
     * keep the model from continuing the dialogue by itself; it also affects honest questions. By default nothing is cut. See
     * {@link RewardedAnswer#cutAtQuestionMark}.
     */
    CUT_AT_QUESTION_MARK,
    /**
     * A length multiplier below 0 rewards length. Released prompts have −0.5 on open "why" questions. By default such a multiplier
     * counts as 0, so length is never rewarded.
     */
    LENGTH_BONUS,
    /**
     * The reward model's score is not standardised. Upstream relies on the loss's centring term for its zero; nothing fixes its
     * unit. By default it is standardised by its mean and standard deviation on held-out answers, so that the penalties have the
     * same relative weight with every model.
     */
    RAW_SCORE
}
