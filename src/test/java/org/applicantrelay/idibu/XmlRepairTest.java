package org.applicantrelay.idibu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quirks 2 and 3 of the partner document and their kin, each on a sample of its own with invented people. */
class XmlRepairTest {

    private final IdibuXmlMapper mapper = new IdibuXmlMapper();

    @Test
    void leavesAsItCameWhatIsAsItShouldBe() throws Exception {
        String xml = """
                <?xml version="1.0" encoding="utf8"?>
                <idibu generator="idibu" version="1.0"><!-- a & b < c -->
                <response><id>7</id><name>Zo\u00eb O&apos;Testa &amp; S\u00f8n</name><rank/>
                <message><html>&lt;p&gt;Caf&amp;eacute; &amp;amp; bar&lt;/p&gt;</html><text>I can > 5 &lt; 6 &#233;
                </text></message>
                <files><file><link>https://files.idibu.com/a?b=1&amp;c=2</link></file></files></response>
                <status>success</status></idibu>
                """;

        Mended mended = XmlRepair.mend(xml);

        assertThat(mended.xml()).isEqualTo(xml);
        assertThat(mended.note()).isNull();
        assertThat(XmlRepair.mend(null)).isNull();
    }

    @Test
    void quirk3EscapesARawAmpersand() throws Exception {
        Mended mended = XmlRepair.mend("<applicant><name>Muster & S\u00f8n</name><files><file>"
                + "<link>https://files.idibu.com/a?sig=x&v=1&copy=2&amp;d=3&order;e</link></file></files></applicant>");

        IdibuApplicant applicant = read(mended);
        assertThat(applicant.name()).isEqualTo("Muster & S\u00f8n");
        assertThat(applicant.filesOrNone().get(0).link())
                .isEqualTo("https://files.idibu.com/a?sig=x&v=1&copy=2&d=3&order;e");
        assertThat(mended.note()).isEqualTo("repaired: raw & in applicant/name, file/link");
    }

    @Test
    void quirk2ResolvesEntitiesThatOnlyHtmlKnows() throws Exception {
        Mended mended = XmlRepair.mend(
                "<applicant><name>J&uuml;rgen M&#252;ller</name><portal><name>Caf&eacute; &AMP; Co"
                        + "</name></portal><message><text>It&rsquo;s &nbsp;me &amp;&lt;&#146;&LT;</text></message></applicant>");

        IdibuApplicant applicant = read(mended);
        assertThat(applicant.name()).isEqualTo("J\u00fcrgen M\u00fcller");
        assertThat(applicant.portalName()).isEqualTo("Caf\u00e9 & Co");
        assertThat(applicant.message().text()).isEqualTo("It\u2019s \u00a0me &<\u2019<");
        assertThat(mended.note()).isEqualTo("repaired: HTML entities in applicant/name, portal/name, message/text");
    }

    @ParameterizedTest
    @CsvSource({
        "name, J&amp;uuml;rgen M&amp;#252;ller, J\u00fcrgen M\u00fcller",
        "name, Tom &amp;amp; Jerry, Tom & Jerry",
        "name, Tom &amp;amp;amp; J&amp;amp;auml;rry, Tom & J\u00e4rry",
        "name, O&amp;#39;Testa & S\u00f8n, O'Testa & S\u00f8n",
        "email, o&amp;apos;testa@example.org, o'testa@example.org",
        "portal-name, Board &amp;lt;Sons&amp;gt;, Board <Sons>",
    })
    void quirk2ResolvesWhatWasEscapedTwiceWhereNobodyWritesAnEntity(String element, String text, String expected)
            throws Exception {
        Mended mended = XmlRepair.mend("<applicant><%1$s>%2$s</%1$s></applicant>".formatted(element, text));

        IdibuApplicant applicant = read(mended);
        assertThat(
                        switch (element) {
                            case "name" -> applicant.name();
                            case "email" -> applicant.email();
                            default -> applicant.portalName();
                        })
                .isEqualTo(expected);
        assertThat(mended.repairs()).contains("entities escaped twice in applicant/" + element);
        assertThat(mended.doubts()).isEmpty();
    }

    @Test
    void quirk2ResolvesALinkThatWasEscapedTwice() throws Exception {
        Mended mended = XmlRepair.mend(
                "<applicant><files><file><link>https://a.example/f?a=1&amp;amp;b=2&amp;amp;amp;c=&amp;eacute;</link></file>"
                        + "</files></applicant>");

        // An entity that is none of XML's own may be a parameter.
        assertThat(read(mended).filesOrNone().get(0).link()).isEqualTo("https://a.example/f?a=1&b=2&c=&eacute;");
        assertThat(mended.note()).isEqualTo("repaired: entities escaped twice in file/link");
    }

    @Test
    void quirk2ResolvesALetterThatWasEscapedTwiceAsAWhole() throws Exception {
        Mended mended = letter("Gr&amp;uuml;&amp;szlig;e &amp;amp; salary &amp;lt; 30,000 &amp;quot;net&amp;quot;");

        assertThat(text(mended)).isEqualTo("Gr\u00fc\u00dfe & salary < 30,000 \"net\"");
        assertThat(mended.note()).isEqualTo("repaired: entities escaped twice in message/text");
    }

