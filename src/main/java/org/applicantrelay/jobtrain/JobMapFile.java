package org.applicantrelay.jobtrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.applicantrelay.settings.CurrentRoutes;
import org.applicantrelay.settings.MergedRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** The map that {@code mapping/job-map.yaml} of the routes in force makes. A missing file is an empty map. */
@Component
public class JobMapFile {

    private static final Logger LOG = LoggerFactory.getLogger(JobMapFile.class);
    private static final String PATH = "mapping/job-map.yaml";

    private volatile JobMap map;
    private String version;

    /** @throws JobMapException where the file cannot be read or is wrong */
    JobMapFile(CurrentRoutes routes) {
        routes.read(this::take);
    }

    /** The map that is in force; another object after each change. */
    JobMap current() {
        return map;
    }

    private synchronized void take(MergedRoutes routes) {
        String now = routes.version(PATH);
        if (now.equals(version)) {
            return;
        }
        List<String> problems = new ArrayList<>();
        JobMap read = read(routes, problems);
        if (!problems.isEmpty()) {
            throw new JobMapException(problems);
        }
        LOG.info("The job map is read{}: {}", map == null ? "" : " anew", read);
        map = read;
        version = now;
    }

    private static JobMap read(MergedRoutes routes, List<String> problems) {
        Resource file = routes.files().get(PATH);
        if (file == null) {
            return JobMap.EMPTY;
        }
        String place = routes.place(PATH);
        try {
            return JobMapReader.read(
                    file.getContentAsByteArray(), (line, message) -> problems.add(place + ":" + line + ": " + message));
        } catch (IOException e) {
            problems.add(place + ":1: The file cannot be read; look at its permissions and its size.");
            return JobMap.EMPTY;
        }
    }
}
