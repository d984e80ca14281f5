package org.applicantrelay.routefiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.applicantrelay.settings.MergedRoutes;

/** A folder of routes, read once, without hidden files. What cannot be read is a finding and otherwise left out. */
public final class RouteFolder {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final Map<String, String> texts = new TreeMap<>();
    private final List<RouteFile> files = new ArrayList<>();
    private final List<Finding> problems = new ArrayList<>();
    private boolean whole = true;

    private RouteFolder() {}

    /** Reads all files below {@code folder}; never throws on what it finds there. */
    public static RouteFolder read(Path folder) {
        RouteFolder read = new RouteFolder();
        if (!Files.isDirectory(folder)) {
            read.problem(".", "The folder cannot be read; name a folder that exists.");
            return read;
        }
        try {
            MergedRoutes.files(folder).forEach((path, file) -> read.add(path, () -> Files.readAllBytes(file)));
        } catch (IOException e) {
            read.problem(
                    ".",
                    "A folder in it cannot be read, or is a link to one around it; look at its links and"
                            + " permissions.");
        }
        if (read.files.isEmpty() && read.problems.isEmpty()) {
            read.problem(".", "The folder holds no route; name a folder of routes.");
        }
        return read;
    }

    /** Reads what runs with an engineer's own files; never throws on what it finds there. */
    public static RouteFolder read(MergedRoutes routes) {
        RouteFolder read = new RouteFolder();
        routes.files().forEach((path, file) -> read.add(path, file::getContentAsByteArray));
        return read;
    }

    private interface Content {
        byte[] bytes() throws IOException;
    }

    /** Nothing is missed elsewhere that may stand in what cannot be read. */
    private void problem(String path, String message) {
        whole = false;
        problems.add(new Finding(path, 1, message));
    }

    private void add(String path, Content file) {
        if (!RouteFile.isRead(path) && !path.startsWith("mapping/")) {
            // Only its name matters, and it may be anything.
            texts.put(path, "");
            return;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            problem(path, "The file is not UTF-8; save it in that encoding.");
            return;
        } catch (IOException e) {
            problem(path, "The file cannot be read; look at its permissions, and whether it is a file at all.");
            return;
        }
        if (text.startsWith(BYTE_ORDER_MARK)) {
            problems.add(new Finding(
                    path,
                    1,
                    "The file begins with a byte order mark, which JSON and mappings do not have; save it as"
                            + " UTF-8 without one."));
            text = text.substring(1);
        }
        texts.put(path, text);
        if (RouteFile.isRead(path)) {
            parse(path, text);
        }
    }

    private void parse(String path, String text) {
        List<Finding> broken = new ArrayList<>();
        List<YamlNode> documents = YamlReader.read(path, text, broken);
        problems.addAll(broken);
        if (documents.isEmpty()) {
            whole = broken.isEmpty() && whole;
            if (broken.isEmpty()) {
                problems.add(new Finding(path, 1, "The file is empty; write a route into it or delete it."));
            }
            return;
        }
        YamlNode root = documents.get(0);
        boolean kamelet = RouteFile.isKamelet(path);
        if (kamelet ? root.json().isObject() : root.json().isArray()) {
            files.add(new RouteFile(path, text, root));
        } else {
            whole = false;
            problems.add(new Finding(
                    path,
                    root.line(),
                    kamelet
                            ? "A Kamelet is one block of keys; begin it with apiVersion: and no dash."
                            : "A file of routes is a list; begin each of its entries with a dash."));
        }
        if (documents.size() > 1) {
            problems.add(new Finding(
                    path,
                    documents.get(1).line(),
                    "Camel reads only the first document of a file; move this one to a file of its own."));
        }
    }

    /** What could not be read. */
    List<Finding> problems() {
        return problems;
    }

    /** Whether each file of routes could be parsed. */
    boolean isWhole() {
        return whole;
    }

    /** All readable texts by their path below the folder, with slashes; empty for a file that nothing reads. */
    Map<String, String> texts() {
        return texts;
    }

    List<RouteFile> files() {
        return files;
    }

    Optional<RouteFile> kamelet(String name) {
        return files.stream()
                .filter(RouteFile::isKamelet)
                .filter(file -> file.name().equals(name))
                .findFirst();
    }

    Stream<RouteFile> kamelets() {
        return files.stream().filter(RouteFile::isKamelet);
    }

    Stream<Flow> flows() {
        return files.stream().flatMap(file -> file.flows().stream());
    }

    Stream<Endpoint> endpoints() {
        return flows().flatMap(Flow::endpoints);
    }
}
