package dev.factstream.runtime.http;

import dev.factstream.runtime.settings.SettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The address of a port, and who may use it. A port that other machines can reach must have a token.
 *
 * @param section first words of the port's settings, for instance {@code management}
 * @param purpose end of the message "cannot listen on host:port for ..."
 * @param host address to listen on
 * @param port 0 for any free port
 */
public record PortAddress(String section, String purpose, String host, int port, AccessTokens tokens) {
    /** @throws SettingsException if other machines can reach the address and there is no token */
    public PortAddress {
        if (tokens.count() == 0 && !isLoopback(host)) {
            throw new SettingsException(section + ".host is " + host + ", which other machines can reach; set "
                    + section + ".token, which requests must carry, or " + section + ".host=127.0.0.1");
        }
    }

    /** Returns any free port of the same host. */
    public PortAddress anyPort() {
        return new PortAddress(section, purpose, host, 0, tokens);
    }

    /** Returns whether only this machine can reach an address. */
    static boolean isLoopback(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
