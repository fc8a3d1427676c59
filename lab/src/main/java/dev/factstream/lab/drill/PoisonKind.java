package dev.factstream.lab.drill;

import dev.factstream.schemas.deadletter.SourceRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.ConfluentFraming;
import dev.factstream.schemas.wire.SchemaIds;
import dev.factstream.schemas.wire.SchemaVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** The kinds of poison records: each corrupts the bytes of a good rollout so that no scorer can use them. */
enum PoisonKind {
    BAD_MAGIC {
        @Override
        byte[] corrupt(Rollout good, Random random) {
            byte[] bytes = Codecs.ROLLOUTS.encode(good);
            bytes[0] = (byte) (1 + random.nextInt(255));
            return bytes;
        }
    },
    TRUNCATED {
        @Override
        byte[] corrupt(Rollout good, Random random) {
            byte[] bytes = Codecs.ROLLOUTS.encode(good);
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
    },
    UNKNOWN_ID {
        @Override
        byte[] corrupt(Rollout good, Random random) {
            byte[] bytes = Codecs.ROLLOUTS.encode(good);
            ByteBuffer.wrap(bytes).putInt(1, 1_000_000 + random.nextInt(1_000_000));
            return bytes;
        }
    },
    NAN {
        @Override
        byte[] corrupt(Rollout good, Random random) {
            return rewritten(good, avro -> {
                ByteBuffer logProbs = (ByteBuffer) avro.get("logProbs");
                byte[] bytes = new byte[logProbs.remaining()];
                logProbs.get(bytes);
                int token = random.nextInt(bytes.length / Float.BYTES);
                ByteBuffer.wrap(bytes).putInt(token * Float.BYTES, Integer.reverseBytes(0x7fc00000));
                avro.put("logProbs", ByteBuffer.wrap(bytes));
            });
        }
    },
    EMPTY_RESPONSE {
        @Override
        byte[] corrupt(Rollout good, Random random) {
            return rewritten(good, avro -> {
                avro.put("tokens", ByteBuffer.allocate(0));
                avro.put("logProbs", ByteBuffer.allocate(0));
                avro.put("versionRuns", List.of());
                avro.put("text", "");
            });
        }
    },
    OVERSIZED {
        @Override
        byte[] corrupt(Rollout good, Random random) {
            int length = SourceRecord.MAX_BYTES + random.nextInt(SourceRecord.MAX_BYTES);
            return rewritten(good, avro -> avro.put("text", "a very ".repeat(length / 7 + 1) + "long answer"));
        }
    };

    /** Returns the corrupted bytes of a good rollout. */
    abstract byte[] corrupt(Rollout good, Random random);

    /** Returns the kind of the poison record with this number; the kinds alternate. */
    static PoisonKind forNumber(int number) {
        return values()[number % values().length];
    }

    /** The name in reports. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private interface Change {
        void apply(GenericRecord avro);
    }

    /** Rewrites the Avro record below the validation of our own types, as a foreign producer could. */
    private static byte[] rewritten(Rollout good, Change change) {
        SchemaVersion version = SchemaIds.RELEASED.newest(TopicCatalogue.ROLLOUTS);
        byte[] bytes = Codecs.ROLLOUTS.encode(good);
        try {
            GenericRecord avro = new GenericDatumReader<GenericRecord>(version.schema())
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            bytes,
                                            ConfluentFraming.HEADER_BYTES,
                                            bytes.length - ConfluentFraming.HEADER_BYTES,
                                            null));
            change.apply(avro);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(ConfluentFraming.header(version.id()));
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(version.schema()).write(avro, encoder);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("reading and writing memory failed", e);
        }
    }
}
