package dev.factstream.data.picturebook;

import java.util.Locale;

/** How one cell lies to another. */
enum Relation {
    LEFT_OF,
    RIGHT_OF,
    ABOVE,
    BELOW;

    boolean holds(Cell one, Cell other) {
        return switch (this) {
            case LEFT_OF -> one.column() < other.column();
            case RIGHT_OF -> one.column() > other.column();
            case ABOVE -> one.row() < other.row();
            case BELOW -> one.row() > other.row();
        };
    }

    Relation opposite() {
        return switch (this) {
            case LEFT_OF -> RIGHT_OF;
            case RIGHT_OF -> LEFT_OF;
            case ABOVE -> BELOW;
            case BELOW -> ABOVE;
        };
    }

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
