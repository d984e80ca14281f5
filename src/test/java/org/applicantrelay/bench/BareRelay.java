package org.applicantrelay.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the relay is measured against: the same way of an applicant with nothing but the JDK and a database. It commits
 * before and after each call as the relay does, so that it could be resumed, but does not resume; it encrypts, repairs,
 * checks, retries and reads back nothing. Settings are the relay's environment variables.
 */
public final class BareRelay {

    private static final int WORKERS = 4;
    private static final int PAGE = 100;
    private static final int CHUNK_BYTES = 256 * 1024;
    /** To connect only: until JDK 21, a request's own timeout breaks off a later one on its connection (JDK-8304701). */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final DateTimeFormatter IDIBU_DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final String[] TABLES = {
        "create table inbox (track_id varchar(100) primary key, element varchar not null, state varchar(20) not null,"
                + " received_at timestamp not null, lease_until timestamp, fence int not null, job_id varchar(100),"
                + " intent_at timestamp, candidate_id varchar(100), application_id varchar(100))",
        "create table detail (track_id varchar(100) primary key, xml varchar not null)",
        "create table chunk (track_id varchar(100), number int, bytes bytea not null, primary key (track_id, number))",
        "create table outcome (track_id varchar(100) primary key, remote_id varchar(250), due_at timestamp,"
                + " told_at timestamp, fence int not null)"
    };

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
    private final BlockingQueue<String> due = new LinkedBlockingQueue<>();
    private String token;
    private String cursor = LocalDateTime.now(LONDON).toLocalDate() + " 00:00:00";

    private BareRelay() {}

    /** Runs until it is killed. */
    public static void main(String[] args) throws Exception {
        BareRelay relay = new BareRelay();
        try (Connection database = relay.connect();
                Statement statement = database.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
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
        Connection connection = DriverManager.getConnection(
                System.getenv("SPRING_DATASOURCE_URL"),
                System.getenv("SPRING_DATASOURCE_USERNAME"),
                System.getenv("SPRING_DATASOURCE_PASSWORD"));
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
        try (PreparedStatement known = database.prepareStatement("select 1 from inbox where track_id = ?")) {
            known.setString(1, trackId);
            if (known.executeQuery().next()) {
                database.rollback();
                return;
            }
        }
        write(
                database,
                "insert into inbox (track_id, element, state, received_at, fence) values (?, ?, 'RECEIVED', ?, 0)",
                trackId,
                element,
                now());
        database.commit();
        due.add(trackId);
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

    private void deliver(Connection database, String trackId) throws Exception {
        write(
                database,
                "update inbox set state = 'DELIVERING', lease_until = ?, fence = fence + 1 where track_id = ?",
                soon(),
                trackId);
        database.commit();
        String detail = ask(idibu("/applicants/" + trackId, ""));
        write(database, "insert into detail values (?, ?)", trackId, detail);
        database.commit();
        byte[] cv = fetch(database, trackId, unescaped(between(detail, "link")));
        String jobId = jobs.get(unescaped(between(detail, "reference")));
        write(
                database,
                "update inbox set job_id = ?, intent_at = ?, lease_until = ? where track_id = ?",
                jobId,
                now(),
                soon(),
                trackId);
        database.commit();
        String receipt = create(jobId, detail, cv);
        String applicationId = group(APPLICATION_ID, receipt);
        String candidateId = group(CANDIDATE_ID, receipt);
        write(
                database,
                "update inbox set state = 'DELIVERED', candidate_id = ?, application_id = ?, intent_at = null,"
                        + " lease_until = null where track_id = ?",
                candidateId,
                applicationId,
                trackId);
        String remoteId = candidateId + "/" + applicationId;
        write(database, "insert into outcome values (?, ?, ?, null, 0)", trackId, remoteId, now());
        database.commit();
        System.out.println(Instant.now() + " applicant " + trackId + " DELIVERED (" + applicationId + ")");
        tell(database, trackId, remoteId);
    }

    private byte[] fetch(Connection database, String trackId, String link) throws Exception {
        byte[] cv;
        try (InputStream body = client.send(
                        HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            cv = body.readAllBytes();
        }
        for (int number = 0; number * CHUNK_BYTES < cv.length; number++) {
            int from = number * CHUNK_BYTES;
            byte[] chunk = from == 0 && cv.length <= CHUNK_BYTES
                    ? cv
                    : Arrays.copyOfRange(cv, from, Math.min(cv.length, from + CHUNK_BYTES));
            write(database, "insert into chunk values (?, ?, ?)", trackId, number, chunk);
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

    private void tell(Connection database, String trackId, String remoteId) throws Exception {
        write(database, "update outcome set due_at = ?, fence = fence + 1 where track_id = ?", soon(), trackId);
        database.commit();
        String word = "<applicant><status>success</status><remote-id>" + remoteId + "</remote-id><date-processed>"
                + IDIBU_DATE.format(LocalDateTime.now(LONDON)) + "</date-processed></applicant>";
        ask(HttpRequest.newBuilder(URI.create(idibu + "/applicant-status/" + trackId + "?hash=" + encoded(hash)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("data=" + encoded(word)))
                .build());
        write(database, "update outcome set due_at = null, told_at = ? where track_id = ?", now(), trackId);
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
