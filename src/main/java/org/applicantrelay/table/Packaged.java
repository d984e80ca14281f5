package org.applicantrelay.table;

import java.util.ArrayList;
import java.util.List;
import org.applicantrelay.settings.MergedRoutes;

/** Tables as they are packaged: where a line is missing in an engineer's own, theirs counts. */
final class Packaged {

    private Packaged() {}

    static <T> T read(String path, TableFile.Reader<T> reader) {
        List<String> problems = new ArrayList<>();
        return TableFile.read(MergedRoutes.packaged(), path, reader, problems)
                .orElseThrow(() -> new IllegalStateException(String.join(" ", problems)));
    }
}
