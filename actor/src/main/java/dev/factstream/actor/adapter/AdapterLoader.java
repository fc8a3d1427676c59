package dev.factstream.actor.adapter;

import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.FoldedWeights;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterChunks;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.adapter.CorruptAdapterException;
import java.util.Collection;

/**
 * Loads a published adapter if it is complete, undamaged and for this base model, and folds it into a copy of the base's weights,
 * concurrently with generation. Used by one thread.
 */
public final class AdapterLoader implements AutoCloseable {
    private final VisionLanguageModel model;
    private final NDManager manager;
    private final String baseHash;

    public AdapterLoader(VisionLanguageModel model) {
        this.model = model;
        this.manager = model.newScope();
        this.baseHash = model.baseHash();
    }

    /** Returns the hash of the base model. */
    public String baseHash() {
        return baseHash;
    }

    /**
     * Returns the adapter of a manifest, ready to be served; its hash is computed from the loaded tensors.
     *
     * @throws AdapterRejectedException if it belongs to another base, or its bytes or tensors do not match the manifest
     */
    PreparedAdapter load(AdapterManifest manifest, Collection<AdapterChunk> chunks) throws AdapterRejectedException {
        if (!manifest.baseHash().equals(baseHash)) {
            throw new AdapterRejectedException(
                    "it belongs to the base " + manifest.baseHash() + ", but this actor serves " + baseHash);
        }
        try (LoraAdapter adapter = read(manifest, chunks)) {
            String hash = adapter.hash();
            if (!hash.equals(manifest.adapterHash())) {
                throw new AdapterRejectedException(
                        "its tensors have the hash " + hash + ", but the manifest says " + manifest.adapterHash());
            }
            return new PreparedAdapter(
                    manifest.runId(),
                    manifest.policyId(),
                    new PolicyVersion(manifest.version(), hash),
                    new FoldedWeights(model, adapter));
        }
    }

    private LoraAdapter read(AdapterManifest manifest, Collection<AdapterChunk> chunks)
            throws AdapterRejectedException {
        try {
            byte[] file = AdapterChunks.join(manifest, chunks);
            LoraSettings shape = LoraSettings.of(manifest.rank(), manifest.alpha(), manifest.targets());
            return PeftFolder.read("adapter " + manifest.key(), shape, file, model.config(), manager);
        } catch (CorruptAdapterException | ModelFormatException e) {
            throw new AdapterRejectedException(e.getMessage(), e);
        } catch (RuntimeException e) { // whatever is on the topic, the actor goes on
            throw new AdapterRejectedException("it cannot be read: " + e, e);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
