package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.util.List;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.jobtrain.JobLinks;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.worklist.JobWorkList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What operators do with jobs that none of Jobtrain's is found for. */
class JobWorkListTest extends RouteTest {

    @Autowired
    private JobWorkList workList;

    @Autowired
    private JobLinks links;

    @AfterEach
    void nothingIsLinked() throws Exception {
        database.update("delete from job_link");
        poll("job-map");
    }

    @Test
    void aLinkReleasesWhoWaitsAndJobtrainIsAskedForThemFirst() throws Exception {
        SimulatedApplicant first = parked(someone().job(4711L, "ELSEWHERE"));
        SimulatedApplicant second = parked(someone().job(4711L, "ELSEWHERE"));
        SimulatedApplicant other = parked(someone().jobReference("NOWHERE"));
        assertThat(workList.listUnmatched())
                .hasSize(2)
                .anyMatch(line -> line.matches("2 JOB_UNKNOWN, the first since \\S+ \\S+: reference ELSEWHERE, client"
                        + " reference none, idibu job 4711"))
                .anyMatch(line -> line.startsWith("1 JOB_UNKNOWN, ") && line.contains("reference NOWHERE"));
        jobtrain().requests().clear();

        assertThat(workList.link("", " ELSEWHERE ", "172"))
                .isEqualTo("ELSEWHERE means Jobtrain's job 172 now; 2 applicants go on");

        Application row = awaitDelivered(first);
        awaitDelivered(second);
        assertThat(row.getJobRule()).isEqualTo("job link, reference");
        assertThat(applicationOf(first).jobId()).isEqualTo(172);
        assertThat(timelineOf(first))
                .contains(
                        "WAITING (an operator has linked its job)",
                        "DELIVERING (job 172, by the job link, reference)",
                        "DELIVERING (not in Jobtrain, so it is sent)");
        assertThat(jobtrain().requests().count(RequestKind.CANDIDATES)).isEqualTo(2);
        assertThat(row(other).getState()).isEqualTo(ApplicationState.PARKED);
        assertThat(workList.listUnmatched()).hasSize(1);
        assertThat(workList.listLinks(null))
                .singleElement()
                .asString()
                .startsWith("references ELSEWHERE: Jobtrain's job 172, linked by operator on ");
        assertThat(database.queryForList(
                        "select action || ' ' || subject || ', ' || detail from audit_entry", String.class))
                .containsExactly("link job references ELSEWHERE, to Jobtrain's job 172");
    }

    @Test
    void whoeverComesLaterIsDeliveredByTheLink() throws Exception {
        workList.link("idibuJobs", "33007725", "171");
        SimulatedApplicant applicant = arrive(someone().job(33007725L, null));

        assertThat(awaitDelivered(applicant).getJobRule()).isEqualTo("job link, idibu job id");

        assertThat(workList.unlink("idibuJobs", "33007725")).isEqualTo("33007725 is linked no more");
        assertThat(workList.unlink("idibuJobs", "33007725")).isEqualTo("33007725 was not linked");
        parked(someone().job(33007725L, null));
    }

    @Test
    void aLinkIsMadeAnewAndMayNameWhatJobtrainDoesNotAdvertise() throws Exception {
        assertThat(workList.link("references", "ELSEWHERE", "999"))
                .endsWith("did not advertise that job when its jobs" + " were last read");
        SimulatedApplicant applicant = arrive(someone().jobReference("ELSEWHERE"));
        awaitState(applicant, ApplicationState.PARKED, "JOB_GONE");

        assertThat(workList.link("references", "ELSEWHERE", "171")).endsWith("1 applicants go on");

        awaitDelivered(applicant);
        assertThat(count("job_link")).isOne();
    }

    @Test
    void aLinkOfAnotherReplicaCountsHereToo() throws Exception {
        SimulatedApplicant applicant = parked(someone().jobReference("ELSEWHERE"));
        database.update(
                "insert into job_link (section, job_key, job_id, linked_at, actor) values"
                        + " ('references', 'ELSEWHERE', '171', ?, 'anna')",
                Timestamp.from(clock.now()));

        poll("job-map");

        awaitDelivered(applicant);
    }

    @Test
    void theParkedOfAJobAreReleasedThoughNothingIsLinked() throws Exception {
        SimulatedApplicant applicant = parked(someone().job(5L, "ELSEWHERE"));
        SimulatedApplicant other = parked(someone().job(6L, "NOWHERE"));

        assertThat(workList.release("references", "ELSEWHERE"))
                .isEqualTo("1 applications go on; Jobtrain is asked for each first");
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        assertThat(timelineOf(applicant)).contains("WAITING (replayed by an operator)");
        assertThat(timelineOf(other)).doesNotContain("WAITING (replayed by an operator)");
        assertThat(workList.release("idibuJobs", "6")).startsWith("1 applications go on");
        assertThat(count("audit_entry where subject = 'applications of job idibuJobs 6'"))
                .isOne();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        refuses(() -> workList.link("suffixes", "X", "171"), "A section is references or idibuJobs");
        refuses(() -> workList.link(null, " ", "171"), "A reference or id is needed, of at most 500 characters");
        for (String wrong : new String[] {null, "", "1/2", "a b"}) {
            refuses(
                    () -> workList.link(null, "X", wrong),
                    "Jobtrain's job id has at most 100 letters, digits, dots, dashes and underscores");
        }
        assertThat(count("job_link")).isZero();
        assertThat(links.named()).isEmpty();
    }

    private static void refuses(Work work, String sentence) {
        assertThatThrownBy(work::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private SimulatedApplicant parked(NewApplicant.Builder person) throws Exception {
        SimulatedApplicant applicant = arrive(person);
        readJobs();
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        return applicant;
    }

    private ReceivedApplication applicationOf(SimulatedApplicant applicant) {
        List<ReceivedApplication> all = jobtrain().applications().stream()
                .filter(each -> each.email().equals(applicant.email()))
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
