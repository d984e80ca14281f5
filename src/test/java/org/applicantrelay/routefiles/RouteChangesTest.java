package org.applicantrelay.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.applicantrelay.routefiles.RouteChanges.RouteChange;
import org.applicantrelay.settings.MergedRoutes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the packaged routes an edit makes anew, and what it leaves alone. */
class RouteChangesTest {

    private static final String JOBS = "sync/jobtrain-jobs.camel.yaml";
    private static final String READ_BACK = "delivery/read-back.camel.yaml";
    private static final String REPORT = "delivery/outcome-report.camel.yaml";
    private static final String DELIVERY = "delivery/application-delivery.camel.yaml";
    private static final String ERRORS = "common/error-handling.camel.yaml";
    private static final String BEANS = "common/beans.camel.yaml";
    private static final String REQUEST = "kamelets/jobtrain-request-action.kamelet.yaml";
    private static final String JOBS_KAMELET = "kamelets/jobtrain-jobs-action.kamelet.yaml";

    private static final String ADDED = """
            # Called by nobody.
            - route:
                id: odd
                from:
                  uri: %s
                  steps:
                    - to:
                        uri: direct:dead-letter
            """;

    private static final RouteFolder PACKAGED = RouteFolder.read(MergedRoutes.packaged());

    @TempDir
    private Path own;

    @Test
    void whatIsTheSameIsLeftAlone() throws IOException {
        Change.sound("a comment and an empty line")
                .before(JOBS, "- route:", "# It is read often.\n\n")
                .before(REQUEST, "kind:", "# It is called often.\n")
                .make(own);

        assertThat(changes().isEmpty()).isTrue();
    }

    @Test
    void aFileInAnotherFolderIsTheSame() throws IOException {
        Change.sound("moved")
                .file("other/jobtrain-jobs.camel.yaml", Change.packaged(JOBS))
                .make(own);

        assertThat(changes().isEmpty()).isTrue();
    }

    @Test
    void aRouteIsMadeAnewForAStepAndForAWordAboutIt() throws IOException {
        Change.sound("a description and a step")
                .replace(JOBS, "description: Reads", "description: Sees")
                .replace(READ_BACK, "id: doubtful", "id: doubted")
                .make(own);

        assertThat(changes())
                .isEqualTo(new RouteChanges(
                        List.of(new RouteChange("read-back", READ_BACK), new RouteChange("jobtrain-jobs", JOBS)),
                        changes().kamelets(),
                        changes().rules(),
                        changes().shared()));
        assertThat(changes().kamelets()).isEmpty();
        assertThat(changes().rules()).isEmpty();
        assertThat(changes().shared()).isEmpty();
    }

    @Test
    void aKameletIsMadeAnewWithWhoeverCallsItThroughOthers() throws IOException {
        Change.sound("a Kamelet")
                .replace(REQUEST, "expression: application/json", "expression: text/json")
                .make(own);

        assertThat(changes().kamelets())
                .containsExactly(
                        "jobtrain-application-action",
                        "jobtrain-candidates-action",
                        "jobtrain-jobs-action",
                        "jobtrain-request-action");
        assertThat(ids())
                .containsExactly("partner-call", "read-back", "application-delivery", "due-work", "jobtrain-jobs");
    }

    @Test
    void aKameletIsFoundWhereAnEditorHasTakenItsAddressApart() throws IOException {
        Change.sound("as Kaoto writes it")
                .replace(
                        JOBS,
                        "uri: kamelet:jobtrain-jobs-action\n",
                        "uri: kamelet\n                        parameters:\n                          templateId: jobtrain-jobs-action\n")
                .make(own);
        RouteFolder before = now();
        Change.sound("its title")
                .replace(JOBS_KAMELET, "title: ", "title: Their ")
                .make(own);

        assertThat(ids(RouteChanges.between(before, now()))).contains("jobtrain-jobs");
    }

