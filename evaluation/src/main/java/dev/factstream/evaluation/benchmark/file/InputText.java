package dev.factstream.evaluation.benchmark.file;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a file of a benchmark; a name that ends with {@code .gz} is decompressed. Stateless. */
public final class InputText {
    private InputText() {}

    /** Reads a whole file. @throws UserFacingException if the file does not exist or is not UTF-8 */
    public static String read(Path file) throws IOException {
        try (BufferedReader reader = open(file)) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[1 << 16];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                text.append(buffer, 0, n);
            }
            return text.toString();
        } catch (CharacterCodingException e) {
            throw notText(file, e);
        }
    }

    /** Opens a file as UTF-8. The caller closes it. @throws UserFacingException if the file does not exist */
    static BufferedReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserFacingException(ExitCode.NO_INPUT, "there is no file " + file);
        }
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        try {
            InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
            return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()));
        } catch (ZipException e) {
            bytes.close();
            throw new UserFacingException(
                    ExitCode.BAD_DATA, file + " is not compressed with gzip, though its name says so", e);
        }
    }

    static UserFacingException notText(Path file, CharacterCodingException cause) {
        return new UserFacingException(ExitCode.BAD_DATA, file + " is not text in UTF-8", cause);
    }
}
