package dev.factstream.runtime.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The values of the Host header that a port answers. A web page of a stranger can make a browser send requests here under the
 * page's own host name (DNS rebinding); the Host header shows that name. An address instead of a name cannot be rebound, so a port
 * that other machines can reach accepts addresses. Immutable.
 */
final class HostAllowList {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|\\[[0-9a-f:.]+]");

    private final Set<String> names = new HashSet<>(LOOPBACK);
    private final boolean addresses;

    /**
     * @param listening address that the port listens on
     * @param names further host names
     */
    HostAllowList(String listening, List<String> names) {
        this.names.add(normal(listening));
        names.forEach(name -> this.names.add(normal(name)));
        addresses = !PortAddress.isLoopback(listening);
    }

    /** @param headers the Host headers of a request; it must have exactly one */
    boolean allows(List<String> headers) {
        if (headers.size() != 1) {
            return false;
        }
        String host = normal(PORT.matcher(headers.get(0).strip()).replaceFirst(""));
        return names.contains(host) || addresses && ADDRESS.matcher(host).matches();
    }

    private static String normal(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
