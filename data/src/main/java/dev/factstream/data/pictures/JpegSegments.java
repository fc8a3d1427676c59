package dev.factstream.data.pictures;

/**
 * Walks over the segments of a JPEG file. Java's decoder fills the missing part of a file that was cut short with grey and only
 * warns, in the words of the locale; other decoders, Pillow among them, refuse such a file. Stateless.
 */
final class JpegSegments {
    private static final int MARKER = 0xFF;
    private static final int BEGIN_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int STUFFING = 0x00;
    private static final int TEMPORARY = 0x01;

    private JpegSegments() {}

    /** Returns whether the end marker of the image follows its last scan; the end of an embedded thumbnail does not count. */
    static boolean areComplete(byte[] file) {
        int at = 0;
        while (at + 1 < file.length) {
            int marker = file[at + 1] & 0xFF;
            if ((file[at] & 0xFF) != MARKER || marker == MARKER) {
                at++;
            } else if (marker == END_OF_IMAGE) {
                return true;
            } else if (hasNoLength(marker)) {
                at += 2;
            } else if (at + 3 >= file.length) {
                return false;
            } else {
                at += 2 + ((file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF);
                at = marker == START_OF_SCAN ? endOfScan(file, at) : at;
            }
        }
        return false;
    }

    private static int endOfScan(byte[] file, int begin) {
        int at = begin;
        while (at + 1 < file.length && ((file[at] & 0xFF) != MARKER || continuesScan(file[at + 1] & 0xFF))) {
            at++;
        }
        return at;
    }

    private static boolean continuesScan(int marker) {
        return marker == STUFFING || marker == MARKER || isRestart(marker);
    }

    private static boolean hasNoLength(int marker) {
        return marker == STUFFING || marker == TEMPORARY || marker == BEGIN_OF_IMAGE || isRestart(marker);
    }

    private static boolean isRestart(int marker) {
        return marker >= FIRST_RESTART && marker <= LAST_RESTART;
    }
}
