package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.schemas.run.RunState;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** The models that clients can ask: the policy of each open run, and the base model. Thread-safe. */
final class ChatModels {
    private final Function<ChatModel, PolicyVersion> versions;
    private final Map<String, ChatModel> runs = new ConcurrentSkipListMap<>();

    /** @param versions returns the version that a model answers with now */
    ChatModels(Function<ChatModel, PolicyVersion> versions) {
        this.versions = versions;
    }

    void add(RunState run) {
        runs.put(run.runId(), ChatModel.of(run.runId(), run.policyId()));
    }

    void remove(String runId) {
        runs.remove(runId);
    }

    /** Returns the policies of the open runs, in the order of their names. */
    Collection<ChatModel> policies() {
        return runs.values();
    }

    /** Returns the version that a model answers with now. */
    PolicyVersion version(ChatModel model) {
        return versions.apply(model);
    }

    /** Returns the model of that name: one that always means the newest version, or that of the version served now. */
    Optional<ChatModel> find(String name) {
        if (name.equals(ChatModel.BASE_NAME)) {
            return Optional.of(ChatModel.BASE);
        }
        return runs.values().stream()
                .filter(model -> name.equals(model.name())
                        || name.equals(model.name(version(model).number())))
                .findFirst();
    }
}
