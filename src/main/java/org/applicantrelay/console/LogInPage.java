package org.applicantrelay.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Where people log in. */
class LogInPage extends OncePerRequestFilter {

    /** What leads back to the page, as its query. */
    static final String WRONG = "wrong";

    static final String WAIT = "wait";
    static final String PROVIDER = "provider";
    static final String OUT = "out";

    private static final Map<String, String> MESSAGES = Map.of(
            WRONG, "Name or password is wrong.",
            WAIT, "Too many log-ins have failed. Wait a minute, then try again.",
            PROVIDER, "The log-in with the provider did not succeed.",
            OUT, "You are logged out.");

    private final RequestMatcher asked = ConsolePaths.at(HttpMethod.GET, ConsolePaths.LOG_IN);
    private final ConsolePages pages;
    private final boolean hasForm;
    private final Map<String, String> providers;

    LogInPage(ConsolePages pages, boolean hasForm, Map<String, String> providers) {
        this.pages = pages;
        this.hasForm = hasForm;
        this.providers = providers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !asked.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        ConsolePages.send(
                response, pages.logIn(MESSAGES.getOrDefault(query == null ? "" : query, ""), hasForm, providers, csrf));
    }
}
