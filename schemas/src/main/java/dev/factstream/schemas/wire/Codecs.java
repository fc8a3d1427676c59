package dev.factstream.schemas.wire;

import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicCatalogue;

/** The codec of each topic. Keys are plain UTF-8 text, see {@link RecordKeys}. */
public final class Codecs {
    public static final AvroCodec<Ticket> TICKETS = codec(TopicCatalogue.PROMPTS, new TicketMapping());
    public static final AvroCodec<Facts> FACTS = codec(TopicCatalogue.FACTS, new FactsMapping());
    public static final AvroCodec<PoolEntry> POOL = codec(TopicCatalogue.PROMPT_POOL, new PoolEntryMapping());
    public static final AvroCodec<Rollout> ROLLOUTS = codec(TopicCatalogue.ROLLOUTS, new RolloutMapping());
    public static final AvroCodec<ScoredRollout> SCORED =
            codec(TopicCatalogue.SCORED_ROLLOUTS, new ScoredRolloutMapping());
    public static final AvroCodec<AdapterManifest> MANIFESTS =
            codec(TopicCatalogue.ADAPTERS, new AdapterManifestMapping());
    public static final AvroCodec<AdapterChunk> CHUNKS =
            codec(TopicCatalogue.ADAPTER_CHUNKS, new AdapterChunkMapping());
    public static final AvroCodec<LedgerRecord> LEDGER =
            codec(TopicCatalogue.TRAINING_LEDGER, new LedgerRecordMapping());
    public static final AvroCodec<DriftRecord> DRIFT = codec(TopicCatalogue.REWARD_DRIFT, new DriftRecordMapping());

    public static final AvroCodec<RunState> RUN_STATES = codec(TopicCatalogue.RUN_STATE, new RunStateMapping());

    private Codecs() {}

    private static <T> AvroCodec<T> codec(String topic, RecordMapping<T> mapping) {
        return new AvroCodec<>(SchemaIds.RELEASED, topic, mapping);
    }
}
