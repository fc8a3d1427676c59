package dev.factstream.console.stream;

/** Is told how a stream gets on. */
public interface StreamListener {
    /** The broker answers. */
    default void brokerStarted(String bootstrapServers) {}

    /** The page can be looked at. */
    default void dashboardOpened(String url) {}

    /** Pictures are about to be drawn and their questions published, which takes a moment. */
    default void drawing(int pictures) {}

    /** So many questions have been published, with their facts. */
    default void published(int prompts) {}

    /** People can talk to the policy at this address. */
    default void conversations(String address) {}

    /** All roles work; versions from {@code first + 1} to {@code target} will be made. */
    default void begins(int first, int target) {}

    /** Called on the learner's thread after each version. */
    void made(VersionProgress version);

    /** The roles are about to be drained. @param wished whether the user wants it, rather than all versions being made */
    default void ending(boolean wished) {}

    /** A role has ended, and this is what it has come to. */
    default void ended(String role, String summary) {}

    /** A role did not finish in time. */
    default void late(String role) {}
}
