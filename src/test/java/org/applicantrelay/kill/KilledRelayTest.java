package org.applicantrelay.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.kill.KillPass.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every failpoint once, in two processes: each is halted when it has a thread at each of its failpoints, as a process that
 * is killed under load has. {@link KillMatrixTest} has a process for each.
 */
class KilledRelayTest {

    private static final Set<Failpoint> FIRST = EnumSet.of(
            Failpoint.INBOX_BEFORE_COMMIT,
            Failpoint.WEBHOOK_BEFORE_ANSWER,
            Failpoint.LISTING_BEFORE_CURSOR,
            Failpoint.MAIL_BEFORE_FLAG,
            Failpoint.CLAIM_BEFORE_COMMIT,
            Failpoint.INTENT_BEFORE_COMMIT,
            Failpoint.CREATE_BEFORE_SEND,
            Failpoint.ID_BEFORE_COMMIT,
            Failpoint.OUTCOME_BEFORE_COMMIT);

    @TempDir
    private Path folder;

    @Test
    void nobodyIsLostOrDoubledWhereverItIsHalted() throws Exception {
        List<String> java = List.of("-Xshare:auto", "-cp", HaltableProcess.classPath());
        try (KillPass pass = new KillPass(folder, TestDatabase.h2In(folder), java, 1)) {
            pass.halt(times(FIRST), "idibu-webhook");
            pass.halt(times(EnumSet.complementOf(EnumSet.copyOf(FIRST))), "idibu-webhook");
            Ledger ledger = pass.settle();

            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.doubled()).isEmpty();
            assertThat(ledger.delivered() + ledger.parked()).isEqualTo(ledger.applicants());
            // Made and unanswered in one, not sent at all in the other.
            assertThat(ledger.adopted()).isPositive();
            assertThat(ledger.sentAgain()).isPositive();
        }
    }

    private static Map<Failpoint, Integer> times(Set<Failpoint> failpoints) {
        Map<Failpoint, Integer> times = new EnumMap<>(Failpoint.class);
        failpoints.forEach(each -> times.put(
                each,
                switch (each) {
                    // While a claim is not committed H2 lets nobody else claim: by then all other workers stay where
                    // they are.
                    case CLAIM_BEFORE_COMMIT -> 10;
                    // Before the second mail.
                    case MAIL_AFTER_FLAG -> 2;
                    default -> 1;
                }));
        return times;
    }
}
