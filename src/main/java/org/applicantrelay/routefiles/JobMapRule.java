package org.applicantrelay.routefiles;

import java.nio.charset.StandardCharsets;
import org.applicantrelay.jobtrain.JobMapReader;

/** The job map, where there is one, is what the relay can read; by the relay's own reader. */
final class JobMapRule implements Rule {

    static final String FILE = "mapping/job-map.yaml";

    @Override
    public void check(RouteFolder folder, Findings findings) {
        String text = folder.texts().get(FILE);
        if (text != null) {
            JobMapReader.read(
                    text.getBytes(StandardCharsets.UTF_8), (line, message) -> findings.add(FILE, line, message));
        }
    }
}
