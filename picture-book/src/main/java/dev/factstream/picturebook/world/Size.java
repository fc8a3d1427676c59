package dev.factstream.picturebook.world;

import java.util.Locale;

/** The sizes of things. */
public enum Size {
    SMALL(0.64),
    BIG(0.9);

    private final double share;

    Size(double share) {
        this.share = share;
    }

    /** Side of the thing's box as a share of the cell's. */
    public double share() {
        return share;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
