package org.applicantrelay.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code routes preview} of files, as from the command line: without settings, a database, or anything that starts. */
class PreviewCommandTest {

    private static final String MAPPING = "mapping/application-to-jobtrain.jslt";

    private static final String DETAIL = """

            <idibu><response><id>33139609</id><email>anna.example@example.org</email><name>Anna Zoë Example</name>
            <job><id>33007724</id><reference>SP1507-46</reference></job><date>2026-11-21 08:00:00</date>
            <message><subject>Nursing</subject><text>Dear team, R&D is what I like. Born 1990-12-31.</text></message>
            <portal><id>517</id><name>Reed</name></portal>
            <files><file><name>Anna.pdf</name><link>https://files.example/x?sig=Sesame&amp;e=1</link></file></files>
            <Fortescue>odd</Fortescue>
            </response><status>success</status></idibu>
            """;

    private static final String MAIL = """
            From: Anna Example <anna.example@example.org>
            Subject: Nursing, by Anna
            X-iTrackID: 33139609
            X-iTrackID-JobID: 33007724
            X-iTrackID-Reference: SP1507-46
            X-iTrackID-ClientSettings-Name: Kara Smith (karas@example.org)
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            Dear team, I am Anna.
            --b
            Content-Type: text/plain; name="Anna.txt"
            Content-Disposition: attachment; filename="Anna.txt"

            Nurse since 2001
            --b--
            """;

