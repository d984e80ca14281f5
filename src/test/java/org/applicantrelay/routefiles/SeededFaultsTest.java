package org.applicantrelay.routefiles;

import static org.applicantrelay.routefiles.Change.fault;
import static org.applicantrelay.routefiles.Change.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults that an engineer makes, each in a copy of the packaged routes, are found where they are; sound changes pass. */
public class SeededFaultsTest {

    private static final RouteFolderCheck CHECK = new RouteFolderCheck();

    private static final String JOBS = "sync/jobtrain-jobs.camel.yaml";
    private static final String INTAKE = "intake/applicant-intake.camel.yaml";
    private static final String CLAIM = "delivery/outcome-claim.camel.yaml";
    private static final String REPORT = "delivery/outcome-report.camel.yaml";
    private static final String READ_BACK = "delivery/read-back.camel.yaml";
    private static final String LISTING = "sources/idibu-listing.camel.yaml";
    private static final String WEBHOOK = "sources/idibu-webhook.camel.yaml";
    private static final String EVENT = "sources/idibu-webhook-event.camel.yaml";
    private static final String HINTS = "delivery/due-work.camel.yaml";
    private static final String ERRORS = "common/error-handling.camel.yaml";
    private static final String BEANS = "common/beans.camel.yaml";
    private static final String IDIBU = "kamelets/idibu-request-action.kamelet.yaml";
    private static final String APPLICANT = "kamelets/idibu-applicant-action.kamelet.yaml";
    private static final String CANDIDATES = "kamelets/jobtrain-candidates-action.kamelet.yaml";
    private static final String TOKEN = "kamelets/jobtrain-token-action.kamelet.yaml";
    private static final String MAPPING = "mapping/jobtrain-to-jobs.jslt";
    private static final String JOB_MAP = "mapping/job-map.yaml";
    private static final String PORTALS = "mapping/portals.yaml";
    private static final String DEFAULTS = "mapping/defaults.yaml";
    private static final String STATUSES = "mapping/statuses.yaml";
    private static final String CREATE = "mapping/application-to-jobtrain.jslt";
    private static final String CASES = "mapping/application-to-jobtrain/";

    /** Where a step of READ_BACK may stand before all others. */
    private static final String FIRST_STEP = "        - filter:\n            id: doubtful";

    private static final String SOUND_ROUTE = """
            # Called by the clock.
            - route:
                id: odd
                description: Does a little of everything
                group: sync
                nodePrefixId: odd-
                errorHandler:
                  deadLetterChannel:
                    deadLetterUri: direct:dead-letter
                    deadLetterHandleNewException: false
                    redeliveryPolicy:
                      maximumRedeliveries: 3
                      redeliveryDelay: "1000"
                      logExhaustedMessageHistory: false
                from:
                  uri: timer:odd
                  parameters:
                    period: "{{millis:relay.idibu.listing.interval}}"
                  steps:
                    - removeHeaders:
                        pattern: "*"
                    - choice:
                        when:
                          - expression:
                              simple:
                                expression: "${exchangeProperty.CamelTimerCounter} > 2"
                            steps:
                              - stop: {}
                        otherwise:
                          steps:
                            - setProperty:
                                name: part
                                expression:
                                  constant:
                                    expression: "1"
                    - split:
                        aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                        expression:
                          tokenize:
                            token: ","
                        steps:
                          - wireTap:
                              id: tell
                              uri: seda:outcome-report
                    - doTry:
                        steps:
                          - convertBodyTo:
                              type: byte[]
                        doCatch:
                          - exception:
                              - java.lang.IllegalStateException
                            onWhen:
                              expression:
                                simple:
                                  expression: "${exception.message} contains 'x'"
                            steps:
                              - log:
                                  message: "Status ${header.CamelHttpResponseCode} at ${date:now:HH:mm}"
                    - resequence:
                        expression:
                          simple:
                            expression: "${body}"
                        steps: []
            """;

