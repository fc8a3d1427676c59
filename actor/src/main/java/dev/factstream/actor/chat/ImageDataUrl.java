package dev.factstream.actor.chat;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes pictures in data URLs (RFC 2397, base64); never fetches anything. */
final class ImageDataUrl {
    private static final Pattern HEAD = Pattern.compile("data:image/[a-z0-9.+-]{1,40};base64,");
    private static final int MAX_HEAD_LENGTH = 64;

    private ImageDataUrl() {}

    /** Returns the file in a data URL. @param name of the member, for errors */
    static byte[] bytes(String url, String name) {
        String start = url.substring(0, Math.min(MAX_HEAD_LENGTH, url.length())).toLowerCase(Locale.ROOT);
        Matcher head = HEAD.matcher(start);
        if (!head.lookingAt()) {
            throw ChatException.invalid(
                    name, "must be a data URL, data:image/png;base64,…; this server does not fetch pictures");
        }
        try {
            byte[] file = Base64.getDecoder().decode(url.substring(head.end()));
            if (file.length == 0) {
                throw ChatException.invalid(name, "contains no picture");
            }
            return file;
        } catch (IllegalArgumentException e) {
            throw ChatException.invalid(name, "is not base64: " + e.getMessage());
        }
    }
}
