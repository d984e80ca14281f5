package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.applicantrelay.access.Access;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

/** What is held on a person, for that person: whole, of nobody else, and gone after a day. */
class AccessTest extends RouteTest {

    private static final Path EXPORTS = Path.of("target", "exports");
    private static final byte[] CV = SampleCv.pdf("Ada", 300_000);

    @Autowired
    Access access;

    @AfterEach
    void removeExports() throws IOException {
        FileSystemUtils.deleteRecursively(EXPORTS);
    }

    @Test
    void allApplicationsOfAPersonAreExportedWithTheirFilesAndWhatBecameOfThem() throws Exception {
        NewApplicant.Builder person = someone().file("cv.pdf", CV);
        SimulatedApplicant first = arrive(person);
        awaitDelivered(first);
        SimulatedApplicant second =
                arrive(person.email(first.email().toUpperCase(Locale.ROOT)).jobReference("J712"));
        awaitDelivered(second);
        SimulatedApplicant other = arrive(someone().file("cv.pdf", CV));
        awaitDelivered(other);
        awaitWork(() -> count("outcome where told_at is not null") == 3);

        Map<String, byte[]> export = read(access.export(String.valueOf(second.id())));

        JsonNode json = new ObjectMapper().readTree(export.get("person.json"));
        assertThat(json.path("applications").findValuesAsText("trackId"))
                .containsExactlyInAnyOrder(String.valueOf(first.id()), String.valueOf(second.id()));
        JsonNode one = application(json, first);
        assertThat(one.path("name").asText()).isEqualTo(first.name());
        assertThat(one.path("email").asText()).isEqualTo(first.email());
        assertThat(one.path("state").asText()).isEqualTo("DELIVERED");
        assertThat(one.at("/job/reference").asText()).isEqualTo("J71");
        assertThat(one.at("/jobtrain/applicationId").asText())
                .isEqualTo(row(first).getApplicationId());
        assertThat(one.at("/toldToIdibu/success").asBoolean()).isTrue();
        assertThat(one.at("/toldToIdibu/at").asText()).isNotEmpty();
        assertThat(one.path("timeline").findValuesAsText("note")).contains("from idibu's listing", "attempt 1");
        assertThat(one.path("contents").findValuesAsText("kind"))
                .containsExactlyInAnyOrder("listing", "detail", "file");
        String folder = "applications/" + first.id() + "/";
        assertThat(export.get(folder + "file-1-cv.pdf")).isEqualTo(CV);
        assertThat(new String(export.get(folder + "listing-1.xml"), StandardCharsets.UTF_8))
                .contains(first.email());
        assertThat(new String(export.get(folder + "detail-1.xml"), StandardCharsets.UTF_8))
                .contains(first.email());
        assertThat(export.keySet()).hasSize(7).noneMatch(name -> name.contains(String.valueOf(other.id())));
        for (String entry : json.path("applications").findValuesAsText("entry")) {
            assertThat(export).containsKey(entry);
        }

        assertThat(read(access.export("  " + first.email().toUpperCase(Locale.ROOT)))
                        .keySet())
                .isEqualTo(export.keySet());
    }

    @Test
    void namesThatPartnersGiveAreNoPathsAndHideNothing() throws Exception {
        SimulatedApplicant applicant = arrive(someone()
                .file("../../etc/cron.d/cv.pdf", CV)
                .file("..\\..\\cv.pdf", SampleCv.pdf("Ada", 1_000))
                .file("..", SampleCv.pdf("Ada", 2_000)));
        awaitDelivered(applicant);

        Map<String, byte[]> export = read(access.export(String.valueOf(applicant.id())));

        String folder = "applications/" + applicant.id() + "/";
        assertThat(export).containsEntry(folder + "file-1-cv.pdf", CV);
        assertThat(export.keySet())
                .noneMatch(name -> name.contains("..") || name.contains("\\") || name.startsWith("/"));
        JsonNode json = new ObjectMapper().readTree(export.get("person.json"));
        assertThat(json.findValuesAsText("name")).contains("../../etc/cron.d/cv.pdf");
    }

