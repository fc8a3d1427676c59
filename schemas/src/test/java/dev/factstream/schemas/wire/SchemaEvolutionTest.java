package dev.factstream.schemas.wire;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that keep every stored record readable. To release a new version, see {@code schemas/README.md}. */
class SchemaEvolutionTest {
    private static final Path HISTORY = Path.of("src/main/avro/history");

    static Collection<SchemaVersion> released() {
        return SchemaIds.RELEASED.versions();
    }

    static Collection<List<SchemaVersion>> releasedByTopic() {
        return released().stream().collect(groupingBy(SchemaVersion::topic)).values();
    }

    @ParameterizedTest
    @MethodSource("released")
    void aReleasedSchemaIsTheOneThatWasLocked(SchemaVersion version) {
        assertThat(SchemaVersion.fingerprint(version.schema()))
                .as(version.subject() + " version " + version.version() + ": a released schema never changes; add v"
                        + (version.version() + 1) + ".avsc instead")
                .isEqualTo(version.fingerprint());
    }

    @Test
    void everySchemaInTheHistoryIsLocked() throws IOException {
        try (Stream<Path> files = Files.walk(HISTORY)) {
            List<String> inHistory = files.filter(file -> file.toString().endsWith(".avsc"))
                    .map(file -> HISTORY.relativize(file).toString().replace('\\', '/'))
                    .toList();
            assertThat(inHistory)
                    .containsExactlyInAnyOrderElementsOf(released().stream()
                            .map(version -> version.topic() + "/v" + version.version() + ".avsc")
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("releasedByTopic")
    void allVersionsOfASchemaReadEachOther(List<SchemaVersion> versions) {
        List<Schema> schemas = versions.stream().map(SchemaVersion::schema).toList();
        for (Schema schema : schemas) {
            for (Schema other : schemas) {
                var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(schema, other);
                assertThat(compatibility.getType())
                        .as(compatibility.getDescription())
                        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            }
            assertThatCode(() -> new SchemaValidatorBuilder()
                            .mutualReadStrategy()
                            .validateAll()
                            .validate(schema, schemas))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("releasedByTopic")
    void everyFieldAddedAfterTheFirstVersionHasADefault(List<SchemaVersion> versions) {
        Schema first = versions.get(0).schema();
        for (SchemaVersion version : versions) {
            for (Schema.Field field : version.schema().getFields()) {
                assertThat(first.getField(field.name()) != null || field.hasDefaultValue())
                        .as(version.subject() + " field " + field.name())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void everythingIsDocumentedAndEveryEnumHasADefault(SchemaVersion version) {
        namedTypes(version.schema()).values().forEach(type -> {
            assertThat(type.getDoc()).as(type.getFullName()).isNotBlank();
            if (type.getType() == Schema.Type.ENUM) {
                assertThat(type.getEnumDefault()).as(type.getFullName()).isNotNull();
            } else {
                type.getFields()
                        .forEach(field -> assertThat(field.doc())
                                .as(type.getFullName() + "." + field.name())
                                .isNotBlank());
            }
        });
    }

    /** Schema files are self-contained, as registries require, so this test keeps the copies of a shared type identical. */
    @Test
    void aTypeUsedByTwoTopicsIsTheSameInBoth() {
        Map<String, Schema> known = new HashMap<>();
        released().stream()
                .map(version -> SchemaIds.RELEASED.newest(version.topic()).schema())
                .forEach(schema -> namedTypes(schema)
                        .forEach((name, type) -> assertThat(known.merge(name, type, (first, second) -> first))
                                .as(name)
                                .isEqualTo(type)));
    }

    @Test
    void everyTopicWithACodecHasASchemaOfItsOwn() {
        assertThat(WireTypes.all().stream().map(WireTypes::topic))
                .containsExactlyInAnyOrderElementsOf(
                        released().stream().map(SchemaVersion::topic).distinct().toList());
    }

    private static Map<String, Schema> namedTypes(Schema schema) {
        Map<String, Schema> types = new HashMap<>();
        collect(schema, types);
        return types;
    }

    private static void collect(Schema schema, Map<String, Schema> types) {
        switch (schema.getType()) {
            case RECORD -> {
                if (types.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), types));
                }
            }
            case ENUM -> types.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), types);
            case MAP -> collect(schema.getValueType(), types);
            case UNION -> schema.getTypes().forEach(type -> collect(type, types));
            default -> {}
        }
    }
}
