package org.applicantrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.AntPathMatcher;

/**
 * Every address of the management port answers anybody, each role, and a foreign page in an admin's browser, as
 * {@code console/addresses.txt} says; whatever is mapped there has an address in it.
 */
class AddressesMatrixTest extends ConsoleTest {

    private static final Path ACTUAL = Path.of("target/console-addresses.txt");

    @Autowired
    private ManagementPort management;

    @Test
    void everyAddressAnswersAsTheTableSays() throws Exception {
        List<String> lines = table().lines().toList();
        List<Visitor> same = visitors().map(Supplier::get).toList();

        String actual = lines.stream()
                .map(line -> line.startsWith("GET ") || line.startsWith("POST ") ? answered(line, same) : line)
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(ACTUAL, actual);

        assertThat(actual).as("the table; how it is stands in %s", ACTUAL).isEqualTo(table());
    }

    @Test
    void whateverIsMappedStandsInTheTable() throws Exception {
        List<String> paths = table().lines()
                .filter(line -> line.startsWith("GET "))
                .map(line -> line.split(" +")[1].split("\\?")[0])
                .toList();
        AntPathMatcher matcher = new AntPathMatcher();

        assertThat(management.patterns()).isNotEmpty().allSatisfy(pattern -> assertThat(paths)
                .as(pattern)
                .anyMatch(path -> matcher.match(pattern.replaceFirst("/\\*$", "/**"), path)));
    }

    private String answered(String line, List<Visitor> same) {
        String[] words = line.split(" +");
        String path = words[1];
        // Who has logged out is not the same any more.
        Stream<Visitor> visitors = path.contains("logout") ? visitors().map(Supplier::get) : same.stream();
        return "%-4s %-62s %s"
                .formatted(
                        words[0],
                        path,
                        visitors.map(visitor -> String.valueOf((words[0].equals("GET")
                                                ? visitor.get(path)
                                                : visitor.post(path, "{\"type\":\"version\"}"))
                                        .statusCode()))
                                .collect(Collectors.joining(" ")));
    }

    private Stream<Supplier<Visitor>> visitors() {
        return Stream.<Supplier<Visitor>>of(
                        () -> withToken(anybody()),
                        () -> loggedIn("vera"),
                        () -> loggedIn("otto"),
                        () -> loggedIn("ada"),
                        () -> loggedIn("ada").with("Origin", "https://evil.example"))
                // Some of them fail to log in, which nobody else here should have to wait for.
                .map(visitor -> () -> visitor.get().with("X-Forwarded-For", "203.0.113.1"));
    }

    /** Anybody can have one. */
    private static Visitor withToken(Visitor visitor) {
        visitor.get("/observe/login");
        return visitor;
    }

    private static String table() throws IOException {
        return new ClassPathResource("console/addresses.txt").getContentAsString(StandardCharsets.UTF_8);
    }
}
