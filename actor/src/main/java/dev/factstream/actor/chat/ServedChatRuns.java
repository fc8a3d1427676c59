package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.RunListener;
import dev.factstream.schemas.run.RunState;

/** Offers the policies of open runs to clients. Thread-safe. */
record ServedChatRuns(ChatEngine engine, ChatModels models) implements RunListener {
    @Override
    public void opened(RunState run) {
        engine.begin(run.runId());
        models.add(run);
    }

    @Override
    public void ended(String runId) {
        models.remove(runId);
        engine.end(runId);
    }
}
