package dev.factstream.picturebook.world;

import java.util.Arrays;
import java.util.Locale;

/**
 * Parts of the world that share no scene: a scene's content decides its split, so the splits are disjoint whatever seeds they
 * are drawn with. One scene in ten is held out, one in ten is for validation.
 */
public enum Split {
    TRAIN,
    VALIDATION,
    HELD_OUT;

    private static final int BUCKETS = 10;

    /** Returns the split of a scene with this content. */
    public static Split of(String content) {
        long bucket = Long.remainderUnsigned(SeedMixer.mix(content.hashCode()), BUCKETS);
        return bucket == 0 ? HELD_OUT : bucket == 1 ? VALIDATION : TRAIN;
    }

    /**
     * Returns the split of this name, for example {@code held-out}.
     *
     * @throws IllegalArgumentException listing the names, if there is no such split
     */
    public static Split named(String name) {
        return Arrays.stream(values())
                .filter(split -> split.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown split '" + name + "'; use train, validation or held-out"));
    }

    /** The name as written in files. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
