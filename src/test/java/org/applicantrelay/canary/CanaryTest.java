package org.applicantrelay.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.http.RawHttp;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.ForwardedMail;
import org.applicantrelay.sandbox.IdibuSimulator;
import org.applicantrelay.sandbox.JobtrainSimulator;
import org.applicantrelay.sandbox.LoggedRequest;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Quirk;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SandboxMailbox;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.WebhookEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A relay that logs at DEBUG meets success, refusals, errors that repeat what they were sent, lost answers, a slow file,
 * poison, replays, discards and its end. Nothing of a person and no credential is to be found anywhere.
 */
class CanaryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String WORK_LIST = "org.applicantrelay:type=WorkList,name=";
    /** Kept after the test: whoever has to mend a hit finds it there. */
    private static final Path LOG = Path.of("target", "canary.log").toAbsolutePath();

    private static final Pattern LOG_LINE =
            Pattern.compile("\\S+Z +([A-Z]+ )\\d+ --- \\[[^]]*] \\[[^]]*] (\\S+) +: .*");

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    private final Map<String, String> canaries = new LinkedHashMap<>();

    private final IdibuSimulator idibu = new IdibuSimulator(0, canary("idibu hash", "canary/hash+7f3kq9=w&2"), 70_001);
    private final JobtrainSimulator jobtrain = new JobtrainSimulator();
    private final SandboxMailbox mailbox = new SandboxMailbox();
    private final List<Path> exported = new ArrayList<>();
    private int port;
    private int managementPort;

    @TempDir
    private Path folder;

    /** The one place that is meant to hold what a person has sent. */
    @TempDir
    private Path exports;

    private String canary(String name, String value) {
        canaries.put(name, value);
        return value;
    }

    @BeforeEach
    void findPorts() throws IOException {
        port = freePort();
        managementPort = freePort();
    }

    @AfterEach
    void close() {
        mailbox.close();
        jobtrain.close();
        idibu.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void nothingOfAPersonAndNoCredentialIsToBeFoundAnywhere() throws Exception {
        TestDatabase database = database(folder);
        Map<String, String> settings = settings(database);
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<SimulatedApplicant> people = people();
        CanaryScanner scanner;
        int looks;
        try (RelayProcess relay = new RelayProcess(java(temporary), settings, folder, LOG)) {
            await().atMost(PATIENCE)
                    .until(() -> !relay.isAlive() || relay.output().contains(" Started Applicant"));
            assertThat(relay.isAlive()).as("started").isTrue();
            try (JMXConnector jmx = relay.jmx()) {
                MBeanServerConnection beans = jmx.getMBeanServerConnection();
                CompletableFuture<Void> slowly = CompletableFuture.runAsync(this::postSlowly);
                postEvents(people.get(0));
                deliverMails(people.get(0));
                awaitEnds(beans, people);
                operate(beans, people);
                export(beans, people);
                slowly.join();
                scanner = new CanaryScanner(Canary.of(canaries).toList());
                ofTheWire().forEach(scanner::add);
                looks = new JmxLook(beans, scanner).everywhere();
                lookAtWorkLists(beans, scanner, people);
                exported.forEach(file -> scanner.look("the name of an export", file.toString()));
            }
            lookAtHttp(scanner);
            assertOnePrivateFolderIn(temporary);
            scanner.lookInto("the temporary folder of the running relay", temporary);
            relay.stop();
            lookAtLog(relay.output(), scanner);
        }
        lookAtRows(database, scanner);
        scanner.lookInto("the working folder", folder);

        assertThat(exported).hasSize(2).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(canaries).hasSizeGreaterThanOrEqualTo(25);
        assertThat(looks).as("attributes and operations looked at").isGreaterThan(1_000);
        assertThat(scanner.looked()).as("bytes looked at").isGreaterThan(1_000_000);
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).as("what the relay has left behind").isEmpty();
        }
        assertThat(scanner.hits()).isEmpty();
    }

    TestDatabase database(Path data) {
        return TestDatabase.h2In(data);
    }

    private static List<String> java(Path temporary) {
        return List.of(
                "-Djava.io.tmpdir=" + temporary,
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-Dlogging.level.root=DEBUG",
                // Deeper where it would tell most; what is asked over JMX need not be repeated by its transport.
                "-Dlogging.level.org.apache.camel.component=TRACE",
                "-Dlogging.level.sun.rmi=INFO",
                "-Dlogging.level.javax.management=INFO",
                "-Dlogging.level.org.apache.hc.client5.http.wire=DEBUG",
                "-Dlogging.level.org.hibernate.orm.jdbc.bind=TRACE",
                "-Dlogging.level.org.eclipse.angus.mail=TRACE");
    }

    private Map<String, String> settings(TestDatabase database) {
        Map<String, String> all = new LinkedHashMap<>(database.settings());
        all.putAll(mailbox.properties());
        canary("mailbox password", SandboxMailbox.PASSWORD);
        all.put("spring.datasource.password", canary("database password", "canary-database-88310"));
        all.put("relay.privacy.encryption-key", canary("encryption key", key()));
        all.put("relay.privacy.encryption-key-previous", canary("previous encryption key", key()));
        all.put("relay.privacy.exports", exports.toString());
        all.put("server.port", String.valueOf(port));
        all.put("management.server.port", String.valueOf(managementPort));
        all.put("relay.idibu.base-url", idibu.baseUrl().toString());
        all.put("relay.idibu.hash", idibu.hash());
        all.put("relay.idibu.client-id", String.valueOf(idibu.clientId()));
        all.put("relay.idibu.file-hosts", "localhost");
        all.put("relay.idibu.listing.interval", "2s");
        all.put("relay.idibu.webhook.enabled", "true");
        all.put("relay.idibu.webhook.public-url", "http://localhost:" + port + "/webhooks/idibu");
        all.put("relay.idibu.webhook.secret", canary("webhook secret", "canary & webhook/secret+1"));
        all.put("relay.idibu.webhook.secret-previous", canary("previous webhook secret", "canary-webhook-before"));
        all.put("relay.idibu.webhook.max-size", "10KB");
        all.put("relay.jobtrain.base-url", jobtrain.baseUrl().toString());
        all.put("relay.jobtrain.client-id", canary("Jobtrain client id", jobtrain.clientId()));
        all.put("relay.jobtrain.api-key", canary("Jobtrain API key", jobtrain.apiKey()));
        all.put("relay.jobtrain.api-password", canary("Jobtrain API password", jobtrain.apiPassword()));
        all.put("relay.jobtrain.jobs.interval", "2s");
        all.put("relay.jobtrain.read-back-delay", "100ms");
        all.put("relay.delivery.retry.first-delay", "100ms");
        // All that an owner could expose; it has the same address as prometheus.
        all.put("management.endpoints.web.exposure.include", "*");
        all.put("management.endpoints.web.exposure.exclude", "metrics");
        all.put("management.endpoint.health.show-details", "always");
        return all;
    }

    private static String key() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Whom idibu has, and what goes wrong with each. */
    private List<SimulatedApplicant> people() {
        List<String> jobs =
                List.of("success", "refused", "error", "lost", "slow", "unlisted", "unreadable", "elsewhere");
        for (int i = 0; i < jobs.size(); i++) {
            jobtrain.addJob(101 + i, jobs.get(i), jobs.get(i));
        }
        String cv = "Curriculum vitae\n" + canary("text of the CV", "cv text canary 5521") + "\n"
                + canary("telephone", "07700-900-461-77") + "\n" + canary("address", "17 Canary Nest, Birdham");
        String letter = "Dear all, " + canary("letter", "letter canary 4402") + ", reference: "
                + canary("reference's answer", "referee canary 2210") + " " + canaries.get("telephone");
        List<SimulatedApplicant> people = new ArrayList<>();
        for (String job : jobs) {
            NewApplicant.Builder one = NewApplicant.builder()
                    .name(canary("first name " + job, "Kanarina" + job) + " "
                            + canary("last name " + job, "Zwitscher" + job))
                    .email(canary("e-mail address " + job, job + ".canary@nest.example"))
                    .parsedEmail(canary("parsed e-mail address", "parsed.canary@nest.example"))
                    .jobReference(job)
                    .message(
                            canary("subject", "subject canary 3391"),
                            letter,
                            "<p>" + letter + canary("letter in HTML", "html canary 9105") + "</p>")
                    .file(canary("file name", "canary-cv-of-7781.txt"), cv.getBytes(StandardCharsets.UTF_8));
            switch (job) {
                case "unlisted" -> one.quirk(Quirk.UNREADABLE_ELEMENT);
                case "unreadable" ->
                    one.rawDetail("<idibu><response><name>" + canary("in malformed XML", "malformed canary 6642")
                            + "</nam><status>success</status>");
                case "elsewhere" ->
                    one.rawDetail("<idibu><response><id>70008</id><email>" + job + ".canary@nest.example</email>"
                            + "<name>" + canaries.get("first name " + job) + "</name><job><reference>" + job
                            + "</reference></job><files><file><name>cv.txt</name><link>http://forbidden.example/"
                            + canary("in a link elsewhere", "redirect-canary-8101")
                            + "</link></file></files></response><status>success</status></idibu>");
                default -> {}
            }
            people.add(idibu.add(one.build()));
        }
        jobtrain.faults()
                .add(FaultKind.ECHO, RequestKind.TOKEN, 1, 500)
                .add(FaultSwitch.of(FaultKind.ECHO).on(RequestKind.CREATE).about(102L))
                .add(FaultSwitch.of(FaultKind.ECHO)
                        .on(RequestKind.CREATE)
                        .about(103L)
                        .times(1)
                        .value(500))
                .add(FaultSwitch.of(FaultKind.ANSWER_LOST)
                        .on(RequestKind.CREATE)
                        .about(104L)
                        .times(1));
        idibu.faults()
                .add(FaultKind.ECHO, RequestKind.LISTING, 1, 200)
                .add(FaultKind.ECHO, RequestKind.OUTCOME, 1, 200)
                .add(FaultKind.ECHO, RequestKind.WEBHOOK_SAVE, 1, 500)
                .add(FaultSwitch.of(FaultKind.ECHO)
                        .on(RequestKind.DETAIL)
                        .about(70_003L)
                        .times(1)
                        .value(200))
                .add(FaultSwitch.of(FaultKind.SLOW)
                        .on(RequestKind.STORAGE)
                        .about(70_005L)
                        .times(1)
                        .value(3_000));
        return people;
    }

    private void postEvents(SimulatedApplicant applicant) throws IOException {
        byte[] event = idibu.event(applicant)
                .with("from", canary("from of an event", "from.canary@nest.example"))
                .body();
        String secret = canaries.get("webhook secret");
        assertThat(post(event, WebhookEvent.hex(event, secret)).status()).isEqualTo(200);
        assertThat(post(event, "0".repeat(64)).status()).isEqualTo(401);
        byte[] broken =
                ("type=" + canary("in a broken form", "broken%20canary%2%ZZ-4410")).getBytes(StandardCharsets.UTF_8);
        assertThat(post(broken, WebhookEvent.hex(broken, secret)).status()).isEqualTo(400);
        byte[] large = (canary("in a large event", "large-canary-1180") + "=" + "x".repeat(11_000))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(post(large, WebhookEvent.hex(large, secret)).status()).isEqualTo(413);
        byte[] other = idibu.event(applicant).with("client_id", "1").body();
        assertThat(post(other, WebhookEvent.hex(other, secret)).status()).isEqualTo(403);
    }

    private RawHttp.Reply post(byte[] body, String signature) throws IOException {
        return RawHttp.send(port, "POST /webhooks/idibu", body, FORM, "Authorization: " + signature);
    }

    /** Half an event, until the relay has had enough. */
    private void postSlowly() {
        try {
            RawHttp.exchange(
                    port,
                    RawHttp.bytes("POST /webhooks/idibu HTTP/1.1\r\nHost: relay.example\r\n" + FORM
                            + "\r\nAuthorization: 00\r\nContent-Length: 1000\r\n\r\nfrom=from.canary%40nest.example&"));
        } catch (IOException e) {
            // Broken off.
        }
    }

    private void deliverMails(SimulatedApplicant applicant) {
        mailbox.deliver(mail(applicant).raw());
        mailbox.deliver(mail(applicant)
                .withoutTrackId()
                .subject(canary("subject of a held mail", "held canary 7730"))
                .raw());
        mailbox.deliver(
                mail(applicant).charset("bogus-charset").trackId("70006").raw());
    }

    private ForwardedMail mail(SimulatedApplicant applicant) {
        return idibu.mail(applicant)
                .from(canary("sender of a mail", "sender.canary@nest.example"))
                .messageId("<" + canary("id of a mail", "id.canary.1@nest.example") + ">");
    }

    private void awaitEnds(MBeanServerConnection beans, List<SimulatedApplicant> people) {
        List<String> ends = List.of(
                "DELIVERED",
                "PARKED JOBTRAIN_REFUSED",
                "DELIVERED",
                "DELIVERED",
                "DELIVERED",
                "DELIVERED",
                "WAITING IDIBU_UNREADABLE",
                "PARKED FILE_HOST_REFUSED");
        for (int i = 0; i < ends.size(); i++) {
            String expected = people.get(i).id() + " " + ends.get(i);
            await(expected).atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                            show(beans, expected.split(" ")[0]))
                    .first()
                    .asString()
                    .isEqualTo(expected));
        }
        await().atMost(PATIENCE).until(() -> mailbox.unseen() == 0);
        await().atMost(PATIENCE).until(() -> !idibu.outcomes().isEmpty());
    }

    @SuppressWarnings("unchecked")
    private static List<String> show(MBeanServerConnection beans, String trackId) throws Exception {
        return (List<String>) invoke(beans, WORK_LIST + "Applications", "show", trackId);
    }

    private static Object invoke(MBeanServerConnection beans, String bean, String operation, String... arguments)
            throws Exception {
        String[] types =
                Arrays.stream(arguments).map(each -> String.class.getName()).toArray(String[]::new);
        return beans.invoke(new ObjectName(bean), operation, arguments, types);
    }

    private void operate(MBeanServerConnection beans, List<SimulatedApplicant> people) throws Exception {
        String refused = String.valueOf(people.get(1).id());
        invoke(beans, WORK_LIST + "Applications", "replay", refused);
        await().atMost(PATIENCE).until(() -> show(beans, refused).get(0).endsWith("PARKED JOBTRAIN_REFUSED"));
        for (String letter : deadLetters(beans)) {
            invoke(beans, WORK_LIST + "DeadLetters", "replay", letter.substring(0, 36));
        }
        String typed = canary("typed by an operator", "typed.canary@nest.example");
        invoke(
                beans,
                WORK_LIST + "Applications",
                "discard",
                String.valueOf(people.get(7).id()),
                "asked by " + typed);
        invoke(
                beans,
                WORK_LIST + "DeadLetters",
                "discard",
                deadLetters(beans).get(0).substring(0, 36),
                "of " + typed);
    }

    private void export(MBeanServerConnection beans, List<SimulatedApplicant> people) throws Exception {
        SimulatedApplicant one = people.get(0);
        for (String person : List.of(one.email(), String.valueOf(one.id()))) {
            Object file = invoke(beans, "org.applicantrelay:type=Privacy,name=Access", "export", person);
            exported.add(Path.of(String.valueOf(file)));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> deadLetters(MBeanServerConnection beans) throws Exception {
        return (List<String>) invoke(beans, WORK_LIST + "DeadLetters", "list", null, null, null, null);
    }

    /** What only the partners know beforehand: tokens, and the signatures of links. */
    private List<Canary> ofTheWire() {
        Pattern signature = Pattern.compile("(?:sig|X-Signature)=([0-9a-f]{32})");
        Stream<Canary> tokens = jobtrain.requests().all().stream()
                .map(request -> request.header("Authorization"))
                .filter(header -> header != null && header.startsWith("Bearer "))
                .distinct()
                .map(header -> new Canary("Jobtrain token", header.substring("Bearer ".length())));
        Stream<Canary> links = Stream.of(RequestKind.FILE, RequestKind.STORAGE)
                .flatMap(kind -> idibu.requests().of(kind).stream())
                .map(LoggedRequest::query)
                .flatMap(query -> signature.matcher(query).results())
                .map(found -> new Canary("signed link", found.group(1)));
        List<Canary> all = Stream.concat(tokens, links).toList();
        assertThat(all).extracting(Canary::name).contains("Jobtrain token", "signed link");
        return all;
    }

    private static void lookAtWorkLists(
            MBeanServerConnection beans, CanaryScanner scanner, List<SimulatedApplicant> people) throws Exception {
        for (SimulatedApplicant one : people) {
            scanner.look("JMX Applications show", String.join("\n", show(beans, String.valueOf(one.id()))));
        }
        for (String letter : deadLetters(beans)) {
            scanner.look("JMX DeadLetters list", letter);
            scanner.look(
                    "JMX DeadLetters show",
                    String.valueOf(invoke(beans, WORK_LIST + "DeadLetters", "show", letter.substring(0, 36))));
        }
    }

    private void lookAtHttp(CanaryScanner scanner) throws IOException {
        List<String> paths = List.of(
                "/",
                "/nothing",
                "/observe",
                "/observe/nothing",
                "/observe/health",
                "/observe/health/live",
                "/observe/health/ready",
                "/observe/metrics",
                "/observe/env",
                "/observe/configprops",
                "/observe/heapdump",
                "/observe/sbom/application");
        for (String path : paths) {
            for (String method : List.of("GET", "POST")) {
                RawHttp.Reply reply =
                        RawHttp.send(managementPort, method + " " + path, method.equals("GET") ? null : new byte[0]);
                scanner.look("the answer to " + method + " " + path, reply.text());
                if (path.endsWith("heapdump") || path.contains("sbom")) {
                    assertThat(reply.status())
                            .as("%s, though all endpoints are exposed", path)
                            .isEqualTo(404);
                }
            }
        }
        for (String request : List.of("GET /", "GET /webhooks/idibu", "POST /error", "GET /nothing")) {
            scanner.look(
                    "the answer to " + request,
                    RawHttp.send(port, request, null).text());
        }
    }

    /** Beside it lie the folders without a file that Tomcat has the JDK make for documents. */
    private static void assertOnePrivateFolderIn(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            List<Path> all = files.filter(file -> !file.toString().contains("tomcat-docbase"))
                    .sorted()
                    .toList();
            assertThat(all).as("a folder and its lock").hasSize(2);
            assertThat(all.get(0)).isNotEmptyDirectory();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(all.get(0))))
                    .isEqualTo("rwx------");
        }
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files.filter(file -> file.toString().contains("tomcat-docbase")))
                    .allSatisfy(folder -> assertThat(folder).isEmptyDirectory());
        }
    }

    private static void lookAtLog(String log, CanaryScanner scanner) {
        String place = "the output";
        for (String line : (Iterable<String>) log.lines()::iterator) {
            Matcher begins = LOG_LINE.matcher(line);
            if (begins.matches()) {
                place = "the log, " + begins.group(1) + begins.group(2);
            }
            scanner.look(place, line);
        }
    }

    private static void lookAtRows(TestDatabase database, CanaryScanner scanner) throws SQLException {
        // The relay has made the database with its own password where it is an H2.
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.username(), "canary-database-88310");
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found =
                    connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
                while (found.next()) {
                    String schema = found.getString("TABLE_SCHEM");
                    if (schema.equalsIgnoreCase("public")) {
                        tables.add(found.getString("TABLE_NAME"));
                    }
                }
            }
            assertThat(tables).hasSizeGreaterThan(10);
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
                    lookAtRows(table, rows, scanner);
                }
            }
            if (database.url().startsWith("jdbc:postgresql:")) {
                lookAtFilesOfPostgresql(statement, scanner);
            }
        }
    }

    private static void lookAtRows(String table, ResultSet rows, CanaryScanner scanner) throws SQLException {
        while (rows.next()) {
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                String place = "the column " + table + "." + rows.getMetaData().getColumnName(column);
                Object value = rows.getObject(column);
                if (value instanceof byte[] bytes) {
                    scanner.look(place, bytes);
                } else {
                    scanner.look(place, value == null ? null : value.toString());
                }
            }
        }
    }

    /** Its pages and its log of changes, where the server is one of this machine's. */
    private static void lookAtFilesOfPostgresql(Statement statement, CanaryScanner scanner) throws SQLException {
        statement.execute("checkpoint");
        try (ResultSet row = statement.executeQuery("select current_setting('data_directory'),"
                + " (select oid from pg_database where datname = current_database())")) {
            row.next();
            Path data = Path.of(row.getString(1));
            if (Files.isReadable(data)) {
                scanner.lookInto("PostgreSQL's pages", data.resolve("base").resolve(row.getString(2)));
                scanner.lookInto("PostgreSQL's write-ahead log", data.resolve("pg_wal"));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
