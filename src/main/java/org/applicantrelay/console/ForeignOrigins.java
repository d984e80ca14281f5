package org.applicantrelay.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what another site's page sends. A link from there may be followed: it says no more than Referer, by GET. */
class ForeignOrigins extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForeign(request)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isForeign(HttpServletRequest request) {
        String from = request.getHeader(HttpHeaders.ORIGIN);
        if (from == null && !HttpMethod.GET.matches(request.getMethod())) {
            from = request.getHeader(HttpHeaders.REFERER);
        }
        if (from == null) {
            return false;
        }
        String host = host(from);
        return Stream.of(
                        request.getHeader(HttpHeaders.HOST),
                        // What a proxy in front says, where its headers are believed.
                        request.getServerName() + ":" + request.getServerPort())
                .noneMatch(own -> own != null && !host.isEmpty() && host.equals(withoutUsualPort(own)));
    }

    /** Empty where there is none, as in {@code null}. */
    private static String host(String url) {
        try {
            String host = URI.create(url).getAuthority();
            return host == null ? "" : withoutUsualPort(host);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String withoutUsualPort(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }
}
