package dev.factstream.actor.chat;

import java.util.Optional;

/**
 * One message of a conversation.
 *
 * @param picture an image file that the text is about
 */
record ChatMessage(Role role, String text, Optional<byte[]> picture) {
    /** Who says it. */
    enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
