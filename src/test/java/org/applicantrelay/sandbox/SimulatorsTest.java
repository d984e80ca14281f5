package org.applicantrelay.sandbox;

import static org.applicantrelay.sandbox.IdibuAnswers.ids;
import static org.applicantrelay.sandbox.IdibuAnswers.xml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applicants by turns by each way, and the control page of the simulator of idibu that announces them. */
class SimulatorsTest {

    private final Browser browser = new Browser();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Simulators simulators;
    private HttpServer receiver;

    @AfterEach
    void close() {
        simulators.close();
        if (receiver != null) {
            receiver.stop(0);
        }
    }

    @Test
    void withoutWebhookAndMailboxAllAreListed() {
        simulators = Simulators.start(SimulatorOptions.defaults().applicants(12));

        assertThat(simulators.properties().keySet())
                .noneMatch(key ->
                        key.contains("webhook") || key.contains("mailbox") || key.startsWith("relay.idibu.client-id"));
        assertThat(simulators.mailbox()).isNull();
        assertThat(simulators.welcome()).hasSize(2);
        assertThat(simulators.idibu().applicants()).hasSize(12).allSatisfy(applicant -> assertThat(
                        simulators.idibu().ways(applicant.id()))
                .isEqualTo(Set.of(Way.LISTING)));
        assertThat(browser.form(simulators.idibu().pageUrl() + "/mails").statusCode())
                .isEqualTo(400);
        assertThat(simulators.idibu().applicants()).hasSize(12);
    }

    @Test
    void beforeAnybodySubscribedNobodyComesByAnEventAlone() {
        simulators = Simulators.start(
                SimulatorOptions.defaults().withWebhook("http://localhost:1/x").applicants(6));
        assertThat(ways(simulators.idibu().applicants())).containsExactly(Map.entry(Set.of(Way.LISTING), 6L));
    }

    @Test
    void byTurnsByEachWayAloneAndByAll() throws Exception {
        List<byte[]> events = subscriber();
        List<SimulatedApplicant> added = simulators.seed(16);

        assertThat(ways(added))
                .containsOnly(
                        Map.entry(Set.of(Way.LISTING), 4L),
                        Map.entry(Set.of(Way.WEBHOOK), 4L),
                        Map.entry(Set.of(Way.MAIL), 4L),
                        Map.entry(Set.of(Way.LISTING, Way.WEBHOOK, Way.MAIL), 4L));
        assertThat(ids(xml(browser.get(simulators.idibu().baseUrl() + "/applicants?count=100&hash="
                        + simulators.idibu().hash()))))
                .containsExactlyInAnyOrderElementsOf(comingBy(added, Way.LISTING));
        assertThat(events).hasSize(8);
        assertThat(events.stream().map(SimulatorsTest::trackId))
                .containsExactlyInAnyOrderElementsOf(comingBy(added, Way.WEBHOOK));
        assertThat(simulators.mailbox().count("INBOX")).isEqualTo(8);
        assertThat(simulators.mailbox().unseen()).isEqualTo(8);
        assertThat(told)
                .hasSize(16)
                .contains(
                        "idibu: applicant 70001 for 219930-J712 comes by listing",
                        "idibu: applicant 70002 for VTEST#1 comes by webhook",
                        "idibu: applicant 70003 for CARE-2201 comes by mail",
                        "idibu: applicant 70004 for J71 comes by listing, webhook, mail");
    }

    @Test
    void theSettingsSwitchWebhookAndMailboxOn() throws Exception {
        subscriber();
        assertThat(simulators.properties())
                .containsEntry("relay.idibu.client-id", "4242")
                .containsEntry("relay.idibu.webhook.enabled", "true")
                .containsEntry("relay.idibu.webhook.public-url", hook())
                .containsEntry("relay.mailbox.enabled", "true")
                .containsEntry(
                        "relay.mailbox.port",
                        String.valueOf(simulators.mailbox().imapPort()))
                .hasEntrySatisfying("relay.idibu.webhook.secret", secret -> assertThat(secret)
                        .isNotBlank());
        assertThat(simulators.environment())
                .containsKeys("RELAY_IDIBU_WEBHOOK_PUBLIC_URL", "RELAY_MAILBOX_PASSWORD")
                .doesNotContainKey("LOGGING_LEVEL_COM_ICEGREEN_GREENMAIL");
        assertThat(simulators.welcome().get(2))
                .contains(
                        "relay@sandbox.example",
                        "SMTP localhost:" + simulators.mailbox().smtpPort(),
                        "IMAP localhost:" + simulators.mailbox().imapPort());
    }

