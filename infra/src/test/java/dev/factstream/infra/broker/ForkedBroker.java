package dev.factstream.infra.broker;

import java.nio.file.Path;

/** A broker in a separate process, for tests that kill it: prints its bootstrap servers when it is ready, then waits. */
public final class ForkedBroker {
    private ForkedBroker() {}

    public static void main(String[] args) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0);
        System.out.println(broker.bootstrapServers());
        Thread.currentThread().join();
    }
}
