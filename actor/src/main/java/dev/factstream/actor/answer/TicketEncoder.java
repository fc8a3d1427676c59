package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.lease.TicketSource;
import dev.factstream.model.image.DecodingLimits;
import dev.factstream.model.image.ImageException;
import dev.factstream.model.image.ImageProcessor;
import dev.factstream.model.image.PixelCache;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.schemas.deadletter.SourceRecord;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import dev.factstream.schemas.ticket.UnreadableImageException;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes ticket records and encodes their prompts as input of the network. Thread-safe. */
final class TicketEncoder {
    private final VisionLanguageModel model;
    private final PictureFetcher fetcher;
    private final DecodingLimits limits;
    private final PixelCache pictures;
    private final String baseHash;

    /**
     * @param baseHash of the model
     * @param fetcher fetches pictures, whose settings bound their decoding
     * @param pictureBytes maximum memory for caching preprocessed pictures
     */
    TicketEncoder(VisionLanguageModel model, String baseHash, PictureFetcher fetcher, long pictureBytes) {
        this.model = model;
        this.baseHash = baseHash;
        this.fetcher = fetcher;
        limits = new DecodingLimits(
                fetcher.settings().pixels(), fetcher.settings().decodingTime());
        pictures = new PixelCache(pictureBytes);
    }

    /**
     * Returns the prepared ticket; empty if it belongs to another run or to another base model.
     *
     * @param source the run whose tickets are wanted
     */
    Optional<PreparedTicket> read(TicketSource source, TicketLease lease) throws UnanswerableTicketException {
        Ticket ticket = decode(lease);
        boolean sameBase = ticket.policy()
                .map(TicketPolicy::baseHash)
                .map(baseHash::equals)
                .orElse(true);
        if (!ticket.runId().equals(source.runId()) || !sameBase) {
            return Optional.empty();
        }
        if (lease.deliveryCount() >= source.deliveryLimit()) {
            throw new UnanswerableTicketException(
                    Optional.of(ticket), "delivered " + lease.deliveryCount() + " times without an outcome");
        }
        try {
            return Optional.of(new PreparedTicket(lease, ticket, encode(ticket), System.nanoTime()));
        } catch (UnreadableImageException | ImageException | IllegalArgumentException e) {
            // IllegalArgumentException: the prompt exceeds the model's context, or contains a special token as text
            throw new UnanswerableTicketException(Optional.of(ticket), e.getMessage());
        }
    }

    /**
     * Reads the pictures of tickets in the order of the log. Pictures whose pixels are known, and tickets that cannot be decoded, are
     * left out.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not deliver
     */
    void prefetch(List<TicketLease> tickets) {
        List<ImagePayload> images = new ArrayList<>();
        for (TicketLease lease : tickets) {
            try {
                decode(lease)
                        .question()
                        .image()
                        .filter(image -> !pictures.contains(image.sha256()))
                        .ifPresent(images::add);
            } catch (UnanswerableTicketException e) {
                continue; // settled when it is read
            }
        }
        fetcher.prefetch(images);
    }

    private static Ticket decode(TicketLease lease) throws UnanswerableTicketException {
        // a larger ticket would not fit into its rollout
        Optional<String> excess = SourceRecord.of(lease.ticket()).excess();
        if (excess.isPresent()) {
            throw new UnanswerableTicketException(Optional.empty(), excess.get());
        }
        try {
            return Codecs.TICKETS.decode(lease.ticket().value());
        } catch (MalformedRecordException e) {
            throw new UnanswerableTicketException(Optional.empty(), e.getMessage());
        }
    }

    private EncodedPrompt encode(Ticket ticket) {
        int promptPositions =
                model.config().text().maxPositions() - ticket.sampling().maxNewTokens();
        Optional<float[]> pixels = ticket.question().image().map(this::pixels);
        return model.promptEncoder(promptPositions).encode(ticket.question().text(), pixels);
    }

    private float[] pixels(ImagePayload image) {
        ImageProcessor processor = model.imageProcessor()
                .orElseThrow(
                        () -> new IllegalArgumentException("the question has an image, but the model is text-only"));
        return pictures.get(image.sha256(), () -> processor.pixels(fetcher.bytes(image), limits));
    }
}
