package dev.factstream.data.picturebook;

/** A thing in a scene. */
record Thing(Kind kind, Colour colour, Size size, Cell cell) {
    /** Returns a copy in another colour. */
    Thing withColour(Colour other) {
        return new Thing(kind, other, size, cell);
    }

    /** Returns a copy of another kind. */
    Thing withKind(Kind other) {
        return new Thing(other, colour, size, cell);
    }

    /** Returns a copy in another cell. */
    Thing withCell(Cell other) {
        return new Thing(kind, colour, size, other);
    }

    /** Returns a copy of the other size. */
    Thing withOtherSize() {
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
