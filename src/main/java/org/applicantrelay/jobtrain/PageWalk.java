package org.applicantrelay.jobtrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Walks over a list of Jobtrain's by its PageNo and PageSize; {@code total} counts all records. Not thread-safe. */
public class PageWalk<T> {

    /** Jobtrain's maximum. */
    private static final int PAGE_SIZE = 100;

    private static final int MOST_PAGES = 1000;

    private final List<T> read = new ArrayList<>();
    private List<T> lastPage;
    private int page;
    private int total;
    private boolean open = true;

    void add(List<T> records, int newTotal) {
        if (records != null) {
            read.addAll(records);
        }
        total = newTotal;
        page++;
        // Where Jobtrain gives no total, the end is an empty page, or the same page again.
        boolean more = total > 0 ? read.size() < total : !Objects.equals(records, lastPage);
        lastPage = records;
        open = records != null && !records.isEmpty() && more && page < MOST_PAGES;
    }

    /** Whether there is a page to read; asked by the route. */
    public boolean isOpen() {
        return open;
    }

    /** The parameter PageNo, where the first page has the number {@code first}; asked by the Kamelet. */
    public int pageNo(int first) {
        return first + page;
    }

    /** The parameter PageSize; asked by the Kamelet. */
    public int getPageSize() {
        return PAGE_SIZE;
    }

    /** Whether as many records were read as Jobtrain says there are; without a total, whether the end was reached. */
    boolean isWhole() {
        return total > 0 ? read.size() == total : page < MOST_PAGES;
    }

    List<T> read() {
        return read;
    }
}
