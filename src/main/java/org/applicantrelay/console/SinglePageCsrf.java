package org.applicantrelay.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.util.StringUtils;

/**
 * Takes the token as Hawtio's page sends it, from the cookie into the header {@code X-XSRF-TOKEN}, and as a form sends it,
 * where it is another text each time. As Spring Security's reference has it for single-page applications.
 */
class SinglePageCsrf extends CsrfTokenRequestAttributeHandler {

    private final CsrfTokenRequestHandler forms = new XorCsrfTokenRequestAttributeHandler();

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        forms.handle(request, response, token);
        // Sets the cookie where there is none yet.
        token.get().getToken();
    }

    @Override
    public String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
        return StringUtils.hasText(request.getHeader(token.getHeaderName()))
                ? super.resolveCsrfTokenValue(request, token)
                : forms.resolveCsrfTokenValue(request, token);
    }
}
