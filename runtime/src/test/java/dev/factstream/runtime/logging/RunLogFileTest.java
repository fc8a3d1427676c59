package dev.factstream.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RunLogFileTest {
    private static final Logger LOG = LoggerFactory.getLogger(RunLogFileTest.class);

    @TempDir
    Path folder;

    @Test
    void theLogOfALongRunRollsAndItsOldestPartsAreDeleted() throws IOException {
        for (int part = 0; part < 9; part++) {
            // opened again as by a run that is resumed, so that the size is checked at once
            try (RunLogFile log = RunLogFile.open(folder.resolve("run.log"), LogFormat.TEXT, 1)) {
                LOG.warn("part {}", part);
                LOG.warn("end of part {}", part);
            }
        }
        assertThat(names()).contains("run.log", "run.log.1.gz").hasSizeLessThanOrEqualTo(6);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
