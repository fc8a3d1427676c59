package dev.factstream.lab.experiment.drift;

/** A recording to be replayed, and the fault that was injected into it. */
public record InjectedRecording(FaultInjection injection, RunRecording recording) {}
