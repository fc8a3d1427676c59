package dev.factstream.drift.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.drift.window.DriftWindow;
import dev.factstream.drift.window.FindingType;
import dev.factstream.drift.window.Observation;
import dev.factstream.drift.window.PublishedVersions;
import dev.factstream.drift.window.WindowHistory;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.FindingLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that canaries distinguish a changed policy from changed questions. From version 8 of 24 on answers are wrong. */
class CanariesTest {
    private static final String RUN = "run";
    private static final String CANARIES = Observation.canaryStream(RUN);
    private static final int FIRST = 8;
    private static final int VERSIONS = 24;
    private static final int EVERY = 2;
    private static final int SIZE = 96;
    private static final UnaryOperator<Observation> UNCHANGED = UnaryOperator.identity();

    private final DriftMonitor monitor =
            new DriftMonitor(Settings.of(DriftSettings.class, Map.of()).bind(DriftSettings.class));
    private final PublishedVersions published = new PublishedVersions();
    private final Map<String, WindowHistory> histories = new HashMap<>();
    private final Map<String, DriftWindow> windows = new HashMap<>();
    private final Map<String, List<DriftRecord>> closed = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void harderQuestionsOfTheSameKindsAreAnEventIfCanariesAreUnchanged(long seed) {
        watch(seed, SimulatedObservations.wrong(), UNCHANGED);

        assertThat(names(RUN, FindingLevel.EVENT)).containsExactly(FindingType.PROMPT_MIX_CHANGE.spelling());
        assertThat(names(RUN, FindingLevel.ALARM)).isEmpty();
        assertThat(names(CANARIES, FindingLevel.ALARM)).isEmpty();
        assertThat(closed.get(RUN).stream()
                        .filter(record ->
                                record.findings().stream().anyMatch(finding -> finding.level() == FindingLevel.EVENT))
                        .findFirst()
                        .orElseThrow()
                        .lastVersion())
                .isBetween(FIRST + 2, FIRST + 2 * EVERY + 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aPolicyThatGetsWorseIsPolicyDriftAndNotAPromptMixChange(long seed) {
        watch(seed, SimulatedObservations.wrong(), SimulatedObservations.wrong());

        assertThat(names(CANARIES, FindingLevel.ALARM)).containsExactly(FindingType.POLICY_DRIFT.spelling());
        assertThat(names(RUN, FindingLevel.EVENT)).isEmpty();
        assertThat(names(CANARIES, FindingLevel.EVENT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRoundIsOneWindowEvenIfAnswersAreLostOrLate(long seed) {
        watch(seed, UNCHANGED, UNCHANGED);

        assertThat(closed.get(CANARIES))
                .hasSize(VERSIONS / EVERY - 1)
                .allMatch(record -> record.rollouts() >= SIZE - 1);
        assertThat(names(CANARIES, FindingLevel.ALARM)).isEmpty();
        assertThat(names(RUN, FindingLevel.ALARM)).isEmpty();
        assertThat(names(RUN, FindingLevel.EVENT)).isEmpty();
    }

    private void watch(long seed, UnaryOperator<Observation> trained, UnaryOperator<Observation> canaries) {
        SimulatedObservations rollouts = new SimulatedObservations(seed);
        for (int version = 0; version < VERSIONS; version++) {
            published.add(version, "hash-" + version, 1000L * version, 0.01 * version);
            long at = 1000L * version;
            List<Observation> late = new ArrayList<>();
            if (version % EVERY == 0) {
                for (int i = 0; i < SIZE; i++) {
                    Observation asked = SimulatedObservations.canary().apply(rollouts.next(version));
                    Observation next = version < FIRST ? asked : canaries.apply(asked);
                    if (i == 0) {
                        late.add(next);
                    } else {
                        observe(next, at++);
                    }
                }
            }
            for (int i = 0; i < SimulatedObservations.WINDOW; i++) {
                Observation next = rollouts.next(version);
                observe(version < FIRST ? next : trained.apply(next), at++);
            }
            if (version % (2 * EVERY) == 0) { // otherwise the late answer is lost
                for (Observation next : late) {
                    observe(next, at++);
                }
            }
        }
    }

    private void observe(Observation next, long at) {
        String stream = next.stream();
        DriftWindow window = windows.computeIfAbsent(stream, name -> new DriftWindow());
        if (monitor.isFull(window, next, published, at)) {
            List<DriftRecord> records = monitor.close(
                    stream, window, history(stream), () -> history(CANARIES).canaryHistory(), published);
            closed.computeIfAbsent(stream, name -> new ArrayList<>()).add(records.get(records.size() - 1));
            window = new DriftWindow();
            windows.put(stream, window);
        }
        window.add(next, published, at);
    }

    private WindowHistory history(String stream) {
        return histories.computeIfAbsent(stream, name -> new WindowHistory());
    }

    private List<String> names(String stream, FindingLevel level) {
        return closed.get(stream).stream()
                .flatMap(record -> record.findings().stream())
                .filter(finding -> finding.level() == level)
                .map(DriftFinding::name)
                .distinct()
                .toList();
    }
}
