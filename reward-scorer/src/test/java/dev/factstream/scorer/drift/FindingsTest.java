package dev.factstream.scorer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.FindingLevel;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.settings.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that each injected fault is found and nothing else. From window 8 of 20 on the stream has a fault. */
class FindingsTest {
    private static final int FIRST = 8;
    private static final int WINDOWS = 20;
    private static final UnaryOperator<Observation> UNCHANGED = UnaryOperator.identity();
    private static final IntFunction<String> HASHES = version -> "hash-" + version;

    /** The findings of each window that was closed. */
    private record FindingsByWindow(List<List<DriftFinding>> windows) {
        Set<String> names(FindingLevel level) {
            Set<String> names = new HashSet<>();
            windows.forEach(findings -> findings.stream()
                    .filter(finding -> finding.level() == level)
                    .forEach(finding -> names.add(finding.name())));
            return names;
        }

        /** Returns the first window with the finding at this level. */
        int first(Finding finding, FindingLevel level) {
            for (int window = 0; window < windows.size(); window++) {
                if (windows.get(window).stream()
                        .anyMatch(f -> f.name().equals(finding.spelling()) && f.level() == level)) {
                    return window;
                }
            }
            return Integer.MAX_VALUE;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anUnchangedStreamRaisesNoAlarmIn10000Rollouts(long seed) {
        FindingsByWindow found = watch(seed, 80, window -> UNCHANGED, HASHES);

        assertThat(found.windows()).hasSizeGreaterThan(75);
        assertThat(found.names(FindingLevel.ALARM)).isEmpty();
        assertThat(found.names(FindingLevel.EVENT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aScoreThatJumpsByHalfADeviationIsARewardShift(long seed) {
        alarms(seed, Rollouts.shifted(0.5), Finding.REWARD_SHIFT);
        alarms(seed, Rollouts.shifted(-0.5), Finding.REWARD_SHIFT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void longerAnswersAreLengthCreepAndLowEntropyIsEntropyCollapse(long seed) {
        alarms(seed, Rollouts.longer(1.5), Finding.LENGTH_CREEP);
        alarms(seed, Rollouts.scaledEntropy(0.2), Finding.ENTROPY_COLLAPSE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aFallOfEntropyIsACollapseUnlessTheRewardRises(long seed) {
        IntFunction<UnaryOperator<Observation>> lowerEntropy = version -> Rollouts.scaledEntropy(Math.pow(0.9, version));
        IntFunction<UnaryOperator<Observation>> better = version -> Rollouts.shifted(0.1 * version);

        FindingsByWindow learns = watch(seed, WINDOWS, both(lowerEntropy, better), HASHES);
        FindingsByWindow collapses = watch(seed, WINDOWS, lowerEntropy, HASHES);

        assertThat(learns.names(FindingLevel.ALARM)).isEmpty();
        assertThat(collapses.names(FindingLevel.ALARM)).containsExactly(Finding.ENTROPY_COLLAPSE.spelling());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void jumpsOfScoreAndEntropyAreFoundWhileAPolicyLearns(long seed) {
        IntFunction<UnaryOperator<Observation>> learning = version -> Rollouts.shifted(0.05 * version);
        IntFunction<UnaryOperator<Observation>> jumping = from(Rollouts.shifted(0.5));
        IntFunction<UnaryOperator<Observation>> plunging = from(Rollouts.scaledEntropy(0.4));

        FindingsByWindow jumps = watch(seed, WINDOWS, both(learning, jumping), HASHES);
        FindingsByWindow plunges = watch(seed, WINDOWS, both(learning, plunging), HASHES);

        assertThat(jumps.first(Finding.REWARD_SHIFT, FindingLevel.ALARM)).isBetween(FIRST + 2, FIRST + 4);
        assertThat(plunges.first(Finding.ENTROPY_COLLAPSE, FindingLevel.ALARM)).isBetween(FIRST + 2, FIRST + 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRewardThatRisesWhileAnswersGetWrongIsHacking(long seed) {
        FindingsByWindow found = watch(seed, WINDOWS, from(Rollouts.hacked()), HASHES);

        assertThat(found.first(Finding.REWARD_HACKING, FindingLevel.ALARM)).isBetween(FIRST + 2, FIRST + 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRewardThatRisesWhileFactSupportFallsIsHackingToo(long seed) {
        FindingsByWindow found = watch(seed, WINDOWS, from(Rollouts.unsupported()), HASHES);

        assertThat(found.first(Finding.REWARD_HACKING, FindingLevel.ALARM)).isBetween(FIRST + 2, FIRST + 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anotherRewardModelIsAnEventAndNoAlarm(long seed) {
        FindingsByWindow found = watch(seed, WINDOWS, from(Rollouts.scoredBy("other/default")), HASHES);

        assertThat(found.first(Finding.REWARD_MODEL_CHANGE, FindingLevel.EVENT)).isEqualTo(FIRST);
        assertThat(found.names(FindingLevel.ALARM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void otherQuestionsAreAnEventAndNoAlarm(long seed) {
        FindingsByWindow found = watch(seed, WINDOWS, from(Rollouts.ofKind(AnswerKind.OPEN)), HASHES);

        assertThat(found.first(Finding.PROMPT_MIX_CHANGE, FindingLevel.EVENT)).isBetween(FIRST + 2, FIRST + 4);
        assertThat(found.names(FindingLevel.ALARM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void unchangedWeightsAreFoundWhetherLearnerOrActorsAreTheCause(long seed) {
        UnaryOperator<Observation> oldHash = o -> Rollouts.weights(o.newestVersion(), "hash-" + FIRST, o.actorId())
                .apply(o);

        FindingsByWindow learner = watch(seed, WINDOWS, from(oldHash), version -> "hash-" + Math.min(version, FIRST));
        FindingsByWindow actors = watch(seed, WINDOWS, from(oldHash), HASHES);

        for (FindingsByWindow found : List.of(learner, actors)) {
            assertThat(found.first(Finding.NO_OP_WEIGHTS, FindingLevel.ALARM)).isBetween(FIRST + 2, FIRST + 4);
            assertThat(found.names(FindingLevel.ALARM)).containsExactly(Finding.NO_OP_WEIGHTS.spelling());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anActorThatKeepsItsWeightsIsStale(long seed) {
        alarms(
                seed,
                o -> o.actorId().equals("actor-1")
                        ? Rollouts.weights(FIRST, "hash-" + FIRST, "actor-1").apply(o)
                        : o,
                Finding.STALE_ACTORS);
    }

    private static void alarms(long seed, UnaryOperator<Observation> injected, Finding expected) {
        FindingsByWindow found = watch(seed, WINDOWS, from(injected), HASHES);

        assertThat(found.first(expected, FindingLevel.ALARM))
                .as(expected.name())
                .isBetween(FIRST + 2, FIRST + 4);
        assertThat(found.names(FindingLevel.ALARM)).containsExactly(expected.spelling());
        assertThat(found.names(FindingLevel.EVENT)).isEmpty();
    }

    private static IntFunction<UnaryOperator<Observation>> from(UnaryOperator<Observation> injected) {
        return version -> version < FIRST ? UNCHANGED : injected;
    }

    private static IntFunction<UnaryOperator<Observation>> both(
            IntFunction<UnaryOperator<Observation>> first, IntFunction<UnaryOperator<Observation>> second) {
        return version -> o -> second.apply(version).apply(first.apply(version).apply(o));
    }

    /** Publishes versions, one per window, each with its rollouts. */
    private static FindingsByWindow watch(
            long seed, int versions, IntFunction<UnaryOperator<Observation>> change, IntFunction<String> hashes) {
        DriftMonitor monitor = new DriftMonitor(DriftSettings.from(Settings.of(DriftSettings.KEYS, Map.of())));
        Rollouts rollouts = new Rollouts(seed);
        Published published = new Published();
        History history = new History();
        Window window = new Window();
        List<List<DriftFinding>> found = new ArrayList<>();
        for (int version = 0; version < versions; version++) {
            published.add(version, hashes.apply(version), 1000L * version, 0.01 * version);
            for (int i = 0; i < Rollouts.WINDOW; i++) {
                Observation next = change.apply(version).apply(rollouts.next(version));
                if (monitor.isFull(window, next, published, 1000L * version + i)) {
                    List<DriftRecord> records = monitor.close("run", window, history, Rounds::new, published);
                    found.add(records.get(records.size() - 1).findings());
                    window = new Window();
                }
                window.add(next, published, 1000L * version + i);
            }
        }
        return new FindingsByWindow(found);
    }
}
