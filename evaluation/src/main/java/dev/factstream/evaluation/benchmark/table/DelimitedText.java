package dev.factstream.evaluation.benchmark.table;

import java.util.ArrayList;
import java.util.List;

/** Splits text into records and cells by the rules of pandas' reader: cells in quotes may hold separators and line breaks. Stateless. */
final class DelimitedText {
    private DelimitedText() {}

    /** Returns the cells of each record that is not blank. @throws IllegalArgumentException if a quoted cell does not end */
    static List<List<String>> parse(String text, char separator) {
        List<List<String>> records = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean atStart = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && atStart) {
                quoted = true;
                atStart = false;
            } else if (c == separator) {
                cells.add(cell.toString());
                cell.setLength(0);
                atStart = true;
            } else if (c == '\n' || c == '\r') {
                i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
                finish(records, cells, cell, atStart);
                cells = new ArrayList<>();
                cell.setLength(0);
                atStart = true;
            } else {
                cell.append(c);
                atStart = false;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("record " + (records.size() + 1) + " has a quoted cell without an end");
        }
        finish(records, cells, cell, atStart);
        return records;
    }

    private static void finish(List<List<String>> records, List<String> cells, StringBuilder cell, boolean blank) {
        if (!cells.isEmpty() || !blank) {
            cells.add(cell.toString());
            records.add(cells);
        }
    }
}
