package org.applicantrelay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.applicantrelay.database.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** All that is sealed in a database, looked at beside the relay. */
final class SealedRecords {

    private final JdbcTemplate database;

    SealedRecords(TestDatabase database) {
        this.database =
                new JdbcTemplate(new DriverManagerDataSource(database.url(), database.username(), database.password()));
    }

    static byte[] key(int number) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) number);
        return key;
    }

    static String text(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    JdbcTemplate database() {
        return database;
    }

    int count(String rows) {
        return database.queryForObject("select count(*) from " + rows, Integer.class);
    }

    /** How many records {@code vault} opens; fails at one that it does not, and at a hash by another key. */
    long open(Vault vault) {
        List<String> opened = new ArrayList<>();
        for (SealedTable table : SealedTable.ALL) {
            database.query(
                    "select " + String.join(", ", table.key()) + ", "
                            + String.join(
                                    ", ",
                                    table.columns().stream()
                                            .map(column ->
                                                    column.name() + (column.hash() == null ? "" : ", " + column.hash()))
                                            .toList())
                            + " from " + table.name(),
                    row -> {
                        for (SealedTable.Column column : table.columns()) {
                            open(vault, table, column, row, opened);
                        }
                    });
        }
        return opened.size();
    }

    private static void open(
            Vault vault, SealedTable table, SealedTable.Column column, ResultSet row, List<String> opened)
            throws SQLException {
        byte[] value = row.getBytes(column.name());
        if (value == null) {
            return;
        }
        List<Object> key = new ArrayList<>();
        for (String name : table.key()) {
            key.add(row.getObject(name));
        }
        Map<String, Object> anew = column.sealedAnew(vault, value, key);
        if (column.hash() != null) {
            assertThat(row.getString(column.hash())).isEqualTo(anew.get(column.hash()));
        }
        opened.add(column.name());
    }

    /** How many records are sealed with that key. */
    long sealedWith(byte[] key) {
        byte[] id = new Vault(key, null).currentKeyId();
        return SealedTable.ALL.stream()
                .mapToLong(table -> database.queryForObject(
                        table.count(),
                        Long.class,
                        table.columns().stream().map(column -> id).toArray()))
                .sum();
    }
}
