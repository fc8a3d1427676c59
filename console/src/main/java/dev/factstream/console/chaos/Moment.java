package dev.factstream.console.chaos;

/** When in its life a learner is killed: so many milliseconds at most after something was seen of it. */
enum Moment {
    /** While it starts: fences the one before, reads the ledger, loads its checkpoint. */
    STARTING(Sight.PROCESS, 4_000),
    /** While it collects or trains. */
    WORKING(Sight.VERSION, 1_500),
    /** While it writes a checkpoint. */
    WRITING(Sight.UNFINISHED_CHECKPOINT, 15),
    /** When the checkpoint is there and the transaction is not committed, or just committed. */
    PUBLISHING(Sight.CHECKPOINT, 25),
    /** Right after the commit. */
    PUBLISHED(Sight.VERSION, 10);

    /** What tells where it is. */
    enum Sight {
        /** Its start. */
        PROCESS,
        /** The folder of a checkpoint that is not finished. */
        UNFINISHED_CHECKPOINT,
        /** The folder of a checkpoint. */
        CHECKPOINT,
        /** The folder of the adapter of a version, which is written when the version is committed. */
        VERSION
    }

    private final Sight after;
    private final int mostMillis;

    Moment(Sight after, int mostMillis) {
        this.after = after;
        this.mostMillis = mostMillis;
    }

    /** What is to be seen first. */
    Sight after() {
        return after;
    }

    /** How long after it, at most. */
    int mostMillis() {
        return mostMillis;
    }
}
