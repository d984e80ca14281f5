package org.applicantrelay.sandbox;

import static org.applicantrelay.sandbox.IdibuAnswers.texts;
import static org.applicantrelay.sandbox.IdibuAnswers.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Each quirk on the wire, and that the values of the applicant stay what a perfect receiver ends up with. */
class IdibuQuirksTest {

    private static final String NAME = "Zoë D’Été";
    private static final String SUBJECT = "Küche – R&D";
    private static final String TEXT = "I ran the café’s R&D.\nŁódź\u00a0<3 \"you\".";

    private final IdibuSimulator idibu = new IdibuSimulator();
    private final Browser browser = new Browser();

    @AfterEach
    void close() {
        idibu.close();
    }

    @Test
    void withoutQuirksAStrictParserReadsAll() throws Exception {
        long id = add();
        assertThat(texts(xml(list()), "name")).containsExactly(NAME, "cv é&.pdf");
        Document detail = xml(detail(id));
        assertThat(texts(detail, "name")).containsExactly(NAME, "Café & Söhne", "cv é&.pdf");
        assertThat(texts(detail, "text")).containsExactly(TEXT);
    }

    @Test
    void rawAmpersand() throws Exception {
        long id = add(Quirk.RAW_AMPERSAND);
        for (String answer : List.of(list(), detail(id))) {
            assertThat(answer).contains("&v=1</link>").doesNotContain("&amp;v=1");
            assertRefused(answer);
            assertThat(texts(xml(answer.replace("&v=1", "&amp;v=1")), "link")).isEqualTo(links(id));
        }
    }

    @Test
    void linkEscapedTwice() throws Exception {
        long id = add(Quirk.LINK_ESCAPED_TWICE);
        for (String answer : List.of(list(), detail(id))) {
            assertThat(answer).contains("&amp;amp;v=1</link>");
            assertThat(texts(xml(answer), "link").get(0).replace("&amp;", "&"))
                    .isEqualTo(links(id).get(0));
        }
    }

    @Test
    void rawEntities() throws Exception {
        long id = add(Quirk.RAW_ENTITIES);
        assertRefused(list());
        assertThat(list()).contains("<name>Zo&euml; D&rsquo;&Eacute;t&eacute;</name>", "Caf&eacute; &amp; S&ouml;hne<");
        String detail = detail(id);
        assertRefused(detail);
        assertThat(detail)
                .contains("<name>Zo&euml; D&rsquo;&Eacute;t&eacute;</name>")
                .contains("<subject>K&uuml;che &ndash; R&amp;D</subject>")
                .contains("I ran the caf&eacute;&rsquo;s R&amp;D.\nŁ&oacute;dź&nbsp;&lt;3 \"you\".</text>")
                .contains("<name>Caf&eacute; &amp; S&ouml;hne</name>", "<name>cv é&amp;.pdf</name>");
        assertThat(texts(xml(resolved(detail)), "text")).containsExactly(TEXT);
        assertThat(data(id).messageText()).isEqualTo(TEXT);
    }

    @Test
    void entitiesTwice() throws Exception {
        long id = add(Quirk.ENTITIES_TWICE);
        assertThat(list())
                .contains("<name>Zo&amp;euml; D&amp;rsquo;&amp;Eacute;t&amp;eacute;</name>")
                .contains("<portal-name>Caf&amp;eacute; &amp;amp; S&amp;ouml;hne</portal-name>")
                .contains("<name>cv &amp;eacute;&amp;amp;.pdf</name>");
        Document detail = xml(detail(id));
        assertThat(texts(detail, "subject")).containsExactly("K&uuml;che &ndash; R&amp;D");
        assertThat(texts(detail, "text"))
                .containsExactly("I ran the caf&eacute;&rsquo;s R&amp;D.\nŁ&oacute;dź&nbsp;&lt;3 &quot;you&quot;.");
        assertThat(data(id).name()).isEqualTo(NAME);
    }

