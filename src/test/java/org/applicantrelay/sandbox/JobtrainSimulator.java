package org.applicantrelay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A Jobtrain that keeps to jobtrain.openapi.yaml. */
public final class JobtrainSimulator extends Simulator {

    private static final String BASE = "/api";
    private static final long DEFAULT_FIRST_ID = 5_001;
    private static final Set<String> EXPORTS =
            Set.of("candidates", "jobs", "equal-opportunities", "cvs", "cover-letters");
    private static final Set<String> SETTINGS = Set.of(
            "divisions",
            "departments",
            "locations",
            "regions",
            "job-categories",
            "salary-bands",
            "employment-types",
            "job-levels",
            "school-locations");

    private final JobtrainData data;
    private final JobtrainAccess access;
    private final List<Consumer<ReceivedApplication>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean acceptsDuplicates;
    private volatile String lastNameField = "lastName";
    private volatile boolean keepCvBytes = true;
    private volatile Clock clock = Clock.systemUTC();

    /** On any free port. */
    public JobtrainSimulator() {
        this(0);
    }

    public JobtrainSimulator(int port) {
        this(port, DEFAULT_FIRST_ID);
    }

    /**
     * A Jobtrain of its own.
     *
     * @param port    0 takes any free port
     * @param firstId the first application id; a sandbox that is started again should not give the old ones away
     */
    public JobtrainSimulator(int port, long firstId) {
        super("jobtrain", port, new Faults(FaultKind.OF_JOBTRAIN, RequestKind.OF_JOBTRAIN));
        this.data = new JobtrainData(firstId);
        this.access = new JobtrainAccess("sandbox-client", "sandbox-key", "sandbox-password");
        open();
    }

    @Override
    public URI baseUrl() {
        return root().resolve(BASE);
    }

    public String clientId() {
        return access.clientId;
    }

    public String apiKey() {
        return access.apiKey;
    }

    public String apiPassword() {
        return access.apiPassword;
    }

    /** An advertised job. */
    public void addJob(long id, String reference, String title) {
        data.add(new SandboxJob(id, reference, title));
    }

    /** The job is not advertised any more, or the API user's Security Role may not see it: 404 from now on. */
    public void removeJob(long id) {
        data.removeJob(id);
    }

    public List<SandboxJob> jobs() {
        return data.jobs();
    }

    /** Every application that was created, in that order. */
    public List<ReceivedApplication> applications() {
        return data.applications(application -> true);
    }

    /** Creates must give the last name under another name than the schema's. */
    public JobtrainSimulator callsTheLastName(String field) {
        lastNameField = field;
        return this;
    }

    /** True makes a second application of the same person for the same job, in place of 409. */
    public JobtrainSimulator acceptsDuplicates(boolean accepts) {
        acceptsDuplicates = accepts;
        return this;
    }

    /** False keeps only digest and length of CVs larger than 1 MB. */
    public JobtrainSimulator keepCvBytes(boolean keep) {
        keepCvBytes = keep;
        return this;
    }

    /** How long tokens are valid that are issued from now on. */
    public JobtrainSimulator tokenLifetime(Duration lifetime) {
        access.lifetime(lifetime);
        return this;
    }

    /** Jobtrain's own clock: may be wrong, or tick in whole seconds only. */
    public JobtrainSimulator useClock(Clock newClock) {
        clock = newClock;
        return this;
    }

    /** All tokens that were issued are refused from now on. */
    public void expireTokens() {
        access.expireTokens();
    }

    public int tokensIssued() {
        return access.issued();
    }

    /** A recruiter moves an application on, for the status calls and the export. */
    public void changeStatus(long applicationId, String status, String recruitmentPhase) {
        data.changeStatus(applicationId, status, recruitmentPhase, now());
    }

