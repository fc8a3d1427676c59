package dev.factstream.drift.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.drift.window.CanaryHistory;
import dev.factstream.drift.window.DriftWindow;
import dev.factstream.drift.window.FindingType;
import dev.factstream.drift.window.Observation;
import dev.factstream.drift.window.PublishedVersions;
import dev.factstream.drift.window.WindowHistory;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.FindingLevel;
import dev.factstream.schemas.facts.AnswerKind;
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
        int first(FindingType finding, FindingLevel level) {
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
        alarms(seed, SimulatedObservations.shifted(0.5), FindingType.REWARD_SHIFT);
        alarms(seed, SimulatedObservations.shifted(-0.5), FindingType.REWARD_SHIFT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void longerAnswersAreLengthCreepAndLowEntropyIsEntropyCollapse(long seed) {
        alarms(seed, SimulatedObservations.longer(1.5), FindingType.LENGTH_CREEP);
        alarms(seed, SimulatedObservations.scaledEntropy(0.2), FindingType.ENTROPY_COLLAPSE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aFallOfEntropyIsACollapseUnlessTheRewardRises(long seed) {
        IntFunction<UnaryOperator<Observation>> lowerEntropy =
                version -> SimulatedObservations.scaledEntropy(Math.pow(0.9, version));
        IntFunction<UnaryOperator<Observation>> better = version -> SimulatedObservations.shifted(0.1 * version);

        FindingsByWindow learns = watch(seed, WINDOWS, both(lowerEntropy, better), HASHES);
        FindingsByWindow collapses = watch(seed, WINDOWS, lowerEntropy, HASHES);

        assertThat(learns.names(FindingLevel.ALARM)).isEmpty();
        assertThat(collapses.names(FindingLevel.ALARM)).containsExactly(FindingType.ENTROPY_COLLAPSE.spelling());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void jumpsOfScoreAndEntropyAreFoundWhileAPolicyLearns(long seed) {
        IntFunction<UnaryOperator<Observation>> learning = version -> SimulatedObservations.shifted(0.05 * version);
        IntFunction<UnaryOperator<Observation>> jumping = from(SimulatedObservations.shifted(0.5));
        IntFunction<UnaryOperator<Observation>> plunging = from(SimulatedObservations.scaledEntropy(0.4));

        FindingsByWindow jumps = watch(seed, WINDOWS, both(learning, jumping), HASHES);
        FindingsByWindow plunges = watch(seed, WINDOWS, both(learning, plunging), HASHES);

        assertThat(jumps.first(FindingType.REWARD_SHIFT, FindingLevel.ALARM)).isBetween(FIRST + 2, FIRST + 4);
        assertThat(plunges.first(FindingType.ENTROPY_COLLAPSE, FindingLevel.ALARM))
                .isBetween(FIRST + 2, FIRST + 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRewardThatRisesWhileAnswersGetWrongIsHacking(long seed) {
        FindingsByWindow found = watch(seed, WINDOWS, from(SimulatedObservations.hacked()), HASHES);

        assertThat(found.first(FindingType.REWARD_HACKING, FindingLevel.ALARM)).isBetween(FIRST + 2, FIRST + 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRewardThatRisesWhileFactSupportFallsIsHackingToo(long seed) {
        FindingsByWindow found = watch(seed, WINDOWS, from(SimulatedObservations.unsupported()), HASHES);

        assertThat(found.first(FindingType.REWARD_HACKING, FindingLevel.ALARM)).isBetween(FIRST + 2, FIRST + 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anotherRewardModelIsAnEventAndNoAlarm(long seed) {
        FindingsByWindow found = watch(seed, WINDOWS, from(SimulatedObservations.scoredBy("other/default")), HASHES);

        assertThat(found.first(FindingType.REWARD_MODEL_CHANGE, FindingLevel.EVENT))
                .isEqualTo(FIRST);
        assertThat(found.names(FindingLevel.ALARM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void otherQuestionsAreAnEventAndNoAlarm(long seed) {
        FindingsByWindow found = watch(seed, WINDOWS, from(SimulatedObservations.ofKind(AnswerKind.OPEN)), HASHES);

        assertThat(found.first(FindingType.PROMPT_MIX_CHANGE, FindingLevel.EVENT))
                .isBetween(FIRST + 2, FIRST + 4);
        assertThat(found.names(FindingLevel.ALARM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void unchangedWeightsAreFoundWhetherLearnerOrActorsAreTheCause(long seed) {
        UnaryOperator<Observation> oldHash =
                o -> SimulatedObservations.weights(o.newestVersion(), "hash-" + FIRST, o.actorId())
                        .apply(o);

        FindingsByWindow learner = watch(seed, WINDOWS, from(oldHash), version -> "hash-" + Math.min(version, FIRST));
        FindingsByWindow actors = watch(seed, WINDOWS, from(oldHash), HASHES);

        for (FindingsByWindow found : List.of(learner, actors)) {
            assertThat(found.first(FindingType.NO_OP_WEIGHTS, FindingLevel.ALARM))
                    .isBetween(FIRST + 2, FIRST + 4);
            assertThat(found.names(FindingLevel.ALARM)).containsExactly(FindingType.NO_OP_WEIGHTS.spelling());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anActorThatKeepsItsWeightsIsStale(long seed) {
        alarms(
                seed,
                o -> o.actorId().equals("actor-1")
                        ? SimulatedObservations.weights(FIRST, "hash-" + FIRST, "actor-1")
                                .apply(o)
                        : o,
                FindingType.STALE_ACTORS);
    }

    private static void alarms(long seed, UnaryOperator<Observation> injected, FindingType expected) {
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
        DriftMonitor monitor =
                new DriftMonitor(Settings.of(DriftSettings.class, Map.of()).bind(DriftSettings.class));
        SimulatedObservations rollouts = new SimulatedObservations(seed);
        PublishedVersions published = new PublishedVersions();
        WindowHistory history = new WindowHistory();
        DriftWindow window = new DriftWindow();
        List<List<DriftFinding>> found = new ArrayList<>();
        for (int version = 0; version < versions; version++) {
            published.add(version, hashes.apply(version), 1000L * version, 0.01 * version);
            for (int i = 0; i < SimulatedObservations.WINDOW; i++) {
                Observation next = change.apply(version).apply(rollouts.next(version));
                if (monitor.isFull(window, next, published, 1000L * version + i)) {
                    List<DriftRecord> records = monitor.close("run", window, history, CanaryHistory::new, published);
                    found.add(records.get(records.size() - 1).findings());
                    window = new DriftWindow();
                }
                window.add(next, published, 1000L * version + i);
            }
        }
        return new FindingsByWindow(found);
    }
}
