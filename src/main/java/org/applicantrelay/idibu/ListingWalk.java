package org.applicantrelay.idibu;

import java.time.Instant;
import java.time.LocalDateTime;
import org.applicantrelay.poller.Turn;
import org.applicantrelay.time.LondonTime;

/**
 * One walk over idibu's listing: pages of 100 by offset, from the first to the last, and from the start again when
 * {@code total} has moved meanwhile, because then pages have shifted (idibu, quirk 8). What stands in an unreadable
 * page is asked for again in parts of 10, and in an unreadable part one by one, so that one record that idibu cannot
 * write holds up no other. Not thread-safe.
 */
public class ListingWalk {

    /** idibu's maximum. */
    static final int PAGE_SIZE = 100;

    private static final int PART_SIZE = 10;

    /** With more, idibu itself is at fault. */
    private static final int MOST_SKIPPED = 20;

    /** The same before any page was readable. */
    private static final int MOST_SKIPPED_BLIND = 2;

    /** Where applicants come faster than the pages can be read, the overlap of the next walk has the rest. */
    private static final int MOST_PASSES = 5;

    private final LocalDateTime after;
    private final LocalDateTime before;
    private final Instant begunAt;
    private Turn turn;
    private LocalDateTime newest;
    private int offset;
    private int total = -1;
    private int passes = 1;
    private int count = PAGE_SIZE;
    /** Where the unreadable page ends, and where its unreadable part. */
    private int pageEnd;

    private int partEnd;
    private int skipped;
    private boolean moved;
    private boolean open = true;
    private boolean brokenOff;

    ListingWalk(Turn turn, LocalDateTime after) {
        this(turn, after, null);
    }

    /** @param before null where there is no end to what is asked for */
    ListingWalk(Turn turn, LocalDateTime after, LocalDateTime before) {
        this.turn = turn;
        this.begunAt = turn.startedAt();
        this.after = after;
        this.before = before;
    }

    boolean isAfter(LocalDateTime time) {
        return after.equals(time);
    }

    /** Goes on, in a later turn, with the page that it was broken off at. */
    void goOn(Turn later) {
        turn = later;
        open |= brokenOff;
        brokenOff = false;
    }

    /** Notes what a page says of the whole. */
    void page(int pageTotal, int pageCount) {
        moved |= total >= 0 && pageTotal != total;
        total = pageTotal;
        // What came, and not what was asked for: a page may be shorter than that.
        advance(Math.max(pageCount, 1));
        if (offset < total && pageCount > 0) {
            return;
        }
        endOfPass();
    }

    /**
     * Notes that the answer is unreadable: the next one is asked for less.
     *
     * @return false where there is no use in that, for nothing of the listing can be read
     */
    boolean unreadable() {
        if (count == PAGE_SIZE) {
            pageEnd = offset + PAGE_SIZE;
            count = PART_SIZE;
        } else if (count == PART_SIZE) {
            partEnd = offset + PART_SIZE;
            count = 1;
        } else {
            skipped++;
            advance(1);
            if (total >= 0 && offset >= total) {
                endOfPass();
            }
        }
        return skipped <= (total < 0 ? MOST_SKIPPED_BLIND : MOST_SKIPPED);
    }

    private void advance(int by) {
        offset += by;
        if (count == 1 && offset >= partEnd) {
            count = PART_SIZE;
        }
        if (count == PART_SIZE && offset >= pageEnd) {
            count = PAGE_SIZE;
        }
    }

    private void endOfPass() {
        if (moved && passes < MOST_PASSES) {
            passes++;
            moved = false;
            offset = 0;
            count = PAGE_SIZE;
            skipped = 0;
        } else {
            open = false;
        }
    }

    /** Notes the date of an applicant that intake has taken or knew. */
    void seen(LocalDateTime date) {
        if (date != null && (newest == null || date.isAfter(newest))) {
            newest = date;
        }
    }

    void stop() {
        open = false;
    }

    /** Breaks it off before its end, with the page that it is at. */
    void breakOff() {
        brokenOff = open;
        open = false;
    }

    /** Whether it was broken off before its end; what there is beyond it is not known. */
    boolean isBrokenOff() {
        return brokenOff;
    }

    /** Whether there is a page to read; asked by the route. */
    public boolean isOpen() {
        return open;
    }

    /** The parameter after_date; asked by the route. */
    public String getAfter() {
        return LondonTime.format(after);
    }

    /** The parameter before_date, or nothing; asked by the route. */
    public String getBefore() {
        return before == null ? "" : LondonTime.format(before);
    }

    /** How many applicants idibu lists; 0 before a page was read. */
    int total() {
        return Math.max(total, 0);
    }

    /** The parameter offset; asked by the route. */
    public int getOffset() {
        return offset;
    }

    /** The parameter count; asked by the route. */
    public int getCount() {
        return count;
    }

    /** How many records could not be read even one by one. */
    int skipped() {
        return skipped;
    }

    boolean isSettled() {
        return !moved;
    }

    /** By the database's clock: who comes later may be on a page that was read before. */
    Instant begunAt() {
        return begunAt;
    }

    LocalDateTime newest() {
        return newest;
    }

    Turn turn() {
        return turn;
    }
}
