package dev.factstream.actor.chat;

import dev.factstream.actor.settings.ChatSettings;
import dev.factstream.runtime.http.AccessTokens;
import dev.factstream.runtime.http.ClientBudget;
import dev.factstream.runtime.http.HttpPort;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Admits chat requests. Two amounts are shared by all clients: the bytes of requests that are held, which grow as a body arrives, and the
 * places of requests that are complete: running or waiting for a slot. A slow body holds no place. An address, and a token if there are
 * several, has three quarters of each at most. Use on the event loop only.
 */
final class ChatAdmission {
    private final ClientBudget bytes;
    private final ClientBudget places;
    private final AccessTokens tokens;

    ChatAdmission(ChatSettings settings, AccessTokens tokens) {
        this.tokens = tokens;
        int most = settings.slots() + settings.waiting();
        places = new ClientBudget(most);
        // two at least, so that one client can send a request of the maximum size
        bytes = new ClientBudget((long) Math.max(2, most) * settings.bodyBytes());
    }

    /**
     * Begins the admission of a request whose header has arrived.
     *
     * @throws ChatException if no place is free
     */
    Ticket begin(HttpServerRequest request) {
        List<String> clients = new ArrayList<>(List.of("peer " + HttpPort.peer(request)));
        if (tokens.count() > 1) {
            clients.add("token " + tokens.indexOf(request.getHeader("authorization")));
        }
        if (!places.hasRoom(clients, 1)) {
            throw full();
        }
        return new Ticket(clients);
    }

    private static ChatException full() {
        return ChatException.busy("too many concurrent requests; try again soon");
    }

    /** What one request holds. */
    final class Ticket {
        private final List<String> clients;
        private long held;
        private boolean placed;

        private Ticket(List<String> clients) {
            this.clients = clients;
        }

        /**
         * Takes memory for a part of the body.
         *
         * @throws ChatException if too much is held already
         */
        void receive(int length) {
            if (!bytes.tryAcquire(clients, length)) {
                throw full();
            }
            held += length;
        }

        /**
         * Takes a place for the complete request.
         *
         * @throws ChatException if none is free
         */
        void complete() {
            if (!places.tryAcquire(clients, 1)) {
                throw full();
            }
            placed = true;
        }

        /** Gives everything back; call it once. */
        void release() {
            bytes.release(clients, held);
            if (placed) {
                places.release(clients, 1);
            }
        }
    }
}
