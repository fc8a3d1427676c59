package dev.factstream.lab.bench;

/**
 * A measured speed. On a busy machine, the processor time of one thread is more reliable than the wall clock.
 *
 * @param perSecond units per second of wall-clock time
 * @param perCpuSecond units per second of the measuring thread's processor time
 */
public record Rate(double perSecond, double perCpuSecond) {}
