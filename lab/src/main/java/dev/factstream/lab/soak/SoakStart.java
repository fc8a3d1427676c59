package dev.factstream.lab.soak;

/**
 * A start of a learner that resumes its run.
 *
 * @param seconds from the start of the process to the first ticket
 * @param reads what it has read from topics until then, without the scored rollouts that were written after its start
 */
record SoakStart(double seconds, ReadVolume reads) {}
