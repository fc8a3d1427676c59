package dev.factstream.schemas.run;

import dev.factstream.schemas.Check;

/**
 * A policy version of a run.
 *
 * @param adapterHash of its adapter's tensors; {@code none} for version 0
 */
public record PublishedVersion(int version, String adapterHash) {
    public PublishedVersion {
        Check.notNegative(version, "version");
        Check.text(adapterHash, "adapterHash");
    }
}
