package dev.factstream.scorer.reward;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A peculiarity of LLaVA-RLHF's reward, as a switch: profile {@code paper} has all of them, profile {@code default} none, and
 * {@code scorer.reward.quirks} any choice. Source: its PPO trainer; arXiv 2309.14525, section 2.3.
 *
 * <p>Peculiarities of its optimisation (rewards times ten, one-sided KL, padding that counts) are the learner's switches.
 */
public enum RewardQuirk {
    /**
     * A yes/no question whose right answer is yes earns nothing, right or wrong. Upstream leaves that branch as a to-do; it works
     * against a model that says yes to everything. By default both answers earn alike.
     */
    NO_ONLY,
    /**
     * "No" and "Yes" are recognised as the first letters of the answer, case-sensitively: "Not sure" and "North" are a no, "no" is
     * nothing. Upstream compares prefixes, which suits the capitals of its data. By default the first word counts, in any case.
     */
    PREFIX_MATCH,
    /**
     * A choice is right if the stripped answer starts with "X." or contains "correct option is X.". The two phrasings of A-OKVQA's
     * training rows; a bare "X" earns nothing, and "Not B. The correct option is A." is right for A. By default the first letter
     * counts.
     */
    CHOICE_PHRASES,
    /**
     * An answer is cut after its first question mark; what is left has no end and is fined for that. Upstream does so to keep the
     * model from continuing the dialogue by itself, and hits honest questions, too. By default nothing is cut. See {@link Answer#cut}.
     */
    CUT_AT_QUESTION_MARK,
    /**
     * A length multiplier below 0 pays for length. Released prompts have −0.5 on open "why" questions. By default such a
     * multiplier counts as 0: length is never paid for.
     */
    LENGTH_BONUS,
    /**
     * The reward model's score enters as it is. Upstream relies on the loss's centring term for its zero, and on luck for its unit.
     * By default it is standardised by its mean and deviation on held-out answers, so that penalties weigh alike beside every model.
     */
    RAW_SCORE;

    /** How settings write it, for instance {@code no-only}. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a comma-separated list of spellings; {@code none} is the empty set.
     *
     * @throws IllegalArgumentException if one is not known
     */
    public static Set<RewardQuirk> parse(String list) {
        Set<RewardQuirk> quirks = EnumSet.noneOf(RewardQuirk.class);
        if (!list.strip().equals("none")) {
            Arrays.stream(list.split(","))
                    .map(String::strip)
                    .map(RewardQuirk::of)
                    .forEach(quirks::add);
        }
        return quirks;
    }

    private static RewardQuirk of(String spelling) {
        return Arrays.stream(values())
                .filter(quirk -> quirk.spelling().equals(spelling))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no quirk is called '" + spelling + "', but "
                        + Arrays.stream(values()).map(RewardQuirk::spelling).collect(Collectors.joining(", "))));
    }
}
