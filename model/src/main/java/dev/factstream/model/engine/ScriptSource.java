package dev.factstream.model.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The source of the TorchScript methods of one module, written as ordinary typed Python with a plain {@code self}. Constants
 * are placeholders of the form {@code $NAME$}.
 *
 * @param text the methods, indented by two spaces, without a class statement
 */
public record ScriptSource(String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$([A-Z_]+)\\$");

    /** Reads a resource from the package of {@code owner}. */
    public static ScriptSource resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name + " in the package of " + owner.getName());
            }
            return new ScriptSource(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns these methods followed by those of {@code other}, for a module written in several files. */
    public ScriptSource and(ScriptSource other) {
        return new ScriptSource(text + "\n" + other.text);
    }

    /**
     * Fills every placeholder.
     *
     * @throws IllegalArgumentException naming a placeholder without a value
     */
    public ScriptSource with(Map<String, String> constants) {
        String filled = PLACEHOLDER.matcher(text).replaceAll(match -> {
            String value = constants.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no value for $" + match.group(1) + "$");
            }
            return Matcher.quoteReplacement(value);
        });
        return new ScriptSource(filled);
    }
}
