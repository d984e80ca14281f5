package org.applicantrelay.jobtrain;

import java.util.List;
import org.applicantrelay.jobtrain.RemoteApplications.RemoteApplication;

/** A walk over one person's applications for one job, to see whether a doubtful create has come through. */
public class ReadBack extends PageWalk<RemoteApplication> {

    public static ReadBack begin() {
        return new ReadBack();
    }

    /** Notes a page. */
    public static void page(ReadBack readBack, RemoteApplications page) {
        readBack.add(page.applications(), page.total());
    }

    /** All that the pages held. */
    public List<RemoteApplication> getFound() {
        return read();
    }
}
