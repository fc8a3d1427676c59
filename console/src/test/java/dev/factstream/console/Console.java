package dev.factstream.console;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The output and exit code of a command. */
record Console(int exitCode, String out, String err) {
    /** Runs a command in this JVM. */
    static Console run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Console(exitCode, out.toString(), err.toString());
    }
}
