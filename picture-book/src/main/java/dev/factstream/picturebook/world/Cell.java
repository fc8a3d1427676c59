package dev.factstream.picturebook.world;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A cell of the 3 by 3 grid.
 *
 * @param row 0 is the top
 * @param column 0 is the left
 */
public record Cell(int row, int column) {
    /** Cells per side. */
    public static final int GRID = 3;

    private static final List<String> WORDS =
            List.of("top left", "top", "top right", "left", "middle", "right", "bottom left", "bottom", "bottom right");

    public Cell {
        if (row < 0 || row >= GRID || column < 0 || column >= GRID) {
            throw new IllegalArgumentException("No cell at row " + row + ", column " + column);
        }
    }

    /** Returns all nine cells in reading order. */
    public static List<Cell> all() {
        return IntStream.range(0, GRID * GRID)
                .mapToObj(i -> new Cell(i / GRID, i % GRID))
                .toList();
    }

    /** The index in reading order. */
    int index() {
        return row * GRID + column;
    }

    /** For example {@code top left}. */
    public String words() {
        return WORDS.get(index());
    }

    /** For example {@code at the top left}. */
    public String withPreposition() {
        return (index() == 4 ? "in the " : "at the ") + words();
    }
}
