package org.applicantrelay.jobtrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.logging.SecretMask;
import org.applicantrelay.time.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobtrainTokenTest {

    private final MovableClock clock = new MovableClock();
    private int fetched;

    @Test
    void howeverManyAskAtOnceOneTokenIsFetched() throws Exception {
        int threads = 20;
        JobtrainToken token = token(3600);
        CountDownLatch ready = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Set<String> seen = new HashSet<>();
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                answers.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return token.current();
                }));
            }
            for (Future<String> answer : answers) {
                seen.add(answer.get());
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(seen).containsExactly("granted-token-1");
        assertThat(fetched).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"3600, 3540", "600, 540", "300, 270", "100, 90", "10, 9", "1, 1", "0, 1", "-5, 1"})
    void itIsRenewedBeforeItExpires(long expiresIn, long usedFor) throws Exception {
        JobtrainToken token = token(expiresIn);
        token.current();

        clock.move(Duration.ofSeconds(usedFor).minusMillis(1));
        assertThat(token.current()).isEqualTo("granted-token-1");
        clock.move(Duration.ofMillis(1));
        assertThat(token.current()).isEqualTo("granted-token-2");
    }

    @Test
    void aTokenThatNeverEndsIsKept() throws Exception {
        JobtrainToken token = token(Long.MAX_VALUE);
        token.current();
        clock.move(Duration.ofDays(1));

        assertThat(token.current()).isEqualTo("granted-token-1");
    }

    @Test
    void aRefusedTokenIsReplacedOnceHoweverManyWereRefused() throws Exception {
        JobtrainToken token = token(3600);
        String refused = token.current();

        token.refused(refused);
        assertThat(token.current()).isEqualTo("granted-token-2");
        token.refused(refused);
        assertThat(token.current()).isEqualTo("granted-token-2");
    }

    @Test
    void noTokenWasRefused() throws Exception {
        JobtrainToken token = token(3600);
        token.refused(null);

        assertThat(token.current()).isEqualTo("granted-token-1");
    }

    @Test
    void aFailureIsPassedOnAndTheNextAsksAgain() throws Exception {
        JobtrainToken token = new JobtrainToken(
                () -> {
                    if (++fetched == 1) {
                        throw new RelayException(Fault.JOBTRAIN_UNREACHABLE);
                    }
                    return new JobtrainToken.Grant("granted-token-" + fetched, 3600);
                },
                clock);

        assertThatThrownBy(token::current).isInstanceOf(IOException.class);
        assertThat(token.current()).isEqualTo("granted-token-2");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aGrantWithoutATokenIsUnreadable(String granted) {
        assertUnreadable(new JobtrainToken.Grant(granted, 3600));
    }

    @Test
    void noGrantIsUnreadable() {
        assertUnreadable(null);
    }

    @Test
    void aTokenIsMaskedAndAGrantPrintsNone() throws Exception {
        JobtrainToken token = token(3600);

        assertThat(SecretMask.mask("Bearer " + token.current())).isEqualTo("Bearer ***");
        assertThat(new JobtrainToken.Grant("any-token", 1)).hasToString("***");
    }

    private void assertUnreadable(JobtrainToken.Grant grant) {
        assertThatThrownBy(new JobtrainToken(() -> grant, clock)::current)
                .isInstanceOfSatisfying(
                        RelayException.class, e -> assertThat(e.fault()).isEqualTo(Fault.JOBTRAIN_UNREADABLE));
    }

    private JobtrainToken token(long expiresIn) {
        return new JobtrainToken(() -> new JobtrainToken.Grant("granted-token-" + ++fetched, expiresIn), clock);
    }
}
