package org.applicantrelay.console;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks name and password, slowly where they were wrong too often. */
class ThrottledLogIn implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger(ThrottledLogIn.class);

    private final AuthenticationProvider passwords;
    private final LogInThrottle throttle;

    ThrottledLogIn(AuthenticationProvider passwords, LogInThrottle throttle) {
        this.passwords = passwords;
        this.throttle = throttle;
    }

    @Override
    public Authentication authenticate(Authentication tried) {
        String address =
                tried.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "unknown";
        Duration wait = throttle.wait(tried.getName(), address);
        if (!wait.isZero()) {
            throw new TooManyTriesException(wait);
        }
        try {
            Authentication who = passwords.authenticate(tried);
            throttle.succeeded(tried.getName(), address);
            return who;
        } catch (AuthenticationException e) {
            throttle.failed(tried.getName(), address);
            // Without the name: it may be a password, typed into the wrong field.
            LOG.warn("A log-in to the console has failed, from {}", address);
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return passwords.supports(type);
    }
}
