package org.applicantrelay.jobtrain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.applicantrelay.settings.RoutesLocation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * The file {@code mapping/job-map.yaml} of the folder that somebody edits, and the map that is in force. In a folder the file is
 * looked at in time: a good edit is in force at once, a bad one leaves the map as it was. A missing file is an empty map.
 */
@Component
public class JobMapFile {

    private static final Logger LOG = LoggerFactory.getLogger(JobMapFile.class);
    private static final String FOLDER = "file:";

    private final String name;

    /** Null for the packaged one, which does not change. */
    private final Path file;

    private volatile JobMap map;
    private Content judged;
    private Content seen;

    /** @throws JobMapException where the file cannot be read or is wrong */
    JobMapFile(@Value("${" + RoutesLocation.EDITED + "}") String location) {
        String full = location + "/mapping/job-map.yaml";
        file = location.startsWith(FOLDER) ? Path.of(full.substring(FOLDER.length())) : null;
        name = file == null ? full : file.toString();
        judged = file == null ? packaged(full) : look();
        seen = judged;
        List<String> problems = new ArrayList<>();
        map = read(judged, problems);
        if (!problems.isEmpty()) {
            throw new JobMapException(problems);
        }
        LOG.info("The job map is read: {}", map);
    }

    /** What a look at the file has found: its bytes as Latin-1; null where it is missing or cannot be read. */
    private record Content(String bytes, boolean readable) {
        static final Content MISSING = new Content(null, true);
        static final Content UNREADABLE = new Content(null, false);

        static Content of(InputStream in) throws IOException {
            return new Content(new String(in.readNBytes(JobMapReader.LARGEST + 1), StandardCharsets.ISO_8859_1), true);
        }
    }

    /** The map that is in force; another object after each change. */
    JobMap current() {
        return map;
    }

    /**
     * Looks at the file. A change counts from the second look that finds it: at the first, the file may be half written,
     * or not there because an editor is putting another in its place.
     */
    public synchronized void reload() {
        if (file == null) {
            return;
        }
        Content now = look();
        if (now.equals(Content.MISSING) && !judged.equals(Content.MISSING) && !Files.isDirectory(file.getParent())) {
            // A mount that broke off, and nobody's edit; a partial folder has never had one.
            now = Content.UNREADABLE;
        }
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(judged)) {
            return;
        }
        judged = now;
        List<String> problems = new ArrayList<>();
        JobMap read = read(now, problems);
        if (!problems.isEmpty()) {
            String more = problems.size() == 1 ? "" : " (and %d more)".formatted(problems.size() - 1);
            LOG.warn("{}{} The job map stays as it was.", problems.get(0), more);
            return;
        }
        map = read;
        if (now.equals(Content.MISSING)) {
            LOG.warn("{} is gone: no job is named by a map now", name);
        } else {
            LOG.info("The job map is read anew: {}", map);
        }
    }

    private JobMap read(Content content, List<String> problems) {
        if (!content.readable()) {
            problems.add(name + ":1: The file cannot be read; look at its folder and its permissions.");
        }
        if (content.bytes() == null) {
            return JobMap.EMPTY;
        }
        return JobMapReader.read(
                content.bytes().getBytes(StandardCharsets.ISO_8859_1),
                (line, message) -> problems.add(name + ":" + line + ": " + message));
    }

    private Content look() {
        try (InputStream in = Files.newInputStream(file)) {
            return Content.of(in);
        } catch (NoSuchFileException e) {
            return Content.MISSING;
        } catch (IOException e) {
            return Content.UNREADABLE;
        }
    }

    private static Content packaged(String location) {
        Resource resource = new DefaultResourceLoader().getResource(location);
        try (InputStream in = resource.exists() ? resource.getInputStream() : InputStream.nullInputStream()) {
            return Content.of(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
