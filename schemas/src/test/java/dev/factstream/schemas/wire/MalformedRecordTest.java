package dev.factstream.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.SampleRecords;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedRecordTest {
    static List<WireTypes<?>> types() {
        return WireTypes.all();
    }

    @Test
    void aNullValueIsNamed() {
        assertMalformed(null, "the value is null");
    }

    @Test
    void aValueShorterThanItsFrameIsNamed() {
        assertMalformed(new byte[] {0, 0, 0}, "the value has 3 bytes, fewer than the 5 of its frame");
    }

    @Test
    void aWrongMagicByteIsNamed() {
        byte[] value = Codecs.TICKETS.encode(SampleRecords.ticket());
        value[0] = (byte) 0xc3;
        assertMalformed(value, "begins with byte 0xc3, not with the magic byte 0x00");
    }

    @Test
    void anUnknownSchemaIdIsNamed() {
        byte[] value = Codecs.TICKETS.encode(SampleRecords.ticket());
        ByteBuffer.wrap(value).putInt(1, 4711);
        assertMalformed(value, "schema id 4711 is unknown to this build");
    }

    @Test
    void aRecordOfANewerBuildIsNotMalformed() {
        byte[] value = Codecs.TICKETS.encode(SampleRecords.ticket());
        ByteBuffer.wrap(value).putInt(1, SchemaIds.RELEASED.newestId() + 1);
        assertThatThrownBy(() -> Codecs.TICKETS.decode(value))
                .isInstanceOf(NewerSchemaException.class)
                .hasMessageContaining("a newer build wrote it; upgrade this role");
    }

    @Test
    void aRecordOfAnotherTopicIsNamed() {
        assertMalformed(
                Codecs.FACTS.encode(SampleRecords.facts()), "schema id 2 belongs to facts-value, not to prompts-value");
    }

    @Test
    void bytesAfterTheRecordAreNamed() {
        byte[] value = Codecs.TICKETS.encode(SampleRecords.ticket());
        assertMalformed(Arrays.copyOf(value, value.length + 1), "is followed by bytes that are not part of it");
    }

    @Test
    void contentThatTheRecordForbidsIsNamed() {
        byte[] value = Codecs.TICKETS.encode(SampleRecords.ticket());
        // the ticket id comes first: length 8 as a zigzag varint, then "run-1/17"
        value[ConfluentFraming.HEADER_BYTES + 8] = '8';
        assertMalformed(value, "ticketId must be runId/sequence: run-1/18");
    }

    @ParameterizedTest
    @MethodSource("types")
    void aRecordCutShortAnywhereIsMalformed(WireTypes<?> type) {
        byte[] value = type.encoded();
        for (int length = 0; length < value.length; length++) {
            byte[] cut = Arrays.copyOf(value, length);
            assertThatThrownBy(() -> type.codec().decode(cut))
                    .as("cut to " + length + " of " + value.length + " bytes")
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessageNotContaining("\n");
        }
    }

    /** Flipped bits may stay undetected, because Avro has no checksum, but must never cause another kind of exception. */
    @ParameterizedTest
    @MethodSource("types")
    void aDamagedRecordIsReadOrMalformedAndNothingElse(WireTypes<?> type) {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] damaged = type.encoded();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThatCode(() -> readOrMalformed(type.codec(), damaged))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }

    private static void readOrMalformed(AvroCodec<?> codec, byte[] value) {
        try {
            assertThat(codec.decode(value)).isNotNull();
        } catch (MalformedRecordException
                | NewerSchemaException expected) { // a flipped bit of the id may make a newer one
            assertThat(expected.getMessage()).isNotBlank();
        }
    }

    private static void assertMalformed(byte[] value, String problem) {
        assertThatThrownBy(() -> Codecs.TICKETS.decode(value))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("\n");
    }
}
