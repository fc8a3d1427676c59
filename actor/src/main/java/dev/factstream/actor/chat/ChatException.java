package dev.factstream.actor.chat;

import java.util.Optional;

/** A request that cannot be answered. The message is one line and says why, and what to do. */
final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String INVALID = "invalid_request_error";

    private final int status;
    private final String type;
    private final transient Optional<String> param;
    private final String code;

    private ChatException(int status, String type, Optional<String> param, String code, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    /** @param param the invalid member of the request */
    static ChatException invalid(String param, String message) {
        return new ChatException(400, INVALID, Optional.of(param), "invalid_value", param + " " + message);
    }

    /** @param code machine-readable, in the style of OpenAI */
    static ChatException rejected(int status, String code, String message) {
        return new ChatException(status, INVALID, Optional.empty(), code, message);
    }

    /** Creates the error for too many requests; the client may retry. */
    static ChatException busy(String message) {
        return new ChatException(429, "rate_limit_error", Optional.empty(), "busy", message);
    }

    /** Creates the error for a failure of the server. */
    static ChatException failed(int status, String message) {
        return new ChatException(status, "server_error", Optional.empty(), "failed", message);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    Optional<String> param() {
        return param;
    }

    String code() {
        return code;
    }
}
