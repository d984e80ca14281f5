package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.AuthenticationFailedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.mailbox.MailboxTurns;
import org.applicantrelay.time.HaltedMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;

/** Whose turn it is at the mailbox, and what is left over when one breaks off. */
class MailboxTurnsTest extends RouteTest {

    private static final String MINE = "poller where name = 'idibu-mailbox' and lease_until is not null";

    @Autowired
    MailboxTurns turns;

    @Autowired
    Contents contents;

    @AfterEach
    void free() {
        database.update("delete from poller where name = 'idibu-mailbox'");
    }

    @Test
    void oneReplicaReadsAtATime() {
        assertThat(turns.begin(null, null)).isTrue();
        turns.commit(null, null, 0);
        database.update(
                "update poller set lease_owner = 'another', lease_until = ? where name = 'idibu-mailbox'",
                Timestamp.from(clock.now().plusSeconds(60)));

        assertThat(turns.begin(null, null)).isFalse();
    }

    @Test
    void aTurnThatWasTakenOverReadsNoFurtherMail() throws Exception {
        assertThat(turns.begin(null, null)).isTrue();
        turns.next();
        database.update("update poller set fence = fence + 1 where name = 'idibu-mailbox'");

        assertThatThrownBy(() -> turns.next())
                .isInstanceOfSatisfying(
                        RelayException.class, fault -> assertThat(fault.fault()).isEqualTo(Fault.MAILBOX_UNAVAILABLE));
    }

    @Test
    void aMailboxThatFailsIsOneLineAndFree(CapturedOutput output) {
        assertThat(turns.begin(null, null)).isTrue();
        assertThat(count(MINE)).isOne();
        AuthenticationFailedException refused = new AuthenticationFailedException(PRIVATE);
        assertThat(turns.rollback(null, null, 0, refused)).isFalse();
        turns.handleException("Failed polling", refused);

        assertThat(count(MINE)).isZero();
        assertThat(warnings(output))
                .singleElement()
                .asString()
                .endsWith("The mailbox could not be read, the next poll begins again: MAILBOX_CREDENTIALS");
    }

    @Test
    void aMailThatCannotBeTakenInNowBreaksOffAndIsOneLine(CapturedOutput output) {
        RelayException fault = new RelayException(Fault.DATABASE);
        assertThatThrownBy(() -> turns.leave(fault, null)).isSameAs(fault);
        assertThat(warnings(output))
                .singleElement()
                .asString()
                .endsWith("A mail stays in the mailbox and is fetched again at the next poll: DATABASE");
    }

    @Test
    void aTurnIsHeldWhileOneMailTakesLong() {
        turns.renew();
        assertThat(turns.begin(null, null)).isTrue();
        database.update("update poller set lease_until = ?", Timestamp.from(clock.now()));

        turns.renew();

        assertThat(leaseUntil()).isAfter(clock.now().plusSeconds(30));
        turns.commit(null, null, 1);
        assertThat(count(MINE)).isZero();
    }

    @Test
    void whatCouldNotBeFetchedWholeOrTakenInLeavesNothing() throws Exception {
        assertThatThrownBy(() -> contents.stage(
                        Content.Kind.MAIL,
                        new SequenceInputStream(new ByteArrayInputStream(new byte[600_000]), new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("reset");
                            }
                        })))
                .isInstanceOf(IOException.class);
        assertThat(count("content")).isZero();

        Content mail = stage("whole");
        assertThatThrownBy(() -> turns.leave(new RelayException(Fault.DATABASE), mail))
                .isInstanceOf(RelayException.class);
        assertThat(count("content")).isZero();
    }

    @Test
    void aTurnNeverEndsInTheDatabaseBeforeItsHolderKnows() {
        HaltedMachine.wasHalted(clock, Duration.ofMinutes(10));
        try {
            assertThat(turns.begin(null, null)).isTrue();
            assertThat(leaseUntil()).isAfter(clock.asked());
            turns.renew();
            assertThat(leaseUntil()).isAfter(clock.asked());
        } finally {
            clock.ask();
        }
        turns.commit(null, null, 0);
    }

    @Test
    void whatACrashLeftOverGoesAfterADay() throws Exception {
        stage("left over");
        database.update(
                "update content set staged_at = ?", Timestamp.from(clock.now().minusSeconds(25 * 3600)));
        Content fresh = stage("under way");

        assertThat(turns.begin(null, null)).isTrue();

        assertThat(count("content")).isOne();
        assertThat(count("content where id = '" + fresh.getId() + "'")).isOne();
        assertThat(count("content_chunk")).isOne();
    }

    @Test
    void whatTheMailServerIsToBlameForIsNoDeadLetter() throws Exception {
        Content mail = stage("half");
        assertThatThrownBy(() ->
                        deadLetters.keep(null, "idibu-mailbox", mail, new RelayException(Fault.MAILBOX_UNAVAILABLE)))
                .isInstanceOf(RelayException.class);
        assertThat(deadLetters.all()).isEmpty();
    }

    private Instant leaseUntil() {
        return database.queryForObject("select lease_until from poller where name = 'idibu-mailbox'", Timestamp.class)
                .toInstant();
    }

    private Content stage(String text) throws IOException {
        return contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
