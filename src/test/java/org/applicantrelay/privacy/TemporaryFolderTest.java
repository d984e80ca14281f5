package org.applicantrelay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {

    @TempDir
    private Path base;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerMayLookIntoIt() throws Exception {
        try (TemporaryFolder own = TemporaryFolder.in(base)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void itIsGoneWithWhateverLiesThereOnceItIsClosed() throws Exception {
        try (TemporaryFolder own = TemporaryFolder.in(base)) {
            Files.writeString(
                    Files.createDirectories(own.path().resolve("work/deep")).resolve("a"), "somebody");
        }

        assertThat(base).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessHasLeftIsRemovedAndWhatARunningOneHasIsNot() throws Exception {
        // A process: within one, the operating system knows of no locks.
        Process other = holder();
        try (TemporaryFolder own = TemporaryFolder.in(base)) {
            Path left = folders().stream()
                    .filter(folder -> !folder.equals(own.path()))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(left.resolve("spooled"), "somebody");
            TemporaryFolder.in(base).close();
            assertThat(left.resolve("spooled")).exists();

            other.destroyForcibly().waitFor();
            TemporaryFolder.in(base).close();

            assertThat(folders()).containsExactly(own.path());
            try (var files = Files.list(base)) {
                assertThat(files).as("the folder and its lock").hasSize(2);
            }
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkIsNotFollowed(@TempDir Path elsewhere) throws Exception {
        Path precious = Files.writeString(elsewhere.resolve("precious"), "x");
        Files.createFile(base.resolve("applicant-relay-1.lock"));
        Files.createSymbolicLink(base.resolve("applicant-relay-1"), elsewhere);
        Files.createFile(base.resolve("applicant-relay-2.lock"));
        Files.createSymbolicLink(
                Files.createDirectory(base.resolve("applicant-relay-2")).resolve("link"), elsewhere);

        TemporaryFolder.in(base).close();

        assertThat(precious).exists();
        assertThat(base.resolve("applicant-relay-2")).doesNotExist();
    }

    private List<Path> folders() throws IOException {
        try (var files = Files.list(base)) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    private Process holder() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        base.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.inputReader().lines().anyMatch("held"::equals)).isTrue();
        return process;
    }

    /** A process with a folder of its own, until it is killed or its parent has ended. */
    public static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws Exception {
            TemporaryFolder own = TemporaryFolder.in(Path.of(args[0]));
            System.out.println("held");
            System.in.read();
            own.close();
        }
    }
}
