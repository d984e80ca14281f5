package org.applicantrelay.route;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.delivery.Claim;
import org.applicantrelay.delivery.Deliveries;
import org.applicantrelay.delivery.DeliveryGate;
import org.applicantrelay.delivery.Leases;
import org.applicantrelay.sandbox.Cv;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Quirk;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.time.HaltedMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@code routes/delivery/application-delivery}, {@code application-claim}, {@code read-back} and {@code due-work},
 * and the error rule {@code delivery-errors}.
 */
class ApplicationDeliveryRouteTest extends RouteTest {

    private static final byte[] CV = SampleCv.pdf("Ada", 20_000);

    private static final Set<String> WORKERS = Set.of("seda://application-delivery", "seda://outcome-report");

    @Autowired
    Contents contents;

    @Autowired
    HikariDataSource connections;

    @Autowired
    Leases leases;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private DeliveryGate gate;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void deliversWhatIdibuKnows() throws Exception {
        SimulatedApplicant applicant = arrive(
                someone().file("cv.pdf", CV).portal(33L, "Reed").message("Application", "I would like to apply.", ""));

        Application row = awaitDelivered(applicant);
        ReceivedApplication received = onlyApplicationOf(applicant);
        assertThat(received.jobId()).isEqualTo(171);
        assertThat(received.firstName()).isEqualTo("Ada");
        assertThat(received.lastName()).isEqualTo(PRIVATE);
        assertThat(received.source()).isEqualTo("Reed");
        assertThat(received.coverLetter()).isEqualTo("I would like to apply.");
        assertThat(received.contentType()).startsWith("application/json");
        assertThat(received.cv().fileName()).isEqualTo("cv.pdf");
        assertThat(received.cv().contentType()).isEqualTo("application/pdf");
        assertThat(received.cv().sha256()).isEqualTo(Cv.sha256(CV));
        assertThat(row.getApplicationId()).isEqualTo(Long.toString(received.applicationId()));
        assertThat(row.getCandidateId()).isEqualTo(Long.toString(received.candidateId()));
        assertThat(row.getIntentAt()).isNull();
        assertThat(timelineOf(applicant))
                .containsExactly(
                        "RECEIVED (from idibu's listing)",
                        "DELIVERING (attempt 1)",
                        "DELIVERED (Jobtrain application " + received.applicationId() + ")");
        assertThat(idibu().credentialLeaks()).isEmpty();
        assertThat(jobtrain().requests().count(RequestKind.CANDIDATES)).isZero();
    }

