package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.operation.Operations;
import org.applicantrelay.sandbox.Cv;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.worklist.ApplicationWorkList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jmx.export.MBeanExporter;

/** What an operator can do with applications that are parked or dead. */
class ApplicationWorkListTest extends RouteTest {

    private static final String NAME = "org.applicantrelay:type=WorkList,name=Applications";
    private static final int MANY = 300;

    @Autowired
    ApplicationWorkList workList;

    @Autowired
    Contents contents;

    @Test
    void whatJobtrainRefusedGoesThereOnceItIsMended() throws Exception {
        SimulatedApplicant applicant = refused(someone());
        awaitWork(() -> idibu().outcomes(applicant.id()).size() == 1);

        assertThat(workList.replayByCode("JOBTRAIN_REFUSED", 0))
                .isEqualTo("1 applications go on; Jobtrain is asked for each first");

        Application row = awaitDelivered(applicant);
        long id = onlyApplicationOf(applicant).applicationId();
        assertThat(row.isReadBackFirst()).isFalse();
        assertThat(timelineOf(applicant))
                .endsWith(
                        "PARKED JOBTRAIN_REFUSED",
                        "WAITING (replayed by an operator)",
                        "DELIVERING (attempt 1)",
                        "DELIVERING (not in Jobtrain, so it is sent)",
                        "DELIVERED (Jobtrain application " + id + ")");
        assertThat(jobtrain().requests().count(RequestKind.CANDIDATES)).isOne();
        // It may have been corrected there.
        assertThat(idibu().requests().count(RequestKind.DETAIL)).isEqualTo(2);
        awaitWork(() -> idibu().latestOutcomes().get(applicant.id()).isSuccess());
    }

    @Test
    void whatWasEnteredByHandMeanwhileIsNotSent() throws Exception {
        jobtrain().acceptsDuplicates(true);
        NewApplicant.Builder person = someone();
        SimulatedApplicant applicant = refused(person);
        SimulatedApplicant byHand = arrive(person);
        String entered = awaitDelivered(byHand).getApplicationId();
        forget(byHand);

        workList.replay(String.valueOf(applicant.id()));

        assertThat(awaitDelivered(applicant).getApplicationId()).isEqualTo(entered);
        assertThat(timelineOf(applicant))
                .last()
                .asString()
                .isEqualTo("DELIVERED (already applied, Jobtrain application " + entered + ")");
        onlyApplicationOf(applicant);
    }

    @Test
    void aReplayGoesOnWithTheDetailThatIsKeptWhereIdibuHasNoneAnyMore() throws Exception {
        SimulatedApplicant applicant = refused(someone());
        idibu().faults().add(FaultKind.FAILED, RequestKind.DETAIL, 0);

        workList.replay(String.valueOf(applicant.id()));
        awaitDelivered(applicant);
        assertThat(onlyApplicationOf(applicant).email()).isEqualTo(applicant.email());
    }

    @Test
    void aReplayFetchesAFileThatHasAnotherNameNow() throws Exception {
        byte[] cv = SampleCv.text("Ada", 400);
        SimulatedApplicant applicant = refused(someone().file("new.txt", cv));
        contents.keep(
                row(applicant).getId(),
                Content.Kind.FILE,
                0,
                "old.txt",
                new ByteArrayInputStream(SampleCv.text("Old", 400)));

        workList.replay(String.valueOf(applicant.id()));
        awaitDelivered(applicant);
        assertThat(onlyApplicationOf(applicant).cv().sha256()).isEqualTo(Cv.sha256(cv));
    }

    @Test
    void whatWasParkedInDoubtIsAskedForWhereItWasSent() throws Exception {
        jobtrain().acceptsDuplicates(true);
        jobtrain().addJob(921, "MOVES", "Moves");
        readJobs();
        SimulatedApplicant applicant = heldUpInDoubt(someone().jobReference("MOVES"));
        assertThat(row(applicant).getIntentAt()).isNotNull();
        // Another job bears the reference now.
        jobtrain().addJob(922, "MOVES-AGAIN", "Moves");
        database.update("delete from job where job_id = '921'");
        database.update("update job set reference = 'MOVES' where job_id = '922'");
        jobtrain().faults().clear();
        assertThat(workList.dryRun(String.valueOf(applicant.id())))
                .containsExactly(
                        "1 would go on: 1 PARKED JOBTRAIN_UNAVAILABLE",
                        "Jobtrain would be asked for each before anything is sent; for 1 at the job where a create is in"
                                + " doubt");

        workList.replayByCode("JOBTRAIN_UNAVAILABLE", 0);

        Application row = awaitDelivered(applicant);
        ReceivedApplication only = onlyApplicationOf(applicant);
        assertThat(only.jobId()).isEqualTo(921);
        assertThat(row.getApplicationId()).isEqualTo(Long.toString(only.applicationId()));
        assertThat(timelineOf(applicant)).last().asString().contains("made by an earlier attempt");
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isOne();
    }

