package dev.factstream.learner.publish;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads adapters back from the topics and verifies them. Thread-safe. */
public final class PublishedAdapters {

    private final TopicScanner scan;
    private final TopicNames names;

    public PublishedAdapters(KafkaClients clients, TopicNames names) {
        scan = new TopicScanner(clients);
        this.names = names;
    }

    /** The manifests of a policy, ordered by version. */
    public List<AdapterManifest> manifests(String policyId) {
        Map<Integer, AdapterManifest> manifests =
                new TreeMap<>(); // the topic is compacted: the newest record of a key counts
        ReadableRecords<AdapterManifest> readable = new ReadableRecords<>(Codecs.MANIFESTS);
        scan.read(names.adapters(), raw -> {
            if (hasKey(raw, policyId + "/")) {
                readable.decode(raw).ifPresent(manifest -> manifests.put(manifest.version(), manifest));
            }
        });
        return List.copyOf(manifests.values());
    }

    /** The manifest of one version, if it has been published. */
    public Optional<AdapterManifest> manifest(String policyId, int version) {
        return manifests(policyId).stream()
                .filter(manifest -> manifest.version() == version)
                .findFirst();
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
     * Computes the hash of a published adapter from its tensors.
     *
     * @throws CorruptAdapterException as {@link #export} does, and if there is no such adapter
     */
    public String hash(String policyId, int version, LlavaConfig config) {
        AdapterManifest manifest = manifest(policyId, version)
                .orElseThrow(() ->
                        new CorruptAdapterException("adapter " + policyId + "/" + version + " has not been published"));
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
            if (hasKey(raw, manifest.key() + "/")) {
                readable.decode(raw).ifPresent(chunks::add);
            }
        });
        return chunks;
    }

    /** Whether a record has a value, and a key with this prefix. */
    private static boolean hasKey(ConsumerRecord<byte[], byte[]> raw, String prefix) {
        return raw.value() != null
                && raw.key() != null
                && RecordKeys.text(raw.key()).startsWith(prefix);
    }
}
