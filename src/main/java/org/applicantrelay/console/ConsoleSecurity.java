package org.applicantrelay.console;

import static org.applicantrelay.console.ConsolePaths.at;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.operation.Role;
import org.applicantrelay.settings.RelayProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.BeanIds;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.authentication.logout.SimpleUrlLogoutSuccessHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may come in on the management port, and by which door. Whatever is not named here is shut. Inside, what somebody may
 * read and do with the agent is {@link ConsoleRestrictor}'s.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableWebSecurity
class ConsoleSecurity {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSecurity.class);

    /** Our pages load nothing; Hawtio sends a policy of its own. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @Bean
    SecurityFilterChain consoleChain(HttpSecurity http, RelayProperties relay, Environment environment, Audit audit)
            throws Exception {
        Refusals refusals = new Refusals(new ConsolePages());
        http.addFilterBefore(new ForeignOrigins(), CsrfFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie())
                        .csrfTokenRequestHandler(new SinglePageCsrf())
                        .ignoringRequestMatchers(ConsoleSecurity::isTool))
                .headers(ConsoleSecurity::headers)
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
        if (!ConsoleSwitch.isOn(environment)) {
            LOG.info("The console is off: nobody could log in. Set relay.console.username and relay.console.password,"
                    + " or a provider under spring.security.oauth2.client, to switch it on");
            return shut(http, relay);
        }
        ConsoleProviders providers = ConsoleProviders.of(environment);
        AuthenticationSuccessHandler in = in(audit);
        logInByPassword(http, relay.console(), refusals, in);
        LogoutSuccessHandler out = out(null);
        if (!providers.isEmpty()) {
            ClientRegistrationRepository registrations = providers.registrations();
            logInByProvider(http, registrations, relay.console().oidc().rolesClaim(), in);
            out = out(registrations);
        }
        LogoutSuccessHandler leads = out;
        return http.logout(logout -> logout.logoutRequestMatcher(request ->
                                at(HttpMethod.GET, ConsolePaths.HAWTIO_LOG_OUT).matches(request)
                                        || at(HttpMethod.POST, ConsolePaths.LOG_OUT)
                                                .matches(request))
                        .logoutSuccessHandler(leads))
                .requestCache(cache -> cache.requestCache(pageAskedFor()))
                .addFilterBefore(
                        new LogInPage(new ConsolePages(), hasUsers(relay.console()), providers.links()),
                        AuthorizationFilter.class)
                .addFilterAfter(new ConsoleName(), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> {
                    open(requests, relay);
                    requests.requestMatchers(at(
                                    HttpMethod.POST,
                                    ConsolePaths.JOLOKIA,
                                    ConsolePaths.JOLOKIA + "/",
                                    ConsolePaths.HAWTIO_JOLOKIA,
                                    ConsolePaths.HAWTIO_JOLOKIA + "/"))
                            .hasAuthority(Role.VIEWER.authority())
                            // The agent takes commands by GET as well, which any link could hold: it tells its version.
                            .requestMatchers(ConsoleSecurity::asksForVersion)
                            .hasAuthority(Role.VIEWER.authority())
                            .requestMatchers(
                                    at(null, ConsolePaths.JOLOKIA + "/**", ConsolePaths.HAWTIO_JOLOKIA + "/**"))
                            .denyAll()
                            .requestMatchers(at(
                                    HttpMethod.GET,
                                    ConsolePaths.METRICS,
                                    ConsolePaths.HEALTH + "/**",
                                    ConsolePaths.HAWTIO,
                                    ConsolePaths.HAWTIO + "/**"))
                            .hasAuthority(Role.VIEWER.authority())
                            .anyRequest()
                            .denyAll();
                })
                .build();
    }

    private static SecurityFilterChain shut(HttpSecurity http, RelayProperties relay) throws Exception {
        // As if nothing else were there, whatever is exposed.
        return http.logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (request, response, why) -> response.setStatus(HttpServletResponse.SC_NOT_FOUND))
                        .accessDeniedHandler(
                                (request, response, why) -> response.setStatus(HttpServletResponse.SC_NOT_FOUND)))
                .authorizeHttpRequests(requests -> {
                    open(requests, relay);
                    requests.anyRequest().denyAll();
                })
                .build();
    }

    /** Open to anybody: that the relay is alive, without details, and what it counts. */
    private static void open(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            RelayProperties relay) {
        requests.requestMatchers(
                        at(null, ConsolePaths.HEALTH, ConsolePaths.HEALTH + "/live", ConsolePaths.HEALTH + "/ready"))
                .permitAll();
        if (relay.metrics().isPublic()) {
            requests.requestMatchers(at(null, ConsolePaths.METRICS)).permitAll();
        }
    }

    private static void logInByPassword(
            HttpSecurity http, RelayProperties.Console console, Refusals refusals, AuthenticationSuccessHandler in)
            throws Exception {
        if (!hasUsers(console)) {
            return;
        }
        PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        DaoAuthenticationProvider passwords = new DaoAuthenticationProvider(
                new InMemoryUserDetailsManager(ConsoleUsers.of(console, encoder).toArray(UserDetails[]::new)));
        passwords.setPasswordEncoder(encoder);
        http.authenticationProvider(new ThrottledLogIn(passwords, new LogInThrottle(Clock.systemUTC())))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
                .formLogin(form -> form.loginPage(ConsolePaths.LOG_IN)
                        .loginProcessingUrl(ConsolePaths.LOG_IN)
                        .successHandler(in)
                        .failureHandler((request, response, why) -> response.sendRedirect(ConsolePaths.LOG_IN + "?"
                                + (why instanceof TooManyTriesException ? LogInPage.WAIT : LogInPage.WRONG))));
    }

    private static void logInByProvider(
            HttpSecurity http,
            ClientRegistrationRepository registrations,
            String rolesClaim,
            AuthenticationSuccessHandler in)
            throws Exception {
        http.oauth2Login(login -> login.loginPage(ConsolePaths.LOG_IN)
                .clientRegistrationRepository(registrations)
                .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                .authorizationEndpoint(endpoint -> endpoint.baseUri(ConsolePaths.PROVIDER))
                .redirectionEndpoint(endpoint -> endpoint.baseUri(ConsolePaths.PROVIDER_BACK))
                .userInfoEndpoint(endpoint -> endpoint.userAuthoritiesMapper(new ProviderRoles(rolesClaim)))
                .successHandler(in)
                .failureHandler((request, response, why) -> {
                    LOG.warn(
                            "A log-in with a provider has failed: {}",
                            why instanceof OAuth2AuthenticationException error
                                    ? error.getError().getErrorCode()
                                    : why.getClass().getSimpleName());
                    response.sendRedirect(ConsolePaths.LOG_IN + "?" + LogInPage.PROVIDER);
                }));
    }

    private static boolean hasUsers(RelayProperties.Console console) {
        return !ConsoleUsers.all(console).isEmpty();
    }

    /** To the page that was asked for, or to the console; a log-in is written down. */
    private static AuthenticationSuccessHandler in(Audit audit) {
        SavedRequestAwareAuthenticationSuccessHandler leads = new SavedRequestAwareAuthenticationSuccessHandler();
        leads.setRequestCache(pageAskedFor());
        leads.setDefaultTargetUrl(ConsolePaths.HAWTIO + "/");
        return (request, response, who) -> {
            audit.note(Actor.operator(), "log in", "console", null);
            leads.onAuthenticationSuccess(request, response, who);
        };
    }

    /** @param registrations of the providers, which are told as well; null where there are none */
    private static LogoutSuccessHandler out(ClientRegistrationRepository registrations) {
        String page = ConsolePaths.LOG_IN + "?" + LogInPage.OUT;
        if (registrations == null) {
            SimpleUrlLogoutSuccessHandler leads = new SimpleUrlLogoutSuccessHandler();
            leads.setDefaultTargetUrl(page);
            return leads;
        }
        OidcClientInitiatedLogoutSuccessHandler leads = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        leads.setDefaultTargetUrl(page);
        leads.setPostLogoutRedirectUri("{baseUrl}" + page);
        return leads;
    }

    /** In a cookie: no session is made for who is not logged in. */
    private static CookieRequestCache pageAskedFor() {
        CookieRequestCache cache = new CookieRequestCache();
        cache.setRequestMatcher(Refusals::isPage);
        return cache;
    }

    private static boolean asksForVersion(HttpServletRequest request) {
        return request.getQueryString() == null
                && at(
                                HttpMethod.GET,
                                ConsolePaths.JOLOKIA,
                                ConsolePaths.JOLOKIA + "/",
                                ConsolePaths.HAWTIO_JOLOKIA,
                                ConsolePaths.HAWTIO_JOLOKIA + "/")
                        .matches(request);
    }

    private static CookieCsrfTokenRepository csrfCookie() {
        CookieCsrfTokenRepository cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
        cookie.setCookieCustomizer(settings -> settings.path("/observe").sameSite("Strict"));
        return cookie;
    }

    /** A tool says each time who it is. No page can make a browser do so, for none is ever asked to by the relay. */
    private static boolean isTool(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null
                && authorization.regionMatches(true, 0, "Basic ", 0, "Basic ".length())
                && request.getRequestedSessionId() == null;
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        RequestMatcher assets = at(HttpMethod.GET, ConsolePaths.HAWTIO + "/static/**");
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                // Without any referrer, a browser would not say where a form comes from.
                .referrerPolicy(policy -> policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN))
                // For whoever ends TLS to decide: it is about the whole host.
                .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable)
                // Megabytes of script, named by their content.
                .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                        new NegatedRequestMatcher(assets), new CacheControlHeadersWriter()));
    }

    /** The main port is the webhook's: nothing stands before its own filter. {@link ConsoleDoor} has it instead. */
    @Bean
    FilterRegistrationBean<Filter> noConsoleOnTheMainPort(
            @Qualifier(BeanIds.SPRING_SECURITY_FILTER_CHAIN) Filter chain) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(chain);
        registration.setEnabled(false);
        return registration;
    }
}