    @Test
    void aMappingIsReadAnewByWhoeverNamesItAndByWhatImportsIt() throws IOException {
        Change.sound("an import")
                .before("mapping/jobtrain-to-jobs.jslt", "{", "import \"mapping/pages.jslt\" as pages\n")
                .file("mapping/pages.jslt", "def of(page) $page\n.")
                .make(own);
        RouteFolder before = now();
        Change.sound("what is imported")
                .file("mapping/pages.jslt", "def of(page) $page.jobs\n.")
                .make(own);

        RouteChanges changes = RouteChanges.between(before, now());
        assertThat(changes.kamelets()).containsExactly("jobtrain-jobs-action");
        assertThat(ids(changes)).containsExactly("partner-call", "jobtrain-jobs");
    }

    @Test
    void aGoldenPairAndATableChangeNoRoute() throws IOException {
        Change.sound("a pair and the job map")
                .file("mapping/jobtrain-to-jobs/page.input.json", "{}")
                .file("mapping/job-map.yaml", "references:\n  A: 1\n")
                .make(own);

        assertThat(changes().isEmpty()).isTrue();
    }

    @Test
    void aBeanIsMadeAnewWithWhoeverNamesIt() throws IOException {
        Change.sound("a bean")
                .before(BEANS, "    - name: oneLine", "    - name: odd\n      type: java.util.Date\n")
                .replace(BEANS, "- name: oneLine\n", "- name: oneLine\n      scriptLanguage: none\n")
                .make(own);

        assertThat(changes().shared()).containsExactly(BEANS);
        assertThat(ids()).contains("due-work", "jobtrain-jobs", "retention").doesNotContain("read-back", "dead-letter");
    }

    @Test
    void anErrorRuleIsMadeAnewWithTheRoutesThatNameIt() throws IOException {
        Change.sound("one of four")
                .replace(ERRORS, "\"${exception.message}; what", "\"${exception.message}: what")
                .make(own);

        assertThat(ids()).containsExactly("application-delivery", "due-work");
        assertThat(changes().shared()).containsExactly(ERRORS);
        // Loaded with it, they would be there twice.
        assertThat(changes().rules())
                .containsExactly("deletion-errors", "delivery-errors", "outcome-errors", "sync-errors");
    }

    @Test
    void aQueueIsMadeAnewWithAllThatNameIt() throws IOException {
        Change.sound("its size")
                .replace(REPORT, "size: \"{{relay.idibu.max-concurrent}}\"", "size: 7")
                .make(own);

        assertThat(ids()).containsExactly("outcome-report", "due-work");
    }

    @Test
    void aRouteIsAddedAndRemovedAtLast() throws IOException {
        Change.sound("an own one")
                .file("own/odd.camel.yaml", ADDED.formatted("timer:odd"))
                .make(own);
        RouteFolder before = now();
        assertThat(changes().routes()).containsExactly(new RouteChange("odd", "own/odd.camel.yaml"));

        Files.delete(own.resolve("own/odd.camel.yaml"));
        Change.sound("all kinds of others")
                .replace(JOBS, "description: Reads", "description: Sees")
                .replace(DELIVERY, "description: ", "description: Now ")
                .replace(READ_BACK, "description: ", "description: Now ")
                .make(own);

        assertThat(RouteChanges.between(before, now()).routes())
                .containsExactly(
                        new RouteChange("read-back", READ_BACK),
                        new RouteChange("application-delivery", DELIVERY),
                        new RouteChange("due-work", "delivery/due-work.camel.yaml"),
                        new RouteChange("jobtrain-jobs", JOBS),
                        new RouteChange("odd", null));
    }

    @Test
    void aKameletThatIsGoneIsAmongThem() throws IOException {
        Change.sound("an own one")
                .file("kamelets/odd-action.kamelet.yaml", Change.packaged(JOBS_KAMELET))
                .make(own);
        RouteFolder before = now();
        Files.delete(own.resolve("kamelets/odd-action.kamelet.yaml"));

        assertThat(RouteChanges.between(before, now()).kamelets()).isEqualTo(Set.of("odd-action"));
    }

    private RouteFolder now() throws IOException {
        return RouteFolder.read(MergedRoutes.with(own));
    }

    private RouteChanges changes() throws IOException {
        return RouteChanges.between(PACKAGED, now());
    }

    private List<String> ids() throws IOException {
        return ids(changes());
    }

    private static List<String> ids(RouteChanges changes) {
        return changes.routes().stream().map(RouteChange::id).toList();
    }
}