    @Test
    void deadLettersThatNameThePersonAreExportedButNoPageThatNamesOthersToo() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        SimulatedApplicant other = idibu().add(someone().build());
        String element = "<applicant><id>%d</id><email>%s</email>".formatted(applicant.id(), applicant.email());
        keep("idibu-listing", element);
        keep("idibu-webhook", "aptrack_id=" + applicant.id() + "&from=");
        keep("idibu-listing", "<idibu><applicants>" + element + "<applicant><id>" + other.id() + "</id>");
        keep("idibu-webhook", "aptrack_id=" + applicant.id() + "0&from=x" + applicant.email());
        keep("idibu-listing", "<applicant><id>" + other.id() + "</id>");

        Map<String, byte[]> byEmail = read(access.export(applicant.email()));
        Map<String, byte[]> byTrackId = read(access.export(String.valueOf(applicant.id())));

        JsonNode json = new ObjectMapper().readTree(byEmail.get("person.json"));
        assertThat(json.path("applications")).isEmpty();
        assertThat(json.path("deadLetters").findValuesAsText("source"))
                .containsExactly("idibu-listing", "idibu-listing");
        assertThat(byEmail.keySet()).hasSize(2);
        assertThat(text(byEmail)).contains(element).doesNotContain(String.valueOf(other.id()));
        assertThat(text(byEmail)).contains("left out: the input names other people too");
        assertThat(byTrackId.keySet()).as("element, event, person.json").hasSize(3);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheRelaysUserMayReadItAndItsNameTellsNothing() throws Exception {
        SimulatedApplicant applicant = arrive(someone());

        Path file = Path.of(access.export(applicant.email()));

        assertThat(file).hasParent(EXPORTS.toAbsolutePath());
        assertThat(file.getFileName().toString()).matches("access-[0-9a-f-]{36}\\.zip");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(EXPORTS)))
                .isEqualTo("rwx------");
        assertThat(EXPORTS).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void whoExportsIsWrittenDownWithTheApplicationsAndWithoutTheAddress() throws Exception {
        SimulatedApplicant applicant = arrive(someone());

        Path file = Path.of(access.export(applicant.email()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        access.export("command line", String.valueOf(applicant.id()), out);

        assertThat(out.size()).isPositive();
        List<Map<String, Object>> entries = database.queryForList("select * from audit_entry order by id");
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0))
                .containsEntry("actor", "operator")
                .containsEntry("action", "export")
                .containsEntry("subject", "application " + row(applicant).getId())
                .containsEntry("detail", "as " + file.getFileName().toString().replace(".zip", ""));
        assertThat(entries.get(1)).containsEntry("actor", "command line");
        assertThat(entries.toString()).doesNotContain(PRIVATE).doesNotContain("***");
    }

    @Test
    void whereNothingIsHeldNothingIsWritten() {
        for (String person : new String[] {null, " ", "nobody." + PRIVATE + "@example.org", "4711"}) {
            assertThatThrownBy(() -> access.export(person))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(PRIVATE);
        }
        assertThat(EXPORTS).doesNotExist();
        assertThat(count("audit_entry")).isZero();
    }

    @Test
    void anExportIsGoneAfterADay() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        Path old = Path.of(access.export(applicant.email()));
        Path brokenOff = Files.createFile(EXPORTS.resolve("access-broken-off.part"));
        Path fresh = Path.of(access.export(applicant.email()));
        Path foreign = Files.createFile(EXPORTS.resolve("somebody's"));
        FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
        for (Path file : List.of(old, brokenOff, foreign)) {
            Files.setLastModifiedTime(file, yesterday);
        }

        poll("access-exports");

        assertThat(old).doesNotExist();
        assertThat(brokenOff).doesNotExist();
        assertThat(fresh).exists();
        assertThat(foreign).exists();
    }

    private void keep(String source, String input) throws RelayException {
        deadLetters.keep(null, source, input, new RelayException(Fault.UNEXPECTED));
    }

    private static JsonNode application(JsonNode json, SimulatedApplicant applicant) {
        for (JsonNode each : json.path("applications")) {
            if (each.path("trackId").asText().equals(String.valueOf(applicant.id()))) {
                return each;
            }
        }
        throw new AssertionError("not exported");
    }

    private static String text(Map<String, byte[]> export) {
        StringBuilder all = new StringBuilder();
        export.values().forEach(bytes -> all.append(new String(bytes, StandardCharsets.UTF_8)));
        return all.toString();
    }

    private static Map<String, byte[]> read(String path) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(path)) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                try (InputStream in = zip.getInputStream(entry)) {
                    assertThat(entries.put(entry.getName(), in.readAllBytes()))
                            .as("a second %s", entry.getName())
                            .isNull();
                }
            }
        }
        return entries;
    }
}
