package dev.factstream.lab.experiment.drift;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** A fault that is injected into a recorded run from version {@value #FIRST} on, and the findings that must name it. */
public enum FaultInjection {
    NONE("", "") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            return sample;
        }
    },
    /** The reward model's score rises by half a standard deviation. */
    SCORE_SHIFT("reward-shift") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            return sample.withScore(sample.rewardModelId(), sample.score() + 0.5 * context.deviation());
        }
    },
    /** Answers get 20 % longer with each version, and the reward model scores them slightly higher. */
    LENGTH_HACKING("length-creep") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            int versions = sample.version() - FIRST + 1;
            int tokens = (int) Math.round(sample.tokens() * Math.pow(1.2, versions));
            return sample.withAnswer(tokens, sample.entropy())
                    .withScore(
                            sample.rewardModelId(),
                            sample.score() + 0.02 * context.deviation() * Math.min(versions, 5));
        }
    },
    /** The entropy of the policy falls to a quarter. */
    ENTROPY_COLLAPSE("entropy-collapse") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            return sample.withAnswer(sample.tokens(), 0.25 * sample.entropy());
        }
    },
    /** The score rises with each version, and six of ten answers become wrong. */
    REWARD_HACKING("reward-hacking") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            double praise = 0.1 * context.deviation() * (sample.version() - FIRST + 1);
            RecordedRollout praised = sample.withScore(sample.rewardModelId(), sample.score() + praise);
            return context.chanceInTen(6) ? praised.asWrong() : praised;
        }
    },
    /** Another reward model scores, on a different scale. */
    REWARD_MODEL_SWAP("reward-model-change") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            return sample.withScore("another", 1 + 2 * sample.score());
        }
    },
    /** Half of the questions become yes/no questions. */
    PROMPT_MIX("prompt-mix-change") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            return context.chanceInTen(5) ? sample.withQuestion(AnswerKind.YES_NO, context.chanceInTen(8)) : sample;
        }
    },
    /** The learner publishes versions with unchanged weights, and the actors report the unchanged hash. */
    NO_OP_LEARNER("no-op-weights") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            return sample.withOrigin(sample.version(), FIRST - 1);
        }

        @Override
        RecordedVersion change(RecordedVersion version) {
            return new RecordedVersion(version.atMillis(), version.version(), FIRST - 1, version.kl());
        }
    },
    /** The learner publishes new weights; the actors report the new version but use the old weights. */
    NO_OP_ACTORS("no-op-weights") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            return sample.withOrigin(sample.version(), FIRST - 1);
        }
    },
    /** One of the actors keeps its old version. */
    STALE_ACTOR("stale-actors") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            return sample.actor().hashCode() % 2 == 0 ? sample.withOrigin(FIRST - 1, FIRST - 1) : sample;
        }
    },
    /** Harder questions of the same kinds: most answers become wrong and score lower; canary answers do not change. */
    HARDER_QUESTIONS("prompt-mix-change", "") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            return mostlyWrong(sample, context);
        }

        @Override
        RecordedRollout changeCanary(RecordedRollout sample, InjectionContext context) {
            return sample;
        }
    },
    /** The policy gets worse and less certain: most answers, including canary answers, become wrong and score lower. */
    WORSE_POLICY("reward-shift", "policy-drift") {
        @Override
        RecordedRollout change(RecordedRollout sample, InjectionContext context) {
            return mostlyWrong(sample.withAnswer(sample.tokens(), 1.5 * sample.entropy()), context);
        }
    };

    /**
     * The source of randomness and the scale of an injection.
     *
     * @param deviation the standard deviation of the run's scores
     */
    record InjectionContext(Random random, double deviation) {
        boolean chanceInTen(int times) {
            return random.nextInt(10) < times;
        }
    }

    /** The first version with the fault. */
    static final int FIRST = 10;

    private final String expectedFinding;
    private final Optional<String> expectedCanaryFinding;

    FaultInjection(String expectedFinding) {
        this.expectedFinding = expectedFinding;
        expectedCanaryFinding = Optional.empty();
    }

    /** Creates an injection for runs that may have canaries. */
    FaultInjection(String expectedFinding, String expectedCanaryFinding) {
        this.expectedFinding = expectedFinding;
        this.expectedCanaryFinding = Optional.of(expectedCanaryFinding);
    }

    private static RecordedRollout mostlyWrong(RecordedRollout sample, InjectionContext context) {
        return context.chanceInTen(8)
                ? sample.asWrong().withScore(sample.rewardModelId(), sample.score() - context.deviation())
                : sample;
    }

    /** The finding that is expected for the training stream; an empty string if none. */
    public String expectedFinding() {
        return expectedFinding;
    }

    /** The finding that is expected for the canary stream, an empty string if none; empty if canaries are not replayed. */
    public Optional<String> expectedCanaryFinding() {
        return expectedCanaryFinding;
    }

    /** Whether only canaries can distinguish this fault from another one. */
    public boolean needsCanaries() {
        return expectedCanaryFinding.isPresent() && this != NONE;
    }

    abstract RecordedRollout change(RecordedRollout sample, InjectionContext context);

    RecordedRollout changeCanary(RecordedRollout sample, InjectionContext context) {
        return change(sample, context);
    }

    RecordedVersion change(RecordedVersion version) {
        return version;
    }

    /** Returns a copy of the run with this fault. */
    public RunRecording applyTo(RunRecording run, long seed) {
        InjectionContext context = new InjectionContext(new Random(seed), run.scoreDeviation());
        List<RecordedRollout> samples = run.samples().stream()
                .map(sample -> sample.version() < FIRST ? sample : change(sample, context))
                .toList();
        List<RecordedRollout> canaries = (expectedCanaryFinding.isPresent()
                        ? run.canaries()
                        : List.<RecordedRollout>of())
                .stream()
                        .map(canary -> canary.version() < FIRST ? canary : changeCanary(canary, context))
                        .toList();
        List<RecordedVersion> versions = run.versions().stream()
                .map(version -> version.version() < FIRST ? version : change(version))
                .toList();
        return new RunRecording(
                name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + run.name(), samples, canaries, versions);
    }
}
