package org.applicantrelay.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

/** The log as the profile writes it, by the file that is shipped. */
@ExtendWith(OutputCaptureExtension.class)
class JsonLinesTest {

    private final ObjectMapper json = new ObjectMapper();
    private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

    @BeforeEach
    void json() {
        initialize("json");
    }

    @AfterEach
    void text() {
        initialize("none");
    }

    private void initialize(String profile) {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles(profile);
        logging.cleanUp();
        logging.beforeInitialize();
        logging.initialize(new LoggingInitializationContext(environment), null, (LogFile) null);
    }

    @Test
    void aLineAboutAnApplicantHasItsTrackId(CapturedOutput output) throws Exception {
        LoggerFactory.getLogger("any").info("applicant {} {}", "70001", "DELIVERED");

        JsonNode line = json.readTree(lastLine(output));
        assertThat(line.at("/trackId").asText()).isEqualTo("70001");
        assertThat(line.at("/message").asText()).isEqualTo("applicant 70001 DELIVERED");
        assertThat(line.has("@timestamp")).isTrue();
        // No word of Logback's own about the file.
        assertThat(output.getAll()).doesNotContain("|-WARN");
    }

    private static String lastLine(CapturedOutput output) {
        String[] lines = output.getOut().strip().split("\n");
        return lines[lines.length - 1];
    }

    @Test
    void everyTextIsMaskedAndAnyOtherLineNamesNobody(CapturedOutput output) throws Exception {
        SecretMask.hide("marmalade \"skies\"");
        Exception thrown = new IllegalStateException("for anna@example.org", new Exception("marmalade \"skies\""));
        LoggerFactory.getLogger("any")
                .atError()
                .setCause(thrown)
                .addKeyValue("who", "anna@example.org")
                .log("hash {} of {}", "marmalade \"skies\"", "anna@example.org");

        JsonNode line = json.readTree(lastLine(output));
        assertThat(line.has("trackId")).isFalse();
        assertThat(line.at("/message").asText()).isEqualTo("hash *** of ***@***");
        assertThat(line.findValue("stack_trace").asText())
                .contains("IllegalStateException: for ***@***", "Caused by: java.lang.Exception: ***");
        assertThat(line.toString()).doesNotContain("marmalade", "anna");
    }
}
