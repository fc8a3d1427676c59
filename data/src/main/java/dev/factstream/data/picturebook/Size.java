package dev.factstream.data.picturebook;

import java.util.Locale;

/** How much of its cell's width a thing fills. */
enum Size {
    SMALL(0.66),
    BIG(0.94);

    private final double share;

    Size(double share) {
        this.share = share;
    }

    double share() {
        return share;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
