package dev.factstream.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Record keys: plain UTF-8 text on every topic, so that any tool can display them. */
public final class RecordKeys {
    private RecordKeys() {}

    /** Returns the bytes of a key. */
    public static byte[] bytes(String key) {
        return key.getBytes(UTF_8);
    }

    /**
     * Returns the text of a key.
     *
     * @throws MalformedRecordException if a record has no key
     */
    public static String text(byte[] key) {
        if (key == null) {
            throw new MalformedRecordException("the key is null");
        }
        return new String(key, UTF_8);
    }
}