    private static final String CALLED_ROUTE = """
            # Called by read-back.
            - route:
                id: odd
                description: Calls back
                group: sync
                nodePrefixId: odd-
                errorHandler:
                  noErrorHandler: {}
                from:
                  uri: direct:odd
                  steps:
                    - to:
                        id: back
                        uri: direct:read-back
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isFoundWhereItIs(Change fault) throws IOException {
        copy(Path.of("routes"), folder);
        fault.make(folder);

        List<Finding> found = CHECK.check(RouteFolder.read(folder));

        assertThat(found).hasSameSizeAs(fault.expected());
        fault.expected().forEach(expected -> assertThat(found)
                .extracting(Finding::toString)
                // What the secrets below are.
                .noneMatch(finding -> finding.contains("4711"))
                .anySatisfy(finding ->
                        assertThat(finding).startsWith(expected.place(folder)).contains(expected.fragment())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("additions")
    void whatIsSoundHasNoFinding(Change addition) throws IOException {
        copy(Path.of("routes"), folder);
        addition.make(folder);

        assertThat(CHECK.check(RouteFolder.read(folder))).isEmpty();
    }

    /** All of them. */
    public static Stream<Change> faults() {
        return Stream.of(
                        files(),
                        notation(),
                        endpoints(),
                        calls(),
                        expressions(),
                        names(),
                        boundaries(),
                        secrets(),
                        people(),
                        logic(),
                        transactions(),
                        kamelets(),
                        mappings(),
                        jobMaps(),
                        tables())
                .flatMap(Function.identity());
    }

    /** What {@code routes check} says of a folder in which it finds something, without the count. */
    public static List<String> saidOf(Path own) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true);
        assertThat(CheckCommand.run(List.of(own.toString()), () -> CHECK, out, out))
                .isEqualTo(1);
        List<String> lines = said.toString().lines().toList();
        return lines.subList(0, lines.size() - 1);
    }

    static Stream<Change> additions() {
        return Stream.of(
                sound("a bean in an expression without parameters")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - log:\n            message: \"${bean:listingWalks?method=begin}\"\n"),
                sound("a parameter of a named query")
                        .replace(
                                CLAIM,
                                "namedQuery: Outcome.due",
                                "namedQuery: Outcome.due\n                    parameters.most: 5"),
                sound("a setting with a fallback and one that may be missing")
                        .replace(REPORT, "{{relay.idibu.max-concurrent}}", "{{relay.idibu.max-concurrent:2}}")
                        .replace(REPORT, "{{relay.idibu.max-concurrent}}", "{{?relay.idibu.max-concurrent}}"),
                sound("a bean that a property of the Kamelet names")
                        .replace(
                                APPLICANT,
                                "    properties:\n",
                                "    properties:\n      client:\n        title: Client\n        description: It\n"
                                        + "        type: string\n        example: idibuClient\n")
                        .before(
                                APPLICANT,
                                "        - to:",
                                "        - bean:\n            ref: \"{{client}}\"\n            method: call(${body})\n"),
                sound("a job map with texts that YAML takes for something else")
                        .replace(JOB_MAP, "references:", "references:\n  0123: 171\n  NO: 0172\n  1e3: 173")
                        .replace(JOB_MAP, "idibuJobs:", "idibuJobs:\n  33007724: 172")
                        .replace(JOB_MAP, "suffixes:", "suffixes:\n  - '[-/]\\d+$'\n  - '^\\d+-'"),
                sound("a further field of Jobtrain's, by the mapping and a golden pair alone")
                        .replace(
                                "mapping/application-to-jobtrain.jslt",
                                "\"email\": .email",
                                "\"email\": .email,\n    \"office\": .mail.office")
                        .replace(
                                "mapping/application-to-jobtrain/full.output.json",
                                "\"email\": \"anna.example@example.org\"",
                                "\"email\": \"anna.example@example.org\",\n    \"office\": \"London\""),
                sound("a job map with nothing but comments").file(JOB_MAP, "# To be done\n"),
                sound("tables with lines of one's own")
                        .replace(PORTALS, "ids:", "ids:\n  517: NO\n  '0517': LinkedIn")
                        .replace(DEFAULTS, "source: idibu", "source: Website\nlastName: 0123")
                        .replace(STATUSES, "DEAD: fail", "DEAD: success\n  JOB_GONE: success"),
                // Lines that nobody has changed are not missed in a mapping that is older than they are.
                sound("a mapping that looks at no table")
                        .replace(CREATE, "if (.source) .source else if", "if")
                        .replace(CREATE, ".defaults.source", "\"idibu\"")
                        .without(CASES + "own-tables.input.json", "\"source\": \"LinkedIn\",")
                        .replace(CASES + "own-tables.output.json", "LinkedIn", "Reed"),
                sound("portals for a mapping that may copy what it does not name")
                        .replace(PORTALS, "ids:", "ids:\n  517: LinkedIn")
                        .replace(CREATE, "if (.source) .source else if", "if")
                        .before(CREATE, "{\n", "let copy = { * : . }\n")
                        .without(CASES + "own-tables.input.json", "\"source\": \"LinkedIn\",")
                        .replace(CASES + "own-tables.output.json", "LinkedIn", "Reed"),
                sound("a bean made on the spot")
                        .replace(REPORT, "\"#oneLine\"", "\"#class:org.applicantrelay.fault.OneLineExceptionHandler\""),
                sound("an error handler, branches, a split and a wire tap").file("sync/odd.camel.yaml", SOUND_ROUTE),
                sound("a credential of a Kamelet that comes from a setting")
                        .replace(
                                APPLICANT,
                                "    properties:\n",
                                "    properties:\n      password:\n        title: Password\n        description: It\n"
                                        + "        type: string\n        format: password\n        x-descriptors:\n"
                                        + "          - urn:camel:group:credentials\n"
                                        + "        default: \"{{relay.jobtrain.api-password}}\"\n")
                        .replace(APPLICANT, "/applicants/{{trackId}}", "/applicants/{{trackId}}/{{password}}"),
                sound("a Kamelet with a bean of its own")
                        .replace(
                                APPLICANT,
                                "  template:\n",
                                "  template:\n    beans:\n      - name: forms\n"
                                        + "        type: \"#class:org.applicantrelay.idibu.IdibuXmlMapper\"\n")
                        .before(
                                APPLICANT,
                                "        - to:",
                                "        - marshal:\n            jacksonXml:\n              xmlMapper: \"#{{forms}}\"\n"));
    }

    static Stream<Change> files() {
        return Stream.of(
                fault("a route without a dash")
                        .replace(BEANS, "- beans:", "  beans:")
                        .gives(BEANS, "beans:", "begin each of its entries with a dash"),
                fault("a file whose name nothing reads")
                        .file("sync/jobtrain-jobs.yml", "- route:\n")
                        .gives("sync/jobtrain-jobs.yml", "- route", "Nothing reads this file"),
                fault("a Kamelet outside its folder")
                        .file("sync/x-action.kamelet.yaml", "kind: Kamelet\n")
                        .gives("sync/x-action.kamelet.yaml", "kind", "in kamelets/ only"),
                fault("a tab in YAML")
                        .replace(JOBS, "    group: sync", "\tgroup: sync")
                        .gives(JOBS, "\tgroup", "This is not YAML"),
                fault("a quote that does not close, which hides what else the file holds")
                        .replace(BEANS, "\"#transactionManager\"", "\"#transactionManager")
                        .append(BEANS, "# the end")
                        .gives(BEANS, "# the end", "This is not YAML"),
                fault("a key twice")
                        .replace(JOBS, "    group: sync\n", "    group: sync\n    group: jobs\n")
                        .gives(JOBS, "group: jobs", "for a second time"),
                fault("a placeholder without quotes")
                        .replace(
                                REPORT,
                                "size: \"{{relay.idibu.max-concurrent}}\"",
                                "size: {{relay.idibu.max-concurrent}}")
                        .gives(REPORT, "size:", "put a placeholder, {{...}}, in quotes"),
                fault("a placeholder that does not close")
                        .replace(
                                REPORT,
                                "size: \"{{relay.idibu.max-concurrent}}\"",
                                "size: \"{{relay.idibu.max-concurrent}\"")
                        .gives(REPORT, "size:", "A placeholder does not close"),
                fault("a byte order mark")
                        .before(JOBS, "# Called by", "\ufeff")
                        .gives(JOBS, "# Called by", "byte order mark"),
                fault("another encoding")
                        .bytes(HINTS, "# \u00e9".getBytes(StandardCharsets.ISO_8859_1))
                        .gives(HINTS, "", "The file is not UTF-8"),
                fault("an empty file").file(HINTS, "").gives(HINTS, "", "The file is empty"),
                fault("a folder in a file's place").folder(HINTS).gives(HINTS, "", "whether it is a file at all"),
                fault("a control character")
                        .replace(JOBS, "group: sync", "group: sync\u0007")
                        .gives(JOBS, "group: sync", "control character"),
                fault("brackets without end")
                        .file("sync/deep.camel.yaml", "- route: " + "[".repeat(50_000) + "\n")
                        .gives("sync/deep.camel.yaml", "- route", "nested too deeply"),
                fault("a route outside any folder")
                        .file("odd.camel.yaml", SOUND_ROUTE)
                        .gives("odd.camel.yaml", "# Called", "move the file into one"),
                fault("an alias")
                        .replace(
                                JOBS,
                                "        delay: 2000",
                                "        delay: &pause [2000]\n        initialDelay: *pause")
                        .gives(JOBS, "*pause", "no aliases"),
                fault("a file with nothing but a comment")
                        .file("sync/empty.camel.yaml", "# To be done\n")
                        .gives("sync/empty.camel.yaml", "# To be done", "is empty"),
                fault("a second document")
                        .append(BEANS, "---\n- beans: []\n")
                        .gives(BEANS, "- beans: []", "only the first document"),
                fault("a second route in a file")
                        .append(HINTS, """
                                - route: # again
                                    id: more-work
                                    description: Hints again
                                    group: delivery
                                    nodePrefixId: due-work-
                                    errorHandler:
                                      noErrorHandler: {}
                                    from:
                                      uri: seda:more-work
                                      steps: []
                                """)
                        .gives(HINTS, "# again", "A second route in the file"));
    }

    static Stream<Change> notation() {
        return Stream.of(
                fault("a language directly under its step")
                        .replace(
                                READ_BACK,
                                "            expression:\n              simple:\n                expression: \"${variable.claim.readBack}\"",
                                "            simple:\n              expression: \"${variable.claim.readBack}\"")
                        .gives(READ_BACK, "- filter:", "\"expression\" is missing")
                        .gives(READ_BACK, "            simple:", "no key \"simple\" in the full notation"),
                fault("a log as a text")
                        .before(READ_BACK, FIRST_STEP, "        - log: looks\n")
                        .gives(READ_BACK, "- log", "\"log\" must be a block of keys"),
                fault("kebab-case")
                        .replace(INTAKE, "removeOnFailure", "remove-on-failure")
                        .gives(INTAKE, "remove-on-failure", "did you mean \"removeOnFailure\"?"),
                fault("a switch by placeholder")
                        .replace(
                                INTAKE,
                                "removeOnFailure: false",
                                "removeOnFailure: \"{{relay.idibu.listing.enabled}}\"")
                        .gives(INTAKE, "removeOnFailure", "must be true or false"),
                fault("a step that Camel does not have")
                        .replace(JOBS, "- filter:", "- filtre:")
                        .gives(JOBS, "- filtre", "did you mean \"filter\"?"),
                fault("a key of another step")
                        .replace(
                                JOBS,
                                "                  id: finish",
                                "                  pattern: Both\n                  id: finish")
                        .gives(JOBS, "pattern: Both", "no key \"pattern\""),
                fault("a wrong word")
                        .replace(ERRORS, "loggingLevel: WARN", "loggingLevel: WARNING")
                        .gives(ERRORS, "WARNING", "one of DEBUG, ERROR, INFO, OFF, TRACE, WARN"),
                fault("two languages in one expression")
                        .replace(
                                READ_BACK,
                                "                expression: \"${variable.claim.readBack}\"",
                                "                expression: \"${variable.claim.readBack}\"\n"
                                        + "              constant:\n                expression: \"true\"")
                        .gives(READ_BACK, "            expression:", "exactly one kind must be given"),
                fault("no data format")
                        .replace(
                                REPORT,
                                "                  jacksonXml:\n                    xmlMapper: \"#idibuXmlMapper\"\n",
                                "")
                        .gives(REPORT, "- marshal", "exactly one kind must be given"),
                fault("a step of a Kamelet without its uri")
                        .without(APPLICANT, "            uri: kamelet:idibu-request-action\n")
                        .gives(APPLICANT, "- to:", "\"uri\" is missing"),
                fault("an entry that this folder has no use for")
                        .append(BEANS, "- onException:\n    exception:\n      - java.lang.Exception\n")
                        .gives(BEANS, "- onException", "there is no key \"onException\""));
    }

    static Stream<Change> endpoints() {
        return Stream.of(
                fault("a misspelt option")
                        .replace(CLAIM, "maximumResults", "maximumResult")
                        .gives(CLAIM, "maximumResult", "did you mean \"maximumResults\"?"),
                fault("a misspelt component")
                        .replace(JOBS, "scheduler:jobtrain-jobs", "schedular:jobtrain-jobs")
                        .gives(JOBS, "schedular", "did you mean \"scheduler\"?"),
                fault("a component that is not part of the relay")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - to:\n            id: show\n            uri: velocity:x.vm\n")
                        .gives(READ_BACK, "velocity", "not part of the relay"),
                fault("a switch that is neither true nor false")
                        .replace(CLAIM, "joinTransaction: false", "joinTransaction: maybe")
                        .gives(CLAIM, "joinTransaction", "true or false as \"joinTransaction\""),
                fault("a number in words")
                        .replace(CLAIM, "maximumResults: 1", "maximumResults: one")
                        .gives(CLAIM, "maximumResults", "a whole number as \"maximumResults\""),
                fault("a duration that is none")
                        .replace(JOBS, "delay: 2000", "delay: two seconds")
                        .gives(JOBS, "delay:", "as \"delay\""),
                fault("a word that the option does not know")
                        .replace(REPORT, "purgeWhenStopping: true", "exchangePattern: Both")
                        .gives(REPORT, "exchangePattern", "InOnly, InOut"),
                fault("a misspelt option of a trigger")
                        .replace(LISTING, "trigger.repeatInterval", "trigger.repeatIntervall")
                        .gives(LISTING, "repeatIntervall", "did you mean \"trigger.repeatInterval\"?"),
                fault("an interval that is no number")
                        .replace(LISTING, "{{millis:relay.idibu.listing.interval}}", "{{relay.idibu.listing.interval}}")
                        .gives(LISTING, "repeatInterval", "{{millis:key}}"),
                fault("a cron expression of another cron")
                        .replace(
                                LISTING,
                                "trigger.repeatInterval: \"{{millis:relay.idibu.listing.interval}}\"",
                                "cron: 0/5 * * *")
                        .gives(LISTING, "cron:", "six or seven fields"),
                fault("a route without a step")
                        .file(
                                "sync/odd.camel.yaml",
                                SOUND_ROUTE.replaceFirst("(?s)      steps:.*", "      steps: []\n"))
                        .gives("sync/odd.camel.yaml", "steps:", "does nothing")
                        .gives("sync/odd.camel.yaml", "timer:odd", "brings headers"),
                fault("an option for the other end")
                        .replace(REPORT, "purgeWhenStopping: true", "discardWhenFull: true")
                        .gives(REPORT, "discardWhenFull", "only where messages are sent to it"),
                fault("an endpoint without its name")
                        .replace(CLAIM, "jpa:org.applicantrelay.delivery.Outcome", "\"jpa:\"")
                        .gives(CLAIM, "jpa:", "needs the option \"entityType\""),
                fault("a query in the uri")
                        .replace(CLAIM, "delivery.Outcome\n", "delivery.Outcome?usePersist=true\n")
                        .gives(CLAIM, "usePersist", "write its options under parameters"),
                fault("an unknown option of HTTP, which would go to the partner")
                        .replace(
                                IDIBU,
                                "throwExceptionOnFailure: false",
                                "throwExceptionOnFailure: false\n                    followRedirect: false")
                        .gives(IDIBU, "followRedirect", "did you mean \"followRedirects\"?"),
                fault("an address made of a header")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - toD:\n            id: next\n            uri: direct:${header.next}\n")
                        .gives(READ_BACK, "direct:${header.next}", "Camel keeps an endpoint for each"),
                fault("an address that hides its component")
                        .replace(JOBS, "scheduler:jobtrain-jobs", "\"{{relay.jobtrain.cv}}:jobtrain-jobs\"")
                        .gives(JOBS, "relay.jobtrain.cv", "which component it is for"),
                fault("a copy to an address made of a header")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - wireTap:\n            id: next\n            uri: direct:${header.next}\n")
                        .gives(READ_BACK, "direct:${header.next}", "\"wireTap\" makes an address"),
                fault("an address made of a header, taken apart")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - toD:\n            id: next\n            uri: direct\n            parameters:\n"
                                        + "              name: ${header.next}\n")
                        .gives(READ_BACK, "            uri: direct", "Camel keeps an endpoint for each"),
                fault("an address that to: does not evaluate")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - to:\n            id: next\n            uri: direct:${header.next}\n")
                        .gives(READ_BACK, "direct:${header.next}", "does not evaluate"),
                fault("a recipient list")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - recipientList:\n            expression:\n              simple:\n"
                                        + "                expression: \"${header.next}\"\n")
                        .gives(READ_BACK, "            expression:", "\"recipientList\" makes an address"));
    }

    static Stream<Change> calls() {
        return Stream.of(
                fault("a misspelt direct:")
                        .replace(REPORT, "direct:outcome-claim", "direct:outcome-claims")
                        .gives(REPORT, "direct:outcome-claims", "did you mean \"direct:outcome-claim\"?")
                        .gives(CLAIM, "direct:outcome-claim", "Nothing calls"),
                fault("a route that calls itself")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - to:\n            id: again\n            uri: direct:read-back\n")
                        .gives(READ_BACK, "            uri: direct:read-back", "leads back to \"direct:read-back\""),
                fault("routes that call each other")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - to:\n            id: odd\n            uri: direct:odd\n")
                        .file("sync/odd.camel.yaml", CALLED_ROUTE)
                        .gives(READ_BACK, "direct:odd", "leads back to \"direct:read-back\"")
                        .gives("sync/odd.camel.yaml", "direct:read-back", "leads back to \"direct:odd\""),
                fault("a Kamelet that calls itself")
                        .replace(APPLICANT, "kamelet:idibu-request-action", "kamelet:idibu-applicant-action")
                        .gives(APPLICANT, "kamelet:idibu-applicant-action", "leads back to \"kamelet:idibu-app")
                        .gives(APPLICANT, "kamelet:idibu-applicant-action", "needs the property \"trackId\"")
                        .gives(APPLICANT, "path: \"/applicants/", "has no property \"path\""),
                fault("a hint to a queue that nobody reads")
                        .replace(HINTS, "seda:outcome-report", "seda:outcome-reports")
                        .gives(HINTS, "seda:outcome-reports", "No route reads from"),
                fault("a dead letter channel to nowhere")
                        .replace(ERRORS, "direct:application-fault", "direct:application-faults")
                        .gives(ERRORS, "direct:application-faults", "No route reads from")
                        .gives("delivery/application-fault.camel.yaml", "uri: direct", "Nothing calls"),
                fault("a misspelt direct: whose address an editor has taken apart")
                        .replace(
                                REPORT,
                                "uri: direct:outcome-claim",
                                "uri: direct\n                  parameters:\n                    name: outcome-claims")
                        .gives(REPORT, "uri: direct", "did you mean \"direct:outcome-claim\"?")
                        .gives(CLAIM, "direct:outcome-claim", "Nothing calls"),
                fault("a misspelt option beside an address that an editor has taken apart")
                        .replace(
                                HINTS,
                                "uri: seda:outcome-report\n                  parameters:\n",
                                "uri: seda\n                  parameters:\n                    name: outcome-report\n"
                                        + "                    sizes: 1\n")
                        .gives(HINTS, "sizes: 1", "has no option \"sizes\"; did you mean \"size\"?"),
                fault("a clock without a group, which an editor would spoil")
                        .without(LISTING, "sources/")
                        .gives(LISTING, "uri: quartz", "call the endpoint as the file, quartz:sources/idibu-listing"),
                fault("a misspelt Kamelet")
                        .replace(JOBS, "kamelet:jobtrain-jobs-action", "kamelet:jobtrain-job-action")
                        .gives(JOBS, "jobtrain-job-action", "did you mean \"jobtrain-jobs-action\"?"),
                fault("a misspelt property of a Kamelet")
                        .replace(REPORT, "trackId: ", "trackID: ")
                        .gives(REPORT, "trackID", "did you mean \"trackId\"?")
                        .gives(REPORT, "kamelet:idibu-applicant-status-action", "needs the property \"trackId\""),
                fault("a query in a Kamelet's property")
                        .replace(CANDIDATES, "query: \"${variable.jobtrainQuery}\"", "query: \"a=1&b=2\"")
                        .gives(CANDIDATES, "query: \"a=1", "at an ampersand"),
                fault("an unknown routeConfiguration")
                        .replace(JOBS, "sync-errors", "sync-error")
                        .gives(JOBS, "sync-error", "did you mean \"sync-errors\"?")
                        .gives(ERRORS, "id: sync-errors", "No route names these error rules"),
                fault("error rules deleted")
                        .replace(ERRORS, deliveryErrors(), "")
                        .gives(
                                "delivery/application-delivery.camel.yaml",
                                "routeConfigurationId",
                                "no routeConfiguration")
                        .gives("delivery/application-fault.camel.yaml", "uri: direct", "Nothing calls"),
                fault("error rules that a route no longer names")
                        .without(
                                "delivery/application-delivery.camel.yaml",
                                "    routeConfigurationId: delivery-errors\n")
                        .gives("delivery/application-delivery.camel.yaml", "- route", "what becomes of a fault")
                        .gives(ERRORS, "id: delivery-errors", "No route names these error rules"),
                fault("error rules that a clock's route no longer names")
                        .without(JOBS, "    routeConfigurationId: sync-errors\n")
                        .gives(ERRORS, "id: sync-errors", "No route names these error rules"),
                fault("an error handler deleted")
                        .without(READ_BACK, "    errorHandler:\n      noErrorHandler: {}\n")
                        .gives(READ_BACK, "- route", "what becomes of a fault"),
                fault("an id of error rules twice")
                        .replace(ERRORS, "id: sync-errors", "id: outcome-errors # again")
                        .gives(ERRORS, "# again", "The routeConfiguration \"outcome-errors\" is there already")
                        .gives(JOBS, "routeConfigurationId", "no routeConfiguration \"sync-errors\""),
                fault("a dead letter channel that hides its own failure")
                        .replace(ERRORS, "deadLetterHandleNewException: false", "deadLetterHandleNewException: true")
                        .gives(ERRORS, "deadLetterHandleNewException", "counts as delivered"),
                fault("a history in the log")
                        .without(ERRORS, "          logExhaustedMessageHistory: false\n")
                        .gives(ERRORS, "redeliveryPolicy", "bodies and headers are logged"));
    }

    private static String deliveryErrors() {
        String rules = Change.packaged(ERRORS);
        return rules.substring(
                rules.indexOf("- routeConfiguration:\n    id: delivery-errors"), rules.indexOf("# Outcome: "));
    }

    static Stream<Change> expressions() {
        return Stream.of(
                fault("a brace that does not close")
                        .replace(REPORT, "\"${variable.report} != null\"", "\"${variable.report != null\"")
                        .gives(REPORT, "${variable.report != null", "does not understand"),
                fault("a misspelt function")
                        .replace(REPORT, "${variable.report.word}", "${variabel.report.word}")
                        .gives(REPORT, "variabel", "Unknown function"),
                fault("a broken expression for a Kamelet")
                        .replace(REPORT, "\"${variable.report.trackId}\"", "\"${variable.report.trackId\"")
                        .gives(REPORT, "trackId: ", "does not understand"),
                fault("an expression as a constant")
                        .replace(READ_BACK, "              simple:\n", "              constant:\n")
                        .gives(READ_BACK, "expression: \"${variable.claim.readBack}\"", "A constant is not evaluated"));
    }

    static Stream<Change> names() {
        return Stream.of(
                fault("a missing bean")
                        .replace(JOBS, "ref: jobs", "ref: job")
                        .gives(JOBS, "ref: job", "did you mean \"jobs\"?"),
                fault("a missing bean behind a hash mark")
                        .replace(REPORT, "\"#oneLine\"", "\"#oneline\"")
                        .gives(REPORT, "#oneline", "did you mean \"oneLine\"?"),
                fault("a missing repository")
                        .replace(INTAKE, "applicantKeys", "applicantKey")
                        .gives(INTAKE, "applicantKey", "did you mean \"applicantKeys\"?"),
                fault("a bean twice")
                        .append(
                                BEANS,
                                "    - name: oneLine # again\n      type: org.applicantrelay.idibu.IdibuXmlMapper\n")
                        .gives(BEANS, "# again", "The bean \"oneLine\" is there already"),
                fault("a missing method")
                        .replace(JOBS, "finish(${variable.reading})", "finishes(${variable.reading})")
                        .gives(JOBS, "finishes", "Jobs has no public method \"finishes\"; did you mean \"finish\"?"),
                fault("a missing bean in an expression")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - log:\n            message: \"${bean:delivery?method=x}\"\n")
                        .gives(READ_BACK, "bean:delivery", "has a bean \"delivery\""),
                fault("a missing method in an expression")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - log:\n            message: \"${bean:deliveries?method=claims(${variable.claim})}\"\n")
                        .gives(READ_BACK, "claims", "no public method \"claims\""),
                fault("a parameter too few")
                        .replace(JOBS, "page(${variable.reading}, ${body})", "page(${body})")
                        .gives(JOBS, "page(", "is called with 1 and takes 2 parameters"),
                fault("a bracket that does not close")
                        .replace(CLAIM, "claim(${body})", "claim(${body}")
                        .gives(CLAIM, "method: claim(", "with all brackets closed"),
                fault("a missing exception")
                        .replace(ERRORS, "StaleClaimException", "StaleException")
                        .gives(ERRORS, "StaleException", "no class org.applicantrelay.delivery.StaleException"),
                fault("an exception without its package")
                        .replace(ERRORS, "org.applicantrelay.delivery.StaleClaimException", "StaleClaimException")
                        .gives(ERRORS, "- StaleClaimException", "no class StaleClaimException"),
                fault("an exception that is none")
                        .replace(
                                ERRORS,
                                "org.applicantrelay.delivery.StaleClaimException",
                                "org.applicantrelay.delivery.Outcome")
                        .gives(ERRORS, "delivery.Outcome", "it is no exception"),
                fault("a missing exception to throw")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - throwException:\n            exceptionType: java.lang.Illegal\n            message: x\n")
                        .gives(READ_BACK, "java.lang.Illegal", "no class java.lang.Illegal"),
                fault("a missing mapper without a hash mark")
                        .replace(REPORT, "\"#idibuXmlMapper\"", "idibuXmlMaper")
                        .gives(REPORT, "idibuXmlMaper", "did you mean \"idibuXmlMapper\"?"),
                fault("a missing class behind a hash mark")
                        .replace(REPORT, "\"#oneLine\"", "\"#class:org.applicantrelay.OneLine\"")
                        .gives(REPORT, "OneLine", "no class org.applicantrelay.OneLine"),
                fault("a missing class of a bean")
                        .replace(BEANS, "OneLineExceptionHandler", "OneLineHandler")
                        .gives(BEANS, "OneLineHandler", "no class"),
                fault("a missing class of an answer")
                        .replace(CANDIDATES, "jobtrain.RemoteApplications", "jobtrain.Applications")
                        .gives(CANDIDATES, "jobtrain.Applications", "no class"),
                fault("a missing entity")
                        .replace(CLAIM, "delivery.Outcome\n", "delivery.Outcomme\n")
                        .gives(CLAIM, "Outcomme", "no class"),
                fault("a missing query")
                        .replace(CLAIM, "namedQuery: Outcome.due", "namedQuery: Outcome.dew")
                        .gives(CLAIM, "namedQuery", "did you mean \"Outcome.due\"?"),
                fault("an unknown setting")
                        .replace(REPORT, "{{relay.idibu.max-concurrent}}", "{{relay.idibu.max-concurrency}}")
                        .gives(REPORT, "max-concurrency", "did you mean \"relay.idibu.max-concurrent\"?"),
                fault("a setting past application.yaml")
                        .replace(REPORT, "{{relay.idibu.max-concurrent}}", "{{env:WORKERS}}")
                        .gives(REPORT, "env:WORKERS", "reads past the settings"),
                fault("an unknown setting in a function")
                        .replace(JOBS, "initialDelay: 0", "initialDelay: \"{{millis:relay.jobtrain.jobs.intervall}}\"")
                        .gives(JOBS, "intervall", "did you mean \"relay.jobtrain.jobs.interval\"?"));
    }

    static Stream<Change> boundaries() {
        String allowed = "              - removeHeaders:\n                  pattern: \"*\"\n"
                + "                  excludePattern: CamelHttpResponseCode|Retry-After\n";
        return Stream.of(
                fault("an answer's headers that stay")
                        .without(IDIBU, allowed)
                        .gives(IDIBU, "{{relay.idibu.base-url}}", "The answer's headers stay"),
                fault("headers that leave with a call")
                        .without(TOKEN, "        - removeHeaders:\n            pattern: \"*\"\n")
                        .gives(TOKEN, "{{relay.jobtrain.base-url}}", "All headers leave with this call"),
                fault("an allow-list with a wildcard")
                        .replace(IDIBU, "CamelHttpResponseCode|Retry-After", "CamelHttp*")
                        .gives(IDIBU, "CamelHttp*", "lets more through"),
                fault("a clock's headers")
                        .without(JOBS, "        - removeHeaders:\n            pattern: \"*\"\n")
                        .gives(JOBS, "scheduler:", "brings headers"),
                fault("a sender's headers")
                        .without(WEBHOOK, "        - removeHeaders:\n            pattern: \"*\"\n")
                        .gives(WEBHOOK, "platform-http:", "brings headers"),
                fault("a path that no filter guards")
                        .replace(WEBHOOK, "platform-http:/webhooks/idibu", "platform-http:/webhooks/other")
                        .gives(WEBHOOK, "platform-http:", "only /webhooks/idibu has its callers checked"),
                fault("all paths below")
                        .replace(WEBHOOK, "useStreaming: true", "matchOnUriPrefix: true")
                        .gives(WEBHOOK, "matchOnUriPrefix", "no filter guards"),
                fault("any method")
                        .without(WEBHOOK, "        httpMethodRestrict: POST\n")
                        .gives(WEBHOOK, "platform-http:", "set httpMethodRestrict: POST"),
                fault("stack traces for the sender")
                        .replace(WEBHOOK, "useStreaming: true", "muteException: false")
                        .gives(WEBHOOK, "muteException", "answered with stack traces"),
                fault("an echo of headers")
                        .replace(WEBHOOK, "useStreaming: true", "returnHttpRequestHeaders: true")
                        .gives(WEBHOOK, "returnHttpRequestHeaders", "are echoed"),
                fault("HTTP without bounds")
                        .without(IDIBU, "                    httpClientConfigurer: \"#idibuHttp\"\n")
                        .gives(IDIBU, "{{relay.idibu.base-url}}", "Without httpClientConfigurer"),
                fault("HTTP without the partner's budget")
                        .without(TOKEN, "              clientConnectionManager: \"#jobtrainConnections\"\n")
                        .gives(TOKEN, "{{relay.jobtrain.base-url}}", "Without clientConnectionManager"),
                fault("an exception that carries the answer")
                        .replace(IDIBU, "throwExceptionOnFailure: false", "throwExceptionOnFailure: true")
                        .gives(IDIBU, "throwExceptionOnFailure", "carries the whole answer"));
    }

    static Stream<Change> secrets() {
        return Stream.of(
                fault("a password as an option")
                        .replace(
                                IDIBU,
                                "throwExceptionOnFailure: false",
                                "throwExceptionOnFailure: false\n                    authPassword: Sesame4711")
                        .gives(IDIBU, "authPassword", "\"authPassword\" looks like a credential"),
                fault("a credential as a header")
                        .before(
                                IDIBU,
                                "              - to:",
                                "              - setHeader:\n                  name: ApiKey\n"
                                        + "                  expression:\n                    constant:\n"
                                        + "                      expression: Sesame4711\n")
                        .gives(IDIBU, "expression: Sesame4711", "\"ApiKey\" looks like a credential"),
                fault("a user and a password in an address")
                        .replace(
                                IDIBU,
                                "uri: \"{{relay.idibu.base-url}}\"",
                                "uri: https://relay:Sesame4711@ws.idibu.com")
                        .gives(IDIBU, "https://relay", "what looks like a credential"),
                fault("a credential in a query")
                        .replace(CANDIDATES, "default: Email", "default: \"hash=4711aabbcc\"")
                        .gives(CANDIDATES, "hash=", "what looks like a credential"),
                fault("a credential's setting in a log")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - log:\n            message: \"{{relay.jobtrain.api-key}}\"\n")
                        .gives(READ_BACK, "api-key", "{{relay.jobtrain.api-key}} is a credential"),
                fault("a credential's setting as an open property")
                        .replace(CANDIDATES, "default: Email", "default: \"{{relay.jobtrain.api-key}}\"")
                        .gives(CANDIDATES, "emailParameter:", "x-descriptors"),
                fault("a credential as a fallback")
                        .replace(
                                IDIBU,
                                "throwExceptionOnFailure: false",
                                "throwExceptionOnFailure: false\n                    authPassword: \"{{relay.jobtrain.api-password:Sesame4711}}\"")
                        .gives(IDIBU, "authPassword", "The fallback of {{relay.jobtrain.api-password}}"),
                fault("a key in a comment")
                        .replace(JOBS, "# Called by", "# 9fQ2xLr7Tz0KpW4vB8nYd3\n# Called by")
                        .gives(JOBS, "# 9fQ2", "what looks like a credential"));
    }

    static Stream<Change> people() {
        return Stream.of(
                fault("no description")
                        .without(JOBS, "    description: Reads Jobtrain's advertised jobs into the job table\n")
                        .gives(JOBS, "- route:", "has no description"),
                fault("a wrong group")
                        .replace(JOBS, "group: sync", "group: jobs")
                        .gives(JOBS, "group: jobs", "is not \"sync\""),
                fault("a prefix of another route")
                        .replace(JOBS, "nodePrefixId: jobtrain-jobs-", "nodePrefixId: jobs-")
                        .gives(JOBS, "nodePrefixId", "write nodePrefixId: jobtrain-jobs-"),
                fault("an id that is not the file's name")
                        .replace(JOBS, "id: jobtrain-jobs", "id: jobs")
                        .gives(JOBS, "id: jobs", "give both the same name"),
                fault("a clock of another name")
                        .replace(JOBS, "scheduler:jobtrain-jobs", "scheduler:jobs")
                        .gives(JOBS, "scheduler:jobs", "scheduler:jobtrain-jobs"),
                fault("no comment on top")
                        .without(BEANS, "# What the routes name with a hash mark and Spring does not provide.\n")
                        .gives(BEANS, "- beans", "does not begin with a comment"),
                fault("an id twice in a route")
                        .replace(JOBS, "id: finish", "id: begin # again")
                        .gives(JOBS, "# again", "The step \"begin\" is there already"),
                fault("a call without an id")
                        .replace(HINTS, "- to:\n                  id: hint-report", "- to: # here")
                        .gives(HINTS, "# here", "This call has no id"),
                fault("error rules without a description")
                        .replace(
                                ERRORS,
                                "- routeConfiguration:\n    id: sync-errors\n    description:",
                                "- routeConfiguration: # here\n    id: sync-errors\n    #")
                        .gives(ERRORS, "# here", "has no description"));
    }

    static Stream<Change> logic() {
        return Stream.of(
                fault("Groovy")
                        .replace(READ_BACK, "              simple:\n", "              groovy:\n")
                        .gives(READ_BACK, "groovy", "a script language"),
                fault("a language that the relay does not have")
                        .replace(
                                READ_BACK,
                                "              simple:\n                expression: \"${variable.claim.readBack}\"",
                                "              datasonnet:\n                expression: body.doubtful")
                        .gives(READ_BACK, "datasonnet", "not part of the relay"),
                fault("a script")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - script:\n            expression:\n              simple:\n"
                                        + "                expression: \"${body}\"\n")
                        .gives(READ_BACK, "- script", "A route holds no script"),
                fault("a script by an endpoint")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - to:\n            id: compute\n            uri: language:groovy:x\n")
                        .gives(READ_BACK, "language:groovy", "a script language"),
                fault("a data format that the relay does not have")
                        .replace(
                                REPORT,
                                "                  jacksonXml:\n                    xmlMapper: \"#idibuXmlMapper\"\n",
                                "                  jaxb:\n                    contextPath: x\n")
                        .gives(REPORT, "jaxb", "not part of the relay"),
                fault("a query")
                        .replace(CLAIM, "namedQuery: Outcome.due", "query: select o from Outcome o")
                        .gives(CLAIM, "query:", "A route holds no query"),
                fault("a message's text for jpa:")
                        .replace(
                                CLAIM,
                                "namedQuery: Outcome.due",
                                "namedQuery: Outcome.due\n                    parameters.id: \"${body}\"")
                        .gives(CLAIM, "parameters.id", "evaluates what its parameters hold"),
                fault("a body in the log")
                        .replace(ERRORS, "\"${exception.message}; what", "\"${body}; what")
                        .gives(ERRORS, "${body}", "personal data, from body"),
                fault("an applicant's name in the log")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - log:\n            message: \"Asks for ${variable.applicant.email}\"\n")
                        .gives(READ_BACK, "Asks for", "a variable that holds an applicant"),
                fault("a sender's e-mail address in the log")
                        .before(
                                EVENT,
                                "        # All other types",
                                "        - log:\n            message: \"From ${variable.event.from},"
                                        + " ${variable.arrival.trackId}\"\n")
                        .gives(EVENT, "From ${", "a variable that holds an applicant"),
                fault("the component log:")
                        .before(
                                READ_BACK,
                                FIRST_STEP,
                                "        - to:\n            id: show\n            uri: log:read-back\n")
                        .gives(READ_BACK, "log:read-back", "writes the message"));
    }

    static Stream<Change> transactions() {
        return Stream.of(
                fault("a partner inside a transaction")
                        .before(
                                CLAIM,
                                "              - to:\n                  id: claim\n",
                                "              - to: # ask\n                  id: ask\n"
                                        + "                  uri: kamelet:jobtrain-jobs-action\n")
                        .gives(CLAIM, "- to: # ask", "by kamelet:jobtrain-jobs-action"),
                fault("a partner behind a route inside a policy")
                        .before(
                                INTAKE,
                                "                          - idempotentConsumer:",
                                "                          - to:\n                              id: ask\n"
                                        + "                              uri: direct:read-back\n")
                        .gives(INTAKE, "- to:", "by kamelet:jobtrain-candidates-action"),
                fault("a step beside a transaction")
                        .before(
                                CLAIM,
                                "        - transacted:",
                                "        - removeHeaders:\n            pattern: \"*\"\n")
                        .gives(CLAIM, "- transacted", "as the only step"));
    }

    static Stream<Change> kamelets() {
        return Stream.of(
                fault("a property that is not declared")
                        .replace(APPLICANT, "/applicants/{{trackId}}", "/applicants/{{trackID}}")
                        .gives(APPLICANT, "{{trackID}}", "or a property of this Kamelet; did you mean \"trackId\"?")
                        .gives(APPLICANT, "      trackId:", "used nowhere"),
                fault("a file that Camel does not take for a Kamelet")
                        .replace(APPLICANT, "kind: Kamelet", "kind: Kameleon")
                        .gives(APPLICANT, "kind:", "write kind: Kamelet"),
                fault("a Kamelet without a template")
                        .replace(TOKEN, "  template:\n    from:", "  templates:\n    from:")
                        .gives(TOKEN, "spec:", "has no template")
                        .gives(TOKEN, "      path:", "used nowhere")
                        .gives(TOKEN, "      clientIdField:", "used nowhere")
                        .gives(TOKEN, "      apiKeyField:", "used nowhere")
                        .gives(TOKEN, "      apiPasswordField:", "used nowhere")
                        .gives("mapping/jobtrain-to-token.jslt", "//", "No route uses this mapping"),
                fault("a property without a title")
                        .without(APPLICANT, "        title: Track id\n")
                        .gives(APPLICANT, "      trackId:", "has no title"),
                fault("a property that nobody sees an example of")
                        .without(APPLICANT, "        example: \"33139609\"\n")
                        .gives(APPLICANT, "      trackId:", "neither an example nor a default"),
                fault("a property with an empty default and no example")
                        .without(IDIBU, "        example: \"${variable.idibuQuery}\"\n")
                        .gives(IDIBU, "      query:", "neither an example nor a default"),
                fault("a Kamelet without a picture")
                        .replace(
                                APPLICANT,
                                "kamelet.icon: \"data:image/svg+xml,",
                                "kamelet.icon: \"https://example.org/")
                        .gives(APPLICANT, "kamelet.icon", "no picture of this Kamelet"),
                fault("a Kamelet without a group")
                        .without(APPLICANT, "    camel.apache.org/kamelet.group: idibu\n")
                        .gives(APPLICANT, "  annotations:", "has no camel.apache.org/kamelet.group"),
                fault("a name that is not the file's")
                        .replace(APPLICANT, "name: idibu-applicant-action", "name: idibu-applicants-action")
                        .gives(APPLICANT, "name: idibu", "by its file"),
                fault("a type that is not the name's")
                        .replace(APPLICANT, "kamelet.type: action", "kamelet.type: source")
                        .gives(APPLICANT, "kamelet.type", "make them agree"),
                fault("a required property that is not declared")
                        .replace(APPLICANT, "      - trackId\n", "      - trackId\n      - account\n")
                        .gives(APPLICANT, "- account", "is not declared")
                        .gives(
                                "delivery/application-delivery.camel.yaml",
                                "kamelet:idibu-applicant-action",
                                "\"account\"")
                        .gives("privacy/idibu-deletion.camel.yaml", "kamelet:idibu-applicant-action", "\"account\""),
                fault("a credential that is not marked")
                        .replace(
                                APPLICANT,
                                "    properties:\n",
                                "    properties:\n      password:\n        title: Password\n        description: It\n"
                                        + "        type: string\n")
                        .replace(APPLICANT, "/applicants/{{trackId}}", "/applicants/{{trackId}}/{{password}}")
                        .gives(APPLICANT, "      password:", "x-descriptors"),
                fault("a credential with a default")
                        .replace(
                                APPLICANT,
                                "    properties:\n",
                                "    properties:\n      password:\n        title: Password\n        description: It\n"
                                        + "        type: string\n        format: password\n        x-descriptors:\n"
                                        + "          - urn:camel:group:credentials\n        default: Sesame4711\n")
                        .replace(APPLICANT, "/applicants/{{trackId}}", "/applicants/{{trackId}}/{{password}}")
                        .gives(APPLICANT, "default: Sesame", "looks like a credential"));
    }

    static Stream<Change> mappings() {
        String output = "mapping/jobtrain-to-jobs/page.output.json";
        String given = "mapping/application-to-jobtrain.input.schema.json";
        String sent = "mapping/application-to-jobtrain.output.schema.json";
        String input = "mapping/application-to-jobtrain/no-portal.input.json";
        String applied = "mapping/jobtrain-to-receipt/already-applied.output.json";
        String created = "mapping/application-to-jobtrain/no-portal.output.json";
        return Stream.of(
                fault("a mapping that does not compile")
                        .replace(MAPPING, "\"reference\": .reference,", "\"reference\" .reference,")
                        .gives(MAPPING, "\"reference\" .reference", "cannot be compiled"),
                fault("a golden pair that is not kept")
                        .replace(output, "\"total\": ", "\"total\": 4")
                        .gives(output, "\"total\"", "something else at /total"),
                fault("a letter outside ASCII")
                        .replace(MAPPING, "// A page", "// Une pag\u00e9")
                        .gives(MAPPING, "// Une pag", "machine's encoding"),
                fault("half a pair")
                        .file("mapping/jobtrain-to-jobs/odd.input.json", "{}\n")
                        .gives("mapping/jobtrain-to-jobs/odd.input.json", "{}", "is alone"),
                fault("a mapping that fails")
                        .replace(MAPPING, "\"reference\": .reference", "\"reference\": number(.title)")
                        .gives(MAPPING, "//", "The mapping fails for mapping/jobtrain-to-jobs/page.input.json")
                        .gives(MAPPING, "//", "The mapping fails for mapping/jobtrain-to-jobs/without-ref"),
                fault("a number that no number can hold")
                        .replace(MAPPING, "\"reference\": .reference", "\"reference\": 99999999999999999999")
                        .gives(MAPPING, "//", "cannot be compiled"),
                fault("a mapping that divides by zero")
                        .file(MAPPING, "{\"jobs\": .total / 0}\n")
                        .gives(MAPPING, "{", "divides by zero for mapping/jobtrain-to-jobs/empty-page.input.json")
                        .gives(MAPPING, "{", "divides by zero for mapping/jobtrain-to-jobs/page.input.json")
                        .gives(MAPPING, "{", "divides by zero for mapping/jobtrain-to-jobs/without-ref"),
                fault("an empty half of a pair")
                        .file("mapping/jobtrain-to-jobs/page.input.json", "\n")
                        .gives("mapping/jobtrain-to-jobs/page.input.json", "", "The file is empty"),
                fault("more than one document of JSON").append(output, "{}\n").gives(output, "{}", "This is not JSON"),
                fault("a mapping without end")
                        .file("mapping/jobtrain-to-token.jslt", "def more(x) more($x)\nmore(.)\n")
                        .file("mapping/jobtrain-to-token/full.output.json", "{}\n")
                        .gives("mapping/jobtrain-to-token.jslt", "def", "calls itself without end"),
                fault("pairs without a mapping")
                        .file("mapping/odd/case.input.json", "{}\n")
                        .file("mapping/odd/case.output.json", "{}\n")
                        .gives("mapping/odd/case.input.json", "{}", "There is no mapping odd.jslt")
                        .gives("mapping/odd/case.output.json", "{}", "There is no mapping odd.jslt"),
                fault("a file beside the pairs")
                        .file("mapping/jobtrain-to-jobs/notes.txt", "x\n")
                        .gives("mapping/jobtrain-to-jobs/notes.txt", "x", "Nothing reads this file"),
                fault("JSON that is none").replace(output, "{", "{,").gives(output, "{,", "This is not JSON"),
                fault("a mapping that nobody uses and nothing shows")
                        .file("mapping/odd.jslt", ".\n")
                        .gives("mapping/odd.jslt", ".", "No route uses this mapping")
                        .gives("mapping/odd.jslt", ".", "No golden pair"),
                fault("a mapping that is not there")
                        .replace(
                                "kamelets/jobtrain-jobs-action.kamelet.yaml",
                                "/mapping/jobtrain-to-jobs.jslt",
                                "/mapping/jobtrain-to-job.jslt")
                        .gives("kamelets/jobtrain-jobs-action.kamelet.yaml", "jslt:", "did you mean")
                        .gives(MAPPING, "//", "No route uses this mapping"),
                fault("a field that Jobtrain must have, by another name")
                        .replace(created, "\"email\"", "\"mail\"")
                        .gives(created, "\"mail\"", "something else at /candidate/mail")
                        .gives(created, "\"candidate\"", "\"email\" is missing in /candidate; correct this file and"),
                fault("an outcome that the relay does not know, in the mapping and its pair")
                        .replace("mapping/jobtrain-to-receipt.jslt", ") \"ALREADY_APPLIED\"", ") \"APPLIED\"")
                        .replace(applied, "\"ALREADY_APPLIED\"", "\"APPLIED\"")
                        .gives(
                                applied,
                                "\"APPLIED\"",
                                "The value of /outcome must be one of ALREADY_APPLIED, CREATED,"),
                fault("an applicant that the relay never hands over")
                        .replace(input, "\"subject\"", "\"sujbect\"")
                        .gives(input, "\"sujbect\"", "no \"sujbect\" in the whole; did you mean \"subject\"?"),
                fault("a value of another kind")
                        .replace(input, "\"position\": 0", "\"position\": \"0\"")
                        .gives(input, "\"position\": \"0\"", "The value of /cv/position must be a whole number"),
                fault("a schema that is none")
                        .replace(sent, "\"type\": \"object\"", "\"type\": \"objekt\"")
                        .gives(sent, "\"objekt\"", "no JSON schema at /type"),
                fault("a schema that asks elsewhere")
                        .replace(given, "\"#/definitions/file\"", "\"https://example.org/file.json\"")
                        .gives(given, "{", "names one that is not here"),
                fault("a schema with a reference to nothing")
                        .replace(given, "\"#/definitions/file\"", "\"#/definitions/folder\"")
                        .gives(given, "{", "names one that is not here"),
                fault("a schema of another draft")
                        .replace(given, "http://json-schema.org/draft-07/schema#", "https://example.org/schema")
                        .gives(given, "{", "names one that is not here"),
                fault("a schema that is no JSON").replace(sent, "{", "{,").gives(sent, "{,", "This is not JSON"),
                fault("a schema of no mapping")
                        .file("mapping/odd.output.schema.json", "{}\n")
                        .gives(
                                "mapping/odd.output.schema.json",
                                "{}",
                                "There is no mapping odd.jslt that this describes"),
                fault("a mapping looked up on the class path")
                        .replace("kamelets/jobtrain-jobs-action.kamelet.yaml", "{{relay.routes-location}}/", "")
                        .gives("kamelets/jobtrain-jobs-action.kamelet.yaml", "jslt:", "on the class path")
                        .gives(MAPPING, "//", "No route uses this mapping"));
    }

    static Stream<Change> jobMaps() {
        return Stream.of(
                fault("a section that nobody reads")
                        .replace(JOB_MAP, "idibuJobs:", "idibu-jobs:")
                        .gives(JOB_MAP, "idibu-jobs:", "There is no section \"idibu-jobs\""),
                fault("a section twice")
                        .append(JOB_MAP, "references:\n  A: 1\n# once more\n")
                        .replace(JOB_MAP, "references:\n  A: 1", "references: # again\n  A: 1")
                        .gives(JOB_MAP, "# again", "for a second time"),
                fault("a reference twice")
                        .replace(JOB_MAP, "references:", "references:\n  A: 1\n  'A': 2")
                        .gives(JOB_MAP, "'A'", "for a second time"),
                fault("a reference without a job")
                        .replace(JOB_MAP, "references:", "references:\n  A:")
                        .gives(JOB_MAP, "  A:", "\"A\" has no job id"),
                fault("a job id that would lead elsewhere")
                        .replace(JOB_MAP, "idibuJobs:", "idibuJobs:\n  33: 1/../../oauth")
                        .gives(JOB_MAP, "  33:", "\"33\" has no job id"),
                fault("a section that is a list")
                        .replace(JOB_MAP, "references:", "references:\n  - A: 1")
                        .gives(JOB_MAP, "- A: 1", "one job in a line"),
                fault("a suffix that is no list")
                        .replace(JOB_MAP, "suffixes:", "suffixes: '/\\d+$'")
                        .gives(JOB_MAP, "suffixes: ", "one regular expression in a line"),
                fault("a suffix that is no regular expression")
                        .replace(JOB_MAP, "suffixes:", "suffixes:\n  - '(\\d+$'")
                        .gives(JOB_MAP, "- '(", "no regular expression: Unclosed group"),
                fault("a suffix that cuts nothing")
                        .replace(JOB_MAP, "suffixes:", "suffixes:\n  - '\\d*$'")
                        .gives(JOB_MAP, "- '\\d*", "matches an empty text"),
                fault("a tab in the job map")
                        .replace(JOB_MAP, "references:", "references:\n\tA: 1")
                        .gives(JOB_MAP, "\tA", "This is not YAML"),
                fault("a job map that is a list")
                        .file(JOB_MAP, "- A: 1\n")
                        .gives(JOB_MAP, "- A", "a block of sections"),
                fault("a job map in two parts")
                        .append(JOB_MAP, "---\nreferences: {A: 1}\n")
                        .gives(JOB_MAP, "references: {A: 1}", "Only what stands above ---"),
                fault("a job map that nobody can have written")
                        .append(JOB_MAP, "#" + " ".repeat(1024 * 1024) + "\n")
                        .gives(JOB_MAP, "# Which", "larger than 1 MB"),
                fault("a job map by another name")
                        .file("mapping/job-map.yml", "references:\n")
                        .gives("mapping/job-map.yml", "references", "Nothing reads this file"));
    }

    static Stream<Change> tables() {
        return Stream.of(
                fault("a section of portals that nobody reads")
                        .replace(PORTALS, "ids:", "id:")
                        .gives(PORTALS, "id:", "There is no section \"id\"; did you mean \"ids\"?"),
                fault("portals that the mapping does not look at")
                        .replace(PORTALS, "\nnames:", "\nnames:\n  Reed: X")
                        .replace(CREATE, "if (.source) .source else if", "if")
                        .without(CASES + "own-tables.input.json", "\"source\": \"LinkedIn\",")
                        .replace(CASES + "own-tables.output.json", "LinkedIn", "Reed")
                        .gives(PORTALS, "ids:", "This changes nothing: " + CREATE + " does not look at .source"),
                fault("a default of another name")
                        .replace(DEFAULTS, "cvFileName", "cvFilename")
                        .gives(DEFAULTS, "cvFilename: ", "no default \"cvFilename\"; did you mean \"cvFileName\"?"),
                fault("a default that the mapping does not look at")
                        .replace(DEFAULTS, "#firstName: Not given", "firstName: Unbekannt")
                        .replace(CREATE, ".defaults.firstName", "\"Unbekannt\"")
                        .replace(CASES + "single-word-name.output.json", "Not given", "Unbekannt")
                        .replace(CASES + "unknown-name.output.json", "Not given", "Unbekannt")
                        .gives(DEFAULTS, "firstName:", "does not look at .defaults.firstName; use it there"),
                fault("a code that is none")
                        .replace(STATUSES, "  DEAD: fail", "  DEAD: fail\n  JOB_UNKNWON: fail")
                        .gives(STATUSES, "JOB_UNKNWON", "did you mean \"JOB_UNKNOWN\"?"),
                fault("a table by another name")
                        .file("mapping/portal.yaml", "ids:\n")
                        .gives("mapping/portal.yaml", "ids", "name it <mapping>.jslt, job-map.yaml, portals.yaml,"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
