package org.applicantrelay.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The packaged routes with an engineer's own files laid over them. An own file takes the place of the packaged one with the
 * same path below the folder; a file of routes also that of one with the same name, which is the route's id, in another
 * folder. All others are added. Nothing is copied: each path leads to the file itself, so that what is wrong with it is
 * said of the file that somebody can edit. Which files there are is decided when it is made; what they hold when they are read.
 */
public final class MergedRoutes {

    /** The ending of a file of routes; its name is the route's id. */
    public static final String ROUTES = ".camel.yaml";

    /** Where the packaged folder is, as Camel and Spring name it. */
    public static final String PACKAGED = "classpath:routes";

    private final SortedMap<String, Resource> files = new TreeMap<>();

    /** Null where nothing is laid over the packaged folder. */
    private final Path folder;

    private final SortedMap<String, Path> own;

    private MergedRoutes(Path folder, SortedMap<String, Path> own) {
        this.folder = folder;
        this.own = own;
    }

    /** The packaged routes alone. */
    public static MergedRoutes packaged() {
        MergedRoutes merged = new MergedRoutes(null, new TreeMap<>());
        try {
            PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
            URI root = resolver.getResource(PACKAGED + "/").getURI();
            for (Resource file : resolver.getResources(PACKAGED + "/**/*.*")) {
                merged.files.put(
                        file.getURI().toString().substring(root.toString().length()), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The packaged routes cannot be read", e);
        }
        return merged;
    }

    /**
     * @param folder may hold as little as nothing, which is the packaged folder
     * @throws IOException where the folder, or one in it, cannot be read
     */
    public static MergedRoutes with(Path folder) throws IOException {
        MergedRoutes merged = new MergedRoutes(folder, files(folder));
        merged.files.putAll(packaged().files);
        merged.files.keySet().removeIf(merged::isReplaced);
        merged.own.forEach((path, file) -> merged.files.put(path, new FileSystemResource(file)));
        return merged;
    }

    /** All files below a folder by their path there, with slashes; without hidden ones. */
    public static SortedMap<String, Path> files(Path folder) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        // A mounted ConfigMap consists of links into a hidden folder.
        try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            paths.filter(file -> !file.equals(folder))
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .forEach(
                            file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    /** Hidden files are an editor's, a version control's or the mount's own. */
    private static boolean isHidden(Path path) {
        return Stream.iterate(path, Objects::nonNull, Path::getParent)
                .anyMatch(part -> part.getFileName().toString().startsWith("."));
    }

    private boolean isReplaced(String packaged) {
        return own.containsKey(packaged)
                || packaged.endsWith(ROUTES)
                        && own.keySet().stream().anyMatch(path -> name(path).equals(name(packaged)));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Each file by its path below the folder, with slashes. */
    public SortedMap<String, Resource> files() {
        return files;
    }

    /** Where a person finds the file, or would put it: in their own folder; or in the relay, to be copied from there. */
    public String place(String path) {
        return isPackaged(path)
                ? "applicant-relay.jar!/routes/" + path
                : folder.resolve(path).normalize().toString();
    }

    /** Where Camel and Spring find the file; in the own folder where there is none. */
    String location(String path) {
        return isPackaged(path)
                ? PACKAGED + "/" + path
                : "file:" + folder.resolve(path).toAbsolutePath().normalize();
    }

    private boolean isPackaged(String path) {
        return folder == null || files.containsKey(path) && !own.containsKey(path);
    }
}
