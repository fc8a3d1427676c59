package dev.factstream.console.experiment.drift;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** What is done to a recorded run, and how it must be called. It begins with version {@value #FIRST}. */
enum Injection {
    NONE("", "") {
        @Override
        Sample change(Sample sample, Odds odds) {
            return sample;
        }
    },
    /** The reward model's score is half a deviation higher. */
    SCORE_SHIFT("reward-shift") {
        @Override
        Sample change(Sample sample, Odds odds) {
            return sample.withScore(sample.judge(), sample.score() + 0.5 * odds.deviation());
        }
    },
    /** Answers grow by a fifth with each version, and the reward model likes it a little. */
    LENGTH_HACKING("length-creep") {
        @Override
        Sample change(Sample sample, Odds odds) {
            int versions = sample.version() - FIRST + 1;
            int tokens = (int) Math.round(sample.tokens() * Math.pow(1.2, versions));
            return sample.withAnswer(tokens, sample.entropy())
                    .withScore(sample.judge(), sample.score() + 0.02 * odds.deviation() * Math.min(versions, 5));
        }
    },
    /** The policy is nearly sure of every token. */
    ENTROPY_COLLAPSE("entropy-collapse") {
        @Override
        Sample change(Sample sample, Odds odds) {
            return sample.withAnswer(sample.tokens(), 0.25 * sample.entropy());
        }
    },
    /** The score rises with each version, and six of ten answers that were right are wrong. */
    REWARD_HACKING("reward-hacking") {
        @Override
        Sample change(Sample sample, Odds odds) {
            double praise = 0.1 * odds.deviation() * (sample.version() - FIRST + 1);
            Sample praised = sample.withScore(sample.judge(), sample.score() + praise);
            return odds.ofTen(6) ? praised.wrong() : praised;
        }
    },
    /** Another reward model scores, on another scale. */
    REWARD_MODEL_SWAP("reward-model-change") {
        @Override
        Sample change(Sample sample, Odds odds) {
            return sample.withScore("another", 1 + 2 * sample.score());
        }
    },
    /** Half of the questions become yes/no ones. */
    PROMPT_MIX("prompt-mix-change") {
        @Override
        Sample change(Sample sample, Odds odds) {
            return odds.ofTen(5) ? sample.asked(AnswerKind.YES_NO, odds.ofTen(8)) : sample;
        }
    },
    /** Versions come out, all with the same weights, and the actors say so. */
    NO_OP_LEARNER("no-op-weights") {
        @Override
        Sample change(Sample sample, Odds odds) {
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
        Sample change(Sample sample, Odds odds) {
            return sample.from(sample.version(), FIRST - 1);
        }
    },
    /** One of the actors keeps its version. */
    STALE_ACTOR("stale-actors") {
        @Override
        Sample change(Sample sample, Odds odds) {
            return sample.actor().hashCode() % 2 == 0 ? sample.from(FIRST - 1, FIRST - 1) : sample;
        }
    },
    /** Harder questions of the same kinds: most answers are wrong, which the reward model sees; those of the canaries are as ever. */
    HARDER_QUESTIONS("prompt-mix-change", "") {
        @Override
        Sample change(Sample sample, Odds odds) {
            return mostlyWrong(sample, odds);
        }

        @Override
        Sample changeCanary(Sample sample, Odds odds) {
            return sample;
        }
    },
    /** The policy gets worse, and less sure: most answers are wrong, those of the canaries too, which the reward model sees. */
    WORSE_POLICY("reward-shift", "policy-drift") {
        @Override
        Sample change(Sample sample, Odds odds) {
            return mostlyWrong(sample.withAnswer(sample.tokens(), 1.5 * sample.entropy()), odds);
        }
    };

    /** What chance and scale an injection has. @param deviation of the scores in the run */
    record Odds(Random random, double deviation) {
        boolean ofTen(int times) {
            return random.nextInt(10) < times;
        }
    }

    /** The first version that something is wrong with. */
    static final int FIRST = 10;

    private final String finding;
    private final Optional<String> findingOfCanaries;

    Injection(String finding) {
        this.finding = finding;
        findingOfCanaries = Optional.empty();
    }

    /** For a run that may have canaries. */
    Injection(String finding, String findingOfCanaries) {
        this.finding = finding;
        this.findingOfCanaries = Optional.of(findingOfCanaries);
    }

    private static Sample mostlyWrong(Sample sample, Odds odds) {
        return odds.ofTen(8) ? sample.wrong().withScore(sample.judge(), sample.score() - odds.deviation()) : sample;
    }

    /** What the stream must be called; empty if nothing is wrong with it. */
    String finding() {
        return finding;
    }

    /** What the stream of canaries must be called, if it is looked at; empty if nothing is wrong with it. */
    Optional<String> findingOfCanaries() {
        return findingOfCanaries;
    }

    /** Whether only canaries can tell it from something else. */
    boolean isAboutCanaries() {
        return findingOfCanaries.isPresent() && this != NONE;
    }

    abstract Sample change(Sample sample, Odds odds);

    Sample changeCanary(Sample sample, Odds odds) {
        return change(sample, odds);
    }

    Version change(Version version) {
        return version;
    }

    /** A run with this done to it. */
    Recording into(Recording run, long seed) {
        Odds odds = new Odds(new Random(seed), run.scoreDeviation());
        List<Sample> samples = run.samples().stream()
                .map(sample -> sample.version() < FIRST ? sample : change(sample, odds))
                .toList();
        List<Sample> canaries = (findingOfCanaries.isPresent() ? run.canaries() : List.<Sample>of())
                .stream()
                        .map(canary -> canary.version() < FIRST ? canary : changeCanary(canary, odds))
                        .toList();
        List<Version> versions = run.versions().stream()
                .map(version -> version.version() < FIRST ? version : change(version))
                .toList();
        return new Recording(
                name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + run.name(), samples, canaries, versions);
    }
}