    @Test
    void entitiesMixed() throws Exception {
        long id = idibu.add(person().messageText("café R&D 5 < 6 &lt;b&gt;")
                        .quirk(Quirk.ENTITIES_MIXED)
                        .build())
                .id();
        String detail = detail(id);
        assertThat(detail)
                .contains("<text>caf&amp;eacute; R&amp;D 5 &lt; 6 &amp;lt;b&amp;gt;</text>")
                .contains("<name>" + NAME + "</name>");
        assertThat(resolved(texts(xml(detail), "text").get(0))).isEqualTo(data(id).messageText());
    }

    @Test
    void controlCharacters() throws Exception {
        long id = add(Quirk.CONTROL_CHARACTERS);
        assertRefused(list());
        String detail = detail(id);
        assertRefused(detail);
        assertThat(detail).contains("<name>Z\u0001oë D&#x8;’Été\u001f</name>", "D.\u000bŁódź");
        String clean = detail.replaceAll("[\u0001\u001f]|&#x8;", "").replace('\u000b', '\n');
        assertThat(texts(xml(clean), "name")).contains(NAME);
        assertThat(texts(xml(clean), "text")).containsExactly(TEXT);
    }

    @Test
    void leadingNewlineAndByteOrderMark() throws Exception {
        String newline = detail(add(Quirk.LEADING_NEWLINE));
        assertThat(newline).startsWith("\n\n<?xml");
        assertRefused(newline);
        long marked = add(Quirk.LEADING_BOM);
        assertThat(browser.bytes(url("/applicants/" + marked)).body()).startsWith(0xef, 0xbb, 0xbf, '<', '?');
        assertThat(detail(add(Quirk.LEADING_BOM, Quirk.LEADING_NEWLINE))).startsWith("\ufeff\n\n<?xml");
        assertThat(list()).startsWith("<?xml");
    }

    @Test
    void nestedMessages() throws Exception {
        Document whole = xml(detail(add(Quirk.NESTED_MESSAGE)));
        assertThat(path(whole, "text")).isEqualTo("idibu/response/message/message/text");
        assertThat(path(whole, "subject")).isEqualTo("idibu/response/message/message/subject");
        assertThat(path(whole, "portal")).isEqualTo("idibu/response/message/portal");
        assertThat(path(whole, "status")).isEqualTo("idibu/response/message/status");
        assertThat(path(whole, "files")).isEqualTo("idibu/response/message/files");
        assertThat(path(whole, "rank")).isEqualTo("idibu/response/rank");

        Document letter = xml(detail(add(Quirk.NESTED_LETTER)));
        assertThat(path(letter, "subject")).isEqualTo("idibu/response/message/subject");
        assertThat(path(letter, "html")).isEqualTo("idibu/response/message/message/html");

        long id = add(Quirk.NESTED_PLAIN_MESSAGE);
        Document plain = xml(detail(id));
        assertThat(texts(plain, "message").get(1)).isEqualTo(TEXT);
        assertThat(path(plain, "subject")).isEqualTo("idibu/response/message/subject");
        assertThat(texts(plain, "text")).isEmpty();
        assertThat(data(id).messageHtml()).isNull();
    }

    @Test
    void messageInCdata() throws Exception {
        long id = add(Quirk.MESSAGE_IN_CDATA);
        assertThat(texts(xml(list()), "link")).isEqualTo(links(id));
        String detail = detail(id);
        assertThat(detail)
                .contains("<text><![CDATA[" + TEXT + "]]></text>")
                .contains("<html><![CDATA[<p>R&amp;D & more</p>]]></html>")
                .contains("&v=1</link>");
        assertRefused(detail);
        Document repaired = xml(detail.replace("&v=1", "&amp;v=1"));
        assertThat(texts(repaired, "text")).containsExactly(TEXT);
        assertThat(texts(repaired, "html")).containsExactly(data(id).messageHtml());
    }

    @Test
    void zeroDate() throws Exception {
        long id = idibu.add(person().rawDate("2026-02-01 12:00:00")
                        .quirk(Quirk.ZERO_DATE)
                        .build())
                .id();
        assertThat(texts(xml(get("/applicants", "&after_date=2026-02-01")), "date"))
                .containsExactly("2026-02-01 12:00:00");
        assertThat(texts(xml(detail(id)), "date")).containsExactly("0000-00-00 00:00:00");
    }

