package dev.factstream.learner.publish;

import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterManifest;
import java.util.List;

/**
 * An encoded adapter, ready to publish.
 *
 * @param manifest contains the number of chunks and the hash of the whole file
 * @param chunks chunks of the file, in order
 */
public record ChunkedAdapter(AdapterManifest manifest, List<AdapterChunk> chunks) {

    public ChunkedAdapter {
        chunks = List.copyOf(chunks);
    }
}
