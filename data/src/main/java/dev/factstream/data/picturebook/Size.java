package dev.factstream.data.picturebook;

import java.util.Locale;

/** The sizes of things. */
enum Size {
    SMALL(0.64),
    BIG(0.9);

    private final double share;

    Size(double share) {
        this.share = share;
    }

    /** Side of the thing's box as a share of the cell's. */
    double share() {
        return share;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
