package dev.factstream.runtime.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The settings that all HTTP ports of a process share: chat, dashboard and management.
 *
 * @param hosts names that the Host header may have, beside loopback names and the address that the port listens on
 * @param header time limit for the header of a request
 * @param body time limit for the body of a request
 * @param idle time without a byte in either direction after which a connection is closed
 * @param connections maximum open connections of a port
 * @param perPeer maximum open connections of an address
 * @param keystore with the private key and certificates of the ports; empty for plain HTTP
 * @param keystorePassword of the keystore and its key
 */
public record PortSettings(
        @Setting(
                key = "http.hosts",
                doc =
                        "Names that requests to the HTTP ports may have in their Host header, beside localhost, 127.0.0.1, [::1] and the"
                                + " address that the port listens on.")
        List<String> hosts,

        @Setting(
                key = "http.header.seconds",
                defaultValue = "10",
                min = 1,
                max = 3600,
                unit = ChronoUnit.SECONDS,
                doc = "Time limit of the HTTP ports for the header of a request.")
        Duration header,

        @Setting(
                key = "http.body.seconds",
                defaultValue = "30",
                min = 1,
                max = 3600,
                unit = ChronoUnit.SECONDS,
                doc = "Time limit of the HTTP ports for the body of a request.")
        Duration body,

        @Setting(
                key = "http.idle.seconds",
                defaultValue = "300",
                min = 1,
                max = 86_400,
                unit = ChronoUnit.SECONDS,
                doc = "Time without a byte in either direction after which an HTTP port closes a connection.")
        Duration idle,

        @Setting(
                key = "http.connections",
                defaultValue = "1000",
                min = 1,
                doc = "Maximum open connections of an HTTP port.")
        int connections,

        @Setting(
                key = "http.connections.per.peer",
                defaultValue = "128",
                min = 1,
                doc = "Maximum open connections of one address to an HTTP port; raise it behind a reverse proxy.")
        int perPeer,

        @Setting(
                key = "http.tls.keystore",
                doc =
                        "Keystore (PKCS12 or JKS) with the private key and certificates of the HTTP ports; empty for plain HTTP. A"
                                + " changed file is read again within a minute.")
        Optional<Path> keystore,

        @Setting(
                key = "http.tls.keystore.password",
                secret = true,
                doc = "Password of http.tls.keystore and of the key in it.")
        String keystorePassword) {
    /** Returns the scheme of the URLs of the ports. */
    public String scheme() {
        return keystore.isPresent() ? "https" : "http";
    }
}