    @Test
    void twoReplicasAtOnceReleaseEachOnce() throws Exception {
        int people = 12;
        jobtrain().acceptsDuplicates(true);
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, people, 422);
        List<SimulatedApplicant> all = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            all.add(idibu().add(someone().build()));
        }
        poll("idibu-listing");
        awaitWork(() -> count("application where state = 'PARKED'") == people);

        List<String> answers = atOnce(
                () -> workList.replayByCode("JOBTRAIN_REFUSED", 0),
                () -> workList.replayByTime("2020-01-01", ""),
                () -> workList.replay(String.valueOf(all.get(0).id())),
                () -> workList.replay(String.valueOf(all.get(0).id())));

        assertThat(answers).hasSize(4);
        for (SimulatedApplicant applicant : all) {
            awaitDelivered(applicant);
            onlyApplicationOf(applicant);
            assertThat(timelineOf(applicant)).containsOnlyOnce("WAITING (replayed by an operator)");
        }
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(2 * people);
    }

    @Test
    void whatIsOnItsWayOrThereIsLeftAlone() throws Exception {
        SimulatedApplicant delivered = arrive(someone());
        awaitDelivered(delivered);
        jobtrain().faults().add(FaultKind.BUSY_429, RequestKind.CREATE, 1, 60);
        SimulatedApplicant waiting = arrive(someone());
        awaitState(waiting, ApplicationState.WAITING, "JOBTRAIN_BUSY");
        List<String> before = everything();

        assertThat(workList.replay(" " + delivered.id()))
                .isEqualTo("Applicant " + delivered.id() + " is DELIVERED; there is nothing to do");
        assertThat(workList.replay(String.valueOf(waiting.id()))).contains("WAITING JOBTRAIN_BUSY; there is nothing");
        assertThat(workList.dryRun(String.valueOf(waiting.id())))
                .singleElement()
                .asString()
                .contains("there is nothing to do");
        assertThat(workList.discard(String.valueOf(waiting.id()), "a test")).contains("there is nothing to do");
        assertThat(workList.replayByTime("2020-01-01", "2099-12-31")).startsWith("0 applications go on");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aDryRunChangesNothingAndForesees() throws Exception {
        SimulatedApplicant jobless = arrive(someone().jobReference("NOWHERE"));
        SimulatedApplicant found = arrive(someone().jobReference("SOON"));
        readJobs();
        awaitState(jobless, ApplicationState.PARKED, "JOB_UNKNOWN");
        awaitState(found, ApplicationState.PARKED, "JOB_UNKNOWN");
        database.update("insert into job (job_id, reference, title, seen_in) values ('171-B', 'SOON', 'Soon', 1)");
        SimulatedApplicant discarded = refused(someone());
        workList.discard(String.valueOf(discarded.id()), "withdrawn");
        List<String> before = everything();

        assertThat(workList.dryRunByCode("job_unknown", 0))
                .containsExactly(
                        "2 would go on: 2 PARKED JOB_UNKNOWN",
                        "Jobtrain would be asked for each before anything is sent; for 0 at the job where a create is in"
                                + " doubt",
                        "1 would meet JOB_UNKNOWN again, unless idibu names another job now: none is found for them yet");
        assertThat(workList.dryRunByCode("JOB_UNKNOWN", 1)).first().isEqualTo("1 would go on: 1 PARKED JOB_UNKNOWN");
        assertThat(workList.dryRunByTime("2020-01-01 08:00", null))
                .first()
                .isEqualTo("2 would go on: 2 PARKED JOB_UNKNOWN");
        assertThat(workList.dryRunByTime("2020-01-01 08:00", null))
                .last()
                .asString()
                .startsWith("1 would be left out");
        assertThat(workList.dryRunByTime(null, "2020-01-01")).containsExactly("0 would go on");
        assertThat(everything()).isEqualTo(before);
        database.update("delete from job where job_id = '171-B'");
    }

    @Test
    void listsCountsAndShowsWithoutAPerson() throws Exception {
        SimulatedApplicant applicant = refused(someone());
        String id = String.valueOf(applicant.id());

        assertThat(workList.count())
                .containsExactly(
                        "1 PARKED JOBTRAIN_REFUSED: Jobtrain refuses the application; the fields it names are in the"
                                + " timeline. Correct, replay.");
        assertThat(workList.list("", null, "", " "))
                .singleElement()
                .asString()
                .matches(id + " PARKED JOBTRAIN_REFUSED since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(workList.list("parked", "jobtrain_refused", "2020-01-01", "2099-01-01"))
                .hasSize(1);
        assertThat(workList.list("DEAD", null, null, null)).isEmpty();
        assertThat(workList.list(null, "NO_EMAIL", null, null)).isEmpty();
        assertThat(workList.list(null, null, null, "2020-01-01")).isEmpty();
        assertThat(workList.show(id))
                .startsWith(id + " PARKED JOBTRAIN_REFUSED")
                .anyMatch(line -> line.contains("by LISTING, attempts 1"))
                .contains("job: reference J71, client reference none, idibu job none, Jobtrain job 171")
                .anyMatch(line -> line.endsWith("PARKED JOBTRAIN_REFUSED"))
                .noneMatch(line -> line.contains(PRIVATE));
    }

    @Test
    void whatIsDiscardedStaysSoAndIdibuHearsOfIt() throws Exception {
        SimulatedApplicant applicant = refused(someone());
        String id = String.valueOf(applicant.id());
        awaitWork(() -> idibu().outcomes(applicant.id()).size() == 1);

        assertThat(workList.discard(id, " withdrawn ")).isEqualTo("Applicant " + id + " is discarded");

        assertThat(timelineOf(applicant)).last().isEqualTo("DEAD DISCARDED (discarded by an operator: withdrawn)");
        awaitWork(() -> idibu().outcomes(applicant.id()).size() == 2);
        assertThat(idibu().latestOutcomes().get(applicant.id()).isSuccess()).isFalse();
        assertThat(idibu().latestOutcomes().get(applicant.id()).errorMessage()).isEqualTo("DISCARDED");
        assertThat(workList.discard(id, "again")).contains("there is nothing to do");
        assertThat(workList.replayByTime("2020-01-01", null))
                .startsWith("0 applications")
                .endsWith("1 were left out");
        // One by one it can be taken back.
        workList.replay(id);
        awaitDelivered(applicant);
    }

    @Test
    void wrongInputIsRefusedInASentence() throws Exception {
        SimulatedApplicant applicant = refused(someone());
        String id = String.valueOf(applicant.id());
        List<String> before = everything();
        for (String unknown : new String[] {null, "", "7", "x'"}) {
            refuses(() -> workList.show(unknown), "No application has that track id");
            refuses(() -> workList.replay(unknown), "No application has that track id");
            refuses(() -> workList.dryRun(unknown), "No application has that track id");
            refuses(() -> workList.discard(unknown, "why"), "No application has that track id");
        }
        refuses(() -> workList.discard(id, " "), "A reason is needed, for the timeline");
        refuses(() -> workList.replayByCode("", 0), "A code is needed; count() shows which there are");
        refuses(() -> workList.replayByCode("NOPE", 0), "There is no such code; the README lists them");
        refuses(() -> workList.replayByCode("DISCARDED", 0), "What was discarded is replayed one by one");
        refuses(() -> workList.replayByCode("NO_EMAIL", -1), "A limit is a number of applications, or 0 for all");
        refuses(() -> workList.replayByTime("", " "), "A time range has a beginning or an end");
        refuses(() -> workList.list("WAITING", null, null, null), "A state here is PARKED or DEAD");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void applicationsAreFoundByWhateverIsKnownOfThem() throws Exception {
        SimulatedApplicant first = arrive(someone());
        awaitDelivered(first);
        SimulatedApplicant second = arrive(someone().jobReference("NOWHERE"));
        readJobs();
        awaitState(second, ApplicationState.PARKED, "JOB_UNKNOWN");
        String id = String.valueOf(first.id());

        assertThat(find("", "", "", "", "", "", ""))
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(second.id() + " PARKED JOB_UNKNOWN, came ")
                                .endsWith(" by LISTING, reference NOWHERE, Jobtrain's job none"),
                        line -> assertThat(line)
                                .startsWith(id + " DELIVERED, came ")
                                .endsWith(" by LISTING, reference J71, Jobtrain's job 171"));
        assertThat(find(" " + id, null, null, null, null, null, null)).hasSize(1);
        assertThat(find(null, first.email().toUpperCase(Locale.ROOT), null, null, null, null, null))
                .singleElement()
                .asString()
                .startsWith(id);
        assertThat(find(null, "nobody@example.org", null, null, null, null, null))
                .isEmpty();
        assertThat(find(null, null, "parked", null, null, null, null))
                .singleElement()
                .asString()
                .startsWith(second.id() + " ");
        assertThat(find(null, null, null, "JOB_UNKNOWN", null, null, null)).hasSize(1);
        assertThat(find(null, null, "DELIVERED", "JOB_UNKNOWN", null, null, null))
                .isEmpty();
        assertThat(find(null, null, null, null, "2020-01-01", "2020-01-31", null))
                .isEmpty();
        assertThat(find(null, null, null, null, "2020-01-01", "2099-01-31", null))
                .hasSize(2);
        assertThat(find(null, null, null, null, null, null, String.valueOf(second.id())))
                .singleElement()
                .asString()
                .startsWith(id);
        refuses(() -> find(null, null, null, null, null, null, "7"), "No application has the track id before");
        refuses(() -> find(null, null, null, "NOPE", null, null, null), "There is no such code; the README lists them");
        refuses(
                () -> find(null, null, "GONE", null, null, null, null),
                "A state is one of RECEIVED, DELIVERING, WAITING, DELIVERED, PARKED, DEAD, DUPLICATE, ERASED");
        refuses(() -> workList.find(null, null, null, null, null, null, null, 101), "A limit is a number up to 100");
        assertThat(count("audit_entry")).isZero();
    }

    private List<String> find(
            String trackId, String email, String state, String code, String since, String until, String before) {
        return workList.find(trackId, email, state, code, since, until, before, 0);
    }

    @Test
    void pagesShowEachApplicationOnceThoughManyCameAtOnce() {
        Instant now = clock.now();
        insertDead(7, now);
        List<String> seen = new ArrayList<>();
        String before = null;
        do {
            List<String> page = workList.find(null, null, "DEAD", null, null, null, before, 3);
            String last = page.get(page.size() - 1);
            before = last.startsWith("and more, before ") ? last.substring("and more, before ".length()) : null;
            page.stream()
                    .limit(before == null ? page.size() : page.size() - 1)
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .forEach(seen::add);
        } while (before != null);

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void whoAnApplicantIsIsShownByOneOperationAndWrittenDown() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        String id = String.valueOf(applicant.id());

        assertThat(workList.person(id))
                .containsExactly("name: " + applicant.name(), "e-mail address: " + applicant.email());

        assertThat(database.queryForList(
                        "select actor || ' ' || action || ' ' || subject from audit_entry", String.class))
                .containsExactly("operator look application " + row(applicant).getId());
        assertThat(String.join("", workList.show(id))).doesNotContain(PRIVATE);
        assertThat(String.join("", find(id, null, null, null, null, null, null)))
                .doesNotContain(PRIVATE);
        awaitDelivered(applicant);
        database.update("update application set purged_at = current_timestamp");
        assertThat(workList.person(id)).containsExactly("The personal data of applicant " + id + " was erased here");
        refuses(() -> workList.person("7"), "No application has that track id");
    }

    private static void refuses(Work work, String sentence) {
        assertThatThrownBy(work::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void manyAreReplayedInBoundedTime() throws Exception {
        insertDead(MANY, clock.now());
        assertThat(workList.list(null, null, null, null)).hasSize(101).last().isEqualTo("and 200 more");

        long began = System.nanoTime();
        assertThat(workList.replayByCode("UNEXPECTED", MANY - 1)).startsWith("299 applications go on");
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(took).isLessThan(Duration.ofSeconds(20));
        assertThat(count("application where state = 'WAITING' and attempts = 0 and read_back_first"))
                .isEqualTo(MANY - 1);
        assertThat(count("timeline_entry where note = 'replayed by an operator'"))
                .isEqualTo(MANY - 1);
        assertThat(database.queryForList(
                        "select detail from audit_entry where actor = 'operator' and action = 'replay'"
                                + " and subject = 'applications with UNEXPECTED' order by id",
                        String.class))
                .containsExactly("100 of them", "100 of them", "99 of them");
    }

    private void insertDead(int many, Instant now) {
        List<Object[]> rows = IntStream.range(0, many)
                .mapToObj(i -> new Object[] {UUID.randomUUID(), "7" + (1_000_000 + i), now, now, now})
                .map(Object[].class::cast)
                .toList();
        database.batchUpdate(
                "insert into application (id, track_id, channel, channels, state, code, received_at, trying_since,"
                        + " fence, attempts, finished_at) values (?, ?, 'LISTING', 'LISTING', 'DEAD', 'UNEXPECTED',"
                        + " cast(? as timestamp(6) with time zone), cast(? as timestamp(6) with time zone), 1, 9,"
                        + " cast(? as timestamp(6) with time zone))",
                rows.stream()
                        .map(row ->
                                new Object[] {row[0], row[1], row[2].toString(), row[3].toString(), row[4].toString()})
                        .toList());
    }

    @Test
    void aDatabaseThatFailsLeavesTheRestAsItIs() throws Exception {
        SimulatedApplicant applicant = refused(someone());
        without("timeline_entry", () -> assertThatThrownBy(() -> workList.replayByCode("JOBTRAIN_REFUSED", 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The database failed once 0 had gone on, the rest stays as it is: DATABASE"));
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.PARKED);
    }

    @Test
    void operatorsReachItOverJmx() throws Exception {
        // Not the process's: contexts that other tests close take the name away there.
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        MBeanExporter exporter = Operations.exporting(Map.of(NAME, workList));
        exporter.setServer(server);
        exporter.afterPropertiesSet();
        exporter.afterSingletonsInstantiated();
        ObjectName name = new ObjectName(NAME);

        assertThat((List<?>) server.invoke(name, "count", null, null)).isEmpty();
        assertThat(server.getMBeanInfo(name).getOperations())
                .allSatisfy(operation ->
                        assertThat(operation.getDescription()).isNotBlank().isNotEqualTo(operation.getName()))
                .extracting("name")
                .containsExactlyInAnyOrder(
                        "count",
                        "list",
                        "find",
                        "person",
                        "show",
                        "dryRun",
                        "dryRunByCode",
                        "dryRunByTime",
                        "replay",
                        "replayByCode",
                        "replayByTime",
                        "discard");
    }

    private SimulatedApplicant refused(NewApplicant.Builder person) throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, 1, 422);
        SimulatedApplicant applicant = arrive(person);
        awaitState(applicant, ApplicationState.PARKED, "JOBTRAIN_REFUSED");
        return applicant;
    }

    /** Its create came through, its answer was lost, and Jobtrain could not be asked until it was too old. */
    private SimulatedApplicant heldUpInDoubt(NewApplicant.Builder person) throws Exception {
        jobtrain()
                .faults()
                .add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1)
                .add(FaultKind.ERROR_5XX, RequestKind.CANDIDATES, 0);
        SimulatedApplicant applicant = arrive(person);
        awaitWork(() -> row(applicant).getIntentAt() != null && row(applicant).getState() == ApplicationState.WAITING);
        database.update("update application set trying_since = trying_since - interval '3' day");
        awaitState(applicant, ApplicationState.PARKED, "JOBTRAIN_UNAVAILABLE");
        return applicant;
    }

    /** As if this relay had never had it: Jobtrain has. */
    private void forget(SimulatedApplicant applicant) {
        awaitNothingDue();
        UUID id = row(applicant).getId();
        database.update("delete from outcome where application_id = ?", id);
        database.update("delete from timeline_entry where application_id = ?", id);
        database.update("delete from content where application_id = ?", id);
        database.update("delete from application where id = ?", id);
    }

    private void awaitNothingDue() {
        awaitWork(() -> count("outcome where due_at is not null") == 0);
    }

    /** Every row, once idibu has been told all. */
    private List<String> everything() {
        awaitNothingDue();
        List<String> all = new ArrayList<>();
        for (String table : List.of("application", "timeline_entry", "outcome", "content", "applicant_key")) {
            database.queryForList("select * from " + table).stream()
                    .map(row -> row.values().stream()
                            .map(value -> value instanceof byte[] bytes ? bytes.length : value)
                            .toList()
                            .toString())
                    .sorted()
                    .forEach(all::add);
        }
        return all;
    }

    @SafeVarargs
    private static <T> List<T> atOnce(Callable<T>... calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.length);
        CyclicBarrier together = new CyclicBarrier(calls.length);
        List<Future<T>> futures = new ArrayList<>();
        for (Callable<T> call : calls) {
            futures.add(threads.submit(() -> {
                together.await();
                return call.call();
            }));
        }
        List<T> answers = new ArrayList<>();
        for (Future<T> future : futures) {
            answers.add(future.get(30, TimeUnit.SECONDS));
        }
        threads.shutdown();
        return answers;
    }
}
