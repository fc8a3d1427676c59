package dev.factstream.learner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionControlTest {

    /** Vectors of AReaL's staleness manager: eta, version, B, accepted, running, capacity. */
    @ParameterizedTest
    @CsvSource({"0,0,8,0,0,8", "4,0,8,0,0,40", "4,3,8,40,10,14", "0,5,8,40,8,0", "1,5,8,60,2,-6"})
    void capacity(int eta, int version, int batch, long accepted, long running, long expected) {
        assertThat(new AdmissionControl(eta, batch).capacity(version, accepted + running))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1,5,4,false", "1,5,3,false", "1,5,2,true", "0,5,4,false", "0,5,3,true"})
    void expiryAllowsOneVersionMoreThanEta(int eta, int version, int oldest, boolean expired) {
        assertThat(new AdmissionControl(eta, 8).expired(oldest, version)).isEqualTo(expired);
    }
}
