package dev.factstream.runtime.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Recognises keys whose values must not be printed; in doubt the value is masked. */
final class SecretKeys {
    static final String MASK = "********";

    private static final Pattern SECRET = Pattern.compile("password|secret|token|credential|jaas|\\.key$|private");

    private SecretKeys() {}

    static boolean isSecret(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }
}
