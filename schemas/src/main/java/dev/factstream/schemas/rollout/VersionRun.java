package dev.factstream.schemas.rollout;

import dev.factstream.schemas.Check;

/** {@code tokens} consecutive tokens that were sampled under policy version {@code version}. */
public record VersionRun(int version, int tokens) {
    public VersionRun {
        Check.notNegative(version, "version");
        Check.positive(tokens, "tokens");
    }
}