    @Test
    void missingElementsAndNoFiles() throws Exception {
        long id = add(Quirk.MISSING_ELEMENTS, Quirk.NO_FILES);
        for (String answer : List.of(list(), detail(id))) {
            Document xml = xml(answer);
            for (String missing : List.of(
                    "name", "portal-name", "rank", "parsed", "parsed_email", "message", "subject", "text", "files")) {
                assertThat(texts(xml, missing)).as(missing).isEmpty();
            }
            assertThat(texts(xml, "email")).hasSize(1);
        }
        assertThat(data(id).name()).isNull();
        assertThat(data(id).files()).isNull();
    }

    @Test
    void unknownNames() {
        assertThat(data(add(Quirk.NAME_IS_EMAIL)).name()).isEqualTo("zoe@example.org");
        assertThat(data(add(Quirk.NO_NAME)).name()).isEqualTo("No_name");
        assertThat(data(add(Quirk.SINGLE_WORD_NAME)).name()).isEqualTo("Zoë");
        assertThat(list()).contains("<name>zoe@example.org</name>", "<name>No_name</name>", "<name>Zoë</name>");
    }

    @Test
    void deleted() throws Exception {
        Document detail = xml(detail(add(Quirk.DELETED)));
        assertThat(texts(detail, "email").get(0)).isEqualTo("deleted@idibu.com");
        assertThat(texts(detail, "name")).containsExactly("", "Café & Söhne");
        assertThat(texts(detail, "text")).containsExactly("");
        assertThat(texts(detail, "file")).isEmpty();
    }

    @Test
    void hugeText() throws Exception {
        long id = add(Quirk.HUGE_TEXT);
        String text = texts(xml(detail(id)), "text").get(0);
        assertThat(text.length()).isEqualTo(TEXT.length() + Filler.LETTER_LENGTH);
        assertThat(text.startsWith(TEXT + " and so on")).isTrue();
        assertThat(list().length()).isLessThan(2_000);
        assertThat(data(id).messageText()).isEqualTo(TEXT);
    }

    @Test
    void hugeListElement() throws Exception {
        long id = add(Quirk.HUGE_LIST_ELEMENT);
        String name = texts(xml(list()), "name").get(0);
        assertThat(name.length()).isEqualTo(NAME.length() + Filler.NAME_LENGTH);
        assertThat(texts(xml(detail(id)), "name")).contains(NAME);
    }

    @Test
    void unreadableElement() throws Exception {
        long before = add();
        long id = add(Quirk.UNREADABLE_ELEMENT);
        long after = add();
        String list = list();
        assertRefused(list);
        assertThat(list).containsOnlyOnce("<name>" + NAME + "</nam>");
        assertThat(list.split("<applicant>")).hasSize(4);
        String others = list.replaceAll("(?s)<applicant>\\s*<id>" + id + ".*?</applicant>", "");
        assertThat(IdibuAnswers.ids(xml(others))).containsExactly(before, after);
        assertThat(texts(xml(detail(id)), "name")).contains(NAME);
    }

