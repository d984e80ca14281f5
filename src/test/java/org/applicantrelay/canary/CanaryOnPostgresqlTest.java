package org.applicantrelay.canary;

import java.nio.file.Path;
import org.applicantrelay.database.TestDatabase;
import org.junit.jupiter.api.Tag;

/** The same, with PostgreSQL's rows, pages and write-ahead log; among the long runs, for it takes a relay of its own. */
@Tag("kill-matrix")
class CanaryOnPostgresqlTest extends CanaryTest {

    @Override
    TestDatabase database(Path data) {
        return TestDatabase.postgresql();
    }
}
