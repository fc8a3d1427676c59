package dev.factstream.lab.soak;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums what the Kafka consumers of this process have read, by topic, also those that are closed. Kafka creates one reporter per client
 * from the setting {@code kafka.metric.reporters}; the sums of all reporters are one MBean. It keeps two numbers per topic and the
 * metrics of open consumers. Thread-safe.
 */
public final class ReadVolumeReporter implements MetricsReporter {
    /** The name of the {@link ReadVolumeMXBean}. */
    public static final String MBEAN = "dev.factstream:type=ReadVolume";

    private static final Logger LOG = LoggerFactory.getLogger(ReadVolumeReporter.class);
    private static final String GROUP = "consumer-fetch-manager-metrics";
    private static final Totals TOTALS = new Totals();

    private final Set<KafkaMetric> open = new HashSet<>();

    @Override
    public void configure(Map<String, ?> configs) {
        // nothing to configure
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        TOTALS.register();
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        MetricName name = metric.metricName();
        boolean counted = name.group().equals(GROUP)
                && name.tags().containsKey("topic")
                && !name.tags().containsKey("partition")
                && (name.name().equals("records-consumed-total") || name.name().equals("bytes-consumed-total"));
        if (counted) {
            synchronized (TOTALS) {
                open.add(metric);
                TOTALS.open.add(metric);
            }
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        synchronized (TOTALS) {
            if (open.remove(metric)) {
                TOTALS.close(metric);
            }
        }
    }

    @Override
    public void close() {
        synchronized (TOTALS) {
            open.forEach(TOTALS::close);
            open.clear();
        }
    }

    /** The sums of all reporters of the process. */
    private static final class Totals implements ReadVolumeMXBean {
        private final Map<String, Long> records = new HashMap<>();
        private final Map<String, Long> bytes = new HashMap<>();
        private final Set<KafkaMetric> open = new HashSet<>();
        private boolean registered;

        synchronized void register() {
            if (!registered) {
                registered = true;
                try {
                    ManagementFactory.getPlatformMBeanServer().registerMBean(this, new ObjectName(MBEAN));
                } catch (JMException e) {
                    LOG.warn("What this process reads cannot be measured: {}", e.getMessage());
                }
            }
        }

        private void close(KafkaMetric metric) {
            open.remove(metric);
            add(metric, records, bytes);
        }

        private static void add(KafkaMetric metric, Map<String, Long> records, Map<String, Long> bytes) {
            Map<String, Long> sum = metric.metricName().name().startsWith("records") ? records : bytes;
            // the client replaces dots in the tag, so that topics of one prefix stay apart from others only by their
            // name
            sum.merge(metric.metricName().tags().get("topic"), Math.round((double) metric.metricValue()), Long::sum);
        }

        @Override
        public synchronized Map<String, Long> getRecords() {
            Map<String, Long> sum = new HashMap<>(records);
            open.forEach(metric -> add(metric, sum, new HashMap<>()));
            return sum;
        }

        @Override
        public synchronized Map<String, Long> getBytes() {
            Map<String, Long> sum = new HashMap<>(bytes);
            open.forEach(metric -> add(metric, new HashMap<>(), sum));
            return sum;
        }
    }
}
