package org.applicantrelay.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The packaged routes with an engineer's own files laid over them. An own file takes the place of the packaged one with the
 * same path below the folder; a file of routes also that of one with the same name, which is the route's id, in another
 * folder. All others are added. Own files are read when this is made, and stay as they were then: somebody edits them while the
 * relay runs. What is wrong with one is said of the file that can be edited.
 */
public final class MergedRoutes {

    /** The ending of a file of routes; its name is the route's id. */
    public static final String ROUTES = ".camel.yaml";

    /** Where the packaged folder is, as Camel and Spring name it. */
    public static final String PACKAGED = "classpath:routes";

    /** In bytes, of an own file; a larger one counts as unreadable. */
    private static final int LARGEST = 4 * 1024 * 1024;

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
        merged.files.putAll(Packaged.FILES);
        return merged;
    }

    /** Looked for once: own files are looked at every second. */
    private static final class Packaged {

        static final SortedMap<String, Resource> FILES = find();

        private static SortedMap<String, Resource> find() {
            SortedMap<String, Resource> files = new TreeMap<>();
            try {
                PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
                URI root = resolver.getResource(PACKAGED + "/").getURI();
                for (Resource file : resolver.getResources(PACKAGED + "/**/*.*")) {
                    files.put(file.getURI().toString().substring(root.toString().length()), file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The packaged routes cannot be read", e);
            }
            return files;
        }
    }

    /**
     * @param folder may hold as little as nothing, which is the packaged folder
     * @throws IOException where the folder, or one in it, cannot be read
     */
    public static MergedRoutes with(Path folder) throws IOException {
        MergedRoutes merged = new MergedRoutes(folder, files(folder));
        merged.files.putAll(Packaged.FILES);
        merged.files.keySet().removeIf(merged::isReplaced);
        merged.own.forEach((path, file) -> merged.files.put(path, OwnFile.read(file)));
        return merged;
    }

    /** All files below a folder by their path there, with slashes; without hidden ones, and with a folder named as a file. */
    public static SortedMap<String, Path> files(Path folder) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        // A mounted ConfigMap consists of links into a hidden folder.
        try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            paths.filter(file -> !file.equals(folder))
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .filter(file -> Files.isRegularFile(file) || isMeantAsAFile(file))
                    .forEach(
                            file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    /** A mount makes a folder where the file that it was to mount is not there. */
    private static boolean isMeantAsAFile(Path folder) {
        return folder.toString().matches(".*\\.(yaml|jslt)") && Files.isDirectory(folder);
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

    /** The own files by their path below the folder, with slashes; empty where all is packaged. */
    public Set<String> own() {
        return own.keySet();
    }

    /**
     * What tells two contents of a file apart: the first eight digits of its SHA-256; "unreadable" where it could not be read,
     * "none" where there is no such file.
     */
    public String version(String path) {
        Resource file = files.get(path);
        if (file == null) {
            return "none";
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(file.getContentAsByteArray()), 0, 4);
        } catch (IOException e) {
            return "unreadable";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The paths of all files that are not the same in both; one that is only in one of them, too. */
    public SortedSet<String> differences(MergedRoutes other) {
        SortedSet<String> differences = new TreeSet<>(files.keySet());
        differences.addAll(other.files.keySet());
        differences.removeIf(path -> isSame(files.get(path), other.files.get(path)));
        return differences;
    }

    private static boolean isSame(Resource one, Resource other) {
        // A packaged file does not change, and equals itself by its address.
        return one != null && one.equals(other);
    }

    private boolean isPackaged(String path) {
        return folder == null || files.containsKey(path) && !own.containsKey(path);
    }

    /** An own file as it was when it was read. */
    private static final class OwnFile extends AbstractResource {

        private final Path file;

        /** Null where it could not be read. */
        private final byte[] content;

        private OwnFile(Path file, byte[] content) {
            this.file = file;
            this.content = content;
        }

        static OwnFile read(Path file) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(LARGEST + 1);
                return new OwnFile(file, content.length > LARGEST ? null : content);
            } catch (IOException e) {
                return new OwnFile(file, null);
            }
        }

        @Override
        public InputStream getInputStream() throws IOException {
            if (content == null) {
                throw new IOException(file + " could not be read");
            }
            return new ByteArrayInputStream(content);
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public String getDescription() {
            return file.toString();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OwnFile own && file.equals(own.file) && Arrays.equals(content, own.content);
        }

        @Override
        public int hashCode() {
            return file.hashCode();
        }
    }
}
