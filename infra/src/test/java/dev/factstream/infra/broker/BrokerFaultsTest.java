package dev.factstream.infra.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;

class BrokerFaultsTest {
    @Test
    void aFaultThatWouldHaltTheJvmIsReportedInstead() {
        BrokerFaults.install();
        List<String> reported = new ArrayList<>();
        BrokerFaults.onFault(reported::add);

        // Kafka's fault handlers make these calls
        Exit.halt(1, "no space left on device");
        Exit.exit(2);

        assertThat(reported)
                .containsExactly(
                        "the embedded broker had a fatal fault (status 1): no space left on device",
                        "the embedded broker had a fatal fault (status 2); see its log");
        assertThat(BrokerFaults.first()).contains(reported.get(0));
    }
}
