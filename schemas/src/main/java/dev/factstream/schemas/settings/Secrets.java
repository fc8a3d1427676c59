package dev.factstream.schemas.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which keys name something that must not be printed; errs on the side of masking. */
final class Secrets {
    static final String MASK = "********";

    private static final Pattern SECRET = Pattern.compile("password|secret|token|credential|jaas|\\.key$|private");

    private Secrets() {}

    static boolean names(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }
}
