package dev.factstream.learner.publish;

import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterChunks;
import dev.factstream.schemas.adapter.AdapterManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exports adapters: as chunks for the actors, and as PEFT folders for people. Not thread-safe. */
public final class AdapterExporter {

    private static final Logger LOG = LoggerFactory.getLogger(AdapterExporter.class);

    private final LlavaConfig config;
    private final String baseHash;
    private final String policyId;
    private final String runId;
    private final Path folder;

    /** @param folder folder of the PEFT folders, one per version */
    public AdapterExporter(FrozenModels models, String policyId, String runId, Path folder) {
        config = models.config();
        baseHash = models.baseHash();
        this.policyId = policyId;
        this.runId = runId;
        this.folder = folder;
    }

    /** Encodes the current adapter for publication as {@code version}. */
    public ChunkedAdapter encode(LoraAdapter adapter, int version, long optimizerStep, long now) {
        byte[] bytes = PeftFolder.weightBytes(adapter, config);
        List<AdapterChunk> chunks = AdapterChunks.split(runId, policyId, version, bytes);
        AdapterManifest manifest = new AdapterManifest(
                policyId,
                version,
                optimizerStep,
                baseHash,
                adapter.hash(),
                chunks.get(0).fileSha256(),
                adapter.settings().rank(),
                adapter.settings().alpha(),
                adapter.settings().targets(),
                chunks.size(),
                bytes.length,
                Optional.empty(),
                runId,
                now);
        return new ChunkedAdapter(manifest, chunks);
    }

    /**
     * Writes the PEFT folder of a committed version, completely or not at all; an existing folder stays. No component
     * reads it, so a failure is only logged.
     */
    public void writeFolder(LoraAdapter adapter, int version) {
        Path target = folder.resolve(Integer.toString(version));
        if (Files.isDirectory(target)) {
            return;
        }
        Path temporary = folder.resolve("." + version + ".writing");
        try {
            PeftFolder.write(temporary, adapter, config);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (ModelFormatException | IOException e) {
            LOG.warn("Version {} is published, but its adapter folder {} could not be written: {}", version, target, e);
        }
    }

    /** Deletes the PEFT folder of a version, unless it does not exist. A failure is only logged. */
    public void deleteFolder(int version) {
        Path target = folder.resolve(Integer.toString(version));
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.walk(target)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("The adapter folder {} of a version that is no longer kept cannot be deleted: {}", target, e);
            }
        }
    }

    /** Deletes the PEFT folders of all versions that {@code kept} rejects. */
    public void sweepFolders(IntPredicate kept) {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> folders = Files.list(folder)) {
                folders.map(path -> path.getFileName().toString())
                        .filter(name -> name.matches("\\d{1,9}"))
                        .map(Integer::parseInt)
                        .filter(version -> !kept.test(version))
                        .forEach(this::deleteFolder);
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("The adapter folders in {} cannot be listed: {}", folder, e);
            }
        }
    }
}
