package dev.factstream.actor.settings;

import dev.factstream.runtime.settings.Setting;

/**
 * The settings of an actor's chat port.
 *
 * @param port 0 to disable chat
 * @param host address to listen on
 * @param token that requests must carry; empty if none is required
 * @param slots number of concurrent answers
 * @param waiting number of requests that may wait for a slot
 * @param bodyBytes maximum bytes of a request
 * @param pixels maximum pixels of a picture
 * @param maxTokens maximum tokens of an answer
 */
public record ChatSettings(
        @Setting(
                key = PORT,
                defaultValue = "0",
                min = 0,
                max = 65535,
                doc = "Port for chat with the policy over OpenAI's interface; 0 disables it.")
        int port,

        @Setting(
                key = "actor.http.host",
                defaultValue = "127.0.0.1",
                notBlank = true,
                doc = "Address that the chat port listens on; 0.0.0.0 for all.")
        String host,

        @Setting(
                key = "actor.http.token",
                secret = true,
                doc =
                        "Bearer token that chat requests must carry; several are separated by commas. Required unless the port listens on a"
                                + " loopback address.")
        String token,

        @Setting(
                key = "actor.http.slots",
                defaultValue = "4",
                min = 1,
                doc = "Number of concurrent chat answers, in addition to the rollouts.")
        int slots,

        @Setting(
                key = "actor.http.waiting",
                defaultValue = "16",
                min = 0,
                doc = "Number of chat requests that may wait for a slot; further ones get status 429.")
        int waiting,

        @Setting(
                key = "actor.http.body.bytes",
                defaultValue = "4194304",
                min = 1,
                doc = "Maximum bytes of a chat request, including its picture.")
        int bodyBytes,

        @Setting(
                key = "actor.http.pixels",
                defaultValue = "16000000",
                min = 1,
                doc = "Maximum pixels of a picture in a chat request.")
        long pixels,

        @Setting(key = "actor.http.max.tokens", defaultValue = "512", min = 1, doc = "Maximum tokens of a chat answer.")
        int maxTokens) {
    public static final String PORT = "actor.http.port";
}
