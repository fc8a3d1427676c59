package dev.factstream.console.experiment.drift;

/** A recording to be replayed, and the fault that was injected into it. */
record Replay(Injection injection, Recording recording) {}
