package dev.factstream.actor.chat;

import java.util.Optional;

/**
 * One message of a conversation.
 *
 * @param picture the image file that the text refers to
 */
record ChatMessage(Role role, String text, Optional<byte[]> picture) {
    /** The author of a message. */
    enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