    @Test
    void sendsAsItIsWhatMayBeMeantSoAndSaysSo() throws Exception {
        Mended mixed =
                letter("R&amp;D, caf&amp;eacute;, salary &lt; 30,000, tags like &amp;lt;b&amp;gt; and &amp;amp;");
        assertThat(text(mixed)).isEqualTo("R&D, caf\u00e9, salary < 30,000, tags like &lt;b&gt; and &amp;");
        assertThat(mixed.note())
                .isEqualTo("repaired: entities escaped twice in message/text; sent as it is: entities in message/text");

        Mended aboutHtml = letter("I write &amp;lt;b&amp;gt; in my sleep");
        assertThat(text(aboutHtml)).isEqualTo("I write &lt;b&gt; in my sleep");
        assertThat(aboutHtml.note()).isEqualTo("sent as it is: entities in message/text");

        Mended unknown = letter("AT&foo; and &#9999999;");
        assertThat(text(unknown)).isEqualTo("AT&foo; and &#9999999;");
        assertThat(unknown.note())
                .isEqualTo("repaired: raw & in message/text; sent as it is: an unknown entity in message/text");

        assertThat(letter("AT&amp;T, rock &amp; roll; 5 &lt; 6").note()).isNull();
    }

    @Test
    void leavesTheEntitiesOfHtmlToHtmlUnlessAllOfItWasEscapedTwice() throws Exception {
        Mended proper =
                XmlRepair.mend("<message><html>&lt;p&gt;Caf&amp;eacute; &amp;lt;b&amp;gt;&lt;/p&gt;</html></message>");
        assertThat(proper.note()).isNull();

        Mended twice = XmlRepair.mend("<response><message><html>&amp;lt;p&amp;gt;Caf&amp;amp;eacute;&amp;lt;/p&amp;gt;"
                + "</html></message></response>");
        assertThat(read(twice).message().html()).isEqualTo("<p>Caf&eacute;</p>");
        assertThat(twice.note()).isEqualTo("repaired: entities escaped twice in message/html");
    }

    @Test
    void takesCdataForTheTextItIs() throws Exception {
        Mended mended = XmlRepair.mend("<applicant><name><![CDATA[M&uuml;ller & <S\u00f8n>]]></name>"
                + "<message><text><![CDATA[5 < 6 & so on]]></text></message>"
                + "<files><file><link>https://a.example/f?a=1&b=2</link></file></files></applicant>");

        IdibuApplicant applicant = read(mended);
        assertThat(applicant.name()).isEqualTo("M\u00fcller & <S\u00f8n>");
        assertThat(applicant.message().text()).isEqualTo("5 < 6 & so on");
        assertThat(applicant.filesOrNone().get(0).link()).isEqualTo("https://a.example/f?a=1&b=2");
        assertThat(mended.note()).isEqualTo("repaired: entities escaped twice in applicant/name; raw & in file/link");
    }

    @Test
    void leavesControlCharactersOutAndMakesALineBreakOfWordsOwn() throws Exception {
        Mended mended = XmlRepair.mend("<applicant><name>A\u0001da&#8; Sam\u001fple\uffff</name><message>"
                + "<text>Dear team,\u000bhello&amp;#x1;\r\n\t&#xD800;bye \ud83d\ude00</text></message></applicant>");

        IdibuApplicant applicant = read(mended);
        assertThat(applicant.name()).isEqualTo("Ada Sample");
        assertThat(applicant.message().text()).isEqualTo("Dear team,\nhello\n\tbye \ud83d\ude00");
        assertThat(mended.repairs())
                .containsExactly(
                        "control characters in applicant/name, message/text", "entities escaped twice in message/text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n  \t", "\ufeff", "\ufeff\n"})
    void passesOverWhatStandsBeforeTheXml(String before) throws Exception {
        Mended mended =
                XmlRepair.mend(before + "<?xml version=\"1.0\" encoding=\"utf8\"?><applicant><id>7</id></applicant>");

        assertThat(read(mended).id()).isEqualTo("7");
        assertThat(mended.note()).isEqualTo("repaired: white space before the XML");
    }

    @Test
    void escapesASmallerThanThatBeginsNoTag() throws Exception {
        Mended mended = letter("salary < 30,000 <3 <= and <");

        assertThat(text(mended)).isEqualTo("salary < 30,000 <3 <= and <");
        assertThat(mended.note()).isEqualTo("repaired: raw < in message/text");
    }

    @Test
    void refusesATextThatIsTooLong() {
        String text = "x".repeat(XmlRepair.LONGEST_TEXT + 1);

        for (String xml :
                new String[] {"<a><text>" + text + "</text></a>", "<a><text><![CDATA[" + text + "]]></text></a>"}) {
            RelayException error = catchThrowableOfType(RelayException.class, () -> XmlRepair.mend(xml));
            assertThat(error.fault()).isEqualTo(Fault.TEXT_TOO_LONG);
            assertThat(error.detail()).isEqualTo("*/text has 5000001 characters");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "<",
                "<a",
                "<a b='",
                "<![CDATA[ x",
                "<!-- x",
                "</",
                "</a></b>",
                "&",
                "no xml &auml;",
                "<a>&"
            })
    void neverFailsOnWhatIsNoXmlAtAll(String text) throws Exception {
        assertThat(XmlRepair.mend(text).xml()).isNotNull();
    }

    @Test
    void namesNobody() throws Exception {
        assertThat(XmlRepair.mend("<applicant><name>Ada & Privata</name></applicant>"))
                .hasToString("repaired: raw & in applicant/name");
        assertThat(XmlRepair.mend("<text><Privata>a & b</Privata></text>").note())
                .isEqualTo("repaired: raw & in text/*");
    }

    private static Mended letter(String text) throws RelayException {
        return XmlRepair.mend("<response><message><text>" + text + "</text></message></response>");
    }

    private String text(Mended mended) throws Exception {
        return read(mended).message().text();
    }

    private IdibuApplicant read(Mended mended) throws Exception {
        return mapper.readValue(mended.xml(), IdibuApplicant.class);
    }
}
