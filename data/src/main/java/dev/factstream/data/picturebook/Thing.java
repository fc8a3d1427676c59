package dev.factstream.data.picturebook;

/** One thing in a scene. */
record Thing(Kind kind, Colour colour, Size size, Cell cell) {
    /** The same in another colour. */
    Thing in(Colour other) {
        return new Thing(kind, other, size, cell);
    }

    /** Another kind of thing that is like it otherwise. */
    Thing as(Kind other) {
        return new Thing(other, colour, size, cell);
    }

    /** The same somewhere else. */
    Thing at(Cell other) {
        return new Thing(kind, colour, size, other);
    }

    /** The same, big where it is small and small where it is big. */
    Thing resized() {
        return new Thing(kind, colour, size == Size.BIG ? Size.SMALL : Size.BIG, cell);
    }

    /** For example {@code red cat}. */
    String colouredName() {
        return colour.word() + " " + kind.name();
    }

    /** For example {@code big red cat}. */
    String fullName() {
        return size.word() + " " + colouredName();
    }
}
