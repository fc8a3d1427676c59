package dev.factstream.lab.soak;

/**
 * The memory of a process.
 *
 * @param heap bytes of the Java heap in use after a garbage collection
 * @param resident bytes of the process in memory
 */
record ProcessSize(long heap, long resident) {}
