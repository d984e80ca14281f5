package org.applicantrelay.idibu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.applicantrelay.poller.Turn;
import org.junit.jupiter.api.Test;

class ListingWalkTest {

    private static final LocalDateTime AFTER = LocalDateTime.of(2026, 11, 21, 8, 0, 5);
    private static final Turn TURN = new Turn("idibu-listing", 1, Instant.EPOCH, null, null);

    private final ListingWalk walk = new ListingWalk(TURN, AFTER);

    @Test
    void asksForPagesOfAHundredUntilTheTotalIsReached() {
        assertThat(walk.getAfter()).isEqualTo("2026-11-21 08:00:05");
        assertThat(walk.getCount()).isEqualTo(100);
        assertThat(offsets(250, 250, 250)).containsExactly(0, 100, 200);
        assertThat(walk.isSettled()).isTrue();
    }

    @Test
    void endsAfterOnePageWhereThatIsAll() {
        assertThat(offsets(0)).containsExactly(0);
        assertThat(new ListingWalkTest().offsets(100)).containsExactly(0);
    }

    @Test
    void beginsAgainWhenTheTotalHasMovedBecausePagesHaveShifted() {
        assertThat(offsets(150, 151, 151, 151)).containsExactly(0, 100, 0, 100);
        assertThat(walk.isSettled()).isTrue();
    }

    @Test
    void aTotalThatMovedBetweenTwoPassesIsNoticedToo() {
        // The second pass begins with another total than the first ended with.
        assertThat(offsets(150, 151, 152, 152, 152, 152)).containsExactly(0, 100, 0, 100, 0, 100);
        assertThat(walk.isSettled()).isTrue();
    }

    @Test
    void aTotalThatShrinksEndsThePassAndBeginsAgain() {
        assertThat(offsets(250, 150, 150, 150)).containsExactly(0, 100, 0, 100);
        assertThat(walk.isSettled()).isTrue();
    }

    @Test
    void givesUpUnsettledAfterFivePasses() {
        List<Integer> asked = new ArrayList<>();
        for (int total = 150; walk.isOpen(); total++) {
            asked.add(walk.getOffset());
            walk.page(total, 100);
        }

        assertThat(asked).containsExactly(0, 100, 0, 100, 0, 100, 0, 100, 0, 100);
        assertThat(walk.isSettled()).isFalse();
    }

    @Test
    void anEmptyPageEndsIt() {
        walk.page(1_000_000, 100);
        walk.page(1_000_000, 0);

        assertThat(walk.isOpen()).isFalse();
    }

    @Test
    void asksForAnUnreadablePageInPartsAndForAnUnreadablePartOneByOne() {
        List<String> asked = new ArrayList<>();

        // The record at 117 spoils every page that holds it.
        while (walk.isOpen()) {
            asked.add(walk.getOffset() + "+" + walk.getCount());
            int end = Math.min(walk.getOffset() + walk.getCount(), 250);
            if (walk.getOffset() <= 117 && end > 117) {
                assertThat(walk.unreadable()).isTrue();
            } else {
                walk.page(250, end - walk.getOffset());
            }
        }

        assertThat(asked.subList(0, 4)).containsExactly("0+100", "100+100", "100+10", "110+10");
        assertThat(asked.subList(4, 14))
                .containsExactly(
                        "110+1", "111+1", "112+1", "113+1", "114+1", "115+1", "116+1", "117+1", "118+1", "119+1");
        assertThat(asked.subList(14, asked.size()))
                .containsExactly(
                        "120+10", "130+10", "140+10", "150+10", "160+10", "170+10", "180+10", "190+10", "200+100");
        assertThat(walk.skipped()).isEqualTo(1);
        assertThat(walk.isSettled()).isTrue();
    }

    @Test
    void readsOnBehindAnUnreadableRecordThatIsTheFirstOrTheLast() {
        for (int i = 0; i < 3; i++) {
            assertThat(walk.unreadable()).isTrue();
        }
        assertThat(walk.getOffset()).isEqualTo(1);
        assertThat(walk.getCount()).isEqualTo(1);
        walk.page(3, 1);
        assertThat(walk.unreadable()).isTrue();

        assertThat(walk.isOpen()).isFalse();
        assertThat(walk.skipped()).isEqualTo(2);
    }

    @Test
    void givesUpWhereNothingCanBeRead() {
        for (int i = 0; i < 4; i++) {
            assertThat(walk.unreadable()).isTrue();
        }
        assertThat(walk.unreadable()).isFalse();
    }

    @Test
    void givesUpWhereMoreThanTwentyRecordsCannotBeRead() {
        walk.page(1000, 100);
        int skipped = 0;
        while (walk.unreadable()) {
            skipped = walk.skipped();
        }
        assertThat(skipped).isEqualTo(20);
    }

    @Test
    void stopsWhenTold() {
        walk.page(250, 100);
        walk.stop();

        assertThat(walk.isOpen()).isFalse();
    }

    @Test
    void remembersTheNewestDate() {
        assertThat(walk.newest()).isNull();

        walk.seen(AFTER.plusHours(1));
        walk.seen(null);
        walk.seen(AFTER.plusHours(3));
        walk.seen(AFTER.plusHours(2));

        assertThat(walk.newest()).isEqualTo(AFTER.plusHours(3));
    }

    /** The offsets asked for while full pages say these totals; it must end with the last. */
    private List<Integer> offsets(int... totals) {
        List<Integer> asked = new ArrayList<>();
        for (int total : totals) {
            assertThat(walk.isOpen()).isTrue();
            asked.add(walk.getOffset());
            walk.page(total, Math.min(100, Math.max(0, total - walk.getOffset())));
        }
        assertThat(walk.isOpen()).isFalse();
        return asked;
    }
}
