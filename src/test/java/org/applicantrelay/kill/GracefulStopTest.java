package org.applicantrelay.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleApplicants;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay of its own process is asked to stop by SIGTERM while Jobtrain takes 3 s for each create. */
@Tag("kill-matrix")
class GracefulStopTest {

    private static final int APPLICANTS = 20;
    private static final int AT_ONCE = 4;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void finishesWhatIsUnderWayAndLeavesNothingInDoubt() throws Exception {
        TestDatabase database = TestDatabase.h2In(folder);
        try (Simulators partners = Simulators.start(SimulatorOptions.defaults())) {
            partners.jobtrain()
                    .faults()
                    .add(FaultSwitch.of(FaultKind.SLOW).on(RequestKind.CREATE).value(3_000));
            SampleApplicants.list(APPLICANTS, 5, Simulators.REFERENCES).forEach(partners.idibu()::add);
            Map<String, String> settings = new LinkedHashMap<>(partners.properties());
            settings.putAll(database.settings());
            settings.put("server.port", "0");
            settings.put("management.server.port", "0");
            List<String> java = List.of("-cp", HaltableProcess.classPath());
            try (HaltableProcess relay = HaltableProcess.start(java, settings, folder.resolve("stopped.log"))) {
                await().atMost(Duration.ofMinutes(5))
                        .until(() -> partners.jobtrain().applications().size() >= AT_ONCE);
                relay.stop(LONGEST);
                assertThat(relay.output()).doesNotContain("\tat ");
            }
            int made = partners.jobtrain().applications().size();
            assertThat(made).as("creates before the stop").isBetween(AT_ONCE, APPLICANTS - 1);
            assertThat(count(database, "state = 'DELIVERED'")).isEqualTo(made);
            assertThat(count(database, "state = 'DELIVERING'"))
                    .as("claims left behind")
                    .isZero();
            assertThat(count(database, "intent_at is not null")).as("in doubt").isZero();
            assertThat(count(database, "true")).isEqualTo(APPLICANTS);
        }
    }

    private static int count(TestDatabase database, String which) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.username(), database.password());
                Statement statement = connection.createStatement();
                ResultSet counted = statement.executeQuery("select count(*) from application where " + which)) {
            counted.next();
            return counted.getInt(1);
        }
    }
}
