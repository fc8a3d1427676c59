package dev.factstream.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * Every released schema and its id, read from the resources {@code schema-ids.lock} and
 * {@code avro/history/<topic>/v<N>.avsc}. Immutable.
 *
 * <p>A line of the lock file is {@code <subject> <version> <id> <fingerprint>}; {@code #} begins a comment.
 */
public final class SchemaIds {
    /** The schemas released with this build. */
    public static final SchemaIds RELEASED = new SchemaIds(resource("schema-ids.lock"));

    private static final String SUBJECT_ENDING = "-value";

    private final TreeMap<Integer, SchemaVersion> byId = new TreeMap<>();

    private SchemaIds(String lock) {
        lock.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(SchemaIds::parse)
                .forEach(this::add);
    }

    /** Returns all versions of all schemas, in the order of their ids. */
    public Collection<SchemaVersion> versions() {
        return byId.values();
    }

    /** Returns the schema with that id. */
    public Optional<SchemaVersion> find(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns the highest id. Ids rise with every release, so a higher one belongs to a newer build. */
    public int newestId() {
        return byId.lastKey();
    }

    /** Returns the newest version for {@code topic}, which writers use. */
    public SchemaVersion newest(String topic) {
        return byId.values().stream()
                .filter(version -> version.topic().equals(topic))
                .max(Comparator.comparingInt(SchemaVersion::version))
                .orElseThrow(() -> new IllegalArgumentException("schema-ids.lock has no subject for topic " + topic));
    }

    private void add(SchemaVersion version) {
        SchemaVersion other = byId.put(version.id(), version);
        if (other != null) {
            throw new IllegalStateException("schema-ids.lock gives id " + version.id() + " twice");
        }
    }

    private static SchemaVersion parse(String line) {
        String[] words = line.split("\\s+");
        if (words.length != 4 || !words[0].endsWith(SUBJECT_ENDING)) {
            throw new IllegalStateException(
                    "schema-ids.lock has a line that is not 'subject version id fingerprint': " + line);
        }
        String topic = words[0].substring(0, words[0].length() - SUBJECT_ENDING.length());
        int version = Integer.parseInt(words[1]);
        Schema schema = new Schema.Parser().parse(resource("avro/history/" + topic + "/v" + version + ".avsc"));
        return new SchemaVersion(topic, version, Integer.parseInt(words[2]), words[3], schema);
    }

    private static String resource(String name) {
        try (InputStream in = SchemaIds.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing from this build");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
