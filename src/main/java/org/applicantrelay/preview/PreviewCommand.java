package org.applicantrelay.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.content.MediaTypes;
import org.applicantrelay.delivery.Gathered;
import org.applicantrelay.delivery.SeenMail;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.Mended;
import org.applicantrelay.idibu.XmlRepair;
import org.applicantrelay.settings.MergedRoutes;
import org.applicantrelay.settings.OneCommand;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/**
 * {@code routes preview}: what would be sent of one applicant, and what a folder of own routes changes of it. A file or a
 * mail needs no database and no setting; a track id opens the database as {@code erase} does.
 */
public final class PreviewCommand {

    private static final String USAGE =
            "Usage: java -jar applicant-relay.jar routes preview --file applicant.xml | --mail message.eml | --track-id N"
                    + " (one of these) [--routes DIR] [--show-personal-data].";

    private static final String FILE = "--file";
    private static final String MAIL = "--mail";
    private static final String TRACK_ID = "--track-id";
    private static final String ROUTES = "--routes";
    private static final String SHOW = "--show-personal-data";
    private static final Set<String> INPUTS = Set.of(FILE, MAIL, TRACK_ID);

    private static final String ACTOR = "command line";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Map<String, String> options;
    private final boolean personal;

    private PreviewCommand(Map<String, String> options, boolean personal) {
        this.options = options;
        this.personal = personal;
    }

    /**
     * @param words what stands behind {@code routes preview}
     * @param start starts the relay without its ports, with those settings
     * @param out gets the preview
     * @param err gets a line for each finding, {@code path:line: message}, and what else went wrong
     * @return the process's exit code: 0 shown, 1 findings or failed, 2 misused
     */
    public static int run(
            List<String> words,
            Function<String[], ConfigurableApplicationContext> start,
            PrintStream out,
            PrintStream err) {
        Map<String, String> options = options(words);
        if (options == null) {
            err.println(USAGE);
            return MISUSED;
        }
        boolean personal = options.remove(SHOW) != null;
        try {
            Shown shown = new PreviewCommand(options, personal).show(start);
            shown.lines().forEach(out::println);
            shown.problems().forEach(err::println);
            return shown.problems().isEmpty() ? DONE : FAILED;
        } catch (RefusedException e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (InvalidPathException e) {
            err.println("That is no file's name. " + USAGE);
            return MISUSED;
        }
    }

    /** What ends a preview before it begins, in a sentence without personal data. */
    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Null where they are not understood; {@value #SHOW} has an empty value. */
    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String[] pair = words.get(i).split("=", 2);
            boolean known = INPUTS.contains(pair[0]) || pair[0].equals(ROUTES);
            String value = null;
            if (words.get(i).equals(SHOW)) {
                value = "";
            } else if (known && pair.length == 2) {
                value = pair[1];
            } else if (known && i + 1 < words.size()) {
                value = words.get(++i);
            }
            if (value == null || value.isBlank() == known || options.put(pair[0], value) != null) {
                return null;
            }
        }
        return options.keySet().stream().filter(INPUTS::contains).count() == 1 ? options : null;
    }

    private Shown show(Function<String[], ConfigurableApplicationContext> start) throws RefusedException {
        Version other = options.containsKey(ROUTES) ? version(options.get(ROUTES)) : null;
        String trackId = options.get(TRACK_ID);
        return trackId == null ? ofFile(other) : ofApplication(trackId, start, other);
    }

    private static Version version(String folder) throws RefusedException {
        try {
            if (folder.isBlank()) {
                return new Version(MergedRoutes.packaged());
            }
            if (Files.isDirectory(Path.of(folder))) {
                return new Version(MergedRoutes.with(Path.of(folder)));
            }
        } catch (IOException e) {
            // The same sentence.
        }
        throw new RefusedException(folder + " cannot be read: name a folder that exists, without a link to one around"
                + " it, and look at its permissions.");
    }

    private Shown ofApplication(String trackId, Function<String[], ConfigurableApplicationContext> start, Version other)
            throws RefusedException {
        // Who only looks does not migrate.
        try (ConfigurableApplicationContext relay = start.apply(OneCommand.settings("--spring.flyway.enabled=false"))) {
            return relay.getBean(Previews.class).of(trackId, personal, ACTOR, other);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage() + ".");
        } catch (RuntimeException e) {
            throw new RefusedException(OneCommand.sentence(e)
                    .orElseGet(() -> "Not shown: " + Faults.of(e).getMessage()));
        }
    }

    private Shown ofFile(Version other) throws RefusedException {
        ConfigurableEnvironment settings = new StandardEnvironment();
        // As the relay would read them, but nothing has to be set.
        ConfigDataEnvironmentPostProcessor.applyTo(settings);
        List<String> types = Binder.get(settings)
                .bind("relay.files.types", Bindable.listOf(String.class))
                .get();
        String unknownName = settings.getProperty("relay.jobtrain.unknown-name");
        Version running = version(settings.getProperty("relay.routes", ""));
        Preview preview = new Preview(personal, types, running, other);
        Path file = Path.of(options.getOrDefault(FILE, options.get(MAIL)));
        try {
            if (options.containsKey(MAIL)) {
                try (InputStream raw = Files.newInputStream(file)) {
                    preview.mail(SeenMail.of(raw));
                }
            } else {
                applicant(Files.readString(file, StandardCharsets.UTF_8), types, unknownName, preview);
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new RefusedException(file + ":" + line
                    + ": This is neither idibu's detailed view as XML nor an applicant as JSON; look here or above.");
        } catch (RelayException e) {
            preview.refused(e);
        } catch (IOException e) {
            throw new RefusedException(
                    file + " cannot be read: name a file that exists, in UTF-8, and look at its permissions.");
        }
        return preview.done();
    }

    private static void applicant(String text, List<String> types, String unknownName, Preview preview)
            throws IOException, RefusedException {
        if (text.stripLeading().startsWith("{")) {
            // As the golden pairs have one.
            preview.applicant(JSON.readValue(text, Applicant.class));
            return;
        }
        Mended mended = XmlRepair.mend(text);
        IdibuApplicant detail = Previews.detail(mended);
        if (detail == null || detail.id() == null) {
            throw new RefusedException(
                    "This is not idibu's detailed view, <idibu><response><id>..., of one applicant.");
        }
        preview.input("idibu's detailed view", mended);
        List<Applicant.File> files = new ArrayList<>();
        for (IdibuApplicant.File file : detail.filesOrNone()) {
            files.add(new Applicant.File(
                    Applicant.File.IDIBU, files.size(), file.name(), MediaTypes.ofName(file.name()), 1));
        }
        if (!files.isEmpty()) {
            preview.note("No file is fetched: what each is, is taken from its name, and its size is 1.");
        }
        preview.applicant(
                new Gathered(detail.id(), null, detail, null, null, files, List.of()).applicant(types, unknownName));
    }
}
