package dev.factstream.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultRowFilesTest {
    @TempDir
    private Path folder;

    @Test
    void aColumnIsAddedAtTheEndAndItsCellIsEmptyInRowsWithoutIt() throws IOException {
        Map<String, Object> second = new LinkedHashMap<>();
        second.put("arm", "plain");
        second.put("tokens", 2.5);
        List<Map<String, Object>> rows = List.of(Map.of("arm", "sft"), second);

        ResultRowFiles.write(folder, rows);

        assertThat(folder.resolve("results.csv")).hasContent("arm,tokens\nsft,\nplain,2.5\n");
        assertThat(AtomicJsonFile.read(
                        folder.resolve("results.json"), new TypeReference<List<Map<String, Object>>>() {}))
                .isEqualTo(rows);
    }
}
