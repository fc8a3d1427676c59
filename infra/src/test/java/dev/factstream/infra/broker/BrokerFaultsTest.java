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

        // what Kafka's fault handlers call
        Exit.halt(1, "no space left on device");
        Exit.exit(2);

        assertThat(reported)
                .containsExactly(
                        "the embedded broker met a fatal fault (status 1): no space left on device",
                        "the embedded broker met a fatal fault (status 2); its log says which");
        assertThat(BrokerFaults.first()).contains(reported.get(0));
    }
}
