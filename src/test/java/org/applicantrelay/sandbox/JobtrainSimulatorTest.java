package org.applicantrelay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulator of Jobtrain against jobtrain.openapi.yaml. */
class JobtrainSimulatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JobtrainSimulator jobtrain = new JobtrainSimulator();
    private final Browser browser = new Browser();
    private String token;

    @BeforeEach
    void setUp() throws Exception {
        jobtrain.addJob(101, "J71", "Cook");
        jobtrain.addJob(102, "J712", "Porter");
        token = requestToken();
    }

    @AfterEach
    void close() {
        jobtrain.close();
    }

    @Test
    void tokensAreIssuedAndExpire() throws Exception {
        assertThat(jobtrain.tokensIssued()).isEqualTo(1);
        HttpResponse<String> wrong = browser.form(
                jobtrain.baseUrl() + "/oauth/token",
                "grant_type",
                "client_credentials",
                "client_id",
                "sandbox-client",
                "client_secret",
                "wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("invalid_client");

        assertThat(get("/jobs").statusCode()).isEqualTo(200);
        jobtrain.expireTokens();
        assertThat(get("/jobs").statusCode()).isEqualTo(401);
        jobtrain.tokenLifetime(Duration.ZERO);
        token = requestToken();
        assertThat(get("/jobs").statusCode()).isEqualTo(401);
    }

    @Test
    void headersAreTheOtherWayIn() {
        String url = jobtrain.baseUrl() + "/jobs";
        assertThat(browser.get(
                                url,
                                "ClientID",
                                jobtrain.clientId(),
                                "ApiKey",
                                jobtrain.apiKey(),
                                "ApiPassword",
                                jobtrain.apiPassword())
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.get(url, "ClientID", jobtrain.clientId(), "ApiKey", "x", "ApiPassword", "y")
                        .statusCode())
                .isEqualTo(401);
        assertThat(browser.get(url).statusCode()).isEqualTo(401);
    }

    @Test
    void jobsComePageByPage() throws Exception {
        IntStream.rangeClosed(103, 125).forEach(id -> jobtrain.addJob(id, "R" + id, "Job " + id));
        JsonNode first = json(get("/jobs"));
        assertThat(first.get("total").asInt()).isEqualTo(25);
        assertThat(first.get("results").asInt()).isEqualTo(20);
        JsonNode second = json(get("/jobs?PageNo=2&PageSize=20"));
        assertThat(second.get("results").asInt()).isEqualTo(5);
        assertThat(second.at("/jobs/4/reference").asText()).isEqualTo("R125");
        assertThat(get("/jobs?PageSize=101").statusCode()).isEqualTo(422);
        assertThat(json(get("/jobs/101")).get("title").asText()).isEqualTo("Cook");
        assertThat(get("/jobs/7").body()).contains("JOB_NOT_FOUND");
    }

    @Test
    void createsOnceAndSaysSo() throws Exception {
        byte[] cv = SampleCv.docx("Zoë", 5_000);
        HttpResponse<String> created = create(101, body("Zoe@example.org", cv));
        assertThat(created.statusCode()).isEqualTo(201);
        HttpResponse<String> again = create(101, body("zoe@EXAMPLE.org", cv));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).get("code").asText()).isEqualTo("ALREADY_APPLIED");
        assertThat(json(again).get("applicationId")).isEqualTo(json(created).get("applicationId"));

        JsonNode other = json(create(102, body("zoe@example.org", null)));
        assertThat(other.get("candidateId")).isEqualTo(json(created).get("candidateId"));

        assertThat(jobtrain.applications()).hasSize(2);
        ReceivedApplication application = jobtrain.applications().get(0);
        assertThat(application.cv().bytes()).isEqualTo(cv);
        assertThat(application.cv().sha256()).isEqualTo(Cv.sha256(cv));
        assertThat(application.cv().fileName()).isEqualTo("cv é.docx");
        assertThat(application.source()).isEqualTo("Reed");
        assertThat(jobtrain.applications().get(1).cv()).isNull();

        jobtrain.acceptsDuplicates(true);
        assertThat(create(101, body("zoe@example.org", cv)).statusCode()).isEqualTo(201);
        assertThat(jobtrain.applications()).hasSize(3);
    }

    @Test
    void refusesWhatIsNotComplete() throws Exception {
        HttpResponse<String> answer = create(101, "{\"candidate\":{\"firstName\":\"A\",\"lastName\":\" \"}}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("errors").findValuesAsText("field"))
                .containsExactly("source", "candidate.lastName", "candidate.email");
        assertThat(create(101, body("a@example.org", null).replace("null", "{\"content\":\"%%%\"}"))
                        .body())
                .contains("cv.content");
        assertThat(create(101, "{\"source\":").statusCode()).isEqualTo(400);
        assertThat(create(7, body("a@example.org", null)).body()).contains("JOB_NOT_FOUND");
        assertThat(jobtrain.applications()).isEmpty();
    }

    @Test
    void readsBackByEmail() throws Exception {
        create(101, body("a@example.org", null));
        create(101, body("b@example.org", null));
        JsonNode found = json(get("/jobs/101/candidates?Email=B%40Example.org"));
        assertThat(found.get("total").asInt()).isEqualTo(1);
        assertThat(found.at("/candidates/0/email").asText()).isEqualTo("b@example.org");
        assertThat(json(get("/jobs/101/candidates")).get("total").asInt()).isEqualTo(2);
        assertThat(json(get("/jobs/102/candidates")).get("total").asInt()).isZero();

        long candidate = found.at("/candidates/0/candidateId").asLong();
        jobtrain.changeStatus(found.at("/candidates/0/applicationId").asLong(), "Offer made", "Offer");
        assertThat(json(get("/jobs/101/candidates/" + candidate + "/status"))
                        .get("recruitmentPhase")
                        .asText())
                .isEqualTo("Offer");
        assertThat(get("/jobs/102/candidates/" + candidate).statusCode()).isEqualTo(404);
    }

    @Test
    void readsMultipart() throws Exception {
        byte[] cv = new byte[200_000];
        new Random(1).nextBytes(cv);
        System.arraycopy("\r\n--almost".getBytes(StandardCharsets.US_ASCII), 0, cv, 5_000, 10);
        ByteArrayOutputStream multipart = new ByteArrayOutputStream();
        multipart.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"application\"\r\n"
                        + "Content-Type: application/json\r\n\r\n" + body("m@example.org", null)
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"my \\\"cv\\\" é.pdf\"\r\n"
                        + "Content-Type: application/pdf\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        multipart.writeBytes(cv);
        multipart.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> created = browser.post(
                jobtrain.baseUrl() + "/jobs/101/applications",
                "multipart/form-data; boundary=b",
                multipart.toByteArray(),
                "Authorization",
                "Bearer " + token);
        assertThat(created.statusCode()).isEqualTo(201);
        Cv received = jobtrain.applications().get(0).cv();
        assertThat(received.bytes()).isEqualTo(cv);
        assertThat(received.fileName()).isEqualTo("my \"cv\" é.pdf");
        assertThat(received.contentType()).isEqualTo("application/pdf");
    }

    @Test
    void streamsALargeCvInChunks() throws Exception {
        byte[] cv = new byte[30 * 1024 * 1024];
        Arrays.fill(cv, (byte) 'x');
        jobtrain.keepCvBytes(false);
        byte[] body = body("big@example.org", cv).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = Browser.request(
                        jobtrain.baseUrl() + "/jobs/101/applications",
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        assertThat(browser.send(request).statusCode()).isEqualTo(201);
        Cv received = jobtrain.applications().get(0).cv();
        assertThat(received.length()).isEqualTo(cv.length);
        assertThat(received.sha256()).isEqualTo(Cv.sha256(cv));
        assertThat(received.bytes()).isNull();
    }

    @Test
    void aLostAnswerHasCreatedAndAResetHasNot() throws Exception {
        jobtrain.faults().add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1);
        assertThatThrownBy(() -> create(101, body("lost@example.org", null))).isInstanceOf(UncheckedIOException.class);
        assertThat(json(get("/jobs/101/candidates?Email=lost@example.org"))
                        .get("total")
                        .asInt())
                .isEqualTo(1);

        jobtrain.faults().add(FaultKind.RESET, RequestKind.CREATE, 1);
        assertThatThrownBy(() -> create(101, body("reset@example.org", null))).isInstanceOf(UncheckedIOException.class);
        jobtrain.faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, 1);
        assertThat(create(101, body("reset@example.org", new byte[500_000])).statusCode())
                .isEqualTo(503);
        assertThat(jobtrain.applications()).hasSize(1);
        assertThat(jobtrain.requests().of(RequestKind.CREATE))
                .extracting(LoggedRequest::fault)
                .containsExactly(FaultKind.ANSWER_LOST, FaultKind.RESET, FaultKind.ERROR_5XX);
        assertThat(jobtrain.faults().hits(FaultKind.RESET)).isEqualTo(1);
    }

    @Test
    void faultsByChanceHitSoManyOfAHundredEachAndTheOldestTakesNothingFromTheOthers() {
        jobtrain.faults()
                .add(FaultSwitch.of(FaultKind.ERROR_5XX).on(RequestKind.JOBS).percent(20))
                .add(FaultSwitch.of(FaultKind.BUSY_429).on(RequestKind.JOBS).percent(30))
                .add(FaultSwitch.of(FaultKind.BAD_JSON).on(RequestKind.JOBS).percent(50));
        for (int i = 0; i < 400; i++) {
            get("/jobs");
        }

        assertThat(jobtrain.faults().hits(FaultKind.ERROR_5XX)).isBetween(50, 110);
        assertThat(jobtrain.faults().hits(FaultKind.BUSY_429)).isBetween(85, 155);
        assertThat(jobtrain.faults().hits(FaultKind.BAD_JSON)).isBetween(160, 240);
        assertThat(jobtrain.requests().of(RequestKind.JOBS))
                .as("with a fault, for together they make a hundred")
                .allMatch(request -> request.fault() != null);
    }

    @Test
    void slowAndDrippingAnswersOutlastTheCaller() throws Exception {
        jobtrain.faults().add(FaultKind.SLOW, RequestKind.CREATE, 1, 60_000);
        HttpRequest slow = Browser.request(
                        jobtrain.baseUrl() + "/jobs/101/applications",
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json")
                .timeout(Duration.ofMillis(300))
                .POST(HttpRequest.BodyPublishers.ofString(body("slow@example.org", null)))
                .build();
        assertThatThrownBy(() -> browser.send(slow)).hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(jobtrain.applications()).hasSize(1);

        jobtrain.faults().add(FaultKind.DRIP, RequestKind.JOBS, 1, 5);
        assertThat(json(get("/jobs")).get("total").asInt()).isEqualTo(2);
        jobtrain.faults().add(FaultKind.BAD_JSON, RequestKind.JOBS, 1);
        assertThatThrownBy(() -> json(get("/jobs"))).isInstanceOf(JacksonException.class);
    }

    @Test
    void manyAtOnceMakeOne() {
        Set<Integer> answers = new HashSet<>();
        List<Integer> all = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> create(101, body("same@example.org", null)).statusCode())
                .toList();
        answers.addAll(all);
        assertThat(answers).containsExactlyInAnyOrder(201, 409);
        assertThat(jobtrain.applications()).hasSize(1);
        assertThat(jobtrain.requests().maxAtOnce(RequestKind.CREATE)).isBetween(1, 16);
    }

    @Test
    void aSequenceOfCallsNeverOverlaps() {
        for (int i = 0; i < 50; i++) {
            get("/jobs");
        }
        assertThat(jobtrain.requests().maxAtOnce()).isEqualTo(1);
    }

    @Test
    void pageAndStateTellWithoutTheBytes() {
        create(101, body("a@example.org", new byte[1234]));
        String page = jobtrain.pageUrl().toString();
        assertThat(browser.get(page).body()).contains("1234 bytes", "Reed", "curl -X POST");
        assertThat(browser.get(page + "/state").body())
                .contains(Cv.sha256(new byte[1234]), "\"tokensIssued\" : 1", "\"CREATE\" : 1")
                .doesNotContain("AAAA");
        HttpResponse<String> job = browser.post(page + "/jobs", "application/json", "{\"reference\":\"NEW-1\"}");
        assertThat(job.body()).contains("\"jobId\" : 103");
        assertThat(browser.form(page + "/faults?kind=FAILED").statusCode()).isEqualTo(400);
        assertThat(browser.form(page + "/faults?kind=RESET&percent=0").statusCode())
                .isEqualTo(400);
        assertThat(browser.form(page + "/faults?kind=RESET&percent=7").body()).contains("\"percent\" : 7");
        assertThat(jobtrain.requests().count(RequestKind.OTHER)).isZero();
    }

    private HttpResponse<String> get(String path) {
        return browser.get(jobtrain.baseUrl() + path, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> create(long jobId, String body) {
        return browser.post(
                jobtrain.baseUrl() + "/jobs/" + jobId + "/applications",
                "application/json; charset=utf-8",
                body,
                "Authorization",
                "Bearer " + token);
    }

    private static String body(String email, byte[] cv) {
        String file = cv == null
                ? "null"
                : "{\"fileName\":\"cv é.docx\",\"contentType\":\"application/x\",\"content\":\""
                        + Base64.getEncoder().encodeToString(cv) + "\"}";
        return "{\"source\":\"Reed\",\"candidate\":{\"firstName\":\"Zoë\",\"lastName\":\"Test\",\"email\":\"" + email
                + "\"},\"coverLetter\":\"Hello\",\"cv\":" + file + "}";
    }

    private String requestToken() throws Exception {
        JsonNode answer = json(browser.form(
                jobtrain.baseUrl() + "/oauth/token",
                "grant_type",
                "client_credentials",
                "client_id",
                jobtrain.clientId(),
                "client_secret",
                jobtrain.apiKey(),
                "api_password",
                jobtrain.apiPassword()));
        assertThat(answer.get("token_type").asText()).isEqualTo("Bearer");
        return answer.get("access_token").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
