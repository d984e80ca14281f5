package org.applicantrelay.jobtrain;

import org.applicantrelay.settings.CurrentRoutes;
import org.applicantrelay.table.TableException;
import org.applicantrelay.table.TableFile;
import org.springframework.stereotype.Component;

/** The map that {@code mapping/job-map.yaml} of the routes in force makes. A missing file is an empty map. */
@Component
public class JobMapFile {

    /** Below the folder of routes. */
    public static final String PATH = "mapping/job-map.yaml";

    private final TableFile<JobMap> file;

    /** @throws TableException where the file cannot be read or is wrong */
    JobMapFile(CurrentRoutes routes) {
        file = new TableFile<>(routes, PATH, JobMapReader::read);
    }

    /** The map that is in force; another object after each change. */
    JobMap current() {
        return file.current();
    }
}
