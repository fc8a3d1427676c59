package dev.factstream.actor.adapter;

import dev.factstream.schemas.run.RunState;

/** Learns which runs to serve. Called by the thread of an {@link AdapterFeed}. */
public interface RunListener {
    /**
     * A run on this actor's base is open: its tickets are to be answered.
     *
     * @throws org.apache.kafka.common.KafkaException if that is not possible now; it is called again later
     */
    void opened(RunState run);

    /** A run is not served any longer: it was closed or deleted, or its learner has been silent for long. */
    void ended(String runId);
}
