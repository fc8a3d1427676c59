package dev.factstream.drift.stream;

import dev.factstream.drift.window.Observation;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Observations of an unchanged policy, in windows of {@value #WINDOW}, and changes that can be injected into them. */
final class SimulatedObservations {
    static final int WINDOW = 128;

    private final Random random;
    private final Random support;

    SimulatedObservations(long seed) {
        random = new Random(seed);
        support = new Random(~seed);
    }

    /**
     * Returns the next observation of a version: two thirds are yes/no, half of those correct; a third are open, without a right
     * answer.
     */
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

    /** The same with a shifted score of the reward model. */
    static UnaryOperator<Observation> shifted(double by) {
        return o -> with(
                o, o.rewardSource(), o.rewardModelScore().orElseThrow() + by, o.correct(), o.tokens(), o.entropy());
    }

    static UnaryOperator<Observation> longer(double factor) {
        return o -> with(
                o,
                o.rewardSource(),
                o.rewardModelScore().orElseThrow(),
                o.correct(),
                (int) Math.round(factor * o.tokens()),
                o.entropy());
    }

    static UnaryOperator<Observation> scaledEntropy(double factor) {
        return o -> with(
                o, o.rewardSource(), o.rewardModelScore().orElseThrow(), o.correct(), o.tokens(), factor * o.entropy());
    }

    /** Wrong answers with a higher score. */
    static UnaryOperator<Observation> hacked() {
        return o -> with(o, o.rewardSource(), o.rewardModelScore().orElseThrow() + 0.5, false, o.tokens(), o.entropy());
    }

    /** Answers with a higher score and lower fact support, while correctness is unchanged. */
    static UnaryOperator<Observation> unsupported() {
        return o -> new Observation(
                o.stream(),
                o.rewardSource(),
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

    static UnaryOperator<Observation> scoredBy(String rewardSource) {
        return o ->
                with(o, rewardSource, 3 + 2 * o.rewardModelScore().orElseThrow(), o.correct(), o.tokens(), o.entropy());
    }

    private static Observation with(
            Observation o, String rewardSource, double score, boolean correct, int tokens, double entropy) {
        return new Observation(
                o.stream(),
                rewardSource,
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

    /** The same from another actor, with the weights of another version. */
    static UnaryOperator<Observation> weights(int version, String hash, String actor) {
        return o -> new Observation(
                o.stream(),
                o.rewardSource(),
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

    /** The same in a round of canaries. */
    static UnaryOperator<Observation> canary() {
        return o -> new Observation(
                Observation.canaryStream(o.stream()),
                o.rewardSource(),
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

    /** All answers are wrong, with the penalty of wrong answers. */
    static UnaryOperator<Observation> wrong() {
        return o -> new Observation(
                o.stream(),
                o.rewardSource(),
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

    static UnaryOperator<Observation> ofKind(AnswerKind kind) {
        return o -> new Observation(
                o.stream(),
                o.rewardSource(),
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
