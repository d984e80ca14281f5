package org.applicantrelay.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** That each series exists is asked of a relay that runs, by the end-to-end test. */
class MonitoringFilesTest {

    @Test
    void eachAlertSaysHowBadItIsWhatItIsAndWhatToDo() throws Exception {
        assertThat(MonitoringFiles.alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            assertThat(alert.get("alert").asText()).startsWith("ApplicantRelay");
            assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).endsWith(".");
            assertThat(alert.get("for").asText()).matches("\\d+[smhd]");
        });
        assertThat(MonitoringFiles.alerts())
                .extracting(alert -> alert.get("alert").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void panelsLieBesideEachOther() throws Exception {
        boolean[][] taken = new boolean[200][24];
        for (JsonNode panel : MonitoringFiles.panels()) {
            JsonNode place = panel.get("gridPos");
            for (int y = place.get("y").asInt();
                    y < place.get("y").asInt() + place.get("h").asInt();
                    y++) {
                for (int x = place.get("x").asInt();
                        x < place.get("x").asInt() + place.get("w").asInt();
                        x++) {
                    assertThat(taken[y][x]).as(panel.get("title").asText()).isFalse();
                    taken[y][x] = true;
                }
            }
        }
        assertThat(MonitoringFiles.panels())
                .extracting(panel -> panel.get("id").asInt())
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotExposedIsNoticed() throws Exception {
        assertThat(MonitoringFiles.missingIn(
                        "relay_partner_open{kind=\"x\"} 1\nrelay_applications{state=\"DEAD\",code=\"X\"} 1"))
                .contains(
                        "relay_partner_open{partner}",
                        "relay_applications{state=\"PARKED\"}",
                        "relay_applications_oldest_seconds")
                .doesNotContain("relay_applications", "relay_applications{state=\"DEAD\"}");
    }
}
