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
    private final Path own;

    private MergedRoutes(Path own) {
        this.own = own;
    }

    /** The packaged routes alone. */
    public static MergedRoutes packaged() {
        MergedRoutes merged = new MergedRoutes(null);
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
     * @param own a folder; an empty one changes nothing
     * @throws IOException where the folder, or one in it, cannot be read
     */
    public static MergedRoutes with(Path own) throws IOException {
        MergedRoutes merged = new MergedRoutes(own);
        merged.files.putAll(packaged().files);
        SortedMap<String, Path> added = files(own);
        merged.files.keySet().removeIf(path -> added.keySet().stream().anyMatch(other -> replaces(other, path)));
        added.forEach((path, file) -> merged.files.put(path, new FileSystemResource(file)));
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

    private static boolean replaces(String own, String packaged) {
        return own.equals(packaged) || own.endsWith(ROUTES) && name(own).equals(name(packaged));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Each file by its path below the folder, with slashes. */
    public SortedMap<String, Resource> files() {
        return files;
    }

    /** Where somebody finds the file, for a person: in their own folder, or in the relay. */
    public String place(String path) {
        return own != null && (!files.containsKey(path) || isOwn(path))
                ? own.resolve(path).normalize().toString()
                : "applicant-relay.jar!/routes/" + path;
    }

    /** The file's location, as Camel and Spring name it. */
    String location(String path) {
        return isOwn(path) ? "file:" + own.resolve(path).toAbsolutePath().normalize() : PACKAGED + "/" + path;
    }

    private boolean isOwn(String path) {
        return files.get(path) instanceof FileSystemResource file
                && own != null
                && file.getFile().toPath().startsWith(own);
    }
}
