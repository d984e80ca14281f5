package org.applicantrelay.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class JournalTest {

    @TempDir
    Path folder;

    private Path file;
    private Journal journal;

    @BeforeEach
    void make() {
        file = folder.resolve("below").resolve("relay.erased");
        journal = new Journal(file);
    }

    @Test
    void givesBackWhatWasWrittenInOrder() {
        assertThat(journal.read()).isEmpty();

        journal.append(List.of(Journal.Line.ofKey("k", new byte[] {1, 2, 3}), line("a")));
        journal.append(List.of(line("b")));

        List<Journal.Line> lines = journal.read();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).sealed()).containsExactly(1, 2, 3);
        assertThat(lines.get(0).holdsKey()).isTrue();
        assertThat(lines.get(1)).isEqualTo(line("a"));
        assertThat(lines.get(2).tombstones().toList())
                .containsExactly(
                        new Tombstone("b", Tombstone.Kind.TRACK_ID, "k", new UUID(1, 2), Instant.EPOCH),
                        new Tombstone("mail b", Tombstone.Kind.EMAIL, "k", new UUID(1, 2), Instant.EPOCH));
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        journal.append(List.of(line("a")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLineThatACrashHasCutOffIsNoticedAndHidesNoOther(CapturedOutput output) throws IOException {
        journal.append(List.of(line("a")));
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2), StandardOpenOption.APPEND);
        assertThat(journal.read()).containsExactly(line("a"));

        journal.append(List.of(line("b")));

        assertThat(journal.read()).containsExactly(line("a"), line("b"));
        assertThat(output.getAll()).contains("Line 2 of the journal").contains("ask for it again");
    }

    @Test
    void damageIsNoticedAndHidesNoOther(CapturedOutput output) throws IOException {
        journal.append(List.of(line("a")));
        Files.writeString(
                file,
                "{}\n[]\nnull\n\n{\"key\":\"k\",\"at\":\"yesterday\",\"trackIds\":[],\"emails\":[]}\n\u0000\u0001\n",
                StandardOpenOption.APPEND);
        journal.append(List.of(line("b")));

        assertThat(journal.read()).containsExactly(line("a"), line("b"));
        assertThat(output.getAll().lines().filter(text -> text.contains("of the journal")))
                .hasSize(5);
    }

    @Test
    void manyMayWriteAtOnce() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<Callable<Long>> appends = IntStream.range(0, 80)
                .mapToObj(number ->
                        (Callable<Long>) () -> new Journal(file).append(List.of(line("of " + number), line("and"))))
                .toList();
        for (var append : writers.invokeAll(appends)) {
            append.get();
        }
        writers.shutdown();

        List<Journal.Line> lines = journal.read();
        assertThat(lines).hasSize(160);
        assertThat(lines.stream().distinct()).hasSize(81);
    }

    @Test
    void whatCannotBeReadAndWrittenIsSaidInASentence() throws IOException {
        Files.createDirectories(file);

        for (Runnable use : List.<Runnable>of(journal::read, () -> journal.append(List.of(line("a"))))) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("relay.erased")
                    .hasMessageContaining("relay.privacy.journal");
        }
    }

    private static Journal.Line line(String hash) {
        return new Journal.Line(
                "k", null, new UUID(1, 2).toString(), Instant.EPOCH.toString(), List.of(hash), List.of("mail " + hash));
    }
}
