package org.applicantrelay.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.applicantrelay.time.Ids;
import org.flywaydb.core.Flyway;

/**
 * What the relay is measured against: the same way of an applicant with nothing but the JDK and a database. It writes the
 * same rows into the same tables in the same commits, so that it could be resumed, but does not resume; it encrypts,
 * repairs, checks, locks, retries and reads back nothing. Settings are the relay's environment variables.
 */
public final class BareRelay {

    private static final String URL = System.getenv("SPRING_DATASOURCE_URL");
    private static final String USER = System.getenv("SPRING_DATASOURCE_USERNAME");
    private static final String PASSWORD = System.getenv("SPRING_DATASOURCE_PASSWORD");
    private static final int WORKERS = 4;
    private static final int PAGE = 100;
    private static final int CHUNK_BYTES = 256 * 1024;
    /** To connect only: until JDK 21, a request's own timeout breaks off a later one on its connection (JDK-8304701). */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final DateTimeFormatter IDIBU_DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final Pattern APPLICANT = Pattern.compile("<applicant>.*?</applicant>", Pattern.DOTALL);
    private static final Pattern JOB =
            Pattern.compile("\"jobId\"\\s*:\\s*(\\d+),\\s*\"reference\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern CANDIDATE_ID = Pattern.compile("\"candidateId\"\\s*:\\s*(\\d+)");
    private static final Pattern APPLICATION_ID = Pattern.compile("\"applicationId\"\\s*:\\s*(\\d+)");
    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(TIMEOUT)
            .build();
    private final String idibu = System.getenv("RELAY_IDIBU_BASE_URL");
    private final String hash = System.getenv("RELAY_IDIBU_HASH");
    private final String jobtrain = System.getenv("RELAY_JOBTRAIN_BASE_URL");
    private final Map<String, String> jobs = new HashMap<>();
    private final BlockingQueue<Due> due = new LinkedBlockingQueue<>();
    private String token;
    private String cursor = LocalDateTime.now(LONDON).toLocalDate() + " 00:00:00";

    private BareRelay() {}

    private record Due(UUID id, String trackId) {}

    /** Runs until it is killed. */
    public static void main(String[] args) throws Exception {
        BareRelay relay = new BareRelay();
        Flyway.configure().dataSource(URL, USER, PASSWORD).load().migrate();
        relay.token = relay.askToken();
        relay.readJobs();
        for (int i = 0; i < WORKERS; i++) {
            new Thread(relay::work, "worker-" + i).start();
        }
        Connection database = relay.connect();
        long interval =
                Long.parseLong(System.getenv("RELAY_IDIBU_LISTING_INTERVAL").replace("s", ""));
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        clock.scheduleAtFixedRate(() -> relay.poll(database), 0, interval, TimeUnit.SECONDS);
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(URL, USER, PASSWORD);
        connection.setAutoCommit(false);
        return connection;
    }

    private void poll(Connection database) {
        try {
            String newest = cursor;
            for (int offset = 0; ; offset += PAGE) {
                String page = ask(idibu(
                        "/applicants", "&after_date=" + encoded(cursor) + "&offset=" + offset + "&count=" + PAGE));
                Matcher element = APPLICANT.matcher(page);
                int seen = 0;
                while (element.find()) {
                    seen++;
                    takeIn(database, element.group());
                    String date = between(element.group(), "date");
                    newest = date.compareTo(newest) > 0 ? date : newest;
                }
                if (seen < PAGE) {
                    break;
                }
            }
            cursor = newest;
        } catch (Exception e) {
            System.out.println("The poll broke off: " + e);
        }
    }

