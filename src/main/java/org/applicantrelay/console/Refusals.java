package org.applicantrelay.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.operation.Role;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What those get who are not logged in, or may not do what they ask for: people a page, tools a bare status. */
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final RequestMatcher PAGE =
            ConsolePaths.at(HttpMethod.GET, ConsolePaths.HAWTIO, ConsolePaths.HAWTIO + "/**");
    private final ConsolePages pages;

    Refusals(ConsolePages pages) {
        this.pages = pages;
    }

    /** Without {@code WWW-Authenticate}: the browser would ask for a password by itself, over Hawtio's page. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof TooManyTriesException tooMany) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.seconds()));
        } else if (isPage(request)) {
            response.sendRedirect(ConsolePaths.LOG_IN);
        } else {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        if (isRead(request)) {
            ConsolePages.send(response, pages.refused(sentence(why)));
        }
    }

    private static String sentence(AccessDeniedException why) {
        if (why instanceof CsrfException) {
            return "The page was too old. Go back, load it again, and repeat what you did.";
        }
        return Actor.has(Role.VIEWER)
                ? "Your role does not allow this."
                : "You are logged in, but you have no role here. Whoever sees to your account has to give it the role"
                        + " viewer, operator or admin.";
    }

    /** Whether a person is on the way to the console. */
    static boolean isPage(HttpServletRequest request) {
        return PAGE.matches(request) && isRead(request);
    }

    /** Whether a person looks at the answer. */
    private static boolean isRead(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        try {
            return accept != null && MediaType.parseMediaTypes(List.of(accept)).contains(MediaType.TEXT_HTML);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
