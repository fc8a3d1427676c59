package dev.factstream.console.experiment.drift;

/** A stream to be replayed, and what was done to it. */
record Replay(Injection injection, Recording recording) {}
