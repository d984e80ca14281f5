package org.applicantrelay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The invented applicants: always the same, all different, with documents that are what they say. */
class SampleApplicantsTest {

    @Test
    void theSameSeedGivesTheSamePeople() {
        List<NewApplicant> people = SampleApplicants.list(300, 5, Simulators.REFERENCES);
        List<NewApplicant> again = SampleApplicants.list(300, 5, Simulators.REFERENCES);
        assertThat(people).extracting(NewApplicant::email).doesNotHaveDuplicates();
        assertThat(people).extracting(NewApplicant::name).contains("No_name");
        assertThat(people).anyMatch(person -> person.name().equals(person.email()));
        assertThat(again.stream().map(SampleApplicantsTest::withoutFiles).toList())
                .isEqualTo(
                        people.stream().map(SampleApplicantsTest::withoutFiles).toList());
        assertThat(digests(again)).isEqualTo(digests(people));
    }

    @Test
    void everySecondShowsAQuirkAndTheOthersStayAsTheyAre() {
        int all = Quirk.values().length;
        List<NewApplicant> people = SampleApplicants.list(2 * all, 5, Simulators.REFERENCES);
        List<NewApplicant> odd = SampleApplicants.withQuirks(2 * all, 5, Simulators.REFERENCES);
        for (int i = 0; i < odd.size(); i++) {
            if (i % 2 == 0) {
                Quirk quirk = Quirk.values()[i / 2];
                assertThat(odd.get(i).quirks()).containsExactly(quirk);
                assertThat(odd.get(i).jobReference()).isEqualTo(people.get(i).jobReference());
            } else {
                assertThat(withoutFiles(odd.get(i))).isEqualTo(withoutFiles(people.get(i)));
            }
        }
        assertThat(odd)
                .filteredOn(person -> person.quirks().contains(Quirk.ENTITIES_MIXED))
                .singleElement()
                .satisfies(person -> assertThat(person.messageText()).contains("café", "R&D", "&lt;b&gt;"));
    }

    @Test
    void documentsAreWhatTheySay() throws Exception {
        assertThat(text(SampleCv.of("a.pdf", "Łukasz (Test)", 9_000)))
                .startsWith("%PDF-1.4")
                .endsWith("%%EOF\n");
        assertThat(text(SampleCv.of("a.doc", "Łukasz", 9_000)))
                .startsWith("{\\rtf1")
                .endsWith("}");
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(SampleCv.of("a.docx", "Ł & Co", 9_000)))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("[Content_Types].xml");
        }
        for (String name : List.of("a.pdf", "a.rtf", "a.docx", "a.txt")) {
            assertThat(SampleCv.of(name, "Ada", 50_000).length).as(name).isBetween(49_000, 51_000);
        }
    }

    @Test
    void bothPartnersShareTheirJobs() {
        try (Simulators simulators =
                Simulators.start(SimulatorOptions.defaults().applicants(20).withUnknownJob(true))) {
            assertThat(simulators.idibu().applicants())
                    .hasSize(20)
                    .filteredOn(applicant ->
                            Simulators.UNKNOWN_REFERENCE.equals(applicant.data().jobReference()))
                    .hasSize(2);
            assertThat(simulators.jobtrain().jobs())
                    .extracting(SandboxJob::reference)
                    .containsExactlyElementsOf(Simulators.REFERENCES);
            assertThat(simulators.environment())
                    .containsKeys("RELAY_IDIBU_BASE_URL", "RELAY_IDIBU_HASH", "RELAY_JOBTRAIN_API_PASSWORD");
        }
    }

    @Test
    void theSeededOnesShowQuirksOnRequest() {
        try (Simulators simulators =
                Simulators.start(SimulatorOptions.defaults().applicants(8).withQuirks(true))) {
            assertThat(simulators.idibu().applicants())
                    .filteredOn(applicant -> !applicant.data().quirks().isEmpty())
                    .hasSize(4)
                    .allMatch(applicant ->
                            Quirk.HARMLESS.containsAll(applicant.data().quirks()));
        }
    }

    private static NewApplicant withoutFiles(NewApplicant person) {
        return person.toBuilder().files(null).build();
    }

    private static List<String> digests(List<NewApplicant> people) {
        return people.stream()
                .flatMap(person -> person.files().stream())
                .map(file -> file.name() + " " + Cv.sha256(file.bytes()))
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
