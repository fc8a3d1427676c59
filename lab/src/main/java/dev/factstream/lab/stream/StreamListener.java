package dev.factstream.lab.stream;

/** Receives the progress of a stream. */
public interface StreamListener {
    /** Called when the broker is ready. */
    default void brokerStarted(String bootstrapServers) {}

    /** Called when the dashboard is available. */
    default void dashboardOpened(String url) {}

    /** Called before pictures are drawn and their prompts published, which takes a while. */
    default void drawingPictures(int pictures) {}

    /** Called when {@code prompts} prompts and their facts have been published. */
    default void promptsPublished(int prompts) {}

    /** Called when a chat endpoint is available. */
    default void chatOpened(String address) {}

    /** Called when all roles have started; versions {@code first + 1} to {@code target} will be made. */
    default void started(int first, int target) {}

    /** Called on the learner's thread after each version. */
    void versionMade(VersionProgress version);

    /** Called before the roles are drained. @param requested whether the user requested the stop, rather than all versions being made */
    default void stopping(boolean requested) {}

    /** Called with a summary when a role has stopped. */
    default void roleStopped(String role, String summary) {}

    /** Called when a role did not finish in time. */
    default void roleTimedOut(String role) {}
}
