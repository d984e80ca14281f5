package org.applicantrelay.console;

import java.util.Arrays;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Where what answers on the management port. */
final class ConsolePaths {

    static final String HEALTH = "/observe/health";
    static final String METRICS = "/observe/metrics";
    static final String LOG_IN = "/observe/login";
    static final String LOG_OUT = "/observe/logout";
    static final String HAWTIO = "/observe/hawtio";
    static final String JOLOKIA = "/observe/jolokia";

    /** The same agent once more: the page asks for it below its own address. */
    static final String HAWTIO_JOLOKIA = HAWTIO + "/jolokia";

    /** Where Hawtio's menu leads to. */
    static final String HAWTIO_LOG_OUT = HAWTIO + "/auth/logout";

    /** Whom Hawtio shows as logged in. */
    static final String HAWTIO_USER = HAWTIO + "/user";

    /** Where the log-in through a provider begins; the id of its registration follows. */
    static final String PROVIDER = "/observe/oauth2/authorization";

    /** Where a provider sends the browser back to. */
    static final String PROVIDER_BACK = LOG_IN + "/oauth2/code/*";

    private ConsolePaths() {}

    /** @param method null for any */
    static RequestMatcher at(HttpMethod method, String... patterns) {
        return new OrRequestMatcher(Arrays.stream(patterns)
                .<RequestMatcher>map(
                        pattern -> PathPatternRequestMatcher.withDefaults().matcher(method, pattern))
                .toList());
    }
}
