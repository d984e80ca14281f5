package org.applicantrelay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** An idibu account that keeps to idibu-applicant-management.txt and idibu.md, quirks included. */
public final class IdibuSimulator extends Simulator {

    private static final String BASE = "/ws/rest/v1";
    private static final String DEFAULT_HASH = "sandbox-hash";
    private static final long DEFAULT_FIRST_ID = 70_001;
    private static final long CLIENT_ID = 4242;

    private final String hash;
    private final IdibuData data;
    private final IdibuFiles files;
    private final IdibuWebhooks webhooks = new IdibuWebhooks();
    private final WebhookSender events = new WebhookSender(webhooks);
    private final List<Consumer<Outcome>> listeners = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<SimulatedApplicant, Set<Way>>> arrivalListeners = new CopyOnWriteArrayList<>();
    private final Queue<SimulatedApplicant> queuedDeletions = new ConcurrentLinkedQueue<>();
    private volatile boolean deletesLate;
    private volatile SandboxMailbox mailbox;

    /** On any free port. */
    public IdibuSimulator() {
        this(0);
    }

    public IdibuSimulator(int port) {
        this(port, DEFAULT_HASH, DEFAULT_FIRST_ID);
    }

    /**
     * An account of its own.
     *
     * @param port    0 takes any free port
     * @param hash    the account's credential
     * @param firstId the first track id; a sandbox that is started again should not give the old ones to new people
     */
    public IdibuSimulator(int port, String hash, long firstId) {
        super("idibu", port, new Faults(FaultKind.OF_IDIBU, RequestKind.OF_IDIBU));
        this.hash = hash;
        this.data = new IdibuData(firstId);
        this.files = new IdibuFiles(root(), hash);
        open();
    }

    @Override
    public URI baseUrl() {
        return root().resolve(BASE);
    }

    /** The account's credential. */
    public String hash() {
        return hash;
    }

    /** The account's number, which events and forwarded mails carry. */
    public long clientId() {
        return CLIENT_ID;
    }

    /** A live job. Applicants may name jobs that are not added: idibu keeps applicants of old ones. */
    public void addJob(long id, String reference, String title) {
        data.add(new SandboxJob(id, reference, title));
    }

    public List<SandboxJob> jobs() {
        return data.jobs();
    }

    /** An applicant arrives. Where only one of job id and reference is given, a known job adds the other. */
    public SimulatedApplicant add(NewApplicant applicant) {
        long id = data.takeId(applicant.id());
        NewApplicant complete = applicant;
        if (applicant.date() == null) {
            complete = complete.toBuilder().rawDate(LondonTime.now()).build();
        }
        SandboxJob job = job(applicant).orElse(null);
        if (job != null) {
            complete = complete.toBuilder().job(job.id(), job.reference()).build();
        }
        SimulatedApplicant added = new SimulatedApplicant(id, complete, complete.status(), files.links(id, complete));
        data.add(added);
        if (!added.data().hidden()) {
            data.announced(id, Way.LISTING);
        }
        return added;
    }

    private Optional<SandboxJob> job(NewApplicant applicant) {
        if ((applicant.jobId() == null) == (applicant.jobReference() == null)) {
            return Optional.empty();
        }
        return data.jobs().stream()
                .filter(job -> applicant.jobId() == null
                        ? job.reference().equals(applicant.jobReference())
                        : applicant.jobId() == job.id())
                .findFirst();
    }

    public List<SimulatedApplicant> applicants() {
        return data.applicants(applicant -> true);
    }

    public Optional<SimulatedApplicant> applicant(long id) {
        return data.applicant(id);
    }

    /** Every post to applicant-status that was saved, in the order of arrival. */
    public List<Outcome> outcomes() {
        return data.outcomes();
    }

    public List<Outcome> outcomes(long applicantId) {
        return outcomes().stream()
                .filter(outcome -> outcome.applicantId() == applicantId)
                .toList();
    }

    /** What idibu shows now for each applicant of whom it was told. */
    public Map<Long, Outcome> latestOutcomes() {
        return data.latestOutcomes();
    }

    public List<StatusChange> statusChanges() {
        return data.statusChanges();
    }

