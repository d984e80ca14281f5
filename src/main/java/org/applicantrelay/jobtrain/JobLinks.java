package org.applicantrelay.jobtrain;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.time.DatabaseClock;
import org.applicantrelay.time.LondonTime;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The job map that is in force: the file's, and beside it what operators have linked, which all replicas read once a
 * second. What the file says of the same key wins.
 */
@Component
public class JobLinks {

    private static final RowMapper<JobLink> ROW = (row, number) -> new JobLink(
            row.getString("section"),
            row.getString("job_key"),
            row.getString("job_id"),
            row.getObject("linked_at", OffsetDateTime.class).toInstant(),
            row.getString("actor"));

    private static final String ALL =
            "select section, job_key, job_id, linked_at, actor from job_link" + " order by section, job_key";

    private static final int LONGEST_KEY = 500;

    private final JobMapFile file;
    private final JdbcTemplate database;
    private final DatabaseClock clock;
    private final Audit audit;
    private final TransactionTemplate transaction;

    /** Null before the links were first read. */
    private volatile InForce inForce;

    JobLinks(
            JobMapFile file,
            JdbcTemplate database,
            DatabaseClock clock,
            Audit audit,
            PlatformTransactionManager transactions) {
        this.file = file;
        this.database = database;
        this.clock = clock;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record InForce(JobMap ofFile, List<JobLink> links, JobMap map) {}

    /** The map that is in force; another object after each change. */
    JobMap current() {
        InForce known = inForce;
        if (known == null) {
            reload();
        } else if (known.ofFile != file.current()) {
            combine(known.links);
        }
        return inForce.map;
    }

    /** Another file's map in place of the one in force, with the same links. */
    JobMap with(JobMap ofFile) {
        current();
        return ofFile.with(inForce.links);
    }

    /** Reads what operators have linked, on any replica. */
    public synchronized void reload() {
        combine(database.query(ALL, ROW));
    }

    private synchronized void combine(List<JobLink> links) {
        JobMap ofFile = file.current();
        InForce known = inForce;
        if (known == null || known.ofFile != ofFile || !known.links.equals(links)) {
            inForce = new InForce(ofFile, links, ofFile.with(links));
        }
    }

    /**
     * Names Jobtrain's job for a key, in place of what was linked to it before.
     *
     * @param section {@code references} or {@code idibuJobs}, as in the file
     * @param key the client's reference or idibu's; or idibu's job id
     * @throws IllegalArgumentException where the file names that key, or where one of them can be none
     */
    public void link(String section, String key, String jobId) {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "A reference or id is needed, of at most " + LONGEST_KEY + " characters");
        }
        if (!JobMapReader.isJobId(jobId)) {
            throw new IllegalArgumentException(
                    "Jobtrain's job id has at most 100 letters, digits, dots, dashes and" + " underscores");
        }
        String named = section(section).get(key);
        if (named != null) {
            throw new IllegalArgumentException(
                    "mapping/job-map.yaml names that already, as job " + named + ", and wins; correct it there");
        }
        String actor = Actor.operator();
        transaction.executeWithoutResult(status -> {
            database.update("delete from job_link where section = ? and job_key = ?", section, key);
            database.update(
                    "insert into job_link (section, job_key, job_id, linked_at, actor) values (?, ?, ?, ?, ?)",
                    section,
                    key,
                    jobId,
                    clock.now().atOffset(ZoneOffset.UTC),
                    actor);
            audit.note(actor, "link", "job " + section + " " + key, "to Jobtrain's job " + jobId);
        });
        reload();
    }

    /** Takes a link back; who was delivered by it stays where they are. False where there is none. */
    public boolean unlink(String section, String key) {
        boolean wasLinked = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean gone = database.update("delete from job_link where section = ? and job_key = ?", section, key) > 0;
            if (gone) {
                audit.note(Actor.operator(), "unlink", "job " + section + " " + key, null);
            }
            return gone;
        }));
        reload();
        return wasLinked;
    }

    /** All that is named, by the file or by operators. */
    public List<NamedJob> named() {
        reload();
        JobMap ofFile = inForce.ofFile;
        return Stream.of(
                        named(JobMapReader.REFERENCES, ofFile.references()),
                        named(JobMapReader.IDIBU_JOBS, ofFile.idibuJobs()),
                        inForce.links.stream().map(this::named))
                .flatMap(all -> all)
                .toList();
    }

    private static Stream<NamedJob> named(String section, Map<String, String> jobs) {
        return jobs.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(job -> new NamedJob(section, job.getKey(), job.getValue(), "by mapping/job-map.yaml"));
    }

    private NamedJob named(JobLink link) {
        String origin = "linked by " + link.actor() + " on " + LondonTime.format(link.linkedAt());
        return new NamedJob(
                link.section(),
                link.key(),
                link.jobId(),
                Optional.ofNullable(section(link.section()).get(link.key()))
                        .map(wins -> origin + ", but mapping/job-map.yaml says " + wins)
                        .orElse(origin));
    }

    /** @throws IllegalArgumentException for a section that there is not */
    private Map<String, String> section(String name) {
        JobMap ofFile = file.current();
        return switch (name) {
            case JobMapReader.REFERENCES -> ofFile.references();
            case JobMapReader.IDIBU_JOBS -> ofFile.idibuJobs();
            default -> throw new IllegalArgumentException("A section is references or idibuJobs");
        };
    }
}
