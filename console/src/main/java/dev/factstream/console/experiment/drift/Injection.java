package dev.factstream.console.experiment.drift;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** What is done to a recorded run, and how it must be called. It begins with version {@value #FIRST}. */
enum Injection {
    NONE("") {
        @Override
        Sample change(Sample sample, Random random) {
            return sample;
        }
    },
    /** The reward model's score is half a deviation higher. */
    SCORE_SHIFT("reward-shift") {
        @Override
        Sample change(Sample sample, Random random) {
            return sample.withScore(sample.judge(), sample.score() + 0.5);
        }
    },
    /** Answers grow by a fifth with each version, and the reward model likes it a little. */
    LENGTH_HACKING("length-creep") {
        @Override
        Sample change(Sample sample, Random random) {
            int versions = sample.version() - FIRST + 1;
            int tokens = (int) Math.round(sample.tokens() * Math.pow(1.2, versions));
            return sample.withAnswer(tokens, sample.entropy())
                    .withScore(sample.judge(), sample.score() + 0.02 * Math.min(versions, 5));
        }
    },
    /** The policy is nearly sure of every token. */
    ENTROPY_COLLAPSE("entropy-collapse") {
        @Override
        Sample change(Sample sample, Random random) {
            return sample.withAnswer(sample.tokens(), 0.25 * sample.entropy());
        }
    },
    /** The score rises, and three of ten answers that were right are wrong. */
    REWARD_HACKING("reward-hacking") {
        @Override
        Sample change(Sample sample, Random random) {
            Sample praised = sample.withScore(sample.judge(), sample.score() + 0.25 * (sample.version() - FIRST + 1));
            return random.nextInt(10) < 6 ? praised.wrong() : praised;
        }
    },
    /** Another reward model scores, on another scale. */
    REWARD_MODEL_SWAP("reward-model-change") {
        @Override
        Sample change(Sample sample, Random random) {
            return sample.withScore("another", 1 + 2 * sample.score());
        }
    },
    /** Half of the questions become open ones. */
    PROMPT_MIX("prompt-mix-change") {
        @Override
        Sample change(Sample sample, Random random) {
            return random.nextBoolean() ? sample.asked(AnswerKind.OPEN) : sample;
        }
    },
    /** Versions come out, all with the same weights, and the actors say so. */
    NO_OP_LEARNER("no-op-weights") {
        @Override
        Sample change(Sample sample, Random random) {
            return sample.from(sample.version(), FIRST - 1);
        }

        @Override
        Version change(Version version) {
            return new Version(version.atMillis(), version.version(), FIRST - 1, version.kl());
        }
    },
    /** New weights come out, and the actors say that they run them, and do not. */
    NO_OP_ACTORS("no-op-weights") {
        @Override
        Sample change(Sample sample, Random random) {
            return sample.from(sample.version(), FIRST - 1);
        }
    },
    /** One of the actors keeps its version. */
    STALE_ACTOR("stale-actors") {
        @Override
        Sample change(Sample sample, Random random) {
            return sample.actor().hashCode() % 2 == 0 ? sample.from(FIRST - 1, FIRST - 1) : sample;
        }
    },
    /** Harder questions of the same kinds: most answers are wrong, and those of the canaries are as ever. */
    HARDER_QUESTIONS("prompt-mix-change", "") {
        @Override
        Sample change(Sample sample, Random random) {
            return mostlyWrong(sample, random);
        }

        @Override
        Sample changeCanary(Sample sample, Random random) {
            return sample;
        }
    },
    /** The policy gets worse: most answers are wrong, those of the canaries too. */
    WORSE_POLICY("", "policy-drift") {
        @Override
        Sample change(Sample sample, Random random) {
            return mostlyWrong(sample, random);
        }
    };

    /** The first version that something is wrong with. */
    static final int FIRST = 10;

    private final String finding;
    private final Optional<String> findingOfCanaries;

    Injection(String finding) {
        this.finding = finding;
        findingOfCanaries = Optional.empty();
    }

    /** For a run with canaries. */
    Injection(String finding, String findingOfCanaries) {
        this.finding = finding;
        this.findingOfCanaries = Optional.of(findingOfCanaries);
    }

    private static Sample mostlyWrong(Sample sample, Random random) {
        return random.nextInt(10) < 8 ? sample.wrong() : sample;
    }

    /** What the stream must be called; empty if nothing is wrong with it. */
    String finding() {
        return finding;
    }

    /** What the stream of canaries must be called; empty if there are none. */
    Optional<String> findingOfCanaries() {
        return findingOfCanaries;
    }

    abstract Sample change(Sample sample, Random random);

    Sample changeCanary(Sample sample, Random random) {
        return change(sample, random);
    }

    Version change(Version version) {
        return version;
    }

    /** A run with this done to it. */
    Recording into(Recording run, long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (Sample sample : run.samples()) {
            samples.add(sample.version() < FIRST ? sample : change(sample, random));
        }
        List<Sample> canaries = new ArrayList<>();
        for (Sample sample : findingOfCanaries.isPresent() ? run.standIns(random) : List.<Sample>of()) {
            canaries.add(sample.version() < FIRST ? sample : changeCanary(sample, random));
        }
        List<Version> versions = run.versions().stream()
                .map(version -> version.version() < FIRST ? version : change(version))
                .toList();
        return new Recording(
                name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + run.name(), samples, canaries, versions);
    }
}
