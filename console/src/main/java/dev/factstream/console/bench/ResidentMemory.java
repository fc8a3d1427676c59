package dev.factstream.console.bench;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The resident memory of another process, as {@code ps} tells it on Linux and macOS alike. */
final class ResidentMemory {
    private ResidentMemory() {}

    /** In KiB. */
    static long kib(long pid) throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (ps.waitFor() != 0 || answer.isEmpty()) {
            throw new ConsoleException(ExitCode.UNAVAILABLE, "ps does not tell the memory of process " + pid);
        }
        return Long.parseLong(answer);
    }
}
