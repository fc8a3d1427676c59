package dev.factstream.drift.window;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;

/** The version of the layout that windows and histories have in the state stores. Each of them begins with it. */
enum StateLayout {
    /** A KLL sketch of each component. Histories begin with the number 2, windows have no number. */
    SKETCHES(2),
    /** A bounded sample of each component. A change to what {@link DriftWindow} or {@link WindowHistory} writes adds a layout. */
    SAMPLES(3);

    private final int number;

    StateLayout(int number) {
        this.number = number;
    }

    static void write(DataOutput out) throws IOException {
        out.writeInt(SAMPLES.number);
    }

    /**
     * Reads the layout of a window or a history.
     *
     * @throws IllegalStateException if this build does not know the layout
     */
    static StateLayout read(DataInputStream in) throws IOException {
        in.mark(Integer.BYTES);
        int found = in.readInt();
        if (found == 0) { // the upper half of a count, with which windows without a number begin
            in.reset();
            return SKETCHES;
        }
        for (StateLayout layout : values()) {
            if (layout.number == found) {
                return layout;
            }
        }
        throw new IllegalStateException(
                "the state of the drift application has layout " + found + ", expected " + SAMPLES.number
                        + ": another build wrote it; reset the application (kafka-streams-application-reset) to start over");
    }
}
