package dev.factstream.actor.chat;

/**
 * A policy that clients can ask.
 *
 * @param key names its weights in the decoder: the run, or {@link #BASE_NAME}
 * @param name the model name that always means the newest version: {@code runId/policyId}, or {@link #BASE_NAME}
 */
record ChatModel(String key, String name) {
    /** The base model without an adapter. */
    static final String BASE_NAME = "base";

    static final ChatModel BASE = new ChatModel(BASE_NAME, BASE_NAME);

    /** The policy of a run. */
    static ChatModel of(String runId, String policyId) {
        return new ChatModel(runId, runId + "/" + policyId);
    }

    /** Returns the model name of one version: the key of its adapter on the topic. */
    String name(int version) {
        return equals(BASE) ? name : name + "/" + version;
    }
}
