package dev.factstream.actor.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The token that requests must carry, if any. Comparison takes constant time. */
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private final byte[] expected;

    /** @param token empty to accept every request */
    BearerToken(String token) {
        expected = token.getBytes(StandardCharsets.UTF_8);
    }

    /** @param header of the request; null if it is missing */
    void check(String header) {
        if (expected.length == 0) {
            return;
        }
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        byte[] given = (bearer ? header.substring(SCHEME.length()) : "").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, given)) {
            throw ChatException.rejected(
                    401, "invalid_api_key", "the request needs Authorization: Bearer with the right token");
        }
    }
}
