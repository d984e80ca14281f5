package org.applicantrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.content.FakeContents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.IdibuEvent;
import org.applicantrelay.idibu.IdibuXmlMapper;
import org.applicantrelay.settings.CurrentRoutes;
import org.applicantrelay.settings.MergedRoutes;
import org.applicantrelay.settings.TestSettings;
import org.applicantrelay.table.Tables;
import org.applicantrelay.time.DatabaseClock;
import org.junit.jupiter.api.Test;

class AssemblyTest {

    private static final Claim CLAIM =
            new Claim(UUID.randomUUID(), "7", 1, Instant.EPOCH, null, "LISTING", false, null, null, null, false, null);
    private static final String NO_DATE = "0000-00-00 00:00:00";

    private static final Tables TABLES = new Tables(new CurrentRoutes(MergedRoutes.packaged()));

    private final Assembly assembly = new Assembly(new FakeContents(), null, TestSettings.relay(), TABLES);

    @Test
    void quirk7TakesAZeroDateForNone() throws Exception {
        assertThat(receivedAt(NO_DATE, "2026-03-29 00:30:00")).isEqualTo("2026-03-29 00:30:00");
        assertThat(receivedAt("2026-10-25 01:30:00", NO_DATE)).isEqualTo("2026-10-25 01:30:00");
        assertThat(receivedAt(NO_DATE, NO_DATE)).isNull();
    }

    @Test
    void quirk11PutsTogetherWhatEitherOfListAndDetailKnows() throws Exception {
        Applicant applicant = assembly.applicant(
                CLAIM,
                read("<name>Ada Sample</name><portal-id>517</portal-id><portal-name>Reed</portal-name>"
                        + "<parsed_email>ada@example.org</parsed_email><job><id>33</id></job>"),
                read("<job><reference>J71</reference></job><message><text>Dear team</text></message>"),
                null,
                null);

        assertThat(applicant.email()).isEqualTo("ada@example.org");
        assertThat(applicant.lastName()).isEqualTo("Sample");
        assertThat(applicant.portal()).isEqualTo(new Applicant.Portal("517", "Reed"));
        assertThat(applicant.job()).isEqualTo(new Applicant.Job("33", "J71", null));
        assertThat(applicant.letter()).isEqualTo("Dear team");
    }

    @Test
    void anApplicantWithoutAFileWaitsTwoPollsForAMail() throws Exception {
        DatabaseClock clock = mock(DatabaseClock.class);
        when(clock.now()).thenReturn(Instant.EPOCH.plusSeconds(119), Instant.EPOCH.plusSeconds(120));
        Assembly withMailbox = new Assembly(
                new FakeContents(),
                clock,
                TestSettings.relay("relay.mailbox.enabled", "true", "relay.mailbox.interval", "1m"),
                TABLES);
        IdibuApplicant detail = read("<email>ada@example.org</email>");

        Applicant applicant = withMailbox.applicant(CLAIM, null, detail, null, null);
        assertThatThrownBy(() -> withMailbox.checkCv(CLAIM, applicant, null))
                .isInstanceOfSatisfying(RelayException.class, fault -> {
                    assertThat(fault.fault()).isEqualTo(Fault.FILE_AWAITED);
                    assertThat(fault.retryAfter()).hasSeconds(1);
                });
        withMailbox.checkCv(CLAIM, applicant, null);
        assertThat(applicant.cv()).isNull();
    }

    @Test
    void nobodyWaitsForAMailWhereNoMailboxIsRead() throws Exception {
        IdibuApplicant detail = read("<email>ada@example.org</email>");
        assembly.checkCv(CLAIM, assembly.applicant(CLAIM, null, detail, null, null), null);
    }

    @Test
    void theWebhookKnowsTheAddressWhereIdibusAnswersDoNot() throws Exception {
        IdibuEvent event = IdibuEvent.read(
                "type=ApplicationReceived&aptrack_id=7&from=eve@example.org&job_id=33&job_reference=J71&portal_id=517"
                        .getBytes(StandardCharsets.US_ASCII));
        Applicant applicant = assembly.applicant(CLAIM, null, read("<name>Eve</name>"), event, null);

        assertThat(applicant.email()).isEqualTo("eve@example.org");
        assertThat(applicant.job()).isEqualTo(new Applicant.Job("33", "J71", null));
        assertThat(applicant.portal().id()).isEqualTo("517");
    }

    private String receivedAt(String inDetail, String inList) throws Exception {
        return assembly.applicant(CLAIM, dated(inList), dated(inDetail), null, null)
                .receivedAt();
    }

    private static IdibuApplicant dated(String date) throws Exception {
        return read("<email>ada@example.org</email><date>" + date + "</date>");
    }

    private static IdibuApplicant read(String elements) throws Exception {
        return new IdibuXmlMapper()
                .readValue("<applicant><id>7</id>" + elements + "</applicant>", IdibuApplicant.class);
    }
}
