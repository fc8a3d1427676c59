package dev.factstream.picturebook.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * The kinds and environments of the picture book, read from {@code kinds.txt} and {@code environments.txt} beside this class.
 *
 * @param kinds in the order in which worlds include them
 * @param environments in the order in which worlds include them
 */
public record Catalogue(List<Kind> kinds, List<SceneEnvironment> environments) {
    /** Everything that can be drawn. */
    public static final Catalogue FULL = new Catalogue(
            lines("kinds.txt", f -> new Kind(f[0], f[1], f[2], list(f[3]), Drawing.parse(f[4]))),
            lines("environments.txt", f -> new SceneEnvironment(f[0], f[1], list(f[2]), Drawing.parse(f[3]))));

    /** Returns the part that exists in a world; usual kinds and companions are restricted to it. */
    public static Catalogue of(World world) {
        List<Kind> kinds = FULL.kinds.subList(0, world.kinds());
        List<String> names = kinds.stream().map(Kind::name).toList();
        return new Catalogue(
                kinds.stream()
                        .map(k -> new Kind(
                                k.category(), k.name(), k.plural(), within(names, k.companions()), k.drawing()))
                        .toList(),
                FULL.environments.subList(0, world.environments()).stream()
                        .map(e ->
                                new SceneEnvironment(e.name(), e.preposition(), within(names, e.usual()), e.drawing()))
                        .toList());
    }

    /** Returns the kind of this name. */
    public Kind kind(String name) {
        return kinds.stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No kind is called " + name));
    }

    /**
     * Returns the kind that most often accompanies this kind. In a world without any of its companions it is the next kind of
     * the list: a habit needs no reason.
     */
    public Kind habitualCompanion(Kind kind) {
        return kind.companions().isEmpty()
                ? kinds.get((kinds.indexOf(kind) + 1) % kinds.size())
                : kind(kind.companions().get(0));
    }

    private static List<String> within(List<String> known, List<String> names) {
        return names.stream().filter(known::contains).toList();
    }

    private static List<String> list(String field) {
        return List.of(field.split("\\s*,\\s*"));
    }

    private static <T> List<T> lines(String resource, Function<String[], T> reader) {
        try (InputStream in = Catalogue.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> reader.apply(line.strip().split("\\s*\\|\\s*")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
