package dev.factstream.drift.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The version of the layout that windows and histories have in the state stores. Each of them begins with it. */
final class StateLayout {
    /** Bump on every change to what {@link DriftWindow} or {@link WindowHistory} writes. */
    private static final int VERSION = 3;

    private StateLayout() {}

    static void write(DataOutput out) throws IOException {
        out.writeInt(VERSION);
    }

    /** @throws IllegalStateException if another build wrote the state in another layout */
    static void check(DataInput in) throws IOException {
        int found = in.readInt();
        if (found != VERSION) {
            throw new IllegalStateException(
                    "the state of the drift application has layout " + found + ", expected "
                            + VERSION
                            + ": another build wrote it; reset the application (kafka-streams-application-reset) to start over");
        }
    }
}
