package dev.factstream.schemas.wire;

import dev.factstream.schemas.SampleRecords;
import java.util.List;

/** A codec with an example of its record. */
record WireTypes<T>(String topic, AvroCodec<T> codec, T sample) {
    static List<WireTypes<?>> all() {
        return List.of(
                new WireTypes<>("prompts", Codecs.TICKETS, SampleRecords.ticket()),
                new WireTypes<>("facts", Codecs.FACTS, SampleRecords.facts()),
                new WireTypes<>("prompt-pool", Codecs.POOL, SampleRecords.poolEntry()),
                new WireTypes<>("rollouts", Codecs.ROLLOUTS, SampleRecords.rollout()),
                new WireTypes<>("scored-rollouts", Codecs.SCORED, SampleRecords.scored()),
                new WireTypes<>("adapters", Codecs.MANIFESTS, SampleRecords.manifest()),
                new WireTypes<>("adapter-chunks", Codecs.CHUNKS, SampleRecords.chunk()),
                new WireTypes<>("training-ledger", Codecs.LEDGER, SampleRecords.ledger()),
                new WireTypes<>("reward-drift", Codecs.DRIFT, SampleRecords.drift()),
                new WireTypes<>("run-state", Codecs.RUN_STATES, SampleRecords.runState()));
    }

    byte[] encoded() {
        return codec.encode(sample);
    }

    @Override
    public String toString() {
        return topic;
    }
}
