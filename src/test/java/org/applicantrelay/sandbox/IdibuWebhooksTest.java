package org.applicantrelay.sandbox;

import static org.applicantrelay.sandbox.IdibuAnswers.texts;
import static org.applicantrelay.sandbox.IdibuAnswers.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The webhooks web service of the simulator against idibu.md. */
class IdibuWebhooksTest {

    private static final String URL = "https://relay.example.org:8443/webhooks/idibu";

    private final IdibuSimulator idibu = new IdibuSimulator();
    private final Browser browser = new Browser();

    @AfterEach
    void close() {
        idibu.close();
    }

    @Test
    void theUrlIsTheKeyAndTheSecretIsNeverListed() throws Exception {
        assertThat(browser.get(url("")).body()).contains("<subscriptions/>", "<status>success</status>");

        assertThat(save(URL, "JobCreated", "first-secret").body())
                .contains("<response>Subscription created.</response>", "<status>success</status>");
        assertThat(save(URL, "ApplicationReceivedV2,JobCreated", "second-secret")
                        .body())
                .contains("<response>Subscription updated.</response>");
        assertThat(save(URL + "2", "ApplicationReceivedV2", "").body()).contains("Subscription created.");

        HttpResponse<String> answer = browser.get(url(""));
        assertThat(answer.body()).doesNotContain("secret");
        Document listed = xml(answer);
        assertThat(texts(listed, "url")).containsExactly(URL, URL + "2");
        assertThat(texts(listed, "types")).containsExactly("ApplicationReceivedV2,JobCreated", "ApplicationReceivedV2");
        assertThat(texts(listed, "modified"))
                .allSatisfy(date -> assertThat(date).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"));
        assertThat(idibu.subscriptions()).extracting(Subscription::secret).containsExactly("second-secret", "");
        assertThat(idibu.subscriptions().toString()).contains(URL).doesNotContain("second-secret");
        assertThat(idibu.requests().count(RequestKind.WEBHOOK_LIST)).isEqualTo(2);
        assertThat(idibu.requests().count(RequestKind.WEBHOOK_SAVE)).isEqualTo(3);
    }

    @Test
    void deletesByTheEncodedUrlAndByNoOther() {
        save(URL, "ApplicationReceivedV2", "s");

        assertThat(browser.delete(url("/" + URL)).body()).contains("<status>failed</status>");
        assertThat(browser.delete(url("/" + Browser.encode(Browser.encode(URL))))
                        .body())
                .contains("Subscription not found", "<status>failed</status>");
        assertThat(idibu.subscriptions()).hasSize(1);

        assertThat(browser.delete(url("/" + Browser.encode(URL))).body())
                .contains("<response>Subscription deleted.</response>", "<status>success</status>");
        assertThat(idibu.subscriptions()).isEmpty();
        assertThat(idibu.requests().count(RequestKind.WEBHOOK_DELETE)).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoSubscription() {
        assertThat(save("relay.example.org", "ApplicationReceivedV2", "s").body())
                .contains("Invalid url", "<status>failed</status>");
        assertThat(save(URL, "ApplicationRecieved", "s").body()).contains("Invalid type", "failed");
        assertThat(save(URL, "", "s").body()).contains("Invalid type", "failed");
        assertThat(browser.form(url(""), "data", "<subscriber/>").body()).contains("no subscription", "failed");
        assertThat(browser.post(url(""), "text/xml", "<subscription/>").body()).contains("No data", "failed");
        assertThat(browser.get(idibu.baseUrl() + "/webhooks?hash=other").body()).contains("Invalid hash");
        assertThat(browser.delete(idibu.baseUrl() + "/webhooks/" + Browser.encode(URL) + "?hash=other")
                        .body())
                .contains("Invalid hash");
        assertThat(idibu.subscriptions()).isEmpty();
    }

    @Test
    void failsOnDemandLikeTheOtherServices() {
        idibu.faults().add(FaultKind.ERROR_5XX, RequestKind.WEBHOOK_SAVE, 1, 502);
        assertThat(save(URL, "ApplicationReceivedV2", "s").statusCode()).isEqualTo(502);
        assertThat(idibu.subscriptions()).isEmpty();

        idibu.faults().add(FaultKind.ANSWER_LOST, RequestKind.WEBHOOK_SAVE, 1);
        assertThatThrownBy(() -> save(URL, "ApplicationReceivedV2", "s")).isInstanceOf(UncheckedIOException.class);
        assertThat(idibu.subscriptions()).hasSize(1);

        idibu.faults().add(FaultKind.FAILED, RequestKind.WEBHOOK_LIST, 1);
        assertThat(browser.get(url("")).body()).contains("<status>failed</status>");
        idibu.faults().add(FaultKind.BUSY_429, RequestKind.WEBHOOK_DELETE, 1);
        assertThat(browser.delete(url("/" + Browser.encode(URL))).statusCode()).isEqualTo(429);
        assertThat(idibu.subscriptions()).hasSize(1);
    }

    private HttpResponse<String> save(String url, String types, String secret) {
        return browser.form(
                url(""),
                "data",
                "<subscription><url>" + url + "</url><types>" + types + "</types><secret>" + secret
                        + "</secret></subscription>");
    }

    private String url(String more) {
        return idibu.baseUrl() + "/webhooks" + more + "?hash=" + idibu.hash();
    }
}
