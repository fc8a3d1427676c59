package dev.factstream.picturebook.world;

import java.awt.Color;
import java.util.Locale;
import java.util.Random;

/** The colours of things; a world with n colours uses the first n. */
public enum Colour {
    RED(216, 38, 38),
    BLUE(36, 76, 222),
    YELLOW(248, 216, 40),
    GREEN(36, 150, 58),
    PURPLE(142, 52, 190),
    ORANGE(246, 134, 28),
    WHITE(252, 252, 252),
    BLACK(28, 28, 32);

    private final Color paint;

    Colour(int red, int green, int blue) {
        paint = new Color(red, green, blue);
    }

    public Color paint() {
        return paint;
    }

    /** Returns a different one of the first {@code colours} colours, uniformly at random. */
    public Colour another(int colours, Random random) {
        return values()[(ordinal() + 1 + random.nextInt(colours - 1)) % colours];
    }

    /** The colour's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
