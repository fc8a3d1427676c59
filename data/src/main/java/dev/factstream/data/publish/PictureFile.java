package dev.factstream.data.publish;

import dev.factstream.schemas.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The picture of a row.
 *
 * @param bytes encoded, not copied
 */
record PictureFile(Path file, byte[] bytes, String sha256, String mediaType) {
    /** @throws IOException if the file cannot be read */
    static PictureFile read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return new PictureFile(file, bytes, Sha256.hex(bytes), mediaType(bytes));
    }

    /** Decides by the first bytes, since file names are unreliable. The actor refuses bytes that are neither PNG nor JPEG. */
    private static String mediaType(byte[] bytes) {
        if (bytes.length > 3 && (bytes[0] & 255) == 0x89 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G') {
            return "image/png";
        }
        boolean jpeg = bytes.length > 2 && (bytes[0] & 255) == 0xFF && (bytes[1] & 255) == 0xD8;
        return jpeg ? "image/jpeg" : "application/octet-stream";
    }
}
