package dev.factstream.model.tokenizer;

import java.nio.charset.StandardCharsets;

/**
 * Maps each byte to GPT-2's printable character: printable Latin-1 characters map to themselves, the other 68 bytes to the
 * characters from U+0100 on. Byte-level tokenizers write their vocabulary in this alphabet.
 */
final class ByteAlphabet {

    private static final char[] CHARACTERS = new char[256];

    static {
        char next = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            CHARACTERS[b] = printable ? (char) b : next++;
        }
    }

    private ByteAlphabet() {}

    static char character(int unsignedByte) {
        return CHARACTERS[unsignedByte];
    }

    /** Returns one symbol for each UTF-8 byte of {@code text}. */
    static String[] symbols(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String[] symbols = new String[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            symbols[i] = String.valueOf(CHARACTERS[bytes[i] & 0xff]);
        }
        return symbols;
    }
}
