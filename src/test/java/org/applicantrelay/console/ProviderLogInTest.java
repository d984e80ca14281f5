package org.applicantrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.Test;

/** Through a provider, which says what roles somebody has. */
class ProviderLogInTest extends ConsoleTest {

    @Test
    void thePageOffersTheProvider() {
        assertThat(anybody().get("/observe/login").body())
                .contains(
                        "<a class=\"button\" href=\"/observe/oauth2/authorization/staff\">Log in with Staff accounts</a>");
    }

    @Test
    void theRoleIsTheClaims() throws Exception {
        Visitor visitor = throughProvider("maria@client.example", List.of("offline_access", "Operator"));

        assertThat(visitor.get("/observe/hawtio/user").body()).isEqualTo("\"maria at client.example\"");
        assertThat(called(visitor, "WorkList,name=Applications", "replayByTime(java.lang.String,java.lang.String)"))
                .contains(LooseRestrictor.ALLOWED);
        assertThat(called(visitor, "Privacy,name=Access", "export(java.lang.String)"))
                .contains("\"status\":403")
                .doesNotContain(LooseRestrictor.ALLOWED);
        assertThat(database.queryForList(
                        "select actor from audit_entry where action = 'log in' order by id desc limit 1", String.class))
                .containsExactly("maria at client.example");
    }

    @Test
    void whoeverHasNoneOfOurRolesIsRefusedAndToldWhy() throws Exception {
        Visitor visitor = throughProvider("someone", List.of("accountant"));

        HttpResponse<String> refused = visitor.with("Accept", "text/html").get("/observe/hawtio/");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("You are logged in, but you have no role here.");
        assertThat(visitor.post("/observe/jolokia", "{\"type\":\"version\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void whoeverLogsOutIsSentToLogOutThereAsWell() throws Exception {
        Visitor visitor = throughProvider("maria", List.of("viewer"));

        HttpResponse<String> out = visitor.get("/observe/hawtio/auth/logout");

        assertThat(out.headers().firstValue("Location").orElseThrow())
                .startsWith(PROVIDER.endSessionEndpointUrl("staff").toString())
                .contains("post_logout_redirect_uri=http://localhost:" + port + "/observe/login?out");
        assertThat(visitor.get("/observe/hawtio/user").statusCode()).isEqualTo(401);
    }

    @Test
    void anAnswerThatNobodyAskedForLogsNobodyIn() {
        HttpResponse<String> answer = anybody().get("/observe/login/oauth2/code/staff?code=stolen&state=guessed");

        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/observe/login?provider");
    }

    private String called(Visitor visitor, String bean, String operation) {
        restrictor.become(LooseRestrictor.Mode.REHEARSED);
        try {
            return visitor.post(
                            "/observe/jolokia",
                            "{\"type\":\"exec\",\"mbean\":\"org.applicantrelay:type=%s\",\"operation\":\"%s\"}"
                                    .formatted(bean, operation))
                    .body();
        } finally {
            restrictor.become(LooseRestrictor.Mode.REAL);
        }
    }

    private Visitor throughProvider(String name, List<String> roles) throws Exception {
        PROVIDER.enqueueCallback(new DefaultOAuth2TokenCallback(
                "staff",
                "subject-of-" + name,
                "JWT",
                List.of("relay"),
                Map.of("preferred_username", name, "realm_access", Map.of("roles", roles)),
                3600));
        Visitor visitor = anybody();
        HttpResponse<String> sent = visitor.get("/observe/oauth2/authorization/staff");
        HttpResponse<Void> atProvider = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        sent.headers().firstValue("Location").orElseThrow()))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        URI back = URI.create(atProvider.headers().firstValue("Location").orElseThrow());
        HttpResponse<String> in = visitor.get(back.getRawPath() + "?" + back.getRawQuery());
        assertThat(in.headers().firstValue("Location").orElseThrow()).endsWith("/observe/hawtio/");
        return visitor;
    }
}
