package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.settings.CurrentRoutes;
import org.applicantrelay.settings.MergedRoutes;
import org.applicantrelay.worklist.JobWorkList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;

/** {@code routes/sync/job-map}, with maps that are put in force while the relay runs. */
class JobMapRouteTest extends RouteTest {

    @TempDir
    private Path folder;

    @Autowired
    private JobWorkList workList;

    @Autowired
    private CurrentRoutes routes;

    @AfterEach
    void putThePackagedMapBack() throws Exception {
        routes.put(MergedRoutes.packaged());
        poll("job-map");
    }

    @Test
    void aLineReleasesWhoWaitsForIt() throws Exception {
        SimulatedApplicant applicant = parked(someone().job(4711L, "ELSEWHERE"));
        SimulatedApplicant another = parked(someone().jobReference("ELSEWHERE-2"));
        assertThat(row(applicant).jobKeys().reference()).isEqualTo("ELSEWHERE");
        assertThat(row(applicant).jobKeys().idibuJobId()).isEqualTo("4711");
        assertThat(row(applicant).getJobRule()).isNull();

        edit("references:\n  ELSEWHERE: 172\n");

        Application row = awaitDelivered(applicant);
        ReceivedApplication received = onlyApplicationOf(applicant);
        assertThat(received.jobId()).isEqualTo(172);
        assertThat(row.getJobRule()).isEqualTo("job map, reference");
        assertThat(timelineOf(applicant))
                .endsWith(
                        "PARKED JOB_UNKNOWN (reference ELSEWHERE)",
                        "WAITING (the job map names its job now)",
                        "DELIVERING (attempt 1)",
                        "DELIVERING (job 172, by the job map, reference)",
                        "DELIVERED (Jobtrain application " + received.applicationId() + ")");
        assertThat(row(another).getState()).isEqualTo(ApplicationState.PARKED);
    }

    @Test
    void aJobOfIdibusMayBeNamed() throws Exception {
        SimulatedApplicant applicant = parked(someone().job(33007724L, null));
        assertThat(timelineOf(applicant)).last().asString().endsWith("(no reference, idibu job 33007724)");

        edit("idibuJobs:\n  33007724: 171\n");

        assertThat(awaitDelivered(applicant).getJobRule()).isEqualTo("job map, idibu job id");
        assertThat(onlyApplicationOf(applicant).jobId()).isEqualTo(171);
    }

    @Test
    void theClientsOwnKeyComesFirst() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        database.update("update application set client_reference = 'J712'");

