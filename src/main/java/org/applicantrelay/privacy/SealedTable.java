package org.applicantrelay.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table with sealed columns, as a rotation of the key sees it. A table that is missing in {@link #ALL} would be left
 * behind when the old key is removed; a test compares the list with the database.
 *
 * @param key the columns of the primary key, one or two
 */
record SealedTable(String name, List<String> key, List<Column> columns) {

    /** All that is sealed in the database. */
    static final List<SealedTable> ALL = List.of(
            new SealedTable(
                    "application",
                    List.of("id"),
                    List.of(
                            personal("applicant_name"),
                            personal("applicant_email").foundBy("email_hash"))),
            new SealedTable(
                    "content", List.of("id"), List.of(personal("name"), bytes("sealed", key -> key.get(0) + "/0"))),
            new SealedTable(
                    "content_chunk",
                    List.of("content_id", "number"),
                    List.of(bytes("sealed", key -> key.get(0) + "/" + key.get(1)))),
            new SealedTable("dead_letter", List.of("id"), List.of(personal("input"))),
            new SealedTable("erasure", List.of("id"), List.of(personal("subject"))),
            new SealedTable("privacy_key", List.of("name"), List.of(bytes("sealed", key -> "tombstone key"))));

    /**
     * A sealed column.
     *
     * @param prefix how many bytes stand before the sealed record
     * @param context of a record, by its row's key; null where it is the id that stands before it
     * @param hash the column with the keyed hash of the text, an e-mail address; null where there is none
     */
    record Column(String name, int prefix, Function<List<Object>, String> context, String hash) {

        Column foundBy(String hash) {
            return new Column(name, prefix, context, hash);
        }

        /** SQL for the id of the key that it is sealed with. */
        String keyId() {
            // Behind the byte that is the version.
            return "substring(" + name + " from " + (prefix + 2) + " for 4)";
        }

        /** The sealed record in {@code value}; empty where that is cut short. */
        byte[] record(byte[] value) {
            return value.length < prefix ? new byte[0] : Arrays.copyOfRange(value, prefix, value.length);
        }

        /** What is to be written in place of {@code value}, by columns. */
        Map<String, Object> sealedAnew(Vault vault, byte[] value, List<Object> key) {
            String context = this.context == null ? idBefore(value).toString() : this.context.apply(key);
            byte[] plain = vault.open(record(value), context);
            byte[] sealed = vault.seal(plain, context);
            byte[] written = ByteBuffer.allocate(prefix + sealed.length)
                    .put(value, 0, prefix)
                    .put(sealed)
                    .array();
            return hash == null
                    ? Map.of(name, written)
                    : Map.of(name, written, hash, vault.emailHash(new String(plain, StandardCharsets.UTF_8)));
        }

        private static UUID idBefore(byte[] value) {
            ByteBuffer id = ByteBuffer.wrap(value);
            return new UUID(id.getLong(), id.getLong());
        }
    }

    /** What {@link PersonalConverter} writes. */
    static Column personal(String name) {
        return new Column(name, PersonalConverter.ID_BYTES, null, null);
    }

    /** What {@link Vault} writes, and nothing before it. */
    static Column bytes(String name, Function<List<Object>, String> context) {
        return new Column(name, 0, context, null);
    }

    /** How many records are sealed with the key of an id, which is the parameter of each column. */
    String count() {
        return columns.stream()
                .map(column -> "count(case when " + column.keyId() + " = ? then 1 end)")
                .collect(Collectors.joining(" + ", "select ", " from " + name));
    }

    /** The keys of the first rows, or of those behind a key, and the ids of the keys that they are sealed with. */
    String page(boolean isFirst, int most) {
        return "select " + String.join(", ", key) + ", "
                + columns.stream().map(Column::keyId).collect(Collectors.joining(", ")) + " from " + name
                + (isFirst ? "" : " where " + behind()) + " order by " + String.join(", ", key) + " limit " + most;
    }

    /** Written so that both databases begin in the index; its parameters are {@link #behind(List)}. */
    private String behind() {
        return key.size() == 1
                ? key.get(0) + " > ?"
                : key.get(0) + " >= ? and (" + key.get(0) + " > ? or " + key.get(1) + " > ?)";
    }

    Object[] behind(List<Object> last) {
        return last.size() == 1 ? new Object[] {last.get(0)} : new Object[] {last.get(0), last.get(0), last.get(1)};
    }

    /** One row's columns, locked; whose row is locked already is passed over, so that nobody waits for anybody. */
    String lock() {
        return "select " + columns.stream().map(Column::name).collect(Collectors.joining(", ")) + " from " + name
                + where() + " for update skip locked";
    }

    String update(Collection<String> changed) {
        return "update " + name + " set "
                + changed.stream().map(column -> column + " = ?").collect(Collectors.joining(", ")) + where();
    }

    private String where() {
        return key.stream().map(column -> column + " = ?").collect(Collectors.joining(" and ", " where ", ""));
    }
}
