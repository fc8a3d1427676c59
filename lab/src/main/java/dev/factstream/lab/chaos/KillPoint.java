package dev.factstream.lab.chaos;

/** A phase of a learner in which it is killed: a random time after an observed event, up to a limit. */
enum KillPoint {
    /** During its start: it fences its predecessor, reads the ledger and loads its checkpoint. */
    STARTING(ObservedEvent.PROCESS, 4_000),
    /** While it collects or trains. */
    WORKING(ObservedEvent.VERSION, 1_500),
    /** While it writes a checkpoint. */
    WRITING(ObservedEvent.UNFINISHED_CHECKPOINT, 15),
    /** After the checkpoint is complete, while the transaction is open or has just been committed. */
    PUBLISHING(ObservedEvent.CHECKPOINT, 25),
    /** Right after the commit. */
    PUBLISHED(ObservedEvent.VERSION, 10);

    /** An event that shows the phase of a learner. */
    enum ObservedEvent {
        /** The start of its process. */
        PROCESS,
        /** A folder of an unfinished checkpoint appears. */
        UNFINISHED_CHECKPOINT,
        /** A folder of a finished checkpoint appears. */
        CHECKPOINT,
        /** The folder of a version's adapter appears, which is written when the version is committed. */
        VERSION
    }

    private final ObservedEvent after;
    private final int mostMillis;

    KillPoint(ObservedEvent after, int mostMillis) {
        this.after = after;
        this.mostMillis = mostMillis;
    }

    /** The event to wait for. */
    ObservedEvent after() {
        return after;
    }

    /** The maximum time from the event to the kill, in milliseconds. */
    int mostMillis() {
        return mostMillis;
    }
}
