package org.applicantrelay.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The routes that are in force: as they were at the start, or at the last edit that was taken. All that reads a file of the
 * folder while the relay runs reads it here; what lies in the folder may be half edited or refused.
 */
@Component
public class CurrentRoutes {

    private final List<Consumer<MergedRoutes>> readers = new CopyOnWriteArrayList<>();
    private volatile MergedRoutes routes;

    @Autowired
    CurrentRoutes(@Value("${relay.routes:}") String folder) throws IOException {
        this(folder.isBlank() ? MergedRoutes.packaged() : MergedRoutes.with(Path.of(folder)));
    }

    /** These, until others are put in their place. */
    public CurrentRoutes(MergedRoutes routes) {
        this.routes = routes;
    }

    public MergedRoutes get() {
        return routes;
    }

    /** The reader is given what is in force now, and what is put in its place; it is never given what was not checked. */
    public void read(Consumer<MergedRoutes> reader) {
        reader.accept(routes);
        readers.add(reader);
    }

    /** @param checked without a finding, or in force before */
    public void put(MergedRoutes checked) {
        routes = checked;
        readers.forEach(reader -> reader.accept(checked));
    }
}
