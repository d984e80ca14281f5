package org.applicantrelay.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Which hosts may be called, and at which addresses: a host named by a wildcard must resolve to public addresses, so
 * that a link cannot reach into the network that the relay stands in. The check is the DNS look-up of the connection
 * itself; one before it could be answered differently the second time.
 */
public class AllowedHosts implements DnsResolver {

    private final List<String> names;

    /** @param names host names; {@code *.example.com} for every host below example.com */
    public AllowedHosts(Stream<String> names) {
        this.names = names.map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Whether {@code link} is http or https, without a user, on a host that is named or below one. */
    public boolean allow(URI link) {
        return link.getHost() != null
                && link.getRawUserInfo() == null
                && ("http".equalsIgnoreCase(link.getScheme()) || "https".equalsIgnoreCase(link.getScheme()))
                && (literal(link.getHost()) || below(link.getHost()));
    }

    private boolean literal(String host) {
        return names.contains(host.toLowerCase(Locale.ROOT));
    }

    private boolean below(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(name -> name.startsWith("*.") && lower.endsWith(name.substring(1)));
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        if (literal(host)) {
            return addresses;
        }
        if (!below(host) || Stream.of(addresses).anyMatch(AllowedHosts::internal)) {
            throw new HostRefusedException();
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    /** Loopback, private, link-local, unique-local, shared or otherwise not on the public internet. */
    static boolean internal(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean v4 = bytes.length == 4;
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || v4 && (first == 0 || first >= 240 || first == 100 && (second & 0xc0) == 64)
                || v4 && (first == 198 && (second & 0xfe) == 18 || first == 192 && second == 0)
                || !v4 && ((first & 0xfe) == 0xfc || first == 0 && second == 0x64)
                // The old ways of writing an IPv4 address as one of IPv6.
                || address instanceof Inet6Address v6
                        && (v6.isIPv4CompatibleAddress() || first == 0x20 && second == 0x02);
    }

    /** The host is not one that a file may come from. */
    public static class HostRefusedException extends UnknownHostException {
        HostRefusedException() {
            super("host not allowed");
        }
    }
}
