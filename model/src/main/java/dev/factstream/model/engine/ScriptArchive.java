package dev.factstream.model.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Builds the archive that {@code torch.jit.save} writes for a module without parameters, so that libtorch compiles source
 * code without Python. The format is the backward-compatible one of PyTorch's
 * {@code torch/csrc/jit/docs/serialization.md}: a zip of stored entries, pickles of protocol 2, code as text.
 */
final class ScriptArchive {

    private static final String CLASS = "__torch__.Script";
    private static final String HEADER =
            "class Script(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";
    /** With a lower format version, libtorch provides the operators of that version (gelu without its tanh form). */
    private static final String VERSION = "10\n";
    /** The pickle of an empty tuple. */
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private ScriptArchive() {}

    /** Returns the bytes of the archive for {@code source}, in which every placeholder is filled. */
    static byte[] of(ScriptSource source) {
        // serialised code declares the type of self, ordinary source does not
        String methods = source.text().replaceAll("(?m)^(\\s*def \\w+\\(self)", "$1: " + CLASS);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "script/version", VERSION.getBytes(StandardCharsets.US_ASCII));
            store(zip, "script/constants.pkl", NO_CONSTANTS);
            store(zip, "script/data.pkl", pickledModule());
            store(zip, "script/code/__torch__.py", (HEADER + methods).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The pickle of {@code Script.__new__(Script)} with the state {@code {"training": False}}. */
    private static byte[] pickledModule() {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(new byte[] {(byte) 0x80, 2});
        pickle.writeBytes("c__torch__\nScript\n".getBytes(StandardCharsets.US_ASCII)); // GLOBAL
        pickle.writeBytes(new byte[] {')', (byte) 0x81, '}', '('}); // EMPTY_TUPLE NEWOBJ EMPTY_DICT MARK
        pickle.writeBytes(new byte[] {'X', 8, 0, 0, 0}); // BINUNICODE of 8 bytes
        pickle.writeBytes("training".getBytes(StandardCharsets.US_ASCII));
        pickle.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'}); // NEWFALSE SETITEMS BUILD STOP
        return pickle.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