    private void takeIn(Connection database, String element) throws SQLException {
        String trackId = between(element, "id");
        String key = "idibu:" + trackId;
        try (PreparedStatement known = database.prepareStatement("select 1 from applicant_key where key_text = ?")) {
            known.setString(1, key);
            if (known.executeQuery().next()) {
                database.rollback();
                return;
            }
        }
        Due applicant = new Due(Ids.next(), trackId);
        String email = between(element, "email");
        write(database, "insert into applicant_key (key_text, added_at) values (?, ?)", key, now());
        write(
                database,
                "insert into application (id, track_id, channel, channels, state, job_reference, idibu_job_id,"
                        + " applicant_name, applicant_email, email_hash, received_at, trying_since, due_at, fence,"
                        + " attempts) values (?, ?, 'LISTING', 'LISTING', 'RECEIVED', ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
                applicant.id(),
                trackId,
                unescaped(between(element, "reference")),
                between(element.substring(element.indexOf("<job>")), "id"),
                bytes(between(element, "name")),
                bytes(email),
                hash(email),
                now(),
                now(),
                now());
        keep(database, applicant, "LISTING", element);
        note(database, applicant, "RECEIVED", "LISTING");
        database.commit();
        due.add(applicant);
    }

    private static void keep(Connection database, Due applicant, String kind, String text) throws SQLException {
        byte[] bytes = bytes(text);
        write(
                database,
                "insert into content (id, application_id, kind, position, size, kept_at, sealed)"
                        + " values (?, ?, ?, 0, ?, ?, ?)",
                Ids.next(),
                applicant.id(),
                kind,
                bytes.length,
                now(),
                bytes);
    }

    private static void note(Connection database, Due applicant, String state, String note) throws SQLException {
        write(
                database,
                "insert into timeline_entry (application_id, at, state, note) values (?, ?, ?, ?)",
                applicant.id(),
                now(),
                state,
                note);
    }

    private void work() {
        try (Connection database = connect()) {
            while (true) {
                deliver(database, due.take());
            }
        } catch (Exception e) {
            System.out.println("A worker stops: " + e);
        }
    }

    private void deliver(Connection database, Due applicant) throws Exception {
        String trackId = applicant.trackId();
        write(
                database,
                "update application set state = 'DELIVERING', lease_owner = 'bare', due_at = ?, fence = fence + 1,"
                        + " attempts = attempts + 1 where id = ?",
                soon(),
                applicant.id());
        note(database, applicant, "DELIVERING", "attempt 1");
        database.commit();
        String detail = ask(idibu("/applicants/" + trackId, ""));
        keep(database, applicant, "DETAIL", detail);
        database.commit();
        byte[] cv = fetch(database, applicant, detail);
        String jobId = jobs.get(unescaped(between(detail, "reference")));
        write(
                database,
                "update application set job_id = ?, job_rule = 'reference', fetched = true, intent_at = ?, due_at = ?"
                        + " where id = ?",
                jobId,
                now(),
                soon(),
                applicant.id());
        database.commit();
        String receipt = create(jobId, detail, cv);
        String applicationId = group(APPLICATION_ID, receipt);
        String candidateId = group(CANDIDATE_ID, receipt);
        write(
                database,
                "update application set state = 'DELIVERED', candidate_id = ?, application_id = ?, intent_at = null,"
                        + " lease_owner = null, due_at = null, finished_at = ? where id = ?",
                candidateId,
                applicationId,
                now(),
                applicant.id());
        note(database, applicant, "DELIVERED", "Jobtrain application " + applicationId);
        String remoteId = candidateId + "/" + applicationId;
        write(
                database,
                "insert into outcome (application_id, track_id, success, remote_id, processed_at, due_at, fence,"
                        + " attempts) values (?, ?, true, ?, ?, ?, 0, 0)",
                applicant.id(),
                trackId,
                remoteId,
                now(),
                now());
        database.commit();
        System.out.println(Instant.now() + " applicant " + trackId + " DELIVERED (" + applicationId + ")");
        tell(database, applicant, remoteId);
    }

