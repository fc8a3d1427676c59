package dev.factstream.picturebook.world;

import java.util.Locale;

/** The position of one cell relative to another. */
public enum SpatialRelation {
    LEFT_OF,
    RIGHT_OF,
    ABOVE,
    BELOW;

    /** Returns the relation of {@code one} to {@code other} along the greater distance, horizontal if both are equal. */
    public static SpatialRelation of(Cell one, Cell other) {
        int right = one.column() - other.column();
        int down = one.row() - other.row();
        if (Math.abs(right) >= Math.abs(down)) {
            return right < 0 ? LEFT_OF : RIGHT_OF;
        }
        return down < 0 ? ABOVE : BELOW;
    }

    public boolean holds(Cell one, Cell other) {
        return switch (this) {
            case LEFT_OF -> one.column() < other.column();
            case RIGHT_OF -> one.column() > other.column();
            case ABOVE -> one.row() < other.row();
            case BELOW -> one.row() > other.row();
        };
    }

    public SpatialRelation opposite() {
        return switch (this) {
            case LEFT_OF -> RIGHT_OF;
            case RIGHT_OF -> LEFT_OF;
            case ABOVE -> BELOW;
            case BELOW -> ABOVE;
        };
    }

    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
