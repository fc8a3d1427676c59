package dev.factstream.lab.soak;

import java.util.Map;

/** The records and bytes that all consumers of a process have read since its start, for reading over JMX. */
public interface ReadVolumeMXBean {
    /** Returns the number of records by topic. */
    Map<String, Long> getRecords();

    /** Returns the number of bytes by topic, as stored in the log. */
    Map<String, Long> getBytes();
}