    private byte[] fetch(Connection database, Due applicant, String detail) throws Exception {
        String link = unescaped(between(detail, "link"));
        byte[] cv;
        try (InputStream body = client.send(
                        HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            cv = body.readAllBytes();
        }
        UUID content = Ids.next();
        write(
                database,
                "insert into content (id, application_id, kind, position, name, media_type, size, kept_at)"
                        + " values (?, ?, 'FILE', 0, ?, 'application/pdf', ?, ?)",
                content,
                applicant.id(),
                bytes(between(detail.substring(detail.indexOf("<file>")), "name")),
                cv.length,
                now());
        for (int number = 0; number * CHUNK_BYTES < cv.length; number++) {
            int from = number * CHUNK_BYTES;
            byte[] chunk = from == 0 && cv.length <= CHUNK_BYTES
                    ? cv
                    : Arrays.copyOfRange(cv, from, Math.min(cv.length, from + CHUNK_BYTES));
            write(
                    database,
                    "insert into content_chunk (content_id, number, sealed) values (?, ?, ?)",
                    content,
                    number,
                    chunk);
            database.commit();
        }
        return cv;
    }

    private String create(String jobId, String detail, byte[] cv) throws Exception {
        String name = unescaped(between(detail, "name"));
        int space = name.lastIndexOf(' ');
        String portal = detail.substring(detail.indexOf("<portal>"));
        String file = detail.substring(detail.indexOf("<file>"));
        String json = "{\"source\":" + quoted(between(portal, "name"))
                + ",\"candidate\":{\"firstName\":" + quoted(name.substring(0, space))
                + ",\"lastName\":" + quoted(name.substring(space + 1))
                + ",\"email\":" + quoted(between(detail, "email"))
                + "},\"coverLetter\":" + quoted(between(detail, "text"))
                + ",\"cv\":{\"fileName\":" + quoted(between(file, "name"))
                + ",\"contentType\":\"application/pdf\",\"content\":\""
                + Base64.getEncoder().encodeToString(cv) + "\"}}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(jobtrain + "/jobs/" + jobId + "/applications"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return ask(request);
    }

    private void tell(Connection database, Due applicant, String remoteId) throws Exception {
        write(
                database,
                "update outcome set due_at = ?, fence = fence + 1, attempts = attempts + 1 where application_id = ?",
                soon(),
                applicant.id());
        database.commit();
        String word = "<applicant><status>success</status><remote-id>" + remoteId + "</remote-id><date-processed>"
                + IDIBU_DATE.format(LocalDateTime.now(LONDON)) + "</date-processed></applicant>";
        ask(HttpRequest.newBuilder(
                        URI.create(idibu + "/applicant-status/" + applicant.trackId() + "?hash=" + encoded(hash)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("data=" + encoded(word)))
                .build());
        write(
                database,
                "update outcome set due_at = null, told_at = ? where application_id = ?",
                now(),
                applicant.id());
        database.commit();
    }

    private HttpRequest idibu(String path, String query) {
        return HttpRequest.newBuilder(URI.create(idibu + path + "?hash=" + encoded(hash) + query))
                .build();
    }

    private String askToken() throws Exception {
        String form = "grant_type=client_credentials&client_id=" + encoded(System.getenv("RELAY_JOBTRAIN_CLIENT_ID"))
                + "&client_secret=" + encoded(System.getenv("RELAY_JOBTRAIN_API_KEY"))
                + "&api_password=" + encoded(System.getenv("RELAY_JOBTRAIN_API_PASSWORD"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(jobtrain + "/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return group(TOKEN, ask(request));
    }

    private void readJobs() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(jobtrain + "/jobs"))
                .header("Authorization", "Bearer " + token)
                .build();
        Matcher job = JOB.matcher(ask(request));
        while (job.find()) {
            jobs.put(job.group(2), job.group(1));
        }
    }

    private String ask(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("HTTP " + answer.statusCode());
        }
        return answer.body();
    }

    private static void write(Connection database, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Of the same length as the relay's, which has a key. */
    private static String hash(String email) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(email)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Timestamp now() {
        return Timestamp.from(Instant.now());
    }

    private static Timestamp soon() {
        return Timestamp.from(Instant.now().plusSeconds(60));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What stands in the first element of that name. */
    private static String between(String xml, String name) {
        int begin = xml.indexOf("<" + name + ">") + name.length() + 2;
        return xml.substring(begin, xml.indexOf("</" + name + ">", begin));
    }

    private static String unescaped(String text) {
        return text.indexOf('&') < 0
                ? text
                : text.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&");
    }

    private static String quoted(String xmlText) {
        String text = unescaped(xmlText);
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + '"';
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("An answer without " + pattern);
        }
        return matcher.group(1);
    }
}
