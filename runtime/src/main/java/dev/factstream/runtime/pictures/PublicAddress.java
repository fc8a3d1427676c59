package dev.factstream.runtime.pictures;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** Tells addresses of the public internet from those of this machine and of private networks. */
final class PublicAddress {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|\\[.*]");

    private PublicAddress() {}

    /** Whether a host of a uri is a number, in brackets if it is an IPv6 address. */
    static boolean isNumeric(String host) {
        return NUMERIC.matcher(host).matches();
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet4Address) {
            boolean shared = first == 100 && second >= 64 && second < 128;
            boolean special = first == 0 || first >= 240 || first == 192 && second == 0 && bytes[2] == 0;
            return !shared && !special && !(first == 198 && (second == 18 || second == 19));
        }
        boolean uniqueLocal = (first & 0xfe) == 0xfc;
        boolean embedsIpv4 = address instanceof Inet6Address six && six.isIPv4CompatibleAddress()
                || first == 0 && second == 0x64 // NAT64
                || first == 0x20 && second == 0x02; // 6to4
        return !uniqueLocal && !embedsIpv4;
    }
}
