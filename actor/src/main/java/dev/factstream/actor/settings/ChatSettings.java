package dev.factstream.actor.settings;

import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.settings.SettingsException;
import java.util.List;

/**
 * How an actor lets people talk to its policy.
 *
 * @param host address to listen on
 * @param port 0 for none
 * @param token that requests must carry; empty asks for none
 * @param slots conversations answered side by side
 * @param waiting requests that may wait for one
 * @param bodyBytes most bytes of a request
 * @param pixels most pixels of a picture
 * @param maxTokens most tokens of an answer
 */
public record ChatSettings(
        String host, int port, String token, int slots, int waiting, int bodyBytes, long pixels, int maxTokens) {
    public static final Setting<Integer> PORT = Setting.integer(
            "actor.http.port", 0, "Port on which OpenAI's clients can talk to the policy; 0 opens none.");
    public static final Setting<String> HOST = Setting.text(
            "actor.http.host", "127.0.0.1", "Address that the port for conversations listens on; 0.0.0.0 for all.");
    public static final Setting<String> TOKEN = Setting.text(
                    "actor.http.token", "", "Bearer token that conversations must carry; empty asks for none.")
            .masked();
    public static final Setting<Integer> SLOTS =
            Setting.integer("actor.http.slots", 4, "Conversations answered side by side, beside the rollouts.");
    public static final Setting<Integer> WAITING = Setting.integer(
            "actor.http.waiting", 16, "Requests that may wait for a slot; further ones are answered 429.");
    public static final Setting<Integer> BODY_BYTES =
            Setting.integer("actor.http.body.bytes", 4 << 20, "Most bytes of a request, its picture included.");
    public static final Setting<Long> PIXELS =
            Setting.longInteger("actor.http.pixels", 16_000_000, "Most pixels of a picture in a conversation.");
    public static final Setting<Integer> MAX_TOKENS =
            Setting.integer("actor.http.max.tokens", 512, "Most tokens of an answer in a conversation.");

    static final List<Setting<?>> KEYS = List.of(PORT, HOST, TOKEN, SLOTS, WAITING, BODY_BYTES, PIXELS, MAX_TOKENS);

    /** @throws SettingsException if a value makes no sense, naming its key */
    public ChatSettings {
        require(!host.isBlank(), HOST, "must not be blank");
        require(port >= 0 && port < 1 << 16, PORT, "must be a port, or 0");
        require(slots > 0, SLOTS, "must be positive");
        require(waiting >= 0, WAITING, "must not be negative");
        require(bodyBytes > 0, BODY_BYTES, "must be positive");
        require(pixels > 0, PIXELS, "must be positive");
        require(maxTokens > 0, MAX_TOKENS, "must be positive");
    }

    /** The part of the effective settings. */
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