    /** Of the applicant of both. */
    private static final String[] PERSONAL = {
        "Anna", "anna", "Zo", "Example", "Nursing", "Dear", "1990", "Kara", "karas", "Sesame", "Fortescue", "Nurse"
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void aDetailIsShownOnItsWayToJobtrainWithItsShapeOnly() throws IOException {
        assertThat(preview("--file", write("applicant.xml", DETAIL))).isZero();

        assertThat(out())
                .contains("repaired: white space before the XML; raw & in message/text")
                .contains("<id>33139609</id><email>xxxx.xxxxxxx@xxxxxxx.xxx</email><name>Xxxx Xxx Xxxxxxx</name>")
                .contains("<reference>SP1507-46</reference>")
                .contains("<portal><id>517</id><name>Reed</name></portal>")
                .contains("<Xxxxxxxxx>xxx</Xxxxxxxxx>")
                .contains("\"lastName\" : \"Xxxxxxx\"")
                .contains("Xxxx xxxx, X&X xx xxxx X xxxx. Xxxx 0000-00-00.")
                .contains("\"source\" : \"Reed\"", "\"contentType\" : \"application/pdf\"", "\"cv:content\"")
                .endsWith("Nothing was sent. Personal values are masked." + System.lineSeparator())
                .doesNotContain(PERSONAL);
        assertThat(err()).isEmpty();
    }

    @Test
    void personalDataIsShownWhereItIsAskedForButNoLink() throws IOException {
        assertThat(preview("--show-personal-data", "--file=" + write("applicant.xml", DETAIL)))
                .isZero();

        assertThat(out())
                .contains("<name>Anna Zoë Example</name>", "\"lastName\" : \"Example\"", "<Fortescue>odd</Fortescue>")
                .contains("Dear team, R&D is what I like.")
                .doesNotContain("Sesame", "masked");
    }

    @Test
    void anApplicantOfAGoldenPairGivesWhatThePairSays() throws IOException {
        String pair = "routes/mapping/application-to-jobtrain/full.";

        assertThat(preview("--file", pair + "input.json", "--show-personal-data"))
                .isZero();

        ObjectMapper json = new ObjectMapper();
        assertThat(out())
                .contains(json.readTree(Files.readString(Path.of(pair + "output.json")))
                        .toPrettyString());
    }

    @Test
    void whatOwnRoutesChangeIsNamedPlaceByPlace() throws IOException {
        mapping("\"surname\"", "\"lastName\"");

        assertThat(preview("--file", write("applicant.xml", DETAIL), "--routes", folder.toString()))
                .isZero();

        assertThat(sectionOf("What changes, by " + folder.resolve(MAPPING)))
                .containsExactly(
                        "/candidate/lastName: \"Xxxxxxx\" -> nothing", "/candidate/surname: nothing -> \"Xxxxxxx\"");
        assertThat(out()).doesNotContain(PERSONAL);
    }

    @Test
    void whatOwnTablesChangeIsNamedToo() throws IOException {
        write("mapping/portals.yaml", "ids:\n  517: LinkedIn\n");
        write("mapping/defaults.yaml", "firstName: Unbekannt\n");
        String changes = "What changes, by applicant-relay.jar!/routes/" + MAPPING + " and "
                + folder.resolve("mapping/portals.yaml") + " and " + folder.resolve("mapping/defaults.yaml");

        assertThat(preview("--file", write("applicant.xml", DETAIL), "--routes", folder.toString()))
                .isZero();
        assertThat(sectionOf(changes)).containsExactly("/source: \"Reed\" -> \"LinkedIn\"");

        out.reset();
        String pair = "routes/mapping/application-to-jobtrain/unknown-name.input.json";
        assertThat(preview("--file", pair, "--routes", folder.toString())).isZero();
        assertThat(sectionOf(changes))
                .contains("/source: \"Reed\" -> \"LinkedIn\"")
                .contains("/candidate/firstName: \"Not given\" -> \"Unbekannt\"");
    }

    @Test
    void aWrongTableIsNamedWithItsLine() throws IOException {
        write("mapping/portals.yaml", "ids:\n  517:\n");

        assertThat(preview("--file", write("applicant.xml", DETAIL), "--routes", folder.toString()))
                .isEqualTo(1);

        assertThat(err()).startsWith(folder.resolve("mapping/portals.yaml") + ":2: \"517\" has no text to send");
        assertThat(out()).contains("nothing, see below", System.lineSeparator() + "cannot be said");
    }

    @Test
    void whereOwnRoutesChangeNothingItSaysSo() throws IOException {
        assertThat(preview("--file", write("applicant.xml", DETAIL), "--routes", folder.toString()))
                .isZero();

        assertThat(out()).containsPattern("== What changes, by \\S+\\R" + "nothing\\R");
    }

    @Test
    void aDifferenceThatTheMaskHidesIsAPlaceAllTheSame() throws IOException {
        mapping("\"email\": if (.lastName == \"Example\") .lastName else .email", "\"email\": .email");

        assertThat(preview("--file", write("applicant.xml", DETAIL), "--routes", folder.toString()))
                .isZero();

        assertThat(out())
                .contains("The mapping looks at personal values, and gives something else by the real ones")
                .contains("/candidate/email: ")
                .doesNotContain(PERSONAL);
    }

    @Test
    void aNameThatComesFromAPersonalValueIsNotShown() throws IOException {
        write(MAPPING, "{for (split(.name, \" \")) if (. == \"Anna\") \"Anna\" + . else \"plain\" : 1}");

        preview("--file", write("applicant.xml", DETAIL), "--routes", folder.toString());

        assertThat(out())
                .contains("1 more by personal values; --show-personal-data shows them")
                .doesNotContain(PERSONAL);
    }

    @Test
    void aMappingThatCannotBeCompiledIsNamedWithItsLine() throws IOException {
        write(MAPPING, "{\n  \"a\": .name\n  \"b\": .name\n}");

        assertThat(preview("--file", write("applicant.xml", DETAIL), "--routes", folder.toString()))
                .isEqualTo(1);

        assertThat(err()).startsWith(folder.resolve(MAPPING) + ":2: The mapping cannot be compiled: ");
        assertThat(out()).contains("cannot be said");
    }

    @Test
    void aMappingThatFailsSaysWhatOfOnlyWhereItMay() throws IOException {
        write(MAPPING, "{\"a\": if (.lastName == \"Example\") number(.lastName)}");
        String file = write("applicant.xml", DETAIL);

        assertThat(preview("--file", file, "--routes", folder.toString())).isEqualTo(1);
        assertThat(err())
                .isEqualTo(folder.resolve(MAPPING)
                        + ":1: The mapping fails for this applicant; --show-personal-data says why."
                        + System.lineSeparator());

        assertThat(preview("--file", file, "--routes", folder.toString(), "--show-personal-data"))
                .isEqualTo(1);
        assertThat(err()).contains(":1: The mapping fails for this applicant: ", "Example");
    }

    @Test
    void aMailNamesTheApplicantAndWhatItWouldAdd() throws IOException {
        assertThat(preview("--mail", write("message.eml", MAIL))).isZero();

        assertThat(out())
                .contains("It names applicant 33139609, and adds to what idibu says of them, which wins")
                .contains("\"reference\" : \"SP1507-46\"", "\"letter\" : \"Xxxx xxxx, X xx Xxxx.\"")
                .contains("\"name\" : \"Xxxx.xxx\"", "\"mediaType\" : \"text/plain\"", "\"size\" : 16")
                .contains("Jobtrain would get: the letter as cover letter, and file 0 as CV.")
                .doesNotContain(PERSONAL);
    }

    @Test
    void aMailOfNobodyWouldBeHeld() throws IOException {
        assertThat(preview("--mail", write("message.eml", MAIL.replace("X-iTrackID:", "X-Other:"))))
                .isZero();

        assertThat(out()).contains("It names no applicant, so it would be held for an operator: NO_TRACK_ID.");
    }

    @Test
    void whomTheRelayWouldNotSendIsSaid() throws IOException {
        assertThat(preview("--file", write("applicant.xml", DETAIL.replaceAll("<email>.*?</email>", ""))))
                .isEqualTo(1);

        assertThat(err()).startsWith("Nothing would be sent: NO_EMAIL");
    }

    @Test
    void anUnreadableFileIsOneSentenceWithoutAnythingThatStandsInIt() throws IOException {
        List<String> files = new ArrayList<>();
        files.add(write("cut.xml", DETAIL.substring(0, DETAIL.indexOf("</response>"))));
        files.add(write("cut.json", "{\"email\": \"anna.example@example.org\", \"Anna\""));
        files.add(write("other.json", "{\"Anna\": \"Example\"}"));
        files.add(write("letter.txt", "Dear team, I am Anna"));
        files.add(folder.toString());
        files.add(folder.resolve("nowhere").toString());
        Files.write(folder.resolve("latin.xml"), DETAIL.getBytes(StandardCharsets.ISO_8859_1));
        files.add(folder.resolve("latin.xml").toString());
        for (String file : files) {
            err.reset();
            assertThat(preview("--file", file)).as(file).isEqualTo(1);
            assertThat(err().lines()).as(file).hasSize(1);
            assertThat(err()).as(file).doesNotContain(PERSONAL);
        }
        assertThat(out()).doesNotContain(PERSONAL);
    }

    @Test
    void aPageOfTheListingIsNoApplicant() throws IOException {
        String page = "<idibu><response><applicants>" + DETAIL.strip().replaceAll("</?idibu>|</?response>", "")
                + "</applicants></response><status>success</status></idibu>";

        assertThat(preview("--file", write("listing.xml", page))).isEqualTo(1);

        assertThat(err()).startsWith("This is not idibu's detailed view, ");
    }

    @Test
    void otherWordsAreAnsweredWithTheUsage() {
        for (List<String> words : List.of(
                List.<String>of(),
                List.of("--file"),
                List.of("--file", " "),
                List.of("--file", "a", "--mail", "b"),
                List.of("--file", "a", "--file", "b"),
                List.of("--track-id", "1", "--routes"),
                List.of("--show-personal-data"),
                List.of("--file", "a", "more"))) {
            assertThat(preview(words.toArray(String[]::new))).as("%s", words).isEqualTo(2);
        }

        assertThat(err().lines())
                .hasSize(8)
                .allMatch(line -> line.startsWith("Usage: java -jar applicant-relay.jar routes preview "));
        assertThat(out()).isEmpty();
    }

    @Test
    void whatIsNoFolderIsASentence() throws IOException {
        String file = write("applicant.xml", DETAIL);

        assertThat(preview("--file", file, "--routes", file)).isEqualTo(1);

        assertThat(err()).contains("cannot be read: name a folder that exists");
    }

    /** {@code now} in place of {@code packaged} in a mapping of one's own. */
    private void mapping(String now, String packaged) throws IOException {
        String text = Files.readString(Path.of("routes", MAPPING));
        assertThat(text).contains(packaged);
        write(MAPPING, text.replace(packaged, now));
    }

    private List<String> sectionOf(String title) {
        return out().lines()
                .dropWhile(line -> !line.equals("== " + title))
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .toList();
    }

    private int preview(String... words) {
        return PreviewCommand.run(
                List.of(words),
                settings -> {
                    throw new AssertionError("Nothing is started for a file");
                },
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return file.toString();
    }
}
