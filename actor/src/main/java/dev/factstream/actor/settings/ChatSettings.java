package dev.factstream.actor.settings;

import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import java.util.List;

/**
 * The settings of an actor's chat port.
 *
 * @param host address to listen on
 * @param port 0 to disable chat
 * @param token that requests must carry; empty if none is required
 * @param slots number of concurrent answers
 * @param waiting number of requests that may wait for a slot
 * @param bodyBytes maximum bytes of a request
 * @param pixels maximum pixels of a picture
 * @param maxTokens maximum tokens of an answer
 */
public record ChatSettings(
        String host, int port, String token, int slots, int waiting, int bodyBytes, long pixels, int maxTokens) {
    public static final Setting<Integer> PORT = Setting.integer(
            "actor.http.port", 0, "Port for chat with the policy over OpenAI's interface; 0 disables it.");
    public static final Setting<String> HOST =
            Setting.text("actor.http.host", "127.0.0.1", "Address that the chat port listens on; 0.0.0.0 for all.");
    public static final Setting<String> TOKEN = Setting.text(
                    "actor.http.token", "", "Bearer token that chat requests must carry; empty if none is required.")
            .masked();
    public static final Setting<Integer> SLOTS =
            Setting.integer("actor.http.slots", 4, "Number of concurrent chat answers, in addition to the rollouts.");
    public static final Setting<Integer> WAITING = Setting.integer(
            "actor.http.waiting", 16, "Number of chat requests that may wait for a slot; further ones get status 429.");
    public static final Setting<Integer> BODY_BYTES = Setting.integer(
            "actor.http.body.bytes", 4 << 20, "Maximum bytes of a chat request, including its picture.");
    public static final Setting<Long> PIXELS =
            Setting.longInteger("actor.http.pixels", 16_000_000, "Maximum pixels of a picture in a chat request.");
    public static final Setting<Integer> MAX_TOKENS =
            Setting.integer("actor.http.max.tokens", 512, "Maximum tokens of a chat answer.");

    static final List<Setting<?>> KEYS = List.of(PORT, HOST, TOKEN, SLOTS, WAITING, BODY_BYTES, PIXELS, MAX_TOKENS);

    /** @throws SettingsException that names the key of an invalid value */
    public ChatSettings {
        require(!host.isBlank(), HOST, "must not be blank");
        require(port >= 0 && port < 1 << 16, PORT, "must be a port, or 0");
        require(slots > 0, SLOTS, "must be positive");
        require(waiting >= 0, WAITING, "must not be negative");
        require(bodyBytes > 0, BODY_BYTES, "must be positive");
        require(pixels > 0, PIXELS, "must be positive");
        require(maxTokens > 0, MAX_TOKENS, "must be positive");
    }

    /** Returns the chat part of the effective settings. */
    public static ChatSettings from(Settings settings) {
        return new ChatSettings(
                settings.get(HOST),
                settings.get(PORT),
                settings.get(TOKEN),
                settings.get(SLOTS),
                settings.get(WAITING),
                settings.get(BODY_BYTES),
                settings.get(PIXELS),
                settings.get(MAX_TOKENS));
    }

    private static void require(boolean condition, Setting<?> setting, String what) {
        if (!condition) {
            throw new SettingsException(setting.key() + " " + what);
        }
    }
}
