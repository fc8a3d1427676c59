package dev.factstream.lab.bench;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the resident memory of another process with {@code ps}, on Linux and macOS. */
public final class ResidentMemory {
    private ResidentMemory() {}

    /** The resident memory of a process, in KiB. */
    public static long kib(long pid) throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (ps.waitFor() != 0 || answer.isEmpty()) {
            throw new UserFacingException(ExitCode.UNAVAILABLE, "ps does not report the memory of process " + pid);
        }
        return Long.parseLong(answer);
    }
}
