package dev.factstream.data.picturebook;

/** One thing in a scene. */
record Thing(Kind kind, Colour colour, Size size, Cell cell) {
    /** For example {@code red cat}. */
    String colouredName() {
        return colour.word() + " " + kind.name();
    }

    /** For example {@code big red cat}. */
    String fullName() {
        return size.word() + " " + colouredName();
    }
}
