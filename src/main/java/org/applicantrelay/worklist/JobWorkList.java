package org.applicantrelay.worklist;

import java.util.List;
import java.util.Set;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.HeldUp;
import org.applicantrelay.application.UnmatchedJob;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.jobtrain.JobLinks;
import org.applicantrelay.jobtrain.Jobs;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.time.LondonTime;
import org.springframework.data.domain.Limit;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/**
 * The jobs that applicants wait for because none of Jobtrain's is found, and the links that operators make from the one to
 * the other. Whoever goes on by a link is looked for in Jobtrain before anything is sent.
 */
@Component
@ManagedResource(
        objectName = JobWorkList.NAME,
        description = "Jobs that none of Jobtrain's is found for, and the links between them: look, link, release")
public class JobWorkList {

    static final String NAME = "org.applicantrelay:type=WorkList,name=Jobs";

    /** With which applications are held up for want of a job. */
    static final Set<Fault> CODES = Set.of(Fault.JOB_UNKNOWN, Fault.JOB_AMBIGUOUS, Fault.JOB_GONE);

    private static final List<String> HELD_UP =
            CODES.stream().map(Fault::name).sorted().toList();
    private static final int MOST_LINES = 100;

    private static final String REFERENCES = "references";

    private static final String SECTION =
            "what the key is: references (the client's reference or idibu's) or idibuJobs (idibu's job id); empty for"
                    + " references";

    private final Applications applications;
    private final JobLinks links;
    private final Jobs jobs;
    private final ApplicationWorkList held;

    JobWorkList(Applications applications, JobLinks links, Jobs jobs, ApplicationWorkList held) {
        this.applications = applications;
        this.links = links;
        this.jobs = jobs;
        this.held = held;
    }

    /** One line a job: how many wait for it, why, since when, and what idibu and the client call it. */
    @ManagedOperation(
            description =
                    "Jobs that none of Jobtrain's is found for, with the number of applicants; whoever waits longest"
                            + " comes first; at most " + MOST_LINES)
    @Needs(Role.VIEWER)
    public List<String> listUnmatched() {
        return Lines.first(
                applications.unmatchedJobs(HELD_UP, List.of(Fault.JOBS_NOT_READ.name()), Limit.of(MOST_LINES + 1)),
                MOST_LINES,
                JobWorkList::line,
                last -> "and more");
    }

    private static String line(UnmatchedJob job) {
        return "%d %s, the first since %s: reference %s, client reference %s, idibu job %s"
                .formatted(
                        job.applicants(),
                        job.code(),
                        LondonTime.format(job.oldest()),
                        Lines.or(job.jobReference()),
                        Lines.or(job.clientReference()),
                        Lines.or(job.idibuJobId()));
    }

    /** One line a key: Jobtrain's job, and who says so. */
    @ManagedOperation(
            description = "Which of Jobtrain's jobs is named for which reference or idibu job, by the file"
                    + " mapping/job-map.yaml or by an operator; at most " + MOST_LINES)
    @ManagedOperationParameter(name = "key", description = "a part of the reference or id; empty for all")
    @Needs(Role.VIEWER)
    public List<String> listLinks(String key) {
        String part = key == null ? "" : key.strip();
        return Lines.of(
                links.named().stream().filter(job -> job.key().contains(part)).toList(),
                MOST_LINES,
                job -> "%s %s: Jobtrain's job %s, %s".formatted(job.section(), job.key(), job.jobId(), job.origin()));
    }

    /** Decided by the rules of a line in the file; whoever waits for it goes on. */
    @ManagedOperation(
            description =
                    "Says which of Jobtrain's jobs is meant, on all replicas; whoever waits for it goes on, and is"
                            + " looked for in Jobtrain before anything is sent")
    @ManagedOperationParameter(name = "section", description = SECTION)
    @ManagedOperationParameter(name = "key", description = "the reference or id, exactly as listUnmatched() shows it")
    @ManagedOperationParameter(name = "jobId", description = "Jobtrain's id of the job")
    @Needs(Role.OPERATOR)
    public String link(String section, String key, String jobId) {
        String job = jobId == null ? "" : jobId.strip();
        links.link(section(section), key(key), job);
        int released = jobs.releaseWhereMapChanged();
        return key(key) + " means Jobtrain's job " + job + " now; " + released + " applicants go on"
                + (jobs.isAdvertised(job) ? "" : ". Jobtrain did not advertise that job when its jobs were last read");
    }

    /** Who was delivered by it stays there. */
    @ManagedOperation(description = "Takes a link back; whoever was delivered by it stays in Jobtrain's job")
    @ManagedOperationParameter(name = "section", description = SECTION)
    @ManagedOperationParameter(name = "key", description = "the reference or id, exactly as listLinks() shows it")
    @Needs(Role.OPERATOR)
    public String unlink(String section, String key) {
        return key(key) + (links.unlink(section(section), key(key)) ? " is linked no more" : " was not linked");
    }

    /** As a replay does. */
    @ManagedOperation(
            description =
                    "Sends the parked applicants of one job on their way again, though nothing is linked: the job is"
                            + " looked for anew, and they are looked for in Jobtrain first")
    @ManagedOperationParameter(name = "section", description = SECTION)
    @ManagedOperationParameter(name = "key", description = "the reference or id, exactly as listUnmatched() shows it")
    @Needs(Role.OPERATOR)
    public String release(String section, String key) {
        List<HeldUp> parked = section(section).equals(REFERENCES)
                ? applications.parkedByReference(HELD_UP, key(key))
                : applications.parkedByIdibuJob(HELD_UP, key(key));
        return held.replay(parked, "of job " + section(section) + " " + key(key));
    }

    private static String section(String section) {
        return Span.isEmpty(section) ? REFERENCES : section.strip();
    }

    private static String key(String key) {
        return key == null ? "" : key.strip();
    }
}
