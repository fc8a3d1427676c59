package dev.factstream.learner.publish;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.CheckpointFolder;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.TensorType;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.lora.MergedFolder;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.ReadableRecords;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterChunks;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.adapter.CorruptAdapterException;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reads adapters back from the topics and verifies them. Thread-safe. */
public final class PublishedAdapters {

    private final TopicScanner scan;
    private final TopicNames names;

    public PublishedAdapters(KafkaClients clients, TopicNames names) {
        scan = new TopicScanner(clients);
        this.names = names;
    }

    /** The manifests of the versions that a run keeps, ordered by version. */
    public List<AdapterManifest> manifests(String runId) {
        // by key, of a compacted topic that may still have older records; as many as the run keeps
        Map<String, AdapterManifest> manifests = new HashMap<>();
        ReadableRecords<AdapterManifest> readable = new ReadableRecords<>(Codecs.MANIFESTS);
        scan.read(names.adapters(), raw -> {
            if (raw.key() == null) {
                return;
            }
            String key = RecordKeys.text(raw.key());
            manifests.remove(key);
            if (raw.value() != null) {
                readable.decode(raw)
                        .filter(manifest -> manifest.runId().equals(runId))
                        .ifPresent(manifest -> manifests.put(key, manifest));
            }
        });
        return manifests.values().stream()
                .sorted(Comparator.comparingInt(AdapterManifest::version))
                .toList();
    }

    /** The manifest of one version of a run, if it has been published. */
    public Optional<AdapterManifest> manifest(String runId, int version) {
        return manifests(runId).stream()
                .filter(manifest -> manifest.version() == version)
                .findFirst();
    }

    /** The records that delete every manifest and every chunk of a run. */
    public List<ProducerRecord<byte[], byte[]>> tombstones(String runId) {
        Map<String, ProducerRecord<byte[], byte[]>> tombstones = new TreeMap<>();
        ReadableRecords<AdapterManifest> readable = new ReadableRecords<>(Codecs.MANIFESTS);
        Set<String> oldChunks = new HashSet<>(); // beginnings of chunk keys from before they named the run
        scan.read(names.adapters(), raw -> {
            if (raw.value() == null || raw.key() == null) {
                return;
            }
            readable.decode(raw).ifPresent(manifest -> {
                String chunks = manifest.policyId() + "/" + manifest.version() + "/" + manifest.fileSha256() + "/";
                if (manifest.runId().equals(runId)) {
                    tombstones.put(RecordKeys.text(raw.key()), new ProducerRecord<>(names.adapters(), raw.key(), null));
                    oldChunks.add(chunks);
                }
            });
        });
        scan.read(names.adapterChunks(), raw -> {
            if (raw.value() != null && raw.key() != null) {
                String key = RecordKeys.text(raw.key());
                if (key.startsWith(runId + "/") || oldChunks.contains(key.substring(0, key.lastIndexOf('/') + 1))) {
                    tombstones.put("chunk " + key, new ProducerRecord<>(names.adapterChunks(), raw.key(), null));
                }
            }
        });
        return List.copyOf(tombstones.values());
    }

    /**
     * Writes an adapter as a PEFT folder.
     *
     * @param config configuration of its base model
     * @param folder created if missing; files with the names of the PEFT files are replaced
     * @throws CorruptAdapterException if chunks are missing, or if bytes or tensors differ from the manifest
     */
    public void export(AdapterManifest manifest, LlavaConfig config, Path folder) {
        verified(manifest, config, adapter -> {
            PeftFolder.write(folder, adapter, config);
            return folder;
        });
    }

    /**
     * Writes an adapter merged into its base, as a folder that transformers and vLLM load; verifies it as {@link #export}.
     *
     * @param base folder of the base
     * @param type of the floats written; empty for those of the base
     * @param folder created if missing; must be empty
     * @throws CorruptAdapterException if chunks are missing, or if bytes or tensors differ from the manifest
     * @throws ModelFormatException if {@code base} is another model, or if a folder cannot be read or written
     */
    public void exportMerged(AdapterManifest manifest, Path base, Optional<TensorType> type, Path folder) {
        CheckpointFolder checkpoint = CheckpointFolder.read(base);
        String hash = checkpoint.sha256();
        if (!hash.equals(manifest.baseHash())) {
            throw new ModelFormatException(
                    base + ": has the hash " + hash + ", but the adapter belongs to the base " + manifest.baseHash());
        }
        verified(manifest, checkpoint.config(), adapter -> {
            MergedFolder.write(base, adapter, type, folder);
            return folder;
        });
    }

    /**
     * Computes the hash of a published adapter from its tensors.
     *
     * @throws CorruptAdapterException as {@link #export} does, and if there is no such adapter
     */
    public String hash(String runId, int version, LlavaConfig config) {
        AdapterManifest manifest = manifest(runId, version)
                .orElseThrow(() -> new CorruptAdapterException(
                        "the adapter of version " + version + " of run " + runId + " has not been published"));
        return verified(manifest, config, LoraAdapter::hash);
    }

    private <T> T verified(AdapterManifest manifest, LlavaConfig config, Function<LoraAdapter, T> use) {
        byte[] file = AdapterChunks.join(manifest, chunks(manifest));
        LoraSettings shape = LoraSettings.of(manifest.rank(), manifest.alpha(), manifest.targets());
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                LoraAdapter adapter = PeftFolder.read("adapter " + manifest.key(), shape, file, config, scope)) {
            String hash = adapter.hash();
            if (!hash.equals(manifest.adapterHash())) {
                throw new CorruptAdapterException("adapter " + manifest.key() + " has tensors with the hash " + hash
                        + ", but its manifest names " + manifest.adapterHash());
            }
            return use.apply(adapter);
        }
    }

    private List<AdapterChunk> chunks(AdapterManifest manifest) {
        List<AdapterChunk> chunks = new ArrayList<>();
        ReadableRecords<AdapterChunk> readable = new ReadableRecords<>(Codecs.CHUNKS);
        scan.read(names.adapterChunks(), raw -> {
            if (isPartOf(raw, manifest.fileSha256())) {
                readable.decode(raw).filter(chunk -> chunk.belongsTo(manifest)).ifPresent(chunks::add);
            }
        });
        return chunks;
    }

    /** Whether a record has a value, and a key that names this file. */
    private static boolean isPartOf(ConsumerRecord<byte[], byte[]> raw, String fileSha256) {
        return raw.value() != null
                && raw.key() != null
                && RecordKeys.text(raw.key()).contains(fileSha256);
    }
}
