package dev.factstream.picturebook.world;

/** A thing in a scene. */
public record Thing(Kind kind, Colour colour, Size size, Cell cell) {
    /** Returns a copy in another colour. */
    public Thing withColour(Colour other) {
        return new Thing(kind, other, size, cell);
    }

    /** Returns a copy of another kind. */
    public Thing withKind(Kind other) {
        return new Thing(other, colour, size, cell);
    }

    /** Returns a copy in another cell. */
    public Thing withCell(Cell other) {
        return new Thing(kind, colour, size, other);
    }

    /** Returns a copy of the other size. */
    public Thing withOtherSize() {
        return new Thing(kind, colour, size == Size.BIG ? Size.SMALL : Size.BIG, cell);
    }

    /** For example {@code red cat}. */
    public String colouredName() {
        return colour.word() + " " + kind.name();
    }

    /** For example {@code big red cat}. */
    public String fullName() {
        return size.word() + " " + colouredName();
    }
}
