package dev.factstream.lab.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes rows of names and values as JSON and CSV files. Stateless. */
final class ResultRowFiles {
    private ResultRowFiles() {}

    /** Writes {@code results.json} and {@code results.csv}; a CSV cell is empty where a row lacks the name. */
    static void write(Path folder, List<Map<String, Object>> rows) throws IOException {
        AtomicJsonFile.write(folder.resolve("results.json"), rows);
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        List<String> lines = new ArrayList<>(List.of(String.join(",", columns)));
        for (Map<String, Object> row : rows) {
            lines.add(columns.stream()
                    .map(column -> row.getOrDefault(column, "").toString())
                    .collect(Collectors.joining(",")));
        }
        Files.write(folder.resolve("results.csv"), lines);
    }
}
