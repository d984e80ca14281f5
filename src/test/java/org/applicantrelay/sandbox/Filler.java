package org.applicantrelay.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Megabytes of text that nobody holds: a mark stands for them until the bytes of an answer are made. The marks are
 * characters that Unicode keeps for such use, and no text has.
 */
final class Filler {

    static final String LETTER = "\ufdd0";
    static final String NAME = "\ufdd1";

    static final int LETTER_LENGTH = 20 * 1024 * 1024;
    static final int NAME_LENGTH = 4 * 1024 * 1024;

    private static final byte[] LINE = " and so on, for a very long time".getBytes(StandardCharsets.US_ASCII);
    private static final int MARK_LENGTH = 3;

    private Filler() {}

    /** UTF-8, with every mark filled in. */
    static byte[] bytes(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        int letters = count(text, LETTER);
        int names = count(text, NAME);
        if (letters + names == 0) {
            return plain;
        }
        ByteBuffer filled = ByteBuffer.allocate(
                plain.length + letters * (LETTER_LENGTH - MARK_LENGTH) + names * (NAME_LENGTH - MARK_LENGTH));
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == LETTER.charAt(0) || character == NAME.charAt(0)) {
                filled.put(text.substring(start, i).getBytes(StandardCharsets.UTF_8));
                fill(filled, character == LETTER.charAt(0) ? LETTER_LENGTH : NAME_LENGTH);
                start = i + 1;
            }
        }
        filled.put(text.substring(start).getBytes(StandardCharsets.UTF_8));
        return filled.array();
    }

    private static void fill(ByteBuffer filled, int length) {
        int end = filled.position() + length;
        while (filled.position() < end) {
            filled.put(LINE, 0, Math.min(LINE.length, end - filled.position()));
        }
    }

    private static int count(String text, String mark) {
        return (int)
                text.chars().filter(character -> character == mark.charAt(0)).count();
    }
}