    /** Requests for files that carried the account's hash: there must never be one (quirk 15 of idibu.md). */
    public List<String> credentialLeaks() {
        return files.leaks();
    }

    /** Who is told of events, in the order in which they subscribed. */
    public List<Subscription> subscriptions() {
        return webhooks.all();
    }

    /** What a webhook is told of this applicant, with an event id of its own. */
    public WebhookEvent event(SimulatedApplicant applicant) {
        return WebhookEvent.applicationReceived(applicant, CLIENT_ID, jobTitle(applicant));
    }

    /**
     * Posts an event about this applicant to every subscriber of such events, signed with the subscriber's secret. What
     * is not answered by 2xx is posted again every 3 seconds, up to 19 times.
     *
     * @return the last HTTP status; 0 where there is no subscriber, or no connection
     */
    public int sendEvent(SimulatedApplicant applicant) {
        data.announced(applicant.id(), Way.WEBHOOK);
        return sendEvent(event(applicant));
    }

    /** The same for an event of any kind. */
    public int sendEvent(WebhookEvent event) {
        return events.send(event);
    }

    /** How many events no subscriber has taken yet, and will be posted again. */
    public int waitingEvents() {
        return events.waiting();
    }

    /** From now on the account forwards to this mailbox, which is the caller's to close. */
    public void forwardTo(SandboxMailbox newMailbox) {
        mailbox = newMailbox;
    }

    /**
     * Forwards this applicant by SMTP.
     *
     * @throws IllegalStateException where there is no mailbox
     */
    public void sendMail(SimulatedApplicant applicant) {
        if (mailbox == null) {
            throw new IllegalStateException("There is no mailbox to forward to");
        }
        data.announced(applicant.id(), Way.MAIL);
        mailbox.send(mail(applicant).raw());
    }

    /** An applicant arrives and is announced by these ways: without the listing among them, the listing hides them. */
    public SimulatedApplicant announce(NewApplicant applicant, Set<Way> ways) {
        SimulatedApplicant added =
                add(applicant.toBuilder().hidden(!ways.contains(Way.LISTING)).build());
        arrivalListeners.forEach(listener -> listener.accept(added, ways));
        if (ways.contains(Way.WEBHOOK)) {
            sendEvent(added);
        }
        if (ways.contains(Way.MAIL)) {
            sendMail(added);
        }
        return added;
    }

    /** Calls the listener, on the thread that announces, before events and mails are on their way. */
    public void onAnnounced(BiConsumer<SimulatedApplicant, Set<Way>> listener) {
        arrivalListeners.add(listener);
    }

    /** By which ways the account has announced this applicant so far; the listing is one unless it hides them. */
    public Set<Way> ways(long applicantId) {
        return data.ways(applicantId);
    }

    /** The mail that the account forwards for this applicant, not sent yet. */
    public ForwardedMail mail(SimulatedApplicant applicant) {
        return ForwardedMail.of(applicant, CLIENT_ID, jobTitle(applicant));
    }

    private String jobTitle(SimulatedApplicant applicant) {
        return data.jobs().stream()
                .filter(job ->
                        applicant.data().jobId() != null && applicant.data().jobId() == job.id())
                .findFirst()
                .map(SandboxJob::title)
                .orElse("");
    }

