package dev.factstream.learner.pool;

import dev.factstream.schemas.facts.AnswerKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The proportions in which kinds of questions are asked.
 *
 * @param open share of open questions
 * @param choice share of multiple-choice questions
 * @param yesNo share of yes/no questions
 */
public record PromptMix(int open, int choice, int yesNo) {

    /** The proportions of LLaVA-RLHF's 72 000 prompts (arXiv 2309.14525). */
    public static final PromptMix PAPER = new PromptMix(50, 12, 10);

    public PromptMix {
        if (open < 0 || choice < 0 || yesNo < 0 || open + choice + yesNo == 0) {
            throw new IllegalArgumentException("the shares of a prompt mix must not be negative and not all 0");
        }
    }

    /** Reads {@code open:choice:yesno}, for instance {@code 50:12:10}. */
    public static PromptMix parse(String text) {
        String[] shares = text.strip().split(":");
        try {
            if (shares.length == 3) {
                return new PromptMix(
                        Integer.parseInt(shares[0]), Integer.parseInt(shares[1]), Integer.parseInt(shares[2]));
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "a prompt mix has the form open:choice:yesno, for instance 50:12:10, not " + text);
    }

    /** This mix as {@link #parse} reads it. */
    @Override
    public String toString() {
        return open + ":" + choice + ":" + yesNo;
    }

    /**
     * The shortest sequence of kinds with the proportions of this mix among the available kinds.
     *
     * @throws IllegalArgumentException if the mix asks for none of them
     */
    List<AnswerKind> cycle(Collection<AnswerKind> available) {
        Map<AnswerKind, Integer> shares = new EnumMap<>(AnswerKind.class);
        for (AnswerKind kind : available) {
            shares.put(kind, share(kind));
        }
        int divisor = shares.values().stream()
                .map(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .intValue();
        if (divisor == 0) {
            throw new IllegalArgumentException(
                    "the prompt mix " + this + " asks for none of the kinds in the pool, " + shares.keySet());
        }
        List<AnswerKind> cycle = new ArrayList<>();
        shares.forEach((kind, share) -> {
            for (int i = 0; i < share / divisor; i++) {
                cycle.add(kind);
            }
        });
        return cycle;
    }

    /** The share of a kind. */
    int share(AnswerKind kind) {
        return switch (kind) {
            case OPEN -> open;
            case MULTIPLE_CHOICE -> choice;
            case YES_NO -> yesNo;
        };
    }
}
