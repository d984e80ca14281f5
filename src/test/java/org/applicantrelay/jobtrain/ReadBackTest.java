package org.applicantrelay.jobtrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.applicantrelay.jobtrain.RemoteApplications.RemoteApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadBackTest {

    private static final Instant INTENT = Instant.parse("2026-07-01T08:00:00Z");

    private final ReadBack readBack = ReadBack.begin();

    @Test
    void asksForPagesOfAHundredUntilTheTotalIsReached() {
        assertThat(readBack.isOpen()).isTrue();
        assertThat(readBack.getPageSize()).isEqualTo(100);
        assertThat(readBack.pageNo(1)).isEqualTo(1);

        page(100, 150);
        assertThat(readBack.isOpen()).isTrue();
        assertThat(readBack.pageNo(1)).isEqualTo(2);
        assertThat(readBack.pageNo(0)).isEqualTo(1);

        page(50, 150);
        assertThat(readBack.isOpen()).isFalse();
        assertThat(readBack.isWhole()).isTrue();
        assertThat(readBack.getFound()).hasSize(150);
    }

    @Test
    void aPageShorterThanAskedForIsNotTheEnd() {
        page(20, 45);
        page(20, 45);
        assertThat(readBack.isOpen()).isTrue();
        page(5, 45);

        assertThat(readBack.isOpen()).isFalse();
    }

    @Test
    void nothingFoundEndsIt() {
        page(0, 0);

        assertThat(readBack.isOpen()).isFalse();
        assertThat(readBack.isWhole()).isTrue();
        assertThat(readBack.getFound()).isEmpty();
    }

    @Test
    void withoutATotalAnEmptyPageIsTheEnd() {
        page(20, 0);
        assertThat(readBack.isOpen()).isTrue();
        page(7, 0);
        assertThat(readBack.isOpen()).isTrue();
        page(0, 0);

        assertThat(readBack.isOpen()).isFalse();
        assertThat(readBack.isWhole()).isTrue();
    }

    @Test
    void anEmptyOrMissingPageBeforeTheTotalEndsItIncomplete() {
        page(100, 250);
        ReadBack.page(readBack, new RemoteApplications(250, null));

        assertThat(readBack.isOpen()).isFalse();
        assertThat(readBack.isWhole()).isFalse();
    }

    @Test
    void aListThatNeverEndsIsLeftAfterAThousandPages() {
        int pages = 0;
        while (readBack.isOpen()) {
            page(1, Integer.MAX_VALUE);
            pages++;
        }

        assertThat(pages).isEqualTo(1000);
        assertThat(readBack.isWhole()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T07:59:59Z, true",
        "2026-07-01T08:59:59+01:00, true",
        "2026-07-01T08:00:00Z, false",
        "2026-07-01T09:00:00+01:00, false",
        "2026-07-01T08:59:59Z, false",
        "2026-07-01T07:00:00, false",
        "2026-07-01, false",
        "yesterday, false",
        "'', false",
        ", false"
    })
    void anApplicationIsEarlierOnlyWhereThatIsCertain(String appliedAt, boolean earlier) {
        assertThat(new RemoteApplication("1", "2", "anna@example.org", appliedAt).appliedBefore(INTENT))
                .isEqualTo(earlier);
    }

    @Test
    void printsNoPersonalData() {
        assertThat(new RemoteApplication("1", "2", "anna@example.org", null)).hasToString("application 1");
    }

    private void page(int size, int total) {
        List<RemoteApplication> applications =
                Collections.nCopies(size, new RemoteApplication("1", "2", "anna@example.org", null));
        ReadBack.page(readBack, new RemoteApplications(total, applications));
    }
}
