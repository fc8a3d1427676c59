package dev.factstream.learner.publish;

import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterManifest;
import java.util.List;

/**
 * An adapter ready to send.
 *
 * @param manifest names the chunks by their count and the hash of the whole
 * @param chunks in order
 */
public record AdapterFile(AdapterManifest manifest, List<AdapterChunk> chunks) {

    public AdapterFile {
        chunks = List.copyOf(chunks);
    }
}
