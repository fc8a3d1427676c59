package dev.factstream.scorer.drift;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Observations of a policy that does not change, in windows of {@value #WINDOW}, and what may be done to them. */
final class Rollouts {
    static final int WINDOW = 128;

    private final Random random;
    private final Random support;

    Rollouts(long seed) {
        random = new Random(seed);
        support = new Random(~seed);
    }

    /** The next one of a version; two thirds are yes/no, half of those correct; every third has no right answer. */
    Observation next(int version) {
        boolean open = random.nextInt(3) == 0;
        boolean correct = !open && random.nextBoolean();
        double right = correct ? 0.5 : -0.5;
        return new Observation(
                "run",
                "judge/default",
                open ? AnswerKind.OPEN : AnswerKind.YES_NO,
                OptionalDouble.of(random.nextGaussian()),
                open ? 0 : right,
                -0.05 * random.nextDouble(),
                random.nextInt(20) == 0 ? -1 : 0,
                correct,
                open ? OptionalDouble.of(0.5 + 0.5 * support.nextDouble()) : OptionalDouble.empty(),
                10 + random.nextInt(20),
                0.5 + 0.2 * random.nextGaussian(),
                version,
                version,
                "hash-" + version,
                "actor-" + random.nextInt(2),
                version);
    }

    /** The same with another score of the reward model. */
    static UnaryOperator<Observation> shifted(double by) {
        return o -> with(o, o.judge(), o.rewardModelScore().orElseThrow() + by, o.correct(), o.tokens(), o.entropy());
    }

    static UnaryOperator<Observation> longer(double factor) {
        return o -> with(
                o,
                o.judge(),
                o.rewardModelScore().orElseThrow(),
                o.correct(),
                (int) Math.round(factor * o.tokens()),
                o.entropy());
    }

    static UnaryOperator<Observation> surer(double factor) {
        return o ->
                with(o, o.judge(), o.rewardModelScore().orElseThrow(), o.correct(), o.tokens(), factor * o.entropy());
    }

    /** Praised for what is wrong. */
    static UnaryOperator<Observation> hacked() {
        return o -> with(o, o.judge(), o.rewardModelScore().orElseThrow() + 0.5, false, o.tokens(), o.entropy());
    }

    /** Praised for what no caption says, while all that has one right answer is as right as ever. */
    static UnaryOperator<Observation> invented() {
        return o -> new Observation(
                o.stream(),
                o.judge(),
                o.kind(),
                OptionalDouble.of(o.rewardModelScore().orElseThrow() + 0.5),
                o.correctness(),
                o.lengthPenalty(),
                o.missingEnd(),
                o.correct(),
                o.factSupport().isPresent()
                        ? OptionalDouble.of(0.5 * o.factSupport().getAsDouble())
                        : o.factSupport(),
                o.tokens(),
                o.entropy(),
                o.oldestVersion(),
                o.newestVersion(),
                o.adapterHash(),
                o.actorId(),
                o.round());
    }

    static UnaryOperator<Observation> judgedBy(String judge) {
        return o -> with(o, judge, 3 + 2 * o.rewardModelScore().orElseThrow(), o.correct(), o.tokens(), o.entropy());
    }

    private static Observation with(
            Observation o, String judge, double score, boolean correct, int tokens, double entropy) {
        return new Observation(
                o.stream(),
                judge,
                o.kind(),
                OptionalDouble.of(score),
                o.correctness(),
                o.lengthPenalty(),
                o.missingEnd(),
                correct,
                o.factSupport(),
                tokens,
                entropy,
                o.oldestVersion(),
                o.newestVersion(),
                o.adapterHash(),
                o.actorId(),
                o.round());
    }

    /** The same by another actor, with the weights of another version. */
    static UnaryOperator<Observation> weights(int version, String hash, String actor) {
        return o -> new Observation(
                o.stream(),
                o.judge(),
                o.kind(),
                o.rewardModelScore(),
                o.correctness(),
                o.lengthPenalty(),
                o.missingEnd(),
                o.correct(),
                o.factSupport(),
                o.tokens(),
                o.entropy(),
                Math.min(version, o.oldestVersion()),
                version,
                hash,
                actor,
                o.round());
    }

    /** The same question of a round of canaries. */
    static UnaryOperator<Observation> canary() {
        return o -> new Observation(
                Observation.canariesOf(o.stream()),
                o.judge(),
                o.kind(),
                o.rewardModelScore(),
                o.correctness(),
                o.lengthPenalty(),
                o.missingEnd(),
                o.correct(),
                o.factSupport(),
                o.tokens(),
                o.entropy(),
                o.oldestVersion(),
                o.newestVersion(),
                o.adapterHash(),
                o.actorId(),
                o.round());
    }

    /** All answers are wrong, and cost what wrong ones do. */
    static UnaryOperator<Observation> wrong() {
        return o -> new Observation(
                o.stream(),
                o.judge(),
                o.kind(),
                o.rewardModelScore(),
                o.kind() == AnswerKind.OPEN ? 0 : -0.5,
                o.lengthPenalty(),
                o.missingEnd(),
                false,
                o.factSupport(),
                o.tokens(),
                o.entropy(),
                o.oldestVersion(),
                o.newestVersion(),
                o.adapterHash(),
                o.actorId(),
                o.round());
    }

    static UnaryOperator<Observation> asked(AnswerKind kind) {
        return o -> new Observation(
                o.stream(),
                o.judge(),
                kind,
                o.rewardModelScore(),
                o.correctness(),
                o.lengthPenalty(),
                o.missingEnd(),
                kind != AnswerKind.OPEN && o.correct(),
                o.factSupport(),
                o.tokens(),
                o.entropy(),
                o.oldestVersion(),
                o.newestVersion(),
                o.adapterHash(),
                o.actorId(),
                o.round());
    }
}