        assertThat(awaitDelivered(applicant).getJobRule()).isEqualTo("client reference");
        assertThat(onlyApplicationOf(applicant).jobId()).isEqualTo(172);
        assertThat(timelineOf(applicant)).contains("DELIVERING (job 172, by the client reference)");
    }

    @Test
    void aLineSettlesWhatIsAmbiguous() throws Exception {
        jobtrain().addJob(911, "TWO", "One");
        jobtrain().addJob(912, "TWO", "Other");
        readJobs();
        SimulatedApplicant applicant = arrive(someone().jobReference("TWO"));
        awaitState(applicant, ApplicationState.PARKED, "JOB_AMBIGUOUS");
        assertThat(timelineOf(applicant)).last().asString().endsWith("(jobs 911, 912 by the reference)");

        edit("references:\n  TWO: 912\n");

        awaitDelivered(applicant);
        assertThat(onlyApplicationOf(applicant).jobId()).isEqualTo(912);
    }

    @Test
    void anAmbiguityThatEndsInJobtrainReleasesToo() throws Exception {
        jobtrain().addJob(913, "FORMERLY-TWO", "One");
        jobtrain().addJob(914, "FORMERLY-TWO", "Other");
        readJobs();
        SimulatedApplicant applicant = arrive(someone().jobReference("FORMERLY-TWO"));
        awaitState(applicant, ApplicationState.PARKED, "JOB_AMBIGUOUS");

        jobtrain().removeJob(913);
        readJobs();

        awaitDelivered(applicant);
        assertThat(onlyApplicationOf(applicant).jobId()).isEqualTo(914);
        assertThat(timelineOf(applicant)).contains("WAITING (Jobtrain advertises its job now)");
    }

    @Test
    void whoseJobIsGoneGoesOnOnlyToAnother() throws Exception {
        jobtrain().addJob(915, "GOING", "Gone soon");
        readJobs();
        jobtrain().removeJob(915);
        SimulatedApplicant applicant = arrive(someone().jobReference("GOING"));
        awaitState(applicant, ApplicationState.PARKED, "JOB_GONE");

        edit("references:\n  GOING: 915\n");
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.PARKED);

        database.update("update application set intent_at = current_timestamp");
        edit("references:\n  GOING: 171 # while a create is in doubt\n");
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.PARKED);

        database.update("update application set intent_at = null");
        edit("references:\n  GOING: 171\n");
        awaitDelivered(applicant);
        assertThat(onlyApplicationOf(applicant).jobId()).isEqualTo(171);
    }

    @Test
    void aPartOfAReferenceCountsOnlyAfterAReading() throws Exception {
        edit("suffixes:\n  - '/\\d+$'\n");
        SimulatedApplicant applicant = arrive(someone().jobReference("J71/3"));
        awaitState(applicant, ApplicationState.WAITING, "JOBS_NOT_READ");
        // No hint of before finds it due any more.
        await().until(() -> database.update("update application set due_at = null where state = 'WAITING'") == 1);
        edit("suffixes:\n  - '/[0-9]+$'\n");
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.WAITING);
        assertThat(row(applicant).getDueAt()).isNull();

        readJobs();

        assertThat(awaitDelivered(applicant).getJobRule()).isEqualTo("reference without /[0-9]+$");
        assertThat(onlyApplicationOf(applicant).jobId()).isEqualTo(171);
    }

    @Test
    void aNewSuffixReleasesWhoWaits() throws Exception {
        SimulatedApplicant applicant = parked(someone().jobReference("219930-J712"));

        edit("suffixes:\n  - '^\\d+-'\n");

        awaitDelivered(applicant);
        assertThat(onlyApplicationOf(applicant).jobId()).isEqualTo(172);
        assertThat(timelineOf(applicant)).contains("WAITING (its job is found now, by the reference without ^\\d+-)");
    }

    @Test
    void aCreateInDoubtStaysWithItsJob() throws Exception {
        jobtrain().acceptsDuplicates(true);
        jobtrain()
                .faults()
                .add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1)
                .add(FaultKind.ERROR_5XX, RequestKind.CANDIDATES, 0);
        SimulatedApplicant applicant = arrive(someone());
        awaitWork(() -> database.update("update application set due_at = null"
                        + " where state = 'WAITING' and code = 'JOBTRAIN_UNAVAILABLE' and intent_at is not null")
                == 1);

        edit("references:\n  J71: 172\n");
        jobtrain().faults().clear();
        database.update("update application set due_at = current_timestamp");

        awaitDelivered(applicant);
        assertThat(onlyApplicationOf(applicant).jobId()).isEqualTo(171);
    }

    @Test
    void theFileWinsOverALink() throws Exception {
        workList.link("references", "ELSEWHERE", "172");
        edit("references:\n  ELSEWHERE: 171\n");
        SimulatedApplicant applicant = arrive(someone().jobReference("ELSEWHERE"));

        assertThat(awaitDelivered(applicant).getJobRule()).isEqualTo("job map, reference");
        assertThat(onlyApplicationOf(applicant).jobId()).isEqualTo(171);
        assertThat(workList.listLinks("ELSE"))
                .hasSize(2)
                .anyMatch(line -> line.equals("references ELSEWHERE: Jobtrain's job 171, by mapping/job-map.yaml"))
                .anyMatch(line -> line.endsWith(", but mapping/job-map.yaml says 171"));
        assertThatThrownBy(() -> workList.link("references", "ELSEWHERE", "172"))
                .hasMessage("mapping/job-map.yaml names that already, as job 171, and wins; correct it there");
        database.update("delete from job_link");
    }

    @Test
    void aReleaseThatBrokeOffIsMadeAtALaterTick(CapturedOutput output) throws Exception {
        SimulatedApplicant applicant = parked(someone().jobReference("ELSEWHERE"));

        without("timeline_entry", () -> {
            edit("references:\n  ELSEWHERE: 172\n");
            poll("job-map");
        });
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.PARKED);
        assertThat(warnings(output)).singleElement().asString().contains("could not be released yet: DATABASE");

        poll("job-map");
        awaitDelivered(applicant);
        onlyApplicationOf(applicant);
    }

    @Test
    void aTickWithoutAChangeAsksNothingOfTheDatabase(CapturedOutput output) throws Exception {
        without("job", () -> poll("job-map"));
        assertThat(warnings(output)).noneMatch(line -> line.contains("could not be released"));
    }

    private SimulatedApplicant parked(NewApplicant.Builder person) throws Exception {
        SimulatedApplicant applicant = arrive(person);
        awaitState(applicant, ApplicationState.WAITING, "JOBS_NOT_READ");
        readJobs();
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        return applicant;
    }

    /** Puts the map in force, as an edit that was taken. */
    private void edit(String text) throws Exception {
        Path map = folder.resolve("mapping/job-map.yaml");
        Files.createDirectories(map.getParent());
        Files.writeString(map, text);
        routes.put(MergedRoutes.with(folder));
        poll("job-map");
    }
}
