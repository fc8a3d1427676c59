package dev.factstream.evaluation.benchmark.table;

import dev.factstream.evaluation.benchmark.file.InputText;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A table with named columns, whose cells have the types and the text that pandas gives them. Immutable. */
public final class PredictionTable {
    private final Path file;
    private final int size;
    private final Map<String, String[]> columns;

    private PredictionTable(Path file, int size, Map<String, String[]> columns) {
        this.file = file;
        this.size = size;
        this.columns = columns;
    }

    /**
     * Reads a file whose name ends with {@code .xlsx}, {@code .tsv}, {@code .csv}, {@code .tsv.gz} or {@code .csv.gz}. Names of columns
     * become lower case, except single capital letters.
     *
     * @throws UserFacingException if the file cannot be read; it names the row
     */
    public static PredictionTable read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserFacingException(ExitCode.NO_INPUT, "there is no file " + file);
        }
        List<List<String>> records;
        try {
            records = records(file);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UserFacingException(ExitCode.BAD_DATA, file + " cannot be read: " + e.getMessage(), e);
        }
        if (records.isEmpty()) {
            throw new UserFacingException(ExitCode.BAD_DATA, file + " is empty");
        }
        return of(file, new CellTable(records.get(0), records.subList(1, records.size())));
    }

    private static List<List<String>> records(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".xlsx")) {
            return Spreadsheet.read(file);
        }
        String plain = name.replaceFirst("\\.gz$", "");
        if (plain.endsWith(".tsv") || plain.endsWith(".csv")) {
            return DelimitedText.parse(InputText.read(file), plain.endsWith(".tsv") ? '\t' : ',');
        }
        throw new IllegalArgumentException("the name must end with .xlsx, .tsv or .csv");
    }

    private static PredictionTable of(Path file, CellTable cells) {
        Map<String, String[]> columns = new LinkedHashMap<>();
        for (int column = 0; column < cells.header().size(); column++) {
            List<String> texts = new ArrayList<>();
            for (List<String> row : cells.rows()) {
                if (row.size() > cells.header().size()) {
                    throw problem(
                            file,
                            texts.size() + 1,
                            "has " + row.size() + " cells, the header "
                                    + cells.header().size());
                }
                texts.add(column < row.size() ? row.get(column) : "");
            }
            String name = cells.header().get(column);
            columns.put(name.matches("[A-Z]") ? name : name.toLowerCase(Locale.ROOT), TableColumn.values(texts));
        }
        return new PredictionTable(file, cells.rows().size(), columns);
    }

    /** Returns the number of rows below the header. */
    public int size() {
        return size;
    }

    /** Returns true if there is a column with this name and a cell in it. */
    public boolean has(String column) {
        return columns.containsKey(column) && Arrays.stream(columns.get(column)).anyMatch(Objects::nonNull);
    }

    /** Returns true if the header names this column. */
    public boolean hasColumn(String column) {
        return columns.containsKey(column);
    }

    /** Returns a cell; empty if it or its column is missing. @param row from 0 */
    public Optional<String> cell(int row, String column) {
        String[] cells = columns.get(column);
        return cells == null ? Optional.empty() : Optional.ofNullable(cells[row]);
    }

    /** Returns a cell. @throws UserFacingException if it is missing */
    public String required(int row, String column) {
        if (!columns.containsKey(column)) {
            throw new UserFacingException(
                    ExitCode.BAD_DATA,
                    file + " has no column '" + column + "'; it has " + String.join(", ", columns.keySet()));
        }
        return cell(row, column).orElseThrow(() -> problem(row, "'" + column + "' is empty"));
    }

    /** Returns an error that names file and row. @param row from 0 */
    public UserFacingException problem(int row, String what) {
        return problem(file, row + 1, what);
    }

    private static UserFacingException problem(Path file, int number, String what) {
        return new UserFacingException(ExitCode.BAD_DATA, file + ", row " + number + " below the header: " + what);
    }
}
