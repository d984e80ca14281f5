package org.applicantrelay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private final AllowedHosts hosts =
            new AllowedHosts(Stream.of("ws.idibu.com", " *.Files.Example ", "", "localhost", "*.localhost"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ws.idibu.com/cv",
                "HTTP://WS.IDIBU.COM:8080/cv",
                "https://a.files.example/cv",
                "https://a.b.FILES.example/cv?x=1"
            })
    void aNamedHostAndOneBelowAWildcardAreAllowed(String link) {
        assertThat(hosts.allow(URI.create(link))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://files.example/cv",
                "https://evilfiles.example/cv",
                "https://ws.idibu.com.evil.example/cv",
                "https://other.idibu.com/cv",
                "https://evil.example/?ws.idibu.com",
                "https://ws.idibu.com@evil.example/cv",
                "https://user:pass@ws.idibu.com/cv",
                "https://169.254.169.254/latest/meta-data",
                "ftp://ws.idibu.com/cv",
                "file:///etc/passwd",
                "mailto:ws.idibu.com",
                "/cv",
                "//ws.idibu.com/cv"
            })
    void anythingElseIsRefused(String link) {
        assertThat(hosts.allow(URI.create(link))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "2002:7f00:1::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1"
            })
    void addressesThatAreNotPublicAreInternal(String address) throws Exception {
        assertThat(AllowedHosts.internal(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "198.17.0.1",
                "198.20.0.1",
                "203.0.114.1",
                "::ffff:1.1.1.1",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void publicAddressesAreNot(String address) throws Exception {
        assertThat(AllowedHosts.internal(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void aHostNamedInFullMayBeAnywhere() throws Exception {
        assertThat(hosts.resolve("LocalHost")).isNotEmpty();
    }

    @Test
    void aHostThatIsNotNamedIsRefusedAtTheLookUpOfTheConnectionToo() {
        assertThatThrownBy(() -> hosts.resolve("127.0.0.1")).isInstanceOf(AllowedHosts.HostRefusedException.class);
    }

    @Test
    void aHostBelowAWildcardMustNotBeInternal() {
        // Resolves to the loopback address or to nothing; either way nothing is connected.
        assertThatThrownBy(() -> hosts.resolve("inner.localhost")).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> new AllowedHosts(Stream.of("*.0.0.1")).resolve("127.0.0.1"))
                .isInstanceOf(AllowedHosts.HostRefusedException.class);
    }
}
