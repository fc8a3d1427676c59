package dev.factstream.lab.experiment.drift;

/** A recording to be replayed, and the fault that was injected into it. */
record InjectedRecording(FaultInjection injection, RunRecording recording) {}
