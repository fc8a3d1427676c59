package dev.factstream.data.picturebook;

import java.util.Arrays;
import java.util.Locale;

/**
 * Parts of the world that never share a scene: a scene's own content decides to which it belongs, so the splits are
 * disjoint whatever seeds they were drawn with. One scene in ten is held out, one in ten is for validation.
 */
public enum Split {
    TRAIN,
    VALIDATION,
    HELD_OUT;

    private static final int BUCKETS = 10;

    /** The split that a scene with this content belongs to. */
    static Split of(String content) {
        long bucket = Long.remainderUnsigned(Seeds.mix(content.hashCode()), BUCKETS);
        return bucket == 0 ? HELD_OUT : bucket == 1 ? VALIDATION : TRAIN;
    }

    /**
     * The split of this name, for example {@code held-out}.
     *
     * @throws IllegalArgumentException naming the splits there are
     */
    public static Split named(String name) {
        return Arrays.stream(values())
                .filter(split -> split.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No split is called '" + name + "'; there are train, validation and held-out"));
    }

    /** The name as written in files. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