    @Test
    void oldLinkMovesTwice() {
        long id = add(Quirk.OLD_LINK);
        assertThat(links(id).get(0)).contains("/down.php?id=" + id + "&file=");
        HttpResponse<String> first = browser.get(links(id).get(0));
        assertThat(first.statusCode()).isEqualTo(302);
        HttpResponse<String> second = browser.get(location(first));
        assertThat(second.statusCode()).isEqualTo(302);
        assertThat(browser.bytes(location(second)).body())
                .isEqualTo(data(id).files().get(0).bytes());
        assertThat(idibu.requests().count(RequestKind.FILE, id)).isEqualTo(2);
        assertThat(browser.get(links(id).get(0).replaceAll("file=.*", "file=0")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void fileGone() {
        long id = add(Quirk.FILE_GONE);
        assertThat(browser.get(links(id).get(0)).statusCode()).isEqualTo(404);
        assertThat(idibu.requests().count(RequestKind.FILE, id)).isEqualTo(1);
    }

    @Test
    void filesThatAreNotWhatOneWants() {
        assertThat(content(add(Quirk.FILE_TYPE_REFUSED), 0)).startsWith('M', 'Z');
        long empty = add(Quirk.EMPTY_FILE);
        assertThat(content(empty, 0)).isEmpty();
        assertThat(new String(content(empty, 1), StandardCharsets.ISO_8859_1)).startsWith("%PDF");
    }

    @Test
    void severalAndNumberedFiles() throws Exception {
        assertThat(texts(xml(detail(add(Quirk.SEVERAL_FILES, Quirk.NUMBERED_FILE_NAME))), "name"))
                .containsExactly(NAME, "Café & Söhne", "121784969.pdf", "121784970.txt", "121784971.pdf");
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {"HUGE_TEXT", "HUGE_LIST_ELEMENT"},
            mode = EnumSource.Mode.EXCLUDE)
    void comesByHttpAndIsShown(Quirk quirk) {
        String page = idibu.pageUrl().toString();
        HttpResponse<String> added =
                browser.post(page + "/applicants", "application/json", "{\"id\": 5, \"quirks\": [\"" + quirk + "\"]}");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(data(5).quirks()).containsExactly(quirk);
        assertThat(data(5).toBuilder().build()).as("built again").isEqualTo(data(5));
        assertThat(detail(5)).contains("<status>success</status>");
        assertThat(browser.get(page + "/state").body()).contains("\"quirks\" : [ \"" + quirk + "\" ]");
        assertThat(browser.get(page).body())
                .contains("<td>" + quirk + "</td>", "{&quot;quirks&quot;:[&quot;ENTITIES_TWICE&quot;");
    }

    @Test
    void unknownQuirksAreRefused() {
        String url = idibu.pageUrl() + "/applicants";
        for (String wrong : List.of("[\"ODD\"]", "\"NO_NAME\"")) {
            HttpResponse<String> answer = browser.post(url, "application/json", "{\"quirks\": " + wrong + "}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("RAW_AMPERSAND");
        }
    }

    private static NewApplicant.Builder person() {
        return NewApplicant.builder()
                .email("zoe@example.org")
                .name(NAME)
                .parsedEmail("zoe@example.org")
                .portal(88L, "Café & Söhne")
                .message(SUBJECT, TEXT, "<p>R&amp;D & more</p>")
                .file("cv é&.pdf", SampleCv.pdf("Zoë", 2_000));
    }

    private long add(Quirk... quirks) {
        return idibu.add(person().quirk(quirks).build()).id();
    }

    private NewApplicant data(long id) {
        return idibu.applicant(id).orElseThrow().data();
    }

    private List<String> links(long id) {
        return idibu.applicant(id).orElseThrow().links();
    }

    private byte[] content(long id, int file) {
        return browser.bytes(location(browser.get(links(id).get(file)))).body();
    }

    private static String location(HttpResponse<String> moved) {
        return moved.headers().firstValue("Location").orElseThrow();
    }

    private String list() {
        return get("/applicants", "");
    }

    private String detail(long id) {
        return get("/applicants/" + id, "");
    }

    private String get(String path, String params) {
        return browser.get(url(path) + params).body();
    }

    private String url(String path) {
        return idibu.baseUrl() + path + "?hash=" + idibu.hash();
    }

    private static void assertRefused(String answer) {
        assertThatThrownBy(() -> xml(answer)).isInstanceOf(SAXException.class);
    }

    /** What a receiver does who knows the names of letters beyond ASCII, and touches nothing else. */
    private static String resolved(String text) {
        String resolved = text;
        for (int letter : "ëéÉ’üöó–\u00a0".codePoints().toArray()) {
            resolved = resolved.replace(HtmlEntities.named(letter), Character.toString(letter));
        }
        return resolved;
    }

    private static String path(Document xml, String name) {
        StringBuilder path = new StringBuilder(name);
        Node node = xml.getElementsByTagName(name).item(0).getParentNode();
        while (node.getParentNode() != null) {
            path.insert(0, node.getNodeName() + "/");
            node = node.getParentNode();
        }
        return path.toString();
    }
}
