package org.applicantrelay.idibu;

import java.time.LocalDateTime;
import org.applicantrelay.poller.Turn;
import org.applicantrelay.time.LondonTime;

/**
 * One walk over idibu's listing: pages of 100 by offset, from the first to the last, and from the start again when
 * {@code total} has moved meanwhile, because then pages have shifted (idibu, quirk 8). Not thread-safe.
 */
public class ListingWalk {

    /** idibu's maximum. */
    static final int PAGE_SIZE = 100;

    /** Where applicants come faster than the pages can be read, the overlap of the next walk has the rest. */
    private static final int MOST_PASSES = 5;

    private final Turn turn;
    private final LocalDateTime after;
    private LocalDateTime newest;
    private int offset;
    private int total = -1;
    private int passes = 1;
    private boolean moved;
    private boolean open = true;

    ListingWalk(Turn turn, LocalDateTime after) {
        this.turn = turn;
        this.after = after;
    }

    /** Notes what a page says of the whole. */
    void page(int pageTotal, int pageCount) {
        moved |= total >= 0 && pageTotal != total;
        total = pageTotal;
        // What came, and not what was asked for: a page may be shorter than that.
        offset += Math.max(pageCount, 1);
        if (offset < total && pageCount > 0) {
            return;
        }
        if (moved && passes < MOST_PASSES) {
            passes++;
            moved = false;
            offset = 0;
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

    /** Whether there is a page to read; asked by the route. */
    public boolean isOpen() {
        return open;
    }

    /** The parameter after_date; asked by the route. */
    public String getAfter() {
        return LondonTime.format(after);
    }

    /** The parameter offset; asked by the route. */
    public int getOffset() {
        return offset;
    }

    /** The parameter count; asked by the route. */
    public int getCount() {
        return PAGE_SIZE;
    }

    boolean isSettled() {
        return !moved;
    }

    LocalDateTime newest() {
        return newest;
    }

    Turn turn() {
        return turn;
    }
}
