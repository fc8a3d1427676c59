package dev.factstream.drift.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StateLayoutTest {

    @Test
    void aStateBeginsWithTheLayoutOfThisBuild() throws IOException {
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        StateLayout.write(new DataOutputStream(state));
        assertThat(StateLayout.read(in(state.toByteArray()))).isEqualTo(StateLayout.SAMPLES);
    }

    @Test
    void windowsOfEarlierBuildsHaveNoNumberAndLoseNoByte() throws IOException {
        DataInputStream in = in(new byte[] {0, 0, 0, 0, 0, 0, 0, 7});
        assertThat(StateLayout.read(in)).isEqualTo(StateLayout.SKETCHES);
        assertThat(in.readLong()).isEqualTo(7);
    }

    @Test
    void theLayoutOfAnotherBuildIsNamedAndNotGuessed() {
        assertThatThrownBy(() -> StateLayout.read(in(new byte[] {0, 0, 0, 9})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("layout 9, expected 3");
    }

    private static DataInputStream in(byte[] state) {
        return new DataInputStream(new ByteArrayInputStream(state));
    }
}
