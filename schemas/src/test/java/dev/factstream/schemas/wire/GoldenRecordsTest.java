package dev.factstream.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes written by released versions must decode to the same records for ever. {@code -Dgolden.write=true} writes missing
 * files and never changes an existing one.
 */
class GoldenRecordsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static List<WireTypes<?>> types() {
        return WireTypes.all();
    }

    static Collection<SchemaVersion> released() {
        return SchemaIds.RELEASED.versions();
    }

    @BeforeAll
    static void writeMissingFilesIfAsked() throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            for (WireTypes<?> type : types()) {
                Path file = file(SchemaIds.RELEASED.newest(type.topic()));
                if (Files.notExists(file)) {
                    Files.write(file, type.encoded());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void bytesOfEveryReleasedVersionStillDecodeToTheSample(SchemaVersion version) throws IOException {
        WireTypes<?> type = types().stream()
                .filter(candidate -> candidate.topic().equals(version.topic()))
                .findFirst()
                .orElseThrow();

        Object decoded = type.codec().decode(Files.readAllBytes(file(version)));

        assertThat(decoded).usingRecursiveComparison().isEqualTo(type.sample());
    }

    @ParameterizedTest
    @MethodSource("types")
    void theNewestVersionStillWritesTheSameBytes(WireTypes<?> type) throws IOException {
        Path file = file(SchemaIds.RELEASED.newest(type.topic()));

        assertThat(type.encoded()).isEqualTo(Files.readAllBytes(file));
    }

    private static Path file(SchemaVersion version) {
        return GOLDEN.resolve(version.topic() + "-v" + version.version() + ".bin");
    }
}
