package org.applicantrelay.idibu;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.util.Timeout;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.http.AllowedHosts;
import org.applicantrelay.http.BoundedInputStream;
import org.applicantrelay.http.CallMeter;
import org.applicantrelay.http.PartnerHttp;
import org.applicantrelay.http.SteadyInputStream;
import org.applicantrelay.settings.RelayProperties;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Fetches a file of an applicant through its redirects and streams it into the store (idibu, quirk 15). A client of
 * our own and not camel-http, which would keep an endpoint for every signed link and expand placeholders in it. Each
 * hop may go to allowed hosts only, carries no credential, and is bounded in bytes and time.
 */
@Component
public class FileDownload {

    private static final String NOT_IN_A_LINK = " []{}|\\^`<>\"";
    private static final int MOST_REDIRECTS = 5;

    /** In bytes; nobody needs it, but the connection can be used again once it is read. */
    private static final int LONGEST_REDIRECT = 8 * 1024;

    private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(5);

    /** How long a file may be silent the first time, and how many bytes a second it must come with then. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(2);

    private static final long FIRST_SPEED = 16 * 1024;

    private static final List<Integer> GONE = List.of(404, 410);

    private final Contents contents;
    private final AllowedHosts hosts;
    private final CloseableHttpClient client;
    private final long maxSize;
    private final Duration firstPatience;
    private final RequestConfig impatient;

    @Autowired
    FileDownload(
            Contents contents,
            AllowedHosts idibuHosts,
            PoolingHttpClientConnectionManager idibuConnections,
            RelayProperties relay,
            MeterRegistry meters) {
        this(contents, idibuHosts, idibuConnections, relay, meters, FIRST_PATIENCE);
    }

    FileDownload(
            Contents contents,
            AllowedHosts idibuHosts,
            PoolingHttpClientConnectionManager idibuConnections,
            RelayProperties relay,
            MeterRegistry meters,
            Duration firstPatience) {
        this.firstPatience = firstPatience;
        this.impatient = RequestConfig.custom()
                .setResponseTimeout(Timeout.of(firstPatience))
                .build();
        this.contents = contents;
        this.hosts = idibuHosts;
        this.maxSize = relay.files().maxSize().toBytes();
        this.client = HttpClients.custom()
                .setConnectionManager(idibuConnections)
                .setConnectionManagerShared(true)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .addExecInterceptorFirst("calls", new CallMeter(meters, "idibu", "file"))
                .build();
    }

    /** Keeps {@code file} as the content of the application. */
    public Content keep(UUID applicationId, RemoteFile file) throws IOException {
        long deadline = System.nanoTime() + LONGEST_DOWNLOAD.toNanos();
        URI next = allowed(uri(file.link()));
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            URI current = next;
            HttpGet request = new HttpGet(current);
            if (!file.patient()) {
                request.setConfig(impatient);
            }
            Step step = fetch(request, file.patient(), answer -> {
                try (InputStream bytes = new BoundedInputStream(
                        file.patient() ? body(answer) : steady(body(answer)),
                        maxSize,
                        deadline,
                        Fault.FILE_TOO_LARGE,
                        Fault.FILE_UNAVAILABLE,
                        request::abort)) {
                    if (answer.getCode() == 200) {
                        return new Step(
                                contents.keep(applicationId, Content.Kind.FILE, file.position(), file.name(), bytes),
                                null);
                    }
                    Step redirect = new Step(null, redirect(current, answer));
                    if (isShort(answer)) {
                        bytes.readAllBytes();
                    }
                    return redirect;
                }
            });
            if (step.content() != null) {
                return step.content();
            }
            next = allowed(step.next());
        }
        throw new RelayException(Fault.FILE_UNAVAILABLE, "more than " + MOST_REDIRECTS + " redirects");
    }

    /** Either the kept file or where to look next. */
    private record Step(Content content, URI next) {}

    private InputStream steady(InputStream body) {
        return new SteadyInputStream(body, firstPatience, FIRST_SPEED, Fault.FILE_SLOW);
    }

    private static InputStream body(ClassicHttpResponse answer) throws IOException {
        return answer.getEntity() == null
                ? InputStream.nullInputStream()
                : answer.getEntity().getContent();
    }

    private static boolean isShort(ClassicHttpResponse answer) {
        long length = answer.getEntity() == null ? 0 : answer.getEntity().getContentLength();
        return length >= 0 && length <= LONGEST_REDIRECT;
    }

    private Step fetch(HttpGet request, boolean patient, HttpClientResponseHandler<Step> handler) throws IOException {
        try {
            return client.execute(request, handler);
        } catch (RelayException e) {
            throw e;
        } catch (AllowedHosts.HostRefusedException e) {
            throw new RelayException(Fault.FILE_HOST_REFUSED, "the host's address is not public");
        } catch (IOException e) {
            boolean slow = !patient && e instanceof SocketTimeoutException;
            throw new RelayException(
                    slow ? Fault.FILE_SLOW : Fault.FILE_UNAVAILABLE,
                    e.getClass().getSimpleName());
        }
    }

    private static URI redirect(URI current, ClassicHttpResponse answer) throws RelayException {
        int code = answer.getCode();
        Header location = answer.getFirstHeader(HttpHeaders.LOCATION);
        if (code >= 300 && code < 400 && location != null) {
            return current.resolve(uri(location.getValue()));
        }
        Header retryAfter = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
        throw new RelayException(
                GONE.contains(code) ? Fault.FILE_GONE : Fault.FILE_UNAVAILABLE,
                "HTTP " + code,
                PartnerHttp.pause(retryAfter == null ? null : retryAfter.getValue()));
    }

    private static URI uri(String link) throws RelayException {
        try {
            // Real links hold file names as they are: spaces, accents, CV[1].pdf. A percent sign is an escape already.
            return new URI(new URI(escaped(link.strip())).toASCIIString());
        } catch (URISyntaxException e) {
            throw new RelayException(Fault.FILE_UNAVAILABLE, "the link is not an address");
        }
    }

    private static String escaped(String link) {
        // Brackets belong around an IPv6 address, but nowhere behind it.
        int path = link.indexOf('/', link.indexOf("//") + 2);
        StringBuilder escaped = new StringBuilder(link.substring(0, Math.max(path, 0)));
        for (char c : link.substring(Math.max(path, 0)).toCharArray()) {
            escaped.append(NOT_IN_A_LINK.indexOf(c) < 0 ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return escaped.toString();
    }

    private URI allowed(URI link) throws RelayException {
        if (!hosts.allow(link)) {
            throw new RelayException(Fault.FILE_HOST_REFUSED, "host " + link.getHost());
        }
        return link;
    }
}
