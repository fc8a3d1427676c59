package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.model.image.ImageException;
import dev.factstream.model.image.ImageProcessor;
import dev.factstream.model.image.PixelCache;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.UnreadableImageException;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.util.Optional;

/** Turns ticket records into what the network takes. Thread-safe. */
final class TicketReader {
    private final VisionLanguageModel model;
    private final PixelCache pictures;
    private final int deliveryLimit;

    /**
     * @param pictureBytes most memory for preprocessed pictures, kept for the next question about them
     * @param deliveryLimit a ticket delivered that often is not tried again: whoever had it before did not survive it
     */
    TicketReader(VisionLanguageModel model, long pictureBytes, int deliveryLimit) {
        this.model = model;
        pictures = new PixelCache(pictureBytes);
        this.deliveryLimit = deliveryLimit;
    }

    PreparedTicket read(TicketLease lease) throws UnanswerableTicketException {
        Ticket ticket = decode(lease);
        if (lease.deliveryCount() >= deliveryLimit) {
            throw new UnanswerableTicketException(
                    Optional.of(ticket), "delivered " + lease.deliveryCount() + " times without an outcome");
        }
        try {
            return new PreparedTicket(lease, ticket, encode(ticket), System.nanoTime());
        } catch (UnreadableImageException | ImageException | IllegalArgumentException e) {
            // the last: a prompt longer than the model's context, or one that writes out a special token
            throw new UnanswerableTicketException(Optional.of(ticket), e.getMessage());
        }
    }

    private static Ticket decode(TicketLease lease) throws UnanswerableTicketException {
        try {
            return Codecs.TICKETS.decode(lease.ticket().value());
        } catch (MalformedRecordException e) {
            throw new UnanswerableTicketException(Optional.empty(), e.getMessage());
        }
    }

    private EncodedPrompt encode(Ticket ticket) {
        int room = model.config().text().maxPositions() - ticket.sampling().maxNewTokens();
        Optional<float[]> pixels = ticket.question().image().map(this::pixels);
        return model.promptEncoder(room).encode(ticket.question().text(), pixels);
    }

    private float[] pixels(ImagePayload image) {
        ImageProcessor processor = model.imageProcessor()
                .orElseThrow(() -> new IllegalArgumentException("the model is text-only, the question has an image"));
        return pictures.get(image.sha256(), () -> processor.pixels(image.resolve()));
    }
}
