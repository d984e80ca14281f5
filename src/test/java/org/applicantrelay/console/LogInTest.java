package org.applicantrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

/** By name and password: on the page, and each time anew as tools do. */
class LogInTest extends ConsoleTest {

    private static final String VERSION = "{\"type\":\"version\"}";

    @Test
    void whoeverComesToTheConsoleIsLedToTheLogInAndBack() {
        Visitor visitor = anybody().with("Accept", "text/html,application/xhtml+xml");

        HttpResponse<String> asked = visitor.get("/observe/hawtio/camel");
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(location(asked)).endsWith("/observe/login");

        HttpResponse<String> loggedIn = visitor.logIn("vera", PASSWORD);
        assertThat(location(loggedIn)).endsWith("/observe/hawtio/camel");
        assertThat(visitor.get("/observe/hawtio/user").body()).isEqualTo("\"vera\"");
        assertThat(visitor.get("/observe/hawtio/").body()).contains("<base href=\"/observe/hawtio/\">");
    }

    @Test
    void theSessionIsAnotherOneAfterTheLogInAndItsCookieIsForThisPortAlone() {
        Visitor visitor = anybody();
        visitor.logIn("vera", PASSWORD);
        String before = visitor.cookie("relay-session").orElseThrow();

        HttpResponse<String> again = visitor.logIn("vera", PASSWORD);

        assertThat(visitor.cookie("relay-session")).isPresent().isNotEqualTo(Optional.of(before));
        assertThat(again.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("relay-session="))
                .allMatch(cookie -> cookie.endsWith("; Path=/observe; HttpOnly; SameSite=Lax"))
                .isNotEmpty();
    }

    @Test
    void behindTlsTheCookiesAreSecure() {
        HttpResponse<String> answer =
                anybody().with("X-Forwarded-Proto", "https").logIn("vera", PASSWORD);

        assertThat(answer.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allMatch(cookie -> cookie.contains("; Secure"));
    }

    @Test
    void whoeverLogsOutIsOut() {
        Visitor visitor = loggedIn("vera");

        HttpResponse<String> out = visitor.get("/observe/hawtio/auth/logout");

        assertThat(location(out)).endsWith("/observe/login?out");
        assertThat(visitor.get("/observe/login?out").body()).contains("You are logged out.");
        assertThat(visitor.get("/observe/hawtio/user").statusCode()).isEqualTo(401);
    }

    @Test
    void aChangeWithoutTheTokenIsRefused() {
        Visitor visitor = loggedIn("ada");
        assertThat(visitor.post("/observe/jolokia", VERSION).statusCode()).isEqualTo(200);

        assertThat(visitor.withoutToken().post("/observe/jolokia", VERSION).statusCode())
                .isEqualTo(403);
        assertThat(visitor.post("/observe/logout", "").statusCode()).isEqualTo(403);
    }

    /** It can only have come from a tool; a browser that is logged in has a session. */
    @Test
    void aToolNeedsNoTokenButABrowserWithItsPasswordDoes() {
        assertThat(anybody().with("Authorization", basic("vera", PASSWORD)).post("/observe/jolokia", VERSION))
                .returns(200, HttpResponse::statusCode);

        Visitor browser = loggedIn("vera").with("Authorization", basic("vera", PASSWORD));
        assertThat(browser.withoutToken().post("/observe/jolokia", VERSION).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aToolMakesNoSessionAndIsNotAskedForAPasswordByABrowsersOwnDialog() {
        HttpResponse<String> right =
                anybody().with("Authorization", basic("otto", PASSWORD)).get("/observe/hawtio/user");
        HttpResponse<String> wrong =
                from("203.0.113.11").with("Authorization", basic("nobody", "x")).get("/observe/hawtio/user");

        assertThat(right.body()).isEqualTo("\"otto\"");
        assertThat(right.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("relay-session"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void aWrongPasswordIsNotSaidToBeOneNorShownAnywhere(CapturedOutput log) {
        Visitor visitor = from("203.0.113.12");

        assertThat(location(visitor.logIn("vera", "wrong-and-telling"))).endsWith("/observe/login?wrong");
        assertThat(location(visitor.logIn("password-in-the-name", "x"))).endsWith("/observe/login?wrong");

        assertThat(visitor.get("/observe/login?wrong").body()).contains("Name or password is wrong.");
        assertThat(log).contains("A log-in to the console has failed, from 203.0.113.12");
        assertThat(log).doesNotContain("wrong-and-telling", "password-in-the-name", PASSWORD);
    }

    /** A minute's tries are few; meanwhile he himself gets in where he was before. */
    @Test
    void guessingIsSlowedAndShutsOutNobodyWhoWasThereBefore() {
        Visitor home = from("203.0.113.20");
        home.logIn(GUESSED, PASSWORD);
        for (int guess = 0; guess < 5; guess++) {
            assertThat(location(from("203.0.113." + (30 + guess)).logIn(GUESSED, "guess")))
                    .endsWith("?wrong");
        }

        assertThat(location(from("203.0.113.40").logIn(GUESSED, PASSWORD))).endsWith("?wait");
        HttpResponse<String> tool = from("203.0.113.41")
                .with("Authorization", basic(GUESSED, PASSWORD))
                .get("/observe/hawtio/user");
        assertThat(tool.statusCode()).isEqualTo(429);
        assertThat(tool.headers().firstValue("Retry-After")).isPresent();
        assertThat(location(home.logIn(GUESSED, PASSWORD))).endsWith("/observe/hawtio/");
    }

    @Test
    void aLogInIsWrittenDown() {
        loggedIn("otto");

        assertThat(database.queryForList("select actor, action, subject from audit_entry order by id desc limit 1"))
                .isEqualTo(List.of(Map.of("ACTOR", "otto", "ACTION", "log in", "SUBJECT", "console")));
    }

    @Test
    void nobodyFramesOrReadsTheConsoleFromElsewhere() {
        Visitor visitor = loggedIn("vera");

        for (String page : List.of("/observe/login", "/observe/hawtio/", "/observe/jolokia")) {
            HttpResponse<String> answer = visitor.get(page);
            assertThat(answer.headers().firstValue("X-Frame-Options")).as(page).contains("DENY");
            assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                    .as(page)
                    .contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .as(page)
                    .get()
                    .asString()
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe-eval", "http:", "https:");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(page)
                    .isEmpty();
        }
    }

    @Test
    void ofTheMainPortNothingIsTheConsoles() {
        Visitor visitor = new Visitor(mainPort).with("Authorization", basic("ada", PASSWORD));

        for (String path : List.of("/observe/login", "/observe/hawtio/", "/observe/jolokia", "/login", "/")) {
            HttpResponse<String> answer = visitor.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().map()).as(path).doesNotContainKeys("set-cookie", "x-frame-options");
        }
    }

    private Visitor from(String address) {
        return anybody().with("X-Forwarded-For", address);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
