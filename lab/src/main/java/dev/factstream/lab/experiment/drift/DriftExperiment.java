package dev.factstream.lab.experiment.drift;

import dev.factstream.lab.broker.TemporaryBroker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Replays recorded runs with injected faults through a real drift application, on an embedded broker. For one thread. */
public final class DriftExperiment {
    private final List<InjectedRecording> replays = new ArrayList<>();

    /**
     * Injects each fault into each recording; faults that need canaries are left out for runs without canaries. Adds a stationary stream
     * per recording.
     *
     * @param stationary rollouts of each stationary stream
     */
    public DriftExperiment(List<RunRecording> recordings, List<FaultInjection> injections, int stationary) {
        int seed = 0;
        for (RunRecording healthy : recordings) {
            seed++;
            for (FaultInjection injection : injections) {
                if (!injection.needsCanaries() || healthy.hasCanaries()) {
                    replays.add(new InjectedRecording(injection, injection.applyTo(healthy, seed)));
                }
            }
            replays.add(new InjectedRecording(FaultInjection.NONE, RunRecording.stationary(stationary, seed)));
        }
    }

    /** Runs the drift application on all streams and returns the findings in each of them. */
    public List<DriftDetectionResult> run() throws IOException, InterruptedException {
        try (TemporaryBroker broker = TemporaryBroker.start("drift", RecordingReplayer.TOPICS)) {
            return new RecordingReplayer(broker.clients(), broker.names(), broker.folder()).run(replays);
        }
    }
}
