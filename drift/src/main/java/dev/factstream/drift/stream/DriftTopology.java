package dev.factstream.drift.stream;

import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The drift topology.
 *
 * <pre>
 *           facts ─┐ (all of them)
 * scored-rollouts ─┴→ inputs ─→ [observations, 1 partition] ┐
 * training-ledger ─→ inputs ────────────────────────────────┴─→ drift ─→ reward-drift (closed), open-windows
 *                                              [windows] [histories] [published]
 * </pre>
 *
 * A window covers all partitions, so compact inputs from all rollouts are collected in one partition. Versions and rollouts are read in
 * timestamp order. A window that is filling is overwritten on the compacted topic; when it closes, it is written once to the other.
 */
final class DriftTopology {
    static final String WINDOWS_STORE = "windows";
    static final String HISTORIES_STORE = "histories";
    static final String PUBLISHED_STORE = "published";
    static final String FACTS_STORE = "facts";

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private static final Serde<DriftRecord> RECORDS = Serdes.serdeFrom(
            (topic, record) -> Codecs.DRIFT.encode(record), (topic, bytes) -> Codecs.DRIFT.decode(bytes));

    private DriftTopology() {}

    /** @param gauges updated by the processors */
    static Topology build(TopicNames names, DriftSettings settings, DriftGauges gauges) {
        DriftMonitor monitor = new DriftMonitor(settings);
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(inMemory(WINDOWS_STORE))
                .addStateStore(inMemory(HISTORIES_STORE))
                .addStateStore(inMemory(PUBLISHED_STORE));
        builder.globalTable(
                names.facts(),
                Consumed.with(BYTES, BYTES).withName("facts"),
                Materialized.<byte[], byte[]>as(Stores.persistentKeyValueStore(FACTS_STORE))
                        .withKeySerde(BYTES)
                        .withValueSerde(BYTES));
        KStream<String, byte[]> rollouts = builder.stream(
                        names.scoredRollouts(), Consumed.with(BYTES, BYTES).withName("scored-rollouts"))
                .process(() -> DriftInputMapper.ofRollouts(gauges), Named.as("note-rollouts"))
                .repartition(Repartitioned.with(Serdes.String(), BYTES)
                        .withName("observations")
                        .withNumberOfPartitions(1));
        KStream<String, byte[]> versions = builder.stream(
                        names.trainingLedger(), Consumed.with(BYTES, BYTES).withName("training-ledger"))
                .process(() -> DriftInputMapper.ofVersions(gauges), Named.as("note-versions"));
        rollouts.merge(versions, Named.as("notes"))
                .process(
                        () -> new DriftProcessor(monitor, settings.updateInterval(), gauges),
                        Named.as("drift"),
                        WINDOWS_STORE,
                        HISTORIES_STORE,
                        PUBLISHED_STORE)
                .to(
                        (key, record, context) -> record.closed() ? names.rewardDrift() : names.openWindows(),
                        Produced.with(BYTES, RECORDS).withName("reward-drift"));
        return builder.build();
    }

    /** The state of a run is small; the cache keeps changes between two commits out of the changelog. */
    private static StoreBuilder<KeyValueStore<String, byte[]>> inMemory(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), BYTES)
                .withCachingEnabled();
    }
}
