package dev.factstream.actor.service;

import ai.djl.Device;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.infra.fixture.JavaProcess;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.Map;

/** An actor in a separate process, for tests that kill it. */
final class ActorProcess {
    private ActorProcess() {}

    /** Starts an actor; {@code log} receives its output. */
    static Process start(Path log, Map<String, String> settings) {
        return JavaProcess.startRole(ActorProcess.class, log, settings);
    }

    public static void main(String[] arguments) throws InterruptedException {
        Settings settings = Settings.of(ActorSettings.class, JavaProcess.settings(arguments));
        ActorService.start(
                settings,
                VisionLanguageModel.load(settings.bind(ActorSettings.class).model(), Device.cpu()));
        Thread.currentThread().join();
    }
}
