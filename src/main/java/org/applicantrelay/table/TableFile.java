package org.applicantrelay.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.applicantrelay.settings.CurrentRoutes;
import org.applicantrelay.settings.MergedRoutes;
import org.applicantrelay.yaml.YamlText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;

/** What a table of the routes in force says. A missing file is an empty one. */
public final class TableFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(TableFile.class);

    private final String path;
    private final Reader<T> reader;
    private volatile T table;
    private String version;

    /**
     * @param path below the folder of routes
     * @throws TableException where the file cannot be read or is wrong
     */
    public TableFile(CurrentRoutes routes, String path, Reader<T> reader) {
        this.path = path;
        this.reader = reader;
        routes.read(this::take);
    }

    /** Makes a table of a file. */
    @FunctionalInterface
    public interface Reader<T> {

        /** What the file says; worth nothing where there are problems. */
        T read(byte[] file, YamlText.Problems problems);
    }

    /** What is in force; another object after each change. */
    public T current() {
        return table;
    }

    private synchronized void take(MergedRoutes routes) {
        String now = routes.version(path);
        if (now.equals(version)) {
            return;
        }
        List<String> problems = new ArrayList<>();
        T read = read(routes, path, reader, problems).orElseThrow(() -> new TableException(problems));
        LOG.info("{} is read{}: {}", path, table == null ? "" : " anew", read);
        table = read;
        version = now;
    }

    /**
     * What the table says in a set of routes that need not be in force.
     *
     * @param problems gets {@code file:line: what, how to mend}
     * @return empty where the file is wrong
     */
    public static <T> Optional<T> read(MergedRoutes routes, String path, Reader<T> reader, List<String> problems) {
        Resource file = routes.files().get(path);
        String place = routes.place(path);
        List<String> found = new ArrayList<>();
        T read = null;
        try {
            read = reader.read(
                    file == null ? new byte[0] : file.getContentAsByteArray(),
                    (line, message) -> found.add(place + ":" + line + ": " + message));
        } catch (IOException e) {
            found.add(place + ":1: The file cannot be read; look at its permissions and its size.");
        }
        problems.addAll(found);
        return found.isEmpty() ? Optional.of(read) : Optional.empty();
    }
}