    /** Calls the listener, on the server's thread, whenever an outcome was saved. */
    public void onOutcome(Consumer<Outcome> listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized void close() {
        events.close();
        super.close();
    }

    @Override
    Endpoint route(Call call) {
        Optional<Endpoint> file = files.route(call);
        if (file.isPresent()) {
            return file.get();
        }
        List<String> path = call.partsAfter(BASE);
        if (path == null || path.isEmpty()) {
            return unknown();
        }
        String first = path.get(0);
        Long id = path.size() > 1 ? id(path.get(1)) : null;
        String third = path.size() > 2 ? path.get(2) : "";
        if (path.size() > 3) {
            return unknown();
        }
        if (first.equals("applicants") && call.isGet() && path.size() == 1) {
            IdibuListing listing = new IdibuListing(call, data);
            return account(call, RequestKind.LISTING, null, listing::answer).showing(listing::shows);
        }
        if (first.equals("applicants") && call.isGet() && path.size() == 2) {
            return account(call, RequestKind.DETAIL, id, () -> detail(id));
        }
        if (first.equals("applicants") && call.isGet() && third.equals("set-status")) {
            return account(call, RequestKind.SET_STATUS, id, () -> setStatus(id, call));
        }
        if (first.equals("applicants")
                && call.isPost()
                && path.size() == 2
                && path.get(1).startsWith("request-")) {
            return account(call, RequestKind.DELETION, null, () -> delete(path.get(1), call));
        }
        if (first.equals("applicant-status") && call.isPost() && path.size() == 2) {
            return account(call, RequestKind.OUTCOME, id, () -> saveOutcome(id, call));
        }
        if (first.equals("applicant-status") && call.isGet() && path.size() <= 2) {
            return account(call, RequestKind.OUTCOME_LIST, id, () -> outcomeList(path, id, call));
        }
        if (first.equals("jobs") && call.isGet() && path.size() == 2) {
            return Set.of("live", "all", "archived").contains(path.get(1))
                    ? account(call, RequestKind.JOBS, null, () -> jobList(path.get(1), call))
                    : account(call, RequestKind.JOB, id, () -> jobDetail(id));
        }
        if (call.isGet() && path.equals(List.of("settings", "aptrack"))) {
            return account(call, RequestKind.SETTINGS, null, () -> IdibuXml.success(IdibuXml.settings()));
        }
        if (first.equals("webhooks") && path.size() == 1 && (call.isGet() || call.isPost())) {
            return call.isGet()
                    ? account(call, RequestKind.WEBHOOK_LIST, null, webhooks::list)
                    : account(call, RequestKind.WEBHOOK_SAVE, null, () -> webhooks.save(call));
        }
        if (first.equals("webhooks") && path.size() == 2 && call.isDelete()) {
            return account(call, RequestKind.WEBHOOK_DELETE, null, () -> webhooks.delete(path.get(1)));
        }
        return unknown();
    }

    private static Endpoint unknown() {
        return Endpoint.of(RequestKind.OTHER, () -> IdibuXml.failed(404, "Unknown webservice"));
    }

    /** Every call carries the hash in its query; refusals are HTTP 200 with "failed" (quirk 6 of idibu.md). */
    private Endpoint account(Call call, RequestKind kind, Long about, Endpoint.Work work) {
        return new Endpoint(kind, about, () -> {
            if (!hash.equals(call.param("hash").orElse(null))) {
                return IdibuXml.failed(200, "Invalid hash");
            }
            try {
                return work.run();
            } catch (IllegalArgumentException e) {
                return IdibuXml.failed(200, e.getMessage());
            }
        });
    }

    private Answer detail(Long id) {
        return new ApplicantXml(existing(id)).detailAnswer();
    }

    private Answer setStatus(Long id, Call call) {
        existing(id);
        String status = call.param("status").orElse("");
        if (!IdibuXml.STATUSES.contains(status)) {
            throw new IllegalArgumentException("Unknown status: " + status);
        }
        String responder = call.param("responder").orElse("No");
        if (!Set.of("Yes", "No").contains(responder)) {
            throw new IllegalArgumentException("Invalid responder: " + responder);
        }
        data.setStatus(id, status, responder.equals("Yes"));
        // Quirk 5 of idibu.md: this is how real samples spell it.
        return IdibuXml.success(Xml.fragment().element("messsage", "Status updated"));
    }

    private Answer delete(String what, Call call) throws IOException {
        Set<String> wanted;
        if (what.equals("request-delete-by-ids")) {
            wanted = Set.copyOf(IdibuPosts.all(IdibuPosts.data(call), "id"));
        } else if (what.equals("request-delete-by-emails")) {
            wanted = IdibuPosts.all(IdibuPosts.data(call), "email").stream()
                    .map(email -> email.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
        } else {
            return IdibuXml.failed(404, "Unknown webservice");
        }
        List<SimulatedApplicant> found = data.applicants(applicant -> wanted.contains(String.valueOf(applicant.id()))
                || (applicant.email() != null
                        && wanted.contains(applicant.email().toLowerCase(Locale.ROOT))));
        queuedDeletions.addAll(found);
        if (!deletesLate) {
            carryOutDeletions();
        }
        return IdibuXml.success(Xml.fragment().element("message", "Applicants queued for deletion"));
    }

    /** Whether deletions stay queued until {@link #carryOutDeletions}; idibu says success in any case (quirk 17). */
    public void deletesLate(boolean late) {
        deletesLate = late;
    }

    /** Deletes all whose deletion was asked for. */
    public void carryOutDeletions() {
        for (SimulatedApplicant applicant = queuedDeletions.poll();
                applicant != null;
                applicant = queuedDeletions.poll()) {
            long id = applicant.id();
            data.change(each -> each.id() == id, SimulatedApplicant::deleted);
            files.delete(id);
        }
    }

    private Answer saveOutcome(Long id, Call call) throws IOException {
        Outcome outcome = IdibuPosts.outcome(existing(id).id(), IdibuPosts.data(call));
        data.add(outcome);
        listeners.forEach(listener -> listener.accept(outcome));
        return IdibuXml.success("Applicant status saved");
    }

    private Answer outcomeList(List<String> path, Long id, Call call) {
        List<IdibuData.OutcomeRecord> all = data.outcomeRecords().stream()
                .filter(IdibuFilter.outcomes(call))
                .filter(outcome ->
                        path.size() == 1 || (id != null && outcome.latest().applicantId() == id))
                .toList();
        return IdibuXml.success(IdibuXml.outcomes(IdibuFilter.page(all, call)));
    }

    private Answer jobList(String which, Call call) {
        List<SandboxJob> all = which.equals("archived")
                ? List.of()
                : data.jobs().stream().filter(IdibuFilter.jobs(call)).toList();
        List<Xml> page = IdibuFilter.page(all, call).stream()
                .map(job -> IdibuXml.job(job, applicantsOf(job)))
                .toList();
        return IdibuXml.success(IdibuXml.jobs(page, all.size()));
    }

    private Answer jobDetail(Long id) {
        SandboxJob job = data.jobs().stream()
                .filter(each -> id != null && each.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Job not found"));
        return IdibuXml.success(IdibuXml.job(job, applicantsOf(job))
                .element("description", "An invented job.")
                .element("postings", "")
                .into("job"));
    }

    private List<SimulatedApplicant> applicantsOf(SandboxJob job) {
        return data.applicants(applicant ->
                applicant.data().jobId() != null && applicant.data().jobId() == job.id());
    }

    private SimulatedApplicant existing(Long id) {
        return Optional.ofNullable(id)
                .flatMap(data::applicant)
                .orElseThrow(() -> new IllegalArgumentException("Applicant not found"));
    }

    private static Long id(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    @Override
    Answer refusal(int status, String code, String message) {
        return IdibuXml.failed(status, message);
    }

    @Override
    Answer echo(int status, String sent) {
        return IdibuXml.failed(status, "Refused: " + sent);
    }

    @Override
    void describe(ObjectNode state) {
        Map<Long, Outcome> latest = latestOutcomes();
        ArrayNode applicants = state.putArray("applicants");
        for (SimulatedApplicant applicant : applicants()) {
            ObjectNode each = applicants.addObject();
            each.put("id", applicant.id());
            each.put("email", applicant.email());
            each.put("name", applicant.name());
            each.put("jobId", applicant.data().jobId());
            each.put("jobReference", applicant.data().jobReference());
            each.put("portalName", applicant.data().portalName());
            each.put("date", applicant.date());
            each.put("status", applicant.status());
            each.put("clientReference", applicant.data().clientReference());
            ArrayNode ways = each.putArray("announcedBy");
            ways(applicant.id()).forEach(way -> ways.add(way.name()));
            ArrayNode quirks = each.putArray("quirks");
            applicant.data().quirks().forEach(quirk -> quirks.add(quirk.name()));
            ArrayNode attached = each.putArray("files");
            applicant.files().forEach(file -> attached.addObject()
                    .put("name", file.name())
                    .put("length", file.bytes().length)
                    .put("sha256", Cv.sha256(file.bytes())));
            if (latest.containsKey(applicant.id())) {
                each.set("outcome", describe(latest.get(applicant.id())));
            }
        }
        ArrayNode all = state.putArray("outcomes");
        outcomes().forEach(outcome -> all.add(describe(outcome)));
        ArrayNode changes = state.putArray("statusChanges");
        statusChanges().forEach(change -> changes.addObject()
                .put("applicantId", change.applicantId())
                .put("status", change.status())
                .put("responder", change.responder())
                .put("receivedAt", change.receivedAt().toString()));
        ArrayNode told = state.putArray("subscriptions");
        subscriptions().forEach(subscription -> told.addObject()
                .put("url", subscription.url())
                .put("types", subscription.types())
                .put("signed", !subscription.secret().isEmpty())
                .put("modified", subscription.modified()));
        state.put("waitingEvents", waitingEvents());
        if (mailbox != null) {
            state.putObject("mailbox")
                    .put("address", SandboxMailbox.ADDRESS)
                    .put("smtpPort", mailbox.smtpPort())
                    .put("imapPort", mailbox.imapPort())
                    .put("unseen", mailbox.unseen())
                    .put("inbox", mailbox.count("INBOX"))
                    .put("total", mailbox.total());
        }
        ArrayNode leaks = state.putArray("credentialLeaks");
        credentialLeaks().forEach(leaks::add);
    }

    private static ObjectNode describe(Outcome outcome) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("applicantId", outcome.applicantId())
                .put("status", outcome.status())
                .put("remoteId", outcome.remoteId())
                .put("errorMessage", outcome.errorMessage())
                .put("dateProcessed", outcome.dateProcessed())
                .put("receivedAt", outcome.receivedAt().toString());
    }

    @Override
    List<ControlPage.Table> tables() {
        Map<Long, Outcome> latest = latestOutcomes();
        List<List<String>> rows = applicants().stream()
                .sorted(Comparator.comparing(SimulatedApplicant::id).reversed())
                .map(applicant -> row(applicant, latest.get(applicant.id())))
                .toList();
        List<ControlPage.Table> tables = new ArrayList<>();
        tables.add(new ControlPage.Table(
                "Webhook subscriptions (events that wait to be sent again: " + waitingEvents() + ")",
                List.of("Url", "Types", "Signed", "Modified"),
                subscriptions().stream()
                        .map(subscription -> List.of(
                                subscription.url(),
                                subscription.types(),
                                subscription.secret().isEmpty() ? "no" : "yes",
                                subscription.modified()))
                        .toList()));
        if (mailbox != null) {
            tables.add(new ControlPage.Table(
                    "Mailbox to which idibu forwards",
                    List.of(
                            "Address",
                            "SMTP port",
                            "IMAP port",
                            "Unseen in the inbox",
                            "In the inbox",
                            "In all folders"),
                    List.of(List.of(
                            SandboxMailbox.ADDRESS,
                            String.valueOf(mailbox.smtpPort()),
                            String.valueOf(mailbox.imapPort()),
                            String.valueOf(mailbox.unseen()),
                            String.valueOf(mailbox.count("INBOX")),
                            String.valueOf(mailbox.total())))));
        }
        tables.add(new ControlPage.Table(
                "Applicants (" + rows.size() + ", outcomes told: " + latest.size() + ")",
                List.of(
                        "Id",
                        "Announced by",
                        "Date",
                        "Name",
                        "E-mail",
                        "Job",
                        "Portal",
                        "Status",
                        "Files",
                        "Quirks",
                        "Outcome"),
                rows));
        return tables;
    }

    private List<String> row(SimulatedApplicant applicant, Outcome outcome) {
        String told = outcome == null ? "" : outcome.status() + " " + outcome.remoteId() + outcome.errorMessage();
        String attached = applicant.files().stream().map(ApplicantFile::name).collect(Collectors.joining(", "));
        return List.of(
                String.valueOf(applicant.id()),
                Way.text(ways(applicant.id())),
                shown(applicant.date()),
                shown(applicant.name()),
                shown(applicant.email()),
                shown(applicant.data().jobReference()),
                shown(applicant.data().portalName()),
                shown(applicant.status()),
                attached,
                applicant.data().quirks().stream().map(Quirk::name).collect(Collectors.joining(", ")),
                told);
    }

    private static String shown(String text) {
        return text == null ? "" : text;
    }

    @Override
    Optional<Answer> add(String what, Call call) throws IOException {
        Set<Way> ways =
                switch (what) {
                    case "applicants" -> EnumSet.of(Way.LISTING);
                    case "events" -> EnumSet.of(Way.WEBHOOK);
                    case "mails" -> EnumSet.of(Way.MAIL);
                    default -> null;
                };
        if (ways == null) {
            return Optional.empty();
        }
        if (ways.contains(Way.MAIL) && mailbox == null) {
            throw new IllegalArgumentException("There is no mailbox to forward to");
        }
        String body = call.text();
        NewApplicant applicant = body.isBlank() ? invented() : ApplicantJson.read(Answer.JSON.readTree(body));
        if (applicant.hidden()) {
            ways.remove(Way.LISTING);
        }
        SimulatedApplicant added = announce(applicant, ways);
        JsonNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("id", added.id())
                .put("email", added.email())
                .put("jobReference", added.data().jobReference())
                .put("date", added.date())
                .put("announcedBy", Way.text(ways(added.id())));
        return Optional.of(Answer.json(201, answer));
    }

    private String newest() {
        return applicants().stream()
                .map(SimulatedApplicant::id)
                .max(Comparator.naturalOrder())
                .map(String::valueOf)
                .orElse("...");
    }

    /** With an address of their own: the same person again for the same job would be a re-application (quirk 13). */
    private NewApplicant invented() {
        SandboxJob[] known = data.jobs().toArray(SandboxJob[]::new);
        List<String> references = known.length == 0
                ? List.of("SANDBOX-1")
                : List.of(known).stream().map(SandboxJob::reference).toList();
        SampleApplicants fresh = new SampleApplicants(System.nanoTime(), System.currentTimeMillis(), references);
        return fresh.next().toBuilder().jobId(null).build();
    }

    @Override
    List<ControlPage.Table> explanations() {
        return List.of(new ControlPage.Table(
                "Quirks that an applicant can show",
                List.of("Quirk", "Number in idibu.md", "How idibu shows the applicant"),
                Arrays.stream(Quirk.values())
                        .map(quirk -> List.of(
                                quirk.name(),
                                quirk.number() == 0 ? "" : String.valueOf(quirk.number()),
                                quirk.effect()))
                        .toList()));
    }

    @Override
    List<String> examples() {
        String url = pageUrl() + "/applicants";
        List<String> lines = new ArrayList<>(List.of(
                "# one more invented applicant",
                "curl -X POST '" + url + "'",
                "# one of your own; a CV of a given size is made up",
                "curl -X POST '" + url + "' -H 'Content-Type: application/json' -d '{\"name\":\"Ada Sample\","
                        + "\"email\":\"ada@example.org\",\"jobReference\":\"...\","
                        + "\"files\":[{\"name\":\"cv.pdf\",\"size\":50000}]}'",
                "# the listing breaks off in the middle of one applicant, until it is cleared",
                "curl -X POST '" + pageUrl() + "/faults?kind=BAD_PAGE&about=" + newest() + "'",
                "# one who shows quirks of idibu, see the list below; any other fields can be added",
                "curl -X POST '" + url + "' -H 'Content-Type: application/json' -d '"
                        + "{\"quirks\":[\"ENTITIES_TWICE\",\"NESTED_MESSAGE\"]}'",
                "# one whom the listing does not show, announced to the webhook; fields as above",
                "curl -X POST '" + pageUrl() + "/events'"));
        if (mailbox != null) {
            lines.add("# the same by a forwarded mail");
            lines.add("curl -X POST '" + pageUrl() + "/mails'");
            lines.add("# one of your own by a forwarded mail, with the client's own key of the job");
            lines.add("curl -X POST '" + pageUrl() + "/mails' -H 'Content-Type: application/json' -d '"
                    + "{\"email\":\"eve@example.org\",\"jobReference\":\"...\",\"clientReference\":\"KEY-1\","
                    + "\"files\":[{\"name\":\"cv.pdf\",\"size\":50000}]}'");
            lines.add("# a mail of your own");
            lines.add("curl smtp://localhost:" + mailbox.smtpPort()
                    + " --mail-from idibu@sandbox.example --mail-rcpt " + SandboxMailbox.ADDRESS
                    + " --upload-file some.eml");
        }
        return lines;
    }
}
