package dev.factstream.runtime.settings;

import java.time.Duration;
import java.util.List;

/**
 * What the pictures of tickets and rollouts may take, and from where they are fetched. A record names its picture, so these are
 * bounds for strangers.
 *
 * @param pixels most pixels that are decoded
 * @param decodingTime most time of the decoder
 * @param largest most bytes of a picture on the topic {@code pictures}
 * @param cacheBytes memory for the last pictures read from it
 * @param bytes most bytes of a picture that is fetched
 * @param allowed roots and hosts that pictures are fetched from
 * @param privateHosts whether the hosts may have private addresses
 * @param fetchTime most time of a whole fetch
 */
public record PictureSettings(
        @Setting(
                key = "pictures.pixels",
                defaultValue = "16000000",
                min = 1,
                doc = "Maximum pixels of a picture in a record; a larger one is not decoded.")
        long pixels,

        @Setting(
                key = "pictures.decode.ms",
                defaultValue = "10000",
                min = 1,
                doc = "Milliseconds that the decoding of a picture may take.")
        Duration decodingTime,

        @Setting(
                key = LARGEST,
                defaultValue = "8388608",
                min = 1,
                max = 1 << 30,
                doc =
                        "Maximum bytes of a picture on the topic pictures: for topics apply, and for data publish, which refuses"
                                + " larger ones.")
        int largest,

        @Setting(
                key = "pictures.cache.bytes",
                defaultValue = "33554432",
                min = 0,
                doc = "Memory, in bytes, for the last pictures that were read from the topic pictures; 0 keeps none.")
        long cacheBytes,

        @Setting(
                key = "pictures.uri.bytes",
                defaultValue = "16777216",
                min = 1,
                max = 1 << 30,
                doc = "Maximum bytes of a picture that a record names by uri.")
        int bytes,

        @Setting(
                key = ALLOW,
                doc = "Where pictures that records name by uri are fetched from: folders, and addresses such as"
                        + " https://host/path, separated by commas; from nowhere if empty.")
        List<String> allowed,

        @Setting(
                key = PRIVATE,
                defaultValue = "false",
                doc = "Whether a host name in pictures.uri.allow may have a private address; a numeric address may.")
        boolean privateHosts,

        @Setting(
                key = "pictures.uri.ms",
                defaultValue = "10000",
                min = 1,
                doc = "Milliseconds that the whole fetch of a picture may take.")
        Duration fetchTime) {
    public static final String LARGEST = "pictures.max.bytes";
    public static final String ALLOW = "pictures.uri.allow";
    public static final String PRIVATE = "pictures.uri.private";
}