    @Test
    void isWokenByTheClockToo() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        camel.getRouteController().resumeRoute("due-work");
        await().until(() -> row(applicant).getState() == ApplicationState.DELIVERED);
        await().until(() -> idibu().outcomes(applicant.id()).size() == 1);
    }

    @Test
    void keepsEveryFileAndSendsTheOneThatIsTheCv() throws Exception {
        byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0, 0, 0};
        byte[] letter = SampleCv.text("Ada", 400);
        SimulatedApplicant applicant =
                arrive(someone().file("all.zip", zip).file("letter.txt", letter).file("cv.pdf", CV));

        Application row = awaitDelivered(applicant);
        assertThat(onlyApplicationOf(applicant).cv().fileName()).isEqualTo("cv.pdf");
        List<Content> kept = contents.all(row.getId(), Content.Kind.FILE);
        assertThat(kept).extracting(Content::getName).containsExactly("all.zip", "letter.txt", "cv.pdf");
        assertThat(kept)
                .extracting(Content::getSha256)
                .containsExactly(Cv.sha256(zip), Cv.sha256(letter), Cv.sha256(CV));
        assertThat(idibu().requests().count(RequestKind.FILE)).isEqualTo(3);
        assertThat(idibu().requests().count(RequestKind.STORAGE)).isEqualTo(3);
        assertThat(idibu().credentialLeaks()).isEmpty();
    }

    @Test
    void parksAnApplicantWhoseFilesAreAllOfOtherTypes() throws Exception {
        SimulatedApplicant applicant =
                arrive(someone().file("all.zip", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 0, 0}));
        awaitState(applicant, ApplicationState.PARKED, "FILE_TYPE_REFUSED");
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isZero();
    }

    @Test
    void namesWhomIdibuDoesNotKnow() throws Exception {
        SimulatedApplicant nameless = arrive(someone().name("No_name"));
        SimulatedApplicant single = arrive(someone().name(PRIVATE));
        awaitDelivered(nameless);
        awaitDelivered(single);
        assertThat(onlyApplicationOf(nameless).firstName()).isEqualTo("Not given");
        assertThat(onlyApplicationOf(nameless).lastName()).isEqualTo("Not given");
        assertThat(onlyApplicationOf(single).firstName()).isEqualTo("Not given");
        assertThat(onlyApplicationOf(single).lastName()).isEqualTo(PRIVATE);
    }

    @Test
    void parksAnApplicantWithoutAnAddress() throws Exception {
        SimulatedApplicant applicant = arrive(someone().email(""));
        awaitState(applicant, ApplicationState.PARKED, "NO_EMAIL");
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isZero();
    }

    @Test
    void neverMixesJobsWhoseReferencesBeginAlike() throws Exception {
        SimulatedApplicant longer = arrive(someone().jobReference("J712"));
        SimulatedApplicant shorter = arrive(someone().jobReference("J71"));
        awaitDelivered(longer);
        awaitDelivered(shorter);
        assertThat(onlyApplicationOf(longer).jobId()).isEqualTo(172);
        assertThat(onlyApplicationOf(shorter).jobId()).isEqualTo(171);
    }

    @Test
    void fetchesOnceThoughTheCreateFailsFirst() throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, 1, 503);
        SimulatedApplicant applicant = arrive(someone().file("cv.pdf", CV));

        awaitDelivered(applicant);
        long id = onlyApplicationOf(applicant).applicationId();
        assertThat(timelineOf(applicant))
                .containsExactly(
                        "RECEIVED (from idibu's listing)",
                        "DELIVERING (attempt 1)",
                        "WAITING JOBTRAIN_UNAVAILABLE (HTTP 503)",
                        "DELIVERING (attempt 2)",
                        "DELIVERING (not in Jobtrain, so it is sent again)",
                        "DELIVERED (Jobtrain application " + id + ")");
        assertThat(idibu().requests().count(RequestKind.DETAIL)).isEqualTo(1);
        assertThat(idibu().requests().count(RequestKind.STORAGE)).isEqualTo(1);
        assertThat(jobtrain().requests().count(RequestKind.CANDIDATES)).isEqualTo(1);
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"ANSWER_LOST", "BAD_JSON"})
    void adoptsWhatALostAnswerHasMade(FaultKind fault) throws Exception {
        jobtrain().acceptsDuplicates(true);
        jobtrain().faults().add(fault, RequestKind.CREATE, 1);
        SimulatedApplicant applicant = arrive(someone().file("cv.pdf", CV));

        Application row = awaitDelivered(applicant);
        assertThat(row.getApplicationId())
                .isEqualTo(Long.toString(onlyApplicationOf(applicant).applicationId()));
        assertThat(row.getIntentAt()).isNull();
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(1);
    }

    @Test
    void looksThroughAllPagesOfAReadBack() throws Exception {
        jobtrain().faults().add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1);
        SimulatedApplicant applicant = arrive(someone());
        awaitDelivered(applicant);
        assertThat(jobtrain().requests().of(RequestKind.CANDIDATES))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.query()).contains("Email=ada." + PRIVATE, "PageNo=1", "PageSize=100"));
    }

    @Test
    void readsBackAgainWhenTheReadBackFails() throws Exception {
        jobtrain().acceptsDuplicates(true);
        jobtrain().faults().add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1);
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CANDIDATES, 2, 500);
        SimulatedApplicant applicant = arrive(someone());

        awaitDelivered(applicant);
        onlyApplicationOf(applicant);
        assertThat(jobtrain().requests().count(RequestKind.CANDIDATES)).isEqualTo(3);
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(1);
    }

    @Test
    void sendsAgainWhatNeverArrived() throws Exception {
        jobtrain().faults().add(FaultKind.RESET, RequestKind.CREATE, 1);
        SimulatedApplicant applicant = arrive(someone());

        awaitDelivered(applicant);
        onlyApplicationOf(applicant);
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(2);
        assertThat(timelineOf(applicant)).anyMatch(entry -> entry.contains("not in Jobtrain, so it is sent again"));
    }

    @Test
    void waitsAsLongAsJobtrainAsks() throws Exception {
        jobtrain().faults().add(FaultKind.BUSY_429, RequestKind.CREATE, 1, 60);
        SimulatedApplicant applicant = arrive(someone());

        Instant before = clock.now();
        Application row = awaitState(applicant, ApplicationState.WAITING, "JOBTRAIN_BUSY");
        assertThat(row.getDueAt()).isAfterOrEqualTo(before.plusSeconds(60)).isBefore(before.plusSeconds(75));
        // Refused before anything was done: no doubt that would ask for a read-back.
        assertThat(row.getIntentAt()).isNull();
    }

    @Test
    void takesAlreadyAppliedForDelivered() throws Exception {
        NewApplicant.Builder person = someone();
        SimulatedApplicant first = arrive(person);
        awaitDelivered(first);
        // So long that the relay sends it again.
        database.update("update application set finished_at = finished_at - interval '200' day");
        SimulatedApplicant second = arrive(person);

        Application row = awaitDelivered(second);
        assertThat(row.getApplicationId())
                .isEqualTo(Long.toString(onlyApplicationOf(first).applicationId()));
        assertThat(timelineOf(second)).last().asString().contains("already applied");
    }

    @Test
    void parksWhatJobtrainRefusesAndNamesTheFieldsOnly() throws Exception {
        SimulatedApplicant applicant = arrive(someone().email(PRIVATE + ".has.no.at.sign"));

        awaitState(applicant, ApplicationState.PARKED, "JOBTRAIN_REFUSED");
        assertThat(timelineOf(applicant))
                .last()
                .asString()
                .contains("JOBTRAIN_REFUSED (candidate.email)")
                .doesNotContain(PRIVATE);
    }

    @Test
    void parksAnApplicantWhoseJobIsGone() throws Exception {
        jobtrain().addJob(901, "SOON-GONE", "Soon gone");
        readJobs();
        jobtrain().removeJob(901);
        SimulatedApplicant applicant = arrive(someone().jobReference("SOON-GONE"));

        awaitState(applicant, ApplicationState.PARKED, "JOB_GONE");
        assertThat(row(applicant).getIntentAt()).isNull();
    }

    @Test
    void parksAnUnknownReferenceAndReleasesItWhenTheJobComes() throws Exception {
        SimulatedApplicant applicant = arrive(someone().jobReference("LATER"));
        // Whoever comes after the last reading waits for the next: the job may be new.
        awaitState(applicant, ApplicationState.WAITING, "JOBS_NOT_READ");
        readJobs();
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        awaitWork(() -> idibu().outcomes(applicant.id()).size() == 1);
        assertThat(idibu().latestOutcomes().get(applicant.id()).isSuccess()).isFalse();
        assertThat(idibu().latestOutcomes().get(applicant.id()).errorMessage()).contains("JOB_UNKNOWN");

        jobtrain().addJob(902, "LATER", "Later");
        readJobs();
        awaitDelivered(applicant);
        assertThat(onlyApplicationOf(applicant).jobId()).isEqualTo(902);
        awaitWork(() -> idibu().outcomes(applicant.id()).size() == 2);
        assertThat(idibu().latestOutcomes().get(applicant.id()).isSuccess()).isTrue();
    }

    @Test
    void parksAnAmbiguousReference() throws Exception {
        jobtrain().addJob(903, "TWICE", "One");
        jobtrain().addJob(904, "TWICE", "Other");
        readJobs();
        SimulatedApplicant applicant = arrive(someone().jobReference("TWICE"));
        awaitState(applicant, ApplicationState.PARKED, "JOB_AMBIGUOUS");
        assertThat(timelineOf(applicant)).last().asString().contains("jobs 903, 904");
    }

    @Test
    void renewsATokenThatJobtrainRefuses() throws Exception {
        awaitDelivered(arrive(someone()));
        int tokens = jobtrain().tokensIssued();
        jobtrain().expireTokens();

        SimulatedApplicant applicant = arrive(someone().file("cv.pdf", CV));
        awaitDelivered(applicant);
        assertThat(onlyApplicationOf(applicant).cv().sha256()).isEqualTo(Cv.sha256(CV));
        assertThat(jobtrain().tokensIssued()).isEqualTo(tokens + 1);
        assertThat(timelineOf(applicant)).hasSize(3);
    }

    @Test
    void waitsWhenTheCredentialsStayRefused() throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, 2, 401);
        SimulatedApplicant applicant = arrive(someone());
        awaitState(applicant, ApplicationState.WAITING, "JOBTRAIN_CREDENTIALS");
        poll("partner-probe");
        awaitDelivered(applicant);
        assertThat(timelineOf(applicant).get(2)).isEqualTo("WAITING JOBTRAIN_CREDENTIALS (HTTP 401)");
        assertThat(jobtrain().requests().count(RequestKind.CANDIDATES)).isZero();
    }

    @Test
    void waitsForAFileThatIsGone() throws Exception {
        idibu().faults().add(FaultKind.ERROR_5XX, RequestKind.STORAGE, 1, 404);
        SimulatedApplicant applicant =
                arrive(someone().file("letter.txt", SampleCv.text("Ada", 400)).file("cv.pdf", CV));
        awaitDelivered(applicant);
        assertThat(timelineOf(applicant)).contains("WAITING FILE_GONE (HTTP 404)");
        assertThat(idibu().requests().count(RequestKind.DETAIL)).isEqualTo(1);
    }

    @Test
    void parksAFileThatStaysGone() throws Exception {
        idibu().faults().add(FaultKind.ERROR_5XX, RequestKind.STORAGE, 0, 404);
        SimulatedApplicant applicant = arrive(someone().file("cv.pdf", CV));
        longAgo(applicant);
        awaitState(applicant, ApplicationState.PARKED, "FILE_GONE");
    }

    @Test
    void endsAsDeadWhenTheRetriesAreUsedUp() throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, 0, 503);
        SimulatedApplicant applicant = arrive(someone());
        longAgo(applicant);
        awaitState(applicant, ApplicationState.DEAD, "JOBTRAIN_UNAVAILABLE");
    }

    @Test
    void parksADoubtThatNobodyCanClear() throws Exception {
        jobtrain().faults().add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1);
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CANDIDATES, 0, 503);
        SimulatedApplicant applicant = arrive(someone());
        longAgo(applicant);
        awaitState(applicant, ApplicationState.PARKED, "JOBTRAIN_UNAVAILABLE");
        assertThat(timelineOf(applicant).get(timelineOf(applicant).size() - 1))
                .contains("in doubt: a create for job 171 was sent at ", "HTTP 503");
        assertThat(row(applicant).getIntentAt()).as("for whoever replays it").isNotNull();
    }

    @Test
    void doesNotAgeWhileASettingIsWrong() throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, 1, 403);
        SimulatedApplicant applicant = arrive(someone());
        longAgo(applicant);
        awaitState(applicant, ApplicationState.WAITING, "JOBTRAIN_CREDENTIALS");
    }

    @Test
    void letsAClaimGoThatWasNotCommitted() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        database.update("update application set slow = true");
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            assertThat(deliveries.claim(List.of(row(applicant)))).isNotNull();
            assertThat(gate.parameters()).containsEntry("slow", false);
            status.setRollbackOnly();
        });
        assertThat(gate.parameters()).containsEntry("slow", true);
        awaitDelivered(applicant);
    }

    @Test
    void renewsALeaseForItsOwnerOnly() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        Claim claim =
                template.request("direct:application-claim", exchange -> {}).getVariable("claim", Claim.class);
        Instant until = clock.now().plusSeconds(60);
        String owner = database.queryForObject("select lease_owner from application", String.class);

        assertThat(applications.renew(claim.id(), claim.fence(), "another", until))
                .isZero();
        assertThat(applications.renew(claim.id(), claim.fence(), owner, until)).isEqualTo(1);
        database.update("update application set due_at = received_at");
        awaitDelivered(applicant);
    }

    @Test
    void aLeaseNeverEndsInTheDatabaseBeforeItsHolderKnows() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        HaltedMachine.wasHalted(clock, Duration.ofMinutes(10));
        try {
            template.request("direct:application-claim", exchange -> {});
            assertThat(row(applicant).getDueAt()).isAfter(clock.asked());
        } finally {
            clock.ask();
        }
        database.update("update application set due_at = received_at");
        awaitDelivered(applicant);
    }

    @Test
    void aHintBringsNothingAlongFromTheWorkerThatGaveIt() throws Exception {
        Map<String, Set<String>> brought = new ConcurrentHashMap<>();
        EventNotifierSupport hints = new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                Exchange exchange = ((CamelEvent.ExchangeCreatedEvent) event).getExchange();
                if (WORKERS.contains(exchange.getFromEndpoint().getEndpointBaseUri())) {
                    Set<String> names = new HashSet<>(exchange.getVariables().keySet());
                    names.addAll(exchange.getProperties().keySet());
                    names.removeIf(name -> name.endsWith(exchange.getExchangeId()));
                    brought.put(exchange.getExchangeId(), names);
                }
            }

            @Override
            public boolean isEnabled(CamelEvent event) {
                return event instanceof CamelEvent.ExchangeCreatedEvent;
            }
        };
        hints.setCamelContext(camel);
        hints.start();
        camel.getManagementStrategy().addEventNotifier(hints);
        try {
            for (int i = 0; i < 5; i++) {
                idibu().add(someone().build());
            }
            poll("idibu-listing");
            awaitWork(() -> count("outcome where told_at is not null") == 5);
        } finally {
            camel.getManagementStrategy().removeEventNotifier(hints);
        }
        assertThat(brought).hasSizeGreaterThan(5);
        assertThat(brought.values()).allSatisfy(names -> assertThat(names).isEmpty());
    }

    @Test
    void countsTheAgeOfRetriesFromTheFirstAttempt() throws Exception {
        idibu().faults().add(FaultKind.RESET, RequestKind.DETAIL, 1);
        SimulatedApplicant applicant = arrive(someone());
        database.update("update application set received_at = received_at - interval '3' day,"
                + " trying_since = trying_since - interval '3' day");
        awaitDelivered(applicant);
    }

    @Test
    void givesThoseWhoTakeLongOneWorkerAtATime() throws Exception {
        for (int i = 0; i < 5; i++) {
            SimulatedApplicant slow = idibu().add(someone().build());
            idibu().faults()
                    .add(FaultSwitch.of(FaultKind.SLOW)
                            .on(RequestKind.DETAIL)
                            .about(slow.id())
                            .times(1)
                            .value(300));
        }
        poll("idibu-listing");
        database.update("update application set slow = true");
        SimulatedApplicant quick = arrive(someone());
        int[] most = new int[1];
        boolean[] quickWaited = new boolean[1];
        awaitWork(() -> {
            most[0] = Math.max(most[0], count("application where slow = true and state = 'DELIVERING'"));
            int left = count("application where slow = true and state <> 'DELIVERED'");
            quickWaited[0] |= left < 3 && row(quick).getState() != ApplicationState.DELIVERED;
            return left == 0;
        });
        assertThat(most[0]).isEqualTo(1);
        assertThat(quickWaited[0]).isFalse();
    }

    @Test
    void parksAFileOnAHostThatIsNotAllowed() throws Exception {
        SimulatedApplicant applicant = arrive(someone().rawDetail("""
                <idibu generator="idibu" version="1.0"><response><id>1</id><email>ada@example.org</email>
                <job><reference>J71</reference></job>
                <files><file><name>cv.pdf</name><link>http://files.example/%s?sig=abc</link></file></files>
                </response><status>success</status></idibu>""".formatted(PRIVATE)));
        awaitState(applicant, ApplicationState.PARKED, "FILE_HOST_REFUSED");
        assertThat(timelineOf(applicant))
                .last()
                .asString()
                .contains("host files.example")
                .doesNotContain("sig");
    }

    @Test
    void triesAgainUntilIdibuGivesTheDetail() throws Exception {
        idibu().faults()
                .add(FaultKind.FAILED, RequestKind.DETAIL, 1)
                .add(FaultKind.BAD_XML, RequestKind.DETAIL, 1)
                .add(FaultKind.ERROR_5XX, RequestKind.DETAIL, 1, 500);
        SimulatedApplicant applicant = arrive(someone());
        awaitDelivered(applicant);
        assertThat(timelineOf(applicant).stream()
                        .map(entry -> entry.split(" \\(")[0])
                        .collect(joining(", ")))
                .isEqualTo("RECEIVED, DELIVERING, WAITING IDIBU_REFUSED, DELIVERING, WAITING IDIBU_UNREADABLE,"
                        + " DELIVERING, WAITING IDIBU_UNAVAILABLE, DELIVERING, DELIVERED");
    }

    @Test
    void fetchesTheDetailAnewWhereTheKeptOneIsUnreadable() throws Exception {
        SimulatedApplicant applicant = arrive(someone().rawDetail("""
                <idibu><response><id>1</id><name>%s</nam></response><status>success</status></idibu>""".formatted(PRIVATE)));
        awaitWork(() -> idibu().requests().count(RequestKind.DETAIL, applicant.id()) >= 3);

        awaitWork(() -> count("content where kind = 'DETAIL'") == 1);
        assertThat(timelineOf(applicant))
                .noneMatch(entry -> entry.contains(PRIVATE))
                .anyMatch(entry -> entry.startsWith("WAITING IDIBU_UNREADABLE (at line 1, column "));
    }

    @Test
    void notesOnceWhatWasRepairedInTheDetail() throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, 1);
        SimulatedApplicant applicant =
                arrive(someone().quirk(Quirk.RAW_AMPERSAND).file("cv.txt", SampleCv.text("Ada Sample", 900)));
        awaitDelivered(applicant);

        String note = "repaired: raw & in file/link";
        assertThat(timelineOf(applicant))
                .containsOnlyOnce("RECEIVED (from idibu's listing, " + note + ")")
                .containsOnlyOnce("DELIVERING (idibu's detail " + note + ")");
        assertThat(idibu().requests().count(RequestKind.DETAIL, applicant.id())).isEqualTo(1);
    }

    @Test
    void flagsWhatIsSentAsItIs() throws Exception {
        SimulatedApplicant applicant = arrive(someone()
                .message("Application", "R&D in a caf\u00e9, and I know &lt;b&gt;", "")
                .quirk(Quirk.ENTITIES_MIXED));
        awaitDelivered(applicant);

        assertThat(onlyApplicationOf(applicant).coverLetter())
                .isEqualTo(applicant.data().messageText());
        assertThat(timelineOf(applicant))
                .anyMatch(entry -> entry.endsWith("; sent as it is: entities in message/text)"));
    }

    @Test
    void parksATextOfTwentyMegabytesAndKeepsIt() throws Exception {
        SimulatedApplicant applicant = arrive(someone().quirk(Quirk.HUGE_TEXT));
        awaitState(applicant, ApplicationState.PARKED, "TEXT_TOO_LONG");

        assertThat(database.queryForObject("select size from content where kind = 'DETAIL'", Long.class))
                .isGreaterThan(20_000_000);
        assertThat(timelineOf(applicant)).last().asString().matches(".*message/text has 2\\d{7} characters.*");
        awaitWork(() -> idibu().latestOutcomes().containsKey(applicant.id()));
        assertThat(idibu().latestOutcomes().get(applicant.id()).errorMessage()).contains("TEXT_TOO_LONG");
    }

    @Test
    void neverSendsWhomIdibuHasDeletedMeanwhile() throws Exception {
        SimulatedApplicant applicant = arrive(someone().rawDetail("""
                <idibu><response><id>1</id><email>deleted@idibu.com</email><job><reference>J71</reference></job>
                </response><status>success</status></idibu>"""));
        awaitState(applicant, ApplicationState.PARKED, "APPLICANT_DELETED");

        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isZero();
    }

    @Test
    void keepsItsLeaseWhileAPartnerIsSlow() throws Exception {
        jobtrain().faults().add(FaultKind.SLOW, RequestKind.CREATE, 1, 600);
        SimulatedApplicant applicant = arrive(someone());
        hint();
        await().until(() -> jobtrain().requests().count(RequestKind.CREATE) == 1);
        database.update("update application set due_at = current_timestamp - interval '1' second");
        leases.renew();
        for (int i = 0; i < 5; i++) {
            hint();
        }

        awaitDelivered(applicant);
        onlyApplicationOf(applicant);
        assertThat(timelineOf(applicant)).noneMatch(entry -> entry.contains("taken over"));
        assertThat(row(applicant).getFence()).isEqualTo(1);
    }

    @Test
    void asksTheJobOfTheDoubtfulCreateThoughTheAdvertHasGone() throws Exception {
        jobtrain().acceptsDuplicates(true);
        jobtrain().addJob(905, "GOES", "Goes");
        readJobs();
        jobtrain().faults().add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1);
        SimulatedApplicant applicant = arrive(someone().jobReference("GOES"));
        hint();
        await().until(() -> row(applicant).getState() == ApplicationState.WAITING);
        database.update("delete from job where job_id = '905'");

        awaitDelivered(applicant);
        onlyApplicationOf(applicant);
        jobtrain().removeJob(905);
    }

    @Test
    void isInDoubtUntilWhatWasFoundIsRecorded() throws Exception {
        jobtrain().acceptsDuplicates(true);
        jobtrain().faults().add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1);
        SimulatedApplicant applicant = arrive(someone());
        hint();
        await().until(() -> row(applicant).getState() == ApplicationState.WAITING);
        // Recording fails once, after the read-back has found the application.
        without("outcome", () -> {
            awaitWork(() -> jobtrain().requests().count(RequestKind.CANDIDATES) > 0
                    && camel.getInflightRepository().size() == 0);
        });
        assertThat(row(applicant).getIntentAt()).isNotNull();

        database.update("update application set due_at = current_timestamp");
        awaitDelivered(applicant);
        onlyApplicationOf(applicant);
    }

    @Test
    void writesNothingWithAClaimThatWasTakenOver(CapturedOutput output) throws Exception {
        jobtrain().faults().add(FaultKind.SLOW, RequestKind.CREATE, 1, 400);
        SimulatedApplicant applicant = arrive(someone());
        hint();
        await().until(() -> jobtrain().requests().count(RequestKind.CREATE) == 1);
        database.update("update application set fence = fence + 1");

        await().until(() -> output.getAll().contains("was taken over, its lease had run out"));
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.DELIVERING);
        assertThat(row(applicant).getApplicationId()).isNull();
        assertThat(count("outcome")).isZero();
        assertThat(timelineOf(applicant)).hasSize(2);
        assertThat(warnings(output)).hasSize(1);

        // The other replica's lease runs out as well: what was made in Jobtrain is found, not made again.
        database.update("update application set due_at = current_timestamp");
        awaitDelivered(applicant);
        onlyApplicationOf(applicant);
        assertThat(timelineOf(applicant)).anyMatch(entry -> entry.contains("taken over"));
    }

    @Test
    void writesNothingWithAClaimThatWasTakenOverWhenTheAttemptFails(CapturedOutput output) throws Exception {
        jobtrain().faults().add(FaultKind.SLOW_START, RequestKind.CREATE, 1, 300);
        jobtrain().removeJob(172);
        SimulatedApplicant applicant = arrive(someone().jobReference("J712"));
        hint();
        try {
            await().until(() -> jobtrain().requests().count(RequestKind.CREATE) == 1);
            database.update("update application set fence = fence + 1");
            await().until(() -> !warnings(output).isEmpty());
        } finally {
            jobtrain().addJob(172, "J712", "Teaching Assistant");
        }
        assertThat(warnings(output)).singleElement().asString().endsWith("met JOB_GONE after it was taken over");
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.DELIVERING);
        assertThat(timelineOf(applicant)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestKind.class,
            names = {"DETAIL", "STORAGE", "TOKEN", "CREATE", "CANDIDATES"})
    void holdsNoConnectionWhileAPartnerIsCalled(RequestKind call) throws Exception {
        boolean ofIdibu = call == RequestKind.DETAIL || call == RequestKind.STORAGE;
        if (call == RequestKind.TOKEN) {
            jobtrain().expireTokens();
        }
        if (call == RequestKind.CANDIDATES) {
            jobtrain().faults().add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1);
        }
        var partner = ofIdibu ? idibu() : jobtrain();
        SimulatedApplicant applicant = arrive(someone().file("cv.pdf", CV));
        partner.faults().add(FaultSwitch.of(FaultKind.SLOW).on(call).times(1).value(500));
        await().until(() -> {
            hint();
            return partner.faults().hits(FaultKind.SLOW) > 0
                    && partner.requests().of(call).stream().anyMatch(request -> request.fault() == FaultKind.SLOW);
        });
        // The claims of the last hints may still be under way; the call itself takes longer.
        await().atMost(Duration.ofMillis(350))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> connections.getHikariPoolMXBean().getActiveConnections() == 0);
        assertThat(row(applicant).getState()).isNotEqualTo(ApplicationState.DELIVERED);
        awaitDelivered(applicant);
    }

    @Test
    void goesOnWhenTheDatabaseHasFailed(CapturedOutput output) throws Exception {
        SimulatedApplicant applicant = arrive(someone().email(null).parsedEmail(null));
        without("outcome", () -> {
            hint();
            await().until(() -> row(applicant).getState() == ApplicationState.DELIVERING
                    && camel.getInflightRepository().size() == 0);
        });
        assertThat(warnings(output)).allMatch(line -> line.contains("DATABASE"));

        // Its claim could not be given back and ends with the lease.
        database.update("update application set due_at = current_timestamp");
        awaitState(applicant, ApplicationState.PARKED, "NO_EMAIL");
    }

    @Test
    void goesOnWhenNothingCouldBeClaimed(CapturedOutput output) throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        without("application", () -> {
            hint();
            await().until(() -> !warnings(output).isEmpty());
        });
        assertThat(warnings(output))
                .allMatch(line -> line.contains("application-delivery broke off") && line.contains("DATABASE"));
        awaitDelivered(applicant);
    }

    private void longAgo(SimulatedApplicant applicant) {
        database.update(
                "update application set attempts = 1, trying_since = trying_since - interval '3' day"
                        + " where track_id = ?",
                Long.toString(applicant.id()));
    }
}
