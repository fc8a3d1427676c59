package dev.factstream.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.SampleRecords;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterChunks;
import dev.factstream.schemas.facts.AnswerContent;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.rollout.Timings;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PictureCoordinate;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import dev.factstream.schemas.topics.TopicCatalogue;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoding and decoding preserves records, including unusual values that the samples lack. The test name shows the seed. */
class RoundTripTest {
    static List<WireTypes<?>> types() {
        return WireTypes.all();
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("types")
    <T> void aSampleIsPreserved(WireTypes<T> type) {
        assertThat(type.codec().decode(type.encoded()))
                .usingRecursiveComparison()
                .isEqualTo(type.sample());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyScoredRolloutIsPreserved(long seed) {
        ScoredRollout scored = scored(new Random(seed));

        assertThat(Codecs.SCORED.decode(Codecs.SCORED.encode(scored)))
                .usingRecursiveComparison()
                // exact, and NaN equals NaN
                .withComparatorForType(Double::compare, Double.class)
                .withComparatorForType(Float::compare, Float.class)
                .isEqualTo(scored);
    }

    @Test
    void aLedgerRecordKeepsFieldsOfLaterSchemaVersions() {
        LedgerRecord sample = SampleRecords.ledger();
        LedgerRecord record = new LedgerRecord(
                sample.runId(),
                sample.policyId(),
                sample.version(),
                sample.optimizerStep(),
                List.of(new InputCoordinate(0, 12, "run-1/3/0", "run-1/3", Optional.of("ab".repeat(32)))),
                sample.drops(),
                sample.checkpointFolder(),
                sample.checkpointSha256(),
                sample.adapterHash(),
                sample.configHash(),
                sample.seed(),
                sample.nextSequence(),
                sample.counts(),
                sample.metrics(),
                sample.createdAtMillis(),
                Optional.of("judge"),
                OptionalInt.of(2),
                Map.of("learner.seed", "42"),
                Map.of("torch.threads", "1"),
                true,
                Optional.of("cd".repeat(32)));

        assertThat(Codecs.LEDGER.decode(Codecs.LEDGER.encode(record))).isEqualTo(record);
    }

    @Test
    void theLedgerRecordOfALargeBatchFitsAMessage() {
        Random random = new Random(1);
        byte[] hash = new byte[32];
        List<InputCoordinate> inputs = new ArrayList<>();
        List<DroppedTicket> drops = new ArrayList<>();
        for (int i = 0; i < 32_768; i++) {
            random.nextBytes(hash);
            String ticketId = "run-1/" + (1_000_000_000L + random.nextInt(100_000));
            inputs.add(new InputCoordinate(
                    random.nextInt(64),
                    1_000_000_000L + i,
                    ticketId + "/0",
                    ticketId,
                    Optional.of(HexFormat.of().formatHex(hash))));
            drops.add(new DroppedTicket(ticketId, DropReason.STALE, Optional.of("run-1/" + (2_000_000_000L + i))));
        }
        LedgerRecord record = SampleRecords.ledger(inputs, drops);

        byte[] encoded = Codecs.LEDGER.encode(record);

        int most = Integer.parseInt(
                TopicCatalogue.topic(TopicCatalogue.TRAINING_LEDGER).config().get("max.message.bytes"));
        assertThat(encoded.length).isLessThan(most);
        assertThat(Codecs.LEDGER.decode(encoded)).isEqualTo(record);
    }

    @Test
    void idsOfAnotherFormStayAsTheyAreInALedgerRecord() {
        for (String ticketId : List.of("other/3", "run-1/03", "run-1/x", "run-1/99999999999999999999")) {
            LedgerRecord record = SampleRecords.ledger(
                    List.of(new InputCoordinate(0, 1, ticketId + "/0", ticketId, Optional.of("no hash"))),
                    List.of(new DroppedTicket(ticketId, DropReason.LOST, Optional.empty())));
            assertThat(Codecs.LEDGER.decode(Codecs.LEDGER.encode(record))).isEqualTo(record);
        }
    }

    @Test
    void aTicketKeepsItsPolicyAndAChunkItsRun() {
        Ticket sample = SampleRecords.ticket();
        Ticket ticket = new Ticket(
                sample.ticketId(),
                sample.runId(),
                sample.sequence(),
                sample.purpose(),
                sample.minVersion(),
                sample.issuedAtVersion(),
                sample.samples(),
                sample.sampling(),
                sample.question(),
                sample.replaces(),
                sample.issuedAtMillis(),
                Optional.of(new TicketPolicy("policy", "ab".repeat(32))));
        AdapterChunk chunk =
                AdapterChunks.split("run-1", "policy", 4, new byte[] {1, 2, 3}).get(0);

        assertThat(Codecs.TICKETS.decode(Codecs.TICKETS.encode(ticket)).policy())
                .isEqualTo(ticket.policy());
        assertThat(Codecs.CHUNKS.decode(Codecs.CHUNKS.encode(chunk)).key())
                .isEqualTo(chunk.key())
                .startsWith("run-1/");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyFactsArePreservedWithTheirHash(long seed) {
        Random random = new Random(seed);
        AnswerKind kind = pick(random, AnswerKind.values());
        Facts facts = new Facts(
                "p" + seed,
                random.ints(random.nextInt(6)).mapToObj(n -> text(random)).toList(),
                random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(),
                kind,
                kind == AnswerKind.OPEN ? Optional.empty() : Optional.of(text(random)),
                random.nextDouble() * 3);

        Facts back = Codecs.FACTS.decode(Codecs.FACTS.encode(facts));

        assertThat(back).isEqualTo(facts);
        assertThat(back.hash()).isEqualTo(facts.hash());
    }

    private static ScoredRollout scored(Random random) {
        AnswerKind kind = pick(random, AnswerKind.values());
        return new ScoredRollout(
                rollout(random),
                new RewardParts(
                        random.nextBoolean() ? OptionalDouble.of(random.nextGaussian()) : OptionalDouble.empty(),
                        random.nextInt(8) == 0 ? Double.NaN : random.nextGaussian(),
                        -random.nextDouble(),
                        -random.nextDouble()),
                kind != AnswerKind.OPEN && random.nextBoolean(),
                kind,
                text(random),
                text(random),
                text(random),
                random.nextLong(),
                kind == AnswerKind.OPEN && random.nextBoolean() ? Optional.of(content(random)) : Optional.empty());
    }

    private static AnswerContent content(Random random) {
        return new AnswerContent(
                random.nextBoolean() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty(),
                random.nextDouble(),
                random.nextBoolean());
    }

    private static Rollout rollout(Random random) {
        List<VersionRun> runs = new ArrayList<>();
        int length = 0;
        for (int n = random.nextInt(3); n >= 0; n--) {
            VersionRun run = new VersionRun(random.nextInt(100), 1 + random.nextInt(300));
            runs.add(run);
            length += run.tokens();
        }
        float[] logProbs = new float[length];
        for (int i = 0; i < length; i++) {
            logProbs[i] = random.nextInt(50) == 0 ? Float.NEGATIVE_INFINITY : -random.nextFloat() * 20;
        }
        String ticketId = "run/" + random.nextInt(1000);
        int sample = random.nextInt(4);
        return new Rollout(
                Rollout.id(ticketId, sample),
                ticketId,
                sample,
                "run",
                pick(random, Purpose.values()),
                random.nextInt(100),
                new Question(text(random), text(random), image(random)),
                new Sampling(
                        random.nextFloat() * 2,
                        1 - random.nextFloat(),
                        random.nextInt(50),
                        1 + random.nextInt(500),
                        random.nextLong()),
                random.ints(length).toArray(),
                logProbs,
                random.nextDouble(),
                runs,
                text(random),
                random.nextBoolean() ? "" : text(random),
                pick(random, FinishReason.values()),
                new Timings(random.nextLong(), random.nextLong(), random.nextGaussian(), random.nextDouble()),
                text(random),
                1 + random.nextInt(5));
    }

    private static Optional<ImagePayload> image(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(2000)];
        random.nextBytes(bytes);
        return switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(ImagePayload.inline(bytes, "image/jpeg"));
            case 2 ->
                Optional.of(ImagePayload.stored(
                        Sha256.hex(bytes),
                        "image/png",
                        bytes.length,
                        new PictureCoordinate(random.nextInt(9), random.nextLong() >>> 1)));
            default ->
                Optional.of(ImagePayload.reference(
                        URI.create("https://example.org/" + random.nextInt(99)), bytes, "image/png"));
        };
    }

    /** Between 1 and 30 code points of any script, surrogate pairs among them; never blank. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        random.ints(random.nextInt(30), 0x20, 0x1ffff)
                .filter(codePoint -> codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    private static <E> E pick(Random random, E[] values) {
        return values[random.nextInt(values.length)];
    }
}
