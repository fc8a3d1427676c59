package dev.factstream.scorer.service;

import dev.factstream.infra.fixture.JavaProcess;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.scorer.settings.ScorerSettings;
import java.nio.file.Path;
import java.util.Map;

/** A scorer in a separate process, for tests that kill it. */
final class ScorerProcess {
    private ScorerProcess() {}

    /** Starts a scorer; {@code log} receives its output. */
    static Process start(Path log, Map<String, String> settings) {
        return JavaProcess.startRole(ScorerProcess.class, log, settings);
    }

    public static void main(String[] arguments) throws InterruptedException {
        ScorerService.start(Settings.of(ScorerSettings.class, JavaProcess.settings(arguments)));
        Thread.currentThread().join();
    }
}
