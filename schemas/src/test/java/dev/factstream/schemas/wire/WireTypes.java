package dev.factstream.schemas.wire;

import dev.factstream.schemas.Samples;
import java.util.List;

/** A codec with an example of its record. */
record WireTypes<T>(String topic, AvroCodec<T> codec, T sample) {
    static List<WireTypes<?>> all() {
        return List.of(
                new WireTypes<>("prompts", Codecs.TICKETS, Samples.ticket()),
                new WireTypes<>("facts", Codecs.FACTS, Samples.facts()),
                new WireTypes<>("prompt-pool", Codecs.POOL, Samples.poolEntry()),
                new WireTypes<>("rollouts", Codecs.ROLLOUTS, Samples.rollout()),
                new WireTypes<>("scored-rollouts", Codecs.SCORED, Samples.scored()),
                new WireTypes<>("adapters", Codecs.MANIFESTS, Samples.manifest()),
                new WireTypes<>("adapter-chunks", Codecs.CHUNKS, Samples.chunk()),
                new WireTypes<>("training-ledger", Codecs.LEDGER, Samples.ledger()),
                new WireTypes<>("reward-drift", Codecs.DRIFT, Samples.drift()));
    }

    byte[] encoded() {
        return codec.encode(sample);
    }

    @Override
    public String toString() {
        return topic;
    }
}
