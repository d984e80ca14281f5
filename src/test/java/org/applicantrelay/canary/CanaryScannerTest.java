package org.applicantrelay.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever finds nothing must be able to find. */
class CanaryScannerTest {

    private static final Canary CANARY = new Canary("the secret", "s&cret/of+ours-é-123");

    private final CanaryScanner scanner = new CanaryScanner(List.of(CANARY));

    @Test
    void aValueIsFoundHoweverItIsWritten() {
        String value = CANARY.value();
        byte[] plain = value.getBytes(StandardCharsets.UTF_8);
        look("as it is", "x" + value + "y");
        look("in an address", "?q=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&");
        look("in XML", "<a>" + value.replace("&", "&amp;") + "</a>");
        look("in JSON", "{\"a\":\"" + value.replace("/", "\\/") + "\"}");
        look("as a database prints bytes", "\\x00" + HexFormat.of().formatHex(plain));
        scanner.look("in UTF-16", ("x" + value).getBytes(StandardCharsets.UTF_16LE));
        scanner.look("in UTF-16 the other way round", ("x" + value).getBytes(StandardCharsets.UTF_16BE));

        assertThat(scanner.hits())
                .extracting(hit -> hit.replaceAll("the secret in (.*) \\(.*", "$1"))
                .containsOnly(
                        "as it is",
                        "in an address",
                        "in XML",
                        "in JSON",
                        "as a database prints bytes",
                        "in UTF-16",
                        "in UTF-16 the other way round");
        assertThat(scanner.hits()).noneMatch(hit -> hit.contains(value));
    }

    @Test
    void inBase64ItIsFoundWhateverStandsBeforeAndAfter() {
        for (int before = 0; before < 7; before++) {
            for (int after = 0; after < 4; after++) {
                String text = "b".repeat(before) + CANARY.value() + "a".repeat(after);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                look(before + "+" + after, Base64.getEncoder().encodeToString(bytes));
                look(before + "+" + after + " url", Base64.getUrlEncoder().encodeToString(bytes));
            }
        }

        assertThat(scanner.hits())
                .extracting(hit -> hit.replaceAll("the secret in (.*) \\(.*", "$1"))
                .hasSizeGreaterThanOrEqualTo(7 * 4 * 2)
                .contains("0+0", "1+0", "2+3", "6+3", "0+0 url", "5+1 url");
    }

    @Test
    void filesAreLookedIntoWithTheirNamesAndWhatIsPackedInThem(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("relay.trace.db"), "..." + CANARY.value());
        Files.createFile(folder.resolve(CANARY.value().replace("/", "-")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("entry"));
            zip.write(CANARY.value().repeat(20).getBytes(StandardCharsets.UTF_8));
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("relay.zip"))) {
            bytes.writeTo(out);
        }

        CanaryScanner named = new CanaryScanner(
                List.of(CANARY, new Canary("the name", CANARY.value().replace("/", "-"))));
        named.lookInto("the folder", folder);

        assertThat(named.hits())
                .anyMatch(hit -> hit.startsWith("the secret in the folder/*.trace.db"))
                .anyMatch(hit -> hit.startsWith("the secret in the folder/*.zip"))
                .anyMatch(hit -> hit.startsWith("the name in a name in the folder"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        look("a part", CANARY.value().substring(1));
        look("another part", CANARY.value().substring(0, CANARY.value().length() - 1));
        look("its end", "");

        assertThat(scanner.hits()).isEmpty();
        assertThat(scanner.looked()).isPositive();
    }

    private void look(String place, String text) {
        scanner.look(place, text);
    }
}