    /** Calls the listener, on the server's thread, whenever an application was created. */
    public void onApplication(Consumer<ReceivedApplication> listener) {
        listeners.add(listener);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    Endpoint route(Call call) {
        List<String> path = call.partsAfter(BASE);
        if (path == null || path.isEmpty()) {
            return unknown();
        }
        if (path.equals(List.of("oauth", "token"))) {
            return Endpoint.of(
                    RequestKind.TOKEN,
                    () -> call.isPost()
                            ? access.token(call)
                            : JobtrainJson.problem(405, "METHOD_NOT_ALLOWED", "POST only"));
        }
        if (path.get(0).equals("jobs")) {
            return jobs(call, path);
        }
        if (call.isGet() && path.size() == 2 && path.get(0).equals("exports") && EXPORTS.contains(path.get(1))) {
            return guarded(call, RequestKind.EXPORT, null, () -> export(call, path.get(1)));
        }
        if (call.isGet() && path.size() == 2 && path.get(0).equals("settings") && SETTINGS.contains(path.get(1))) {
            return guarded(call, RequestKind.SETTINGS, null, () -> settings(call, path.get(1)));
        }
        return unknown();
    }

    private Endpoint jobs(Call call, List<String> path) {
        if (path.size() == 1 && call.isGet()) {
            return guarded(
                    call,
                    RequestKind.JOBS,
                    null,
                    () -> JobtrainJson.page(call, "jobs", data.jobs(), JobtrainJson::job));
        }
        if (path.size() == 1) {
            return unknown();
        }
        Long jobId = id(path.get(1));
        if (path.size() == 2 && call.isGet()) {
            return ofJob(call, RequestKind.JOB, jobId, job -> Answer.json(200, JobtrainJson.job(job)));
        }
        String third = path.size() > 2 ? path.get(2) : "";
        if (path.size() == 3 && third.equals("applications") && call.isPost()) {
            return ofJob(call, RequestKind.CREATE, jobId, job -> create(call, job));
        }
        if (path.size() == 3 && third.equals("candidates") && call.isGet()) {
            return ofJob(call, RequestKind.CANDIDATES, jobId, job -> candidates(call, job));
        }
        if (path.size() == 4 && third.equals("candidates") && call.isGet()) {
            return ofCandidate(call, RequestKind.CANDIDATE, path, JobtrainJson::application);
        }
        if (path.size() == 5 && third.equals("candidates") && path.get(4).equals("status") && call.isGet()) {
            return ofCandidate(call, RequestKind.CANDIDATE_STATUS, path, JobtrainJson::status);
        }
        return unknown();
    }

    private static Endpoint unknown() {
        return Endpoint.of(RequestKind.OTHER, () -> JobtrainJson.problem(404, "NOT_FOUND", "There is no such path"));
    }

    private Endpoint guarded(Call call, RequestKind kind, Long about, Endpoint.Work work) {
        return new Endpoint(kind, about, () -> {
            if (!access.admits(call)) {
                return JobtrainJson.problem(401, "UNAUTHORIZED", "The credentials are missing, wrong or expired")
                        .with("WWW-Authenticate", "Bearer");
            }
            return work.run();
        });
    }

    @FunctionalInterface
    private interface JobWork {
        Answer run(SandboxJob job) throws IOException;
    }

    private Endpoint ofJob(Call call, RequestKind kind, Long jobId, JobWork work) {
        return guarded(call, kind, jobId, () -> {
            Optional<SandboxJob> job = Optional.ofNullable(jobId).flatMap(data::job);
            return job.isPresent()
                    ? work.run(job.get())
                    : JobtrainJson.problem(404, "JOB_NOT_FOUND", "There is no such job");
        });
    }

    private Endpoint ofCandidate(
            Call call, RequestKind kind, List<String> path, Function<ReceivedApplication, ObjectNode> writer) {
        Long candidateId = id(path.get(3));
        return ofJob(call, kind, id(path.get(1)), job -> {
            List<ReceivedApplication> found = data.applications(application ->
                    application.jobId() == job.id() && candidateId != null && application.candidateId() == candidateId);
            return found.isEmpty()
                    ? JobtrainJson.problem(404, "CANDIDATE_NOT_FOUND", "This candidate has not applied for this job")
                    : Answer.json(200, writer.apply(found.get(found.size() - 1)));
        });
    }

    private Answer candidates(Call call, SandboxJob job) {
        Optional<String> email = call.param("Email").map(String::strip).filter(text -> !text.isEmpty());
        List<ReceivedApplication> found = data.applications(application -> application.jobId() == job.id()
                && email.map(wanted ->
                                wanted.equalsIgnoreCase(application.email().strip()))
                        .orElse(true));
        return JobtrainJson.page(call, "candidates", found, JobtrainJson::application);
    }

    private Answer create(Call call, SandboxJob job) throws IOException {
        ApplicationBody body;
        try {
            if (call.hasContentType("application/json")) {
                body = ApplicationBody.json(call.body(), call.length(), keepCvBytes);
            } else if (call.hasContentType("multipart/form-data")) {
                body = ApplicationBody.multipart(
                        MultipartBody.read(call.header("Content-Type"), call.body()), keepCvBytes);
            } else {
                return JobtrainJson.problem(
                        415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json or multipart/form-data");
            }
        } catch (ApplicationBody.NotJson e) {
            return JobtrainJson.problem(400, "MALFORMED", e.getMessage());
        } catch (ApplicationBody.NotBase64 e) {
            return JobtrainJson.invalid("cv.content", "is not base64");
        }
        body.callTheLastName(lastNameField);
        ArrayNode errors = body.errors();
        if (!errors.isEmpty()) {
            return JobtrainJson.invalid(errors);
        }
        String contentType = call.header("Content-Type");
        JobtrainData.Created created = data.create(job.id(), body, contentType, now(), acceptsDuplicates);
        ObjectNode ids = JobtrainJson.created(created.application());
        if (!created.isNew()) {
            return Answer.json(
                    409,
                    JobtrainJson.object()
                            .put("code", "ALREADY_APPLIED")
                            .put("message", "This person has already applied for this job")
                            .setAll(ids));
        }
        listeners.forEach(listener -> listener.accept(created.application()));
        return Answer.json(201, ids);
    }

    /** What changed in the last 24 hours; candidates and jobs are filled, the other exports are empty. */
    private Answer export(Call call, String kind) {
        Instant since = now().minus(Duration.ofDays(1));
        List<ReceivedApplication> changed =
                data.applications(application -> application.statusChangedAt().isAfter(application.appliedAt())
                        && application.statusChangedAt().isAfter(since));
        return switch (kind) {
            case "candidates" -> JobtrainJson.page(call, kind, changed, JobtrainJson::application);
            case "jobs" ->
                JobtrainJson.page(
                        call,
                        kind,
                        data.jobs().stream()
                                .filter(job -> changed.stream().anyMatch(each -> each.jobId() == job.id()))
                                .toList(),
                        JobtrainJson::job);
            default -> JobtrainJson.page(call, kind, List.<SandboxJob>of(), JobtrainJson::job);
        };
    }

    private static Answer settings(Call call, String list) {
        return JobtrainJson.page(call, list, List.of(1, 2, 3), number -> JobtrainJson.object()
                .put("id", number)
                .put("name", list + " " + number));
    }

    private static Long id(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    @Override
    Answer refusal(int status, String code, String message) {
        return JobtrainJson.problem(status, code, message);
    }

    @Override
    Answer echo(int status, String sent) {
        ObjectNode problem = JobtrainJson.object().put("code", "INVALID").put("message", "Refused: " + sent);
        problem.putArray("errors")
                .addObject()
                .put("field", "candidate.lastName")
                .put("message", "Refused: " + sent);
        return Answer.json(status, problem);
    }

    @Override
    void describe(ObjectNode state) {
        state.put("tokensIssued", tokensIssued());
        state.put("acceptsDuplicates", acceptsDuplicates);
        ArrayNode jobs = state.putArray("jobs");
        data.jobs().forEach(job -> jobs.add(JobtrainJson.job(job)));
        ArrayNode applications = state.putArray("applications");
        applications().forEach(application -> applications.add(JobtrainJson.full(application)));
    }

    @Override
    List<ControlPage.Table> tables() {
        Map<Long, SandboxJob> jobs = new HashMap<>();
        data.jobs().forEach(job -> jobs.put(job.id(), job));
        List<ReceivedApplication> newestFirst = new ArrayList<>(applications());
        Collections.reverse(newestFirst);
        List<List<String>> rows = newestFirst.stream()
                .map(application -> row(application, jobs.get(application.jobId())))
                .toList();
        return List.of(new ControlPage.Table(
                "Applications (" + rows.size() + ", jobs: " + jobs.size() + ")",
                List.of("Id", "Applied", "First name", "Last name", "E-mail", "Job", "Source", "CV", "Status"),
                rows));
    }

    private static List<String> row(ReceivedApplication application, SandboxJob job) {
        Cv cv = application.cv();
        return List.of(
                String.valueOf(application.applicationId()),
                application.appliedAt().toString(),
                application.firstName(),
                application.lastName(),
                application.email(),
                application.jobId() + (job == null ? "" : " " + job.reference() + " " + job.title()),
                application.source(),
                cv == null ? "none" : cv.fileName() + ", " + cv.length() + " bytes",
                application.status());
    }

    @Override
    Optional<Answer> add(String what, Call call) throws IOException {
        if (!what.equals("jobs")) {
            return Optional.empty();
        }
        JsonNode json = Answer.JSON.readTree(call.body());
        String reference = json.path("reference").asText("");
        if (reference.isEmpty()) {
            throw new IllegalArgumentException(
                    "The body must be {\"reference\": ..., \"title\": ..., \"jobId\": ...}; jobId and title may be"
                            + " left out");
        }
        SandboxJob job = new SandboxJob(
                json.path("jobId").asLong(freeJobId()),
                reference,
                json.path("title").asText(reference));
        data.add(job);
        return Optional.of(Answer.json(201, JobtrainJson.job(job)));
    }

    private long freeJobId() {
        return data.jobs().stream().mapToLong(SandboxJob::id).max().orElse(100) + 1;
    }

    @Override
    List<String> examples() {
        return List.of(
                "# one more job",
                "curl -X POST '" + pageUrl()
                        + "/jobs' -H 'Content-Type: application/json' -d"
                        + " '{\"reference\":\"NEW-1\",\"title\":\"Cook\"}'");
    }
}
