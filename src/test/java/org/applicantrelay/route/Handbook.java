package org.applicantrelay.route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.applicantrelay.routefiles.PairsCommand;

/** The worked changes of {@code routes/README.md}, performed as they stand there. */
final class Handbook {

    private static final Pattern SECTION =
            Pattern.compile("^### (\\d)\\. .*?$(.*?)(?=^##)", Pattern.MULTILINE | Pattern.DOTALL);

    /** A block, and the words before it. */
    private static final Pattern BLOCK =
            Pattern.compile("(.*?)^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern FILE = Pattern.compile("`([a-z]+/[a-z0-9/.-]+)`");

    private Handbook() {}

    /** Performs change {@code number} in a folder that was exported. */
    static void perform(int number, Path folder) throws IOException {
        Matcher section = SECTION.matcher(Files.readString(Path.of("routes/README.md")));
        while (section.find()) {
            if (section.group(1).equals(String.valueOf(number))) {
                performAll(section.group(2), folder);
                return;
            }
        }
        throw new IllegalStateException("The handbook has no change " + number);
    }

    private static void performAll(String text, Path folder) throws IOException {
        Matcher block = BLOCK.matcher(text);
        String file = null;
        while (block.find()) {
            Matcher named = FILE.matcher(block.group(1));
            while (named.find()) {
                file = named.group(1);
            }
            switch (block.group(2)) {
                case "sh" -> command(block.group(3), folder);
                case "diff" -> edit(folder.resolve(file), block.group(3));
                default -> create(folder.resolve(file), block.group(3));
            }
        }
    }

    private static void command(String line, Path folder) {
        if (!line.equals("java -jar applicant-relay.jar routes pairs my-routes\n")) {
            throw new IllegalStateException("Another command: " + line);
        }
        pairs(folder);
    }

    /** {@code routes pairs}. */
    static void pairs(Path folder) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        if (PairsCommand.run(List.of(folder.toString()), out, out) != 0) {
            throw new IllegalStateException(said.toString(StandardCharsets.UTF_8));
        }
    }

    /** The lines with a minus must stand there together, once. */
    private static void edit(Path file, String difference) throws IOException {
        String text = Files.readString(file);
        String gone = lines(difference, '-');
        int at = text.indexOf(gone);
        if (at < 0 || text.indexOf(gone, at + 1) >= 0) {
            throw new IllegalStateException(file + " does not hold once:\n" + gone);
        }
        Files.writeString(file, text.substring(0, at) + lines(difference, '+') + text.substring(at + gone.length()));
    }

    private static String lines(String difference, char sign) {
        return difference
                .lines()
                .filter(line -> line.charAt(0) == sign)
                .map(line -> line.substring(1) + "\n")
                .collect(Collectors.joining());
    }

    private static void create(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            throw new IllegalStateException(file + " is there already");
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