    @Test
    void oneCommandForwardsAMailAndThePageShowsIt() throws Exception {
        subscriber();
        String page = simulators.idibu().pageUrl().toString();
        HttpResponse<String> made = browser.post(
                page + "/mails",
                "application/json",
                "{\"clientReference\":\"KEY-1\",\"jobReference\":\"J71\",\"files\":[{\"name\":\"cv.pdf\",\"size\":9000}]}");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body()).contains("\"id\" : 70001", "\"announcedBy\" : \"mail\"");

        String mail = new String(simulators.mailbox().messages("INBOX").get(0), StandardCharsets.US_ASCII);
        assertThat(mail)
                .contains(
                        "X-iTrackID: 70001\r\n",
                        "X-iTrackID-ClientReference: KEY-1\r\n",
                        "X-iTrackID-Reference: J71\r\n",
                        "X-iTrackID-Title: Finance Officer\r\n",
                        "filename=\"cv.pdf\"");
        assertThat(simulators.idibu().applicant(70_001).orElseThrow().data().hidden())
                .isTrue();
        browser.form(page + "/events");
        browser.form(page + "/events");
        assertThat(simulators.idibu().applicants())
                .extracting(SimulatedApplicant::email)
                .doesNotHaveDuplicates();
        browser.form(page + "/applicants");
        browser.post(page + "/applicants", "application/json", "{\"hidden\":true}");

        assertThat(told)
                .extracting(line -> line.substring(line.indexOf("comes")))
                .containsExactly(
                        "comes by mail",
                        "comes by webhook",
                        "comes by webhook",
                        "comes by listing",
                        "comes by no way at all");
        JsonNode state = Answer.JSON.readTree(browser.get(page + "/state").body());
        assertThat(state.path("mailbox").path("unseen").asInt()).isEqualTo(1);
        assertThat(state.path("mailbox").path("inbox").asInt()).isEqualTo(1);
        assertThat(state.path("subscriptions").path(0).path("url").asText()).isEqualTo(hook());
        assertThat(state.toString()).doesNotContain("the-secret");
        String html = browser.get(page).body();
        assertThat(html)
                .contains(
                        "<td>70001</td><td>mail</td>",
                        "<td>70002</td><td>webhook</td>",
                        "<td>70004</td><td>listing</td>",
                        "<td>70005</td><td></td>",
                        "<td>" + hook() + "</td><td>ApplicationReceivedV2</td><td>yes</td>",
                        "<td>relay@sandbox.example</td>",
                        page + "/mails",
                        "curl smtp://localhost:" + simulators.mailbox().smtpPort())
                .doesNotContain("the-secret");
    }

    /** What curl says to the server. */
    @Test
    void anybodyCanSendAMailOfTheirOwn() throws Exception {
        simulators = Simulators.start(SimulatorOptions.defaults().withMailbox(0, 0));
        try (Socket socket = new Socket("localhost", simulators.mailbox().smtpPort());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream out = socket.getOutputStream()) {
            List<String> answers = new ArrayList<>(List.of(in.readLine()));
            for (String line : List.of(
                    "HELO curl",
                    "MAIL FROM:<idibu@sandbox.example>",
                    "RCPT TO:<relay@sandbox.example>",
                    "DATA",
                    "X-iTrackID: 7\r\n\r\nHello\r\n.",
                    "QUIT")) {
                out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                answers.add(in.readLine());
            }
            assertThat(answers).allMatch(answer -> answer.matches("[23]\\d\\d .*"), "2xx or 3xx");
        }
        assertThat(simulators.mailbox().count("INBOX")).isEqualTo(1);
    }

    private List<byte[]> subscriber() throws IOException {
        List<byte[]> events = new CopyOnWriteArrayList<>();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            events.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        receiver.start();
        simulators =
                Simulators.start(SimulatorOptions.defaults().withWebhook(hook()).withMailbox(0, 0));
        simulators.tell(told::add);
        browser.form(
                simulators.idibu().baseUrl() + "/webhooks?hash="
                        + simulators.idibu().hash(),
                "data",
                "<subscription><url>" + hook() + "</url><types>ApplicationReceivedV2</types>"
                        + "<secret>the-secret</secret></subscription>");
        return events;
    }

    private String hook() {
        return "http://localhost:" + receiver.getAddress().getPort() + "/hook";
    }

    private Map<Set<Way>, Long> ways(List<SimulatedApplicant> applicants) {
        return applicants.stream()
                .collect(Collectors.groupingBy(
                        applicant -> simulators.idibu().ways(applicant.id()), Collectors.counting()));
    }

    private List<Long> comingBy(List<SimulatedApplicant> applicants, Way way) {
        return applicants.stream()
                .map(SimulatedApplicant::id)
                .filter(id -> simulators.idibu().ways(id).contains(way))
                .toList();
    }

    private static Long trackId(byte[] event) {
        return Long.valueOf(new String(event, StandardCharsets.US_ASCII).replaceAll(".*&aptrack_id=(\\d+)&.*", "$1"));
    }
}
