package org.applicantrelay.sandbox;

import static org.applicantrelay.sandbox.IdibuAnswers.ids;
import static org.applicantrelay.sandbox.IdibuAnswers.texts;
import static org.applicantrelay.sandbox.IdibuAnswers.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The simulator of idibu against idibu-applicant-management.txt and idibu.md. */
class IdibuSimulatorTest {

    private final IdibuSimulator idibu = new IdibuSimulator();
    private final Browser browser = new Browser();

    @AfterEach
    void close() {
        idibu.close();
    }

    @Test
    void listsPageByPageInOrderOfJobs() throws Exception {
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            idibu.add(NewApplicant.builder().job(900L - i, "R" + i).build());
        }
        idibu.applicants().forEach(applicant -> expected.add(applicant.id()));

        Document first = xml(get("/applicants", ""));
        assertThat(texts(first, "total")).containsExactly("25");
        assertThat(ids(first)).hasSize(10);

        List<Long> seen = new ArrayList<>(ids(first));
        seen.addAll(ids(xml(get("/applicants", "&count=10&offset=10"))));
        seen.addAll(ids(xml(get("/applicants", "&count=10&offset=20"))));
        assertThat(seen).isEqualTo(expected).doesNotHaveDuplicates().hasSize(25);
        assertThat(seen.get(0)).isGreaterThan(seen.get(24));
        assertThat(idibu.requests().count(RequestKind.LISTING)).isEqualTo(3);
    }

    @Test
    void writesWhatIdibuWrites() throws Exception {
        long id = idibu.add(NewApplicant.builder()
                        .email("zoe@example.org")
                        .parsedEmail("zoe.work@example.org")
                        .name("Zoë <O'Test> & Sons")
                        .job(7L, "VTEST#1")
                        .portal(33L, "Reed")
                        .date(LocalDateTime.of(2026, 3, 29, 0, 59, 59))
                        .message("Hi", "a & b\n<c>", "<p>a</p>")
                        .file("my cv.pdf", new byte[] {1, 2, 3})
                        .build())
                .id();

        HttpResponse<String> listing = get("/applicants", "");
        assertThat(listing.body()).startsWith("<?xml version=\"1.0\" encoding=\"utf8\"?>");
        assertThat(listing.body()).contains("<idibu generator=\"idibu\" version=\"1.0\">", "&amp;v=1</link>");
        Document listed = xml(listing);
        assertThat(texts(listed, "parsed_email")).containsExactly("zoe.work@example.org");
        assertThat(texts(listed, "portal-id")).containsExactly("33");
        assertThat(texts(listed, "portal-name")).containsExactly("Reed");
        assertThat(texts(listed, "message")).isEmpty();
        assertThat(texts(listed, "rank")).containsExactly("");
        assertThat(texts(listed, "date")).containsExactly("2026-03-29 00:59:59");

        Document detail = xml(get("/applicants/" + id, ""));
        assertThat(texts(detail, "name")).containsExactly("Zoë <O'Test> & Sons", "Reed", "my cv.pdf");
        assertThat(texts(detail, "text")).containsExactly("a & b\n<c>");
        assertThat(texts(detail, "html")).containsExactly("<p>a</p>");
        assertThat(texts(detail, "portal-id")).isEmpty();
        assertThat(texts(detail, "successful")).containsExactly("yes");
        assertThat(idibu.requests().count(RequestKind.DETAIL, id)).isEqualTo(1);
    }

    @Test
    void leavesOutNullsAndWritesEmptyElements() throws Exception {
        assertThat(get("/applicants", "").body()).contains("<applicants/>", "<total>0</total>");
        long id = idibu.add(NewApplicant.builder()
                        .name(null)
                        .portal(null, null)
                        .files(null)
                        .parsedEmail(null)
                        .message(null, null, null)
                        .rawDate("0000-00-00 00:00:00")
                        .status("")
                        .build())
                .id();
        for (String path : List.of("/applicants", "/applicants/" + id)) {
            Document xml = xml(get(path, ""));
            for (String missing : List.of("name", "portal-id", "portal-name", "portal", "files", "job", "message")) {
                assertThat(texts(xml, missing)).as(missing).isEmpty();
            }
            assertThat(texts(xml, "date")).containsExactly("0000-00-00 00:00:00");
        }
    }

    @Test
    void filters() throws Exception {
        idibu.addJob(1, "J71", "Cook");
        idibu.addJob(2, "J712", "Porter");
        long early = add("early@example.org", 1L, "2026-01-31 23:59:59");
        long late = add("late@example.org", 2L, "2026-02-01 12:00:00");

        assertThat(listed("&after_date=2026-02-01")).containsExactly(late);
        assertThat(listed("&after_date=" + Browser.encode("2026-01-31 23:59:59")))
                .containsExactly(early, late);
        assertThat(listed("&before_date=" + Browser.encode("2026-02-01 11:59:59")))
                .containsExactly(early);
        assertThat(listed("&before_date=" + Browser.encode("2026-02-01 12:00:00")))
                .containsExactly(early, late);
        assertThat(listed("&job-id=2,99")).containsExactly(late);
        assertThat(listed("&email=EARLY@example.org")).containsExactly(early);
        assertThat(listed("&reference=J71")).containsExactly(early, late);
        assertThat(listed("&status=Rejected")).isEmpty();
    }

    @Test
    void refusesWithStatus200() {
        String url = idibu.baseUrl() + "/applicants";
        assertThat(browser.get(url + "?hash=wrong").body()).contains("Invalid hash", "<status>failed</status>");
        for (String refused : List.of("&count=101", "&count=0", "&after_date=yesterday", "&job-id=x")) {
            HttpResponse<String> answer = get("/applicants", refused);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).as(refused).contains("<status>failed</status>");
        }
        assertThat(get("/applicants/1", "").body()).contains("<status>failed</status>");
    }

    @Test
    void filesAnswer302AndNeverMaySeeTheHash() throws Exception {
        byte[] cv = SampleCv.pdf("Zoë", 30_000);
        idibu.add(NewApplicant.builder().file("CV Zoë & co.pdf", cv).build());
        String link = texts(xml(get("/applicants", "")), "link").get(0);

        HttpResponse<String> moved = browser.get(link);
        assertThat(moved.statusCode()).isEqualTo(302);
        String location = moved.headers().firstValue("Location").orElseThrow();
        HttpResponse<byte[]> file = browser.bytes(location);
        assertThat(file.body()).isEqualTo(cv);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(cv.length);
        assertThat(browser.get(location.replaceAll("Signature=.*", "Signature=0"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(idibu.credentialLeaks()).isEmpty();

        browser.get(location + "&hash=" + idibu.hash());
        browser.get(link, "Referer", idibu.baseUrl() + "/applicants?hash=" + idibu.hash());
        assertThat(idibu.credentialLeaks()).hasSize(2);
    }

    @Test
    void outcomesAreUpserts() throws Exception {
        long id = idibu.add(NewApplicant.builder().build()).id();
        String url = idibu.baseUrl() + "/applicant-status/" + id + "?hash=" + idibu.hash();

        assertThat(browser.post(url, "text/xml", "<applicant><status>success</status></applicant>")
                        .body())
                .contains("failed");
        assertThat(browser.form(url, "xml", "x").body()).contains("<status>failed</status>");
        assertThat(browser.form(url, "data", "<applicant><status>good</status></applicant>")
                        .body())
                .contains("<status>failed</status>");
        assertThat(idibu.outcomes()).isEmpty();

        String fail = "<applicant><status>fail</status><error-message>no job &amp; no cake</error-message></applicant>";
        assertThat(browser.form(url, "data", fail).body())
                .contains("<response>Applicant status saved</response>", "<status>success</status>");
        browser.form(
                url,
                "data",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><applicant><status>success</status>"
                        + "<remote-id>9001/5001</remote-id><date-processed>2026-02-01 10:00:00</date-processed>"
                        + "</applicant>");

        assertThat(idibu.outcomes(id)).extracting(Outcome::status).containsExactly("fail", "success");
        assertThat(idibu.outcomes(id).get(0).errorMessage()).isEqualTo("no job & no cake");
        assertThat(idibu.latestOutcomes().get(id).remoteId()).isEqualTo("9001/5001");
        Document all = xml(get("/applicant-status", "&remote-id=9001/5001"));
        assertThat(texts(all, "id")).containsExactly(String.valueOf(id));
        assertThat(texts(all, "date-processed")).containsExactly("2026-02-01 10:00:00");
        assertThat(texts(all, "date-created")).hasSize(1);
        assertThat(browser.form(url.replace("/" + id, "/1"), "data", fail).body())
                .contains("Applicant not found");
    }

    @Test
    void setStatusAndDeletion() throws Exception {
        long id = idibu.add(NewApplicant.builder().file("cv.pdf", new byte[10]).build())
                .id();
        assertThat(get("/applicants/" + id + "/set-status", "&status=Hired").body())
                .contains("<messsage>Status updated</messsage>");
        assertThat(get("/applicants/" + id + "/set-status", "&status=Nonsense").body())
                .contains("failed");
        get("/applicants/" + id + "/set-status", "&status=Rejected&responder=Yes");
        assertThat(idibu.statusChanges()).extracting(StatusChange::status).containsExactly("Hired", "Rejected");
        assertThat(idibu.statusChanges()).extracting(StatusChange::responder).containsExactly(false, true);

        browser.form(
                idibu.baseUrl() + "/applicants/request-delete-by-ids?hash=" + idibu.hash(),
                "data",
                "<idibu><ids><id>" + id + "</id></ids></idibu>");
        Document detail = xml(get("/applicants/" + id, ""));
        assertThat(texts(detail, "email").get(0)).isEqualTo("deleted@idibu.com");
        assertThat(texts(detail, "file")).isEmpty();
    }

    @Test
    void jobsAndSettings() throws Exception {
        idibu.addJob(1, "J71", "Cook");
        idibu.addJob(2, "J712", "Porter");
        add("a@example.org", 2L, "2026-02-01 12:00:00");
        Document live = xml(get("/jobs/live", "&reference=J71"));
        assertThat(texts(live, "reference")).containsExactly("J71", "J712");
        assertThat(texts(live, "applicants")).containsExactly("1");
        assertThat(texts(xml(get("/jobs/2", "")), "title")).containsExactly("Porter");
        assertThat(texts(xml(get("/settings/aptrack", "")), "name")).contains("New", "Rejected");
    }

    @Test
    void failsOnDemand() throws Exception {
        long id = idibu.add(NewApplicant.builder().build()).id();
        idibu.faults().add(FaultKind.ERROR_5XX, RequestKind.LISTING, 1, 502);
        assertThat(get("/applicants", "").statusCode()).isEqualTo(502);
        assertThat(get("/applicants", "").statusCode()).isEqualTo(200);

        idibu.faults().add(FaultKind.BUSY_429, RequestKind.DETAIL, 1, 7);
        HttpResponse<String> busy = get("/applicants/" + id, "");
        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("Retry-After")).hasValue("7");

        idibu.faults().add(FaultKind.BAD_XML, RequestKind.DETAIL, 1);
        assertThat(get("/applicants/" + id, "").body()).startsWith("<?xml").doesNotContain("</idibu>");

        idibu.faults().add(FaultSwitch.of(FaultKind.FAILED).about(id).times(1));
        assertThat(get("/applicants", "").body()).contains("<status>success</status>");
        assertThat(get("/applicants/" + id, "").body()).contains("<status>failed</status>");

        idibu.faults().add(FaultKind.ANSWER_LOST, RequestKind.OUTCOME, 1);
        String url = idibu.baseUrl() + "/applicant-status/" + id + "?hash=" + idibu.hash();
        assertThatThrownBy(() -> browser.form(url, "data", "<applicant><status>success</status></applicant>"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(idibu.outcomes(id)).hasSize(1);
        assertThat(idibu.faults().active()).isEmpty();
    }

    @Test
    void aPageBreaksOffInsideOneApplicant() throws Exception {
        long first = add("a@example.org", 1L, "2026-02-01 12:00:00");
        long second = add("b@example.org", 2L, "2026-02-01 12:00:00");
        long third = add("c@example.org", 3L, "2026-02-01 12:00:00");
        idibu.faults().add(FaultSwitch.of(FaultKind.BAD_PAGE).about(second).times(3));

        assertThat(listed("&count=1")).containsExactly(first);
        assertThat(listed("&count=1&offset=2")).containsExactly(third);
        assertThat(get("/applicants", "&count=x").body()).contains("failed");
        for (String page : List.of("", "&count=2", "&count=1&offset=1")) {
            String answer = get("/applicants", page).body();
            assertThat(answer).contains("<id>" + second + "</id>").doesNotContain("<id>" + third + "</id>", "</idibu>");
            String last = answer.substring(answer.lastIndexOf("<applicant>"));
            assertThat(last).contains("<id>" + second + "</id>").doesNotContain("</applicant>");
        }
        assertThat(listed("")).containsExactly(first, second, third);
        assertThat(get("/applicants/" + second, "").body()).contains("<status>success</status>");
        assertThat(browser.form(idibu.pageUrl() + "/faults?kind=BAD_PAGE").body())
                .contains("about is missing");
    }

    @Test
    void theTotalMovesBetweenPages() throws Exception {
        for (int i = 0; i < 5; i++) {
            add("a@example.org", 1L, "2026-02-01 12:00:00");
        }
        idibu.faults().add(FaultSwitch.of(FaultKind.TOTAL_MOVES).times(2));
        get("/jobs/live", "");
        assertThat(total("&count=2")).isEqualTo("8");
        assertThat(total("&count=2&offset=2")).isEqualTo("2");
        assertThat(total("&count=2&offset=4")).isEqualTo("5");
    }

    @Test
    void answersThatAreNotXmlAtOnceOrAtAll() throws Exception {
        idibu.faults().add(FaultKind.HTML_PAGE, RequestKind.LISTING, 1);
        HttpResponse<String> page = get("/applicants", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).startsWith("<!DOCTYPE html>");

        idibu.faults().add(FaultKind.LEADING_NEWLINES, RequestKind.LISTING, 1);
        String late = get("/applicants", "").body();
        assertThat(late).startsWith("\n\n<?xml");
        assertThatThrownBy(() -> xml(late)).isInstanceOf(SAXException.class);
        assertThat(listed("")).isEmpty();
    }

    @Test
    void datesAreTheWallClockEvenWhenClocksChange() throws Exception {
        long summer = addAt(LocalDateTime.of(2026, 10, 25, 1, 30));
        long winter = addAt(LocalDateTime.of(2026, 10, 25, 1, 10));
        long never = addAt(LocalDateTime.of(2026, 3, 29, 1, 30));

        assertThat(texts(xml(get("/applicants", "")), "date"))
                .containsExactly("2026-10-25 01:30:00", "2026-10-25 01:10:00", "2026-03-29 01:30:00");
        assertThat(listed("&after_date=" + Browser.encode("2026-10-25 01:20:00")))
                .containsExactly(summer);
        assertThat(listed("&after_date=" + Browser.encode("2026-10-25 01:10:00")))
                .containsExactly(summer, winter);
        assertThat(listed("&before_date=" + Browser.encode("2026-03-29 01:30:00")))
                .containsExactly(never);
    }

    @Test
    void refusesConnectionsWhileOffline() {
        idibu.add(NewApplicant.builder().build());
        idibu.goOffline();
        assertThatThrownBy(() -> get("/applicants", "")).isInstanceOf(UncheckedIOException.class);
        idibu.goOnline();
        assertThat(get("/applicants", "").body()).contains("<total>1</total>");
    }

    @Test
    void faultsAndApplicantsByHttp() {
        String page = idibu.pageUrl().toString();
        HttpResponse<String> unknown = browser.form(page + "/faults?kind=BROKEN");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("BROKEN", "ERROR_5XX", "DRIP");
        assertThat(browser.form(page + "/faults?kind=SLOW&on=CREATE").body()).contains("LISTING");

        browser.form(page + "/faults?kind=error_5xx&on=LISTING&times=3&value=500");
        assertThat(browser.get(page + "/faults").body()).contains("\"times\" : \"3\"");
        assertThat(get("/applicants", "").statusCode()).isEqualTo(500);
        browser.delete(page + "/faults");
        assertThat(get("/applicants", "").statusCode()).isEqualTo(200);

        assertThat(browser.post(page + "/applicants", "application/json", "{\"nmae\":1}")
                        .statusCode())
                .isEqualTo(400);
        browser.post(
                page + "/applicants",
                "application/json",
                "{\"name\":\"<b>Eve\",\"portalName\":null,\"files\":[{\"name\":\"a.rtf\",\"size\":3000}]}");
        browser.form(page + "/applicants");
        assertThat(idibu.applicants()).hasSize(2);
        SimulatedApplicant eve = idibu.applicants().get(0);
        assertThat(eve.data().portalName()).isNull();
        assertThat(new String(eve.files().get(0).bytes(), StandardCharsets.US_ASCII))
                .startsWith("{\\rtf1")
                .hasSizeBetween(2_500, 3_500);
        assertThat(browser.get(page).body()).contains("&lt;b&gt;Eve").doesNotContain("<b>Eve");
        assertThat(browser.get(page + "/state").body()).contains("\"LISTING\" : 2");
    }

    private long add(String email, Long jobId, String date) {
        return idibu.add(NewApplicant.builder()
                        .email(email)
                        .jobId(jobId)
                        .rawDate(date)
                        .build())
                .id();
    }

    private long addAt(LocalDateTime date) {
        return idibu.add(NewApplicant.builder().date(date).build()).id();
    }

    private String total(String page) throws Exception {
        return texts(xml(get("/applicants", page)), "total").get(0);
    }

    private List<Long> listed(String filter) throws Exception {
        return ids(xml(get("/applicants", filter)));
    }

    private HttpResponse<String> get(String path, String params) {
        return browser.get(idibu.baseUrl() + path + "?hash=" + idibu.hash() + params);
    }
}
