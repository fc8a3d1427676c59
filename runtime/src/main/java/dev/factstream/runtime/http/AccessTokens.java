package dev.factstream.runtime.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The tokens that open a port. Several are valid at the same time, so that one can be replaced while clients still use it. A request
 * carries a token as {@code Authorization: Bearer TOKEN}, or as the password of {@code Basic} with any user name, which browsers ask
 * for. The time of a comparison does not depend on how much of a token is right. Immutable.
 */
public final class AccessTokens {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final int NONE = -1;

    private final List<byte[]> tokens;

    private AccessTokens(List<byte[]> tokens) {
        this.tokens = tokens;
    }

    /** @param text tokens separated by commas; blank for a port that is open to everyone */
    public static AccessTokens parse(String text) {
        return new AccessTokens(Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** Returns the number of tokens; 0 if the port is open to everyone. */
    public int count() {
        return tokens.size();
    }

    /** Returns whether a request may pass. */
    boolean accept(String header) {
        return tokens.isEmpty() || indexOf(header) != NONE;
    }

    /**
     * Returns the index of the token that a request carries; -1 if it carries none of them.
     *
     * @param header Authorization; null if it is missing
     */
    public int indexOf(String header) {
        byte[] given = token(header).getBytes(StandardCharsets.UTF_8);
        int found = NONE;
        for (int i = 0; i < tokens.size(); i++) {
            if (MessageDigest.isEqual(tokens.get(i), given)) {
                found = i;
            }
        }
        return found;
    }

    private static String token(String header) {
        if (header == null) {
            return "";
        } else if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return header.substring(BEARER.length());
        } else if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return password(header.substring(BASIC.length()));
        }
        return "";
    }

    private static String password(String credentials) {
        try {
            String text = new String(Base64.getDecoder().decode(credentials.strip()), StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1);
        } catch (IllegalArgumentException e) { // not Base64
            return "";
        }
    }
}
