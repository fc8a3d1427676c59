package dev.factstream.learner.publish;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.ReadableRecords;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The adapters of a run on the topics, and the records that delete those that are no longer kept. It has one entry for each kept
 * version, and for each that could not be deleted yet. Not thread-safe.
 */
public final class RetainedAdapters {

    /** The maximum number of tombstones at once: a run of an earlier build may have thousands of old adapters. */
    private static final int MAX_TOMBSTONES = 1000;

    private final TopicNames names;
    private final Map<String, Entry> byKey = new TreeMap<>();

    private record Entry(int version, String chunks, int chunkCount) {}

    private RetainedAdapters(TopicNames names) {
        this.names = names;
    }

    /** Reads the manifests of a run. */
    public static RetainedAdapters read(KafkaClients clients, TopicNames names, String runId) {
        RetainedAdapters retained = new RetainedAdapters(names);
        ReadableRecords<AdapterManifest> readable = new ReadableRecords<>(Codecs.MANIFESTS);
        TopicScanner.waitingForTransactions(clients).read(names.adapters(), raw -> {
            if (raw.key() != null && raw.value() == null) {
                retained.byKey.remove(RecordKeys.text(raw.key()));
            } else if (raw.key() != null) {
                String key = RecordKeys.text(raw.key());
                retained.byKey.remove(key); // in keys of earlier builds, another run may have replaced it
                readable.decode(raw)
                        .filter(manifest -> manifest.runId().equals(runId))
                        .ifPresent(manifest -> retained.add(key, manifest));
            }
        });
        return retained;
    }

    /** Adds a version that is published. */
    public void add(AdapterManifest manifest) {
        add(manifest.key(), manifest);
    }

    private void add(String key, AdapterManifest manifest) {
        // the chunks of an earlier build do not name the run, as their manifests did not
        byKey.put(key, new Entry(manifest.version(), key + "/" + manifest.fileSha256() + "/", manifest.chunkCount()));
    }

    /** Takes the records that delete versions which {@code kept} rejects; further ones with the next call if they are many. */
    public List<ProducerRecord<byte[], byte[]>> takeTombstones(IntPredicate kept) {
        List<ProducerRecord<byte[], byte[]>> tombstones = new ArrayList<>();
        Iterator<Map.Entry<String, Entry>> entries = byKey.entrySet().iterator();
        while (entries.hasNext() && tombstones.size() < MAX_TOMBSTONES) {
            Map.Entry<String, Entry> next = entries.next();
            if (!kept.test(next.getValue().version())) {
                tombstones.add(tombstone(names.adapters(), next.getKey()));
                tombstones.addAll(chunkTombstones(
                        names, next.getValue().chunks(), next.getValue().chunkCount()));
                entries.remove();
            }
        }
        return tombstones;
    }

    /** The records that delete the chunks whose keys begin with {@code prefix}. */
    static List<ProducerRecord<byte[], byte[]>> chunkTombstones(TopicNames names, String prefix, int count) {
        List<ProducerRecord<byte[], byte[]>> tombstones = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            tombstones.add(tombstone(names.adapterChunks(), prefix + index));
        }
        return tombstones;
    }

    private static ProducerRecord<byte[], byte[]> tombstone(String topic, String key) {
        return new ProducerRecord<>(topic, RecordKeys.bytes(key), null);
    }
}
