package dev.factstream.lab.soak;

import java.util.List;
import java.util.Map;

/**
 * What is measured at a mark of a soak.
 *
 * @param versions versions of both runs so far
 * @param sizes of the surviving processes, by name
 * @param topics sizes of logs, by topic
 * @param folders bytes of files, by folder
 * @param start the start of a learner with the median number of bytes
 * @param cpuPerVersion median of the CPU seconds of all processes per version
 * @param cpuByProcess CPU seconds per version since the mark before, by process
 * @param books the ticket balance of each run
 * @param faults of the ticket balances
 */
record SoakMark(
        int versions,
        Map<String, ProcessSize> sizes,
        Map<String, LogSize> topics,
        Map<String, Long> folders,
        SoakStart start,
        double cpuPerVersion,
        Map<String, Double> cpuByProcess,
        List<String> books,
        List<String> faults) {}
