package org.applicantrelay.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.james.mime4j.stream.EntityState;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;

/** One walk over the tree of a mail's parts, messages within messages included. */
final class MailWalk {

    private static final int DEEPEST = 20;
    private static final int MOST_PARTS = 500;

    /** In characters. */
    private static final int LONGEST_TEXT = 5_000_000;

    /** Of Europe's scripts; a text is decoded whole, which takes a multiple of its size. */
    private static final int BYTES_PER_LETTER = 2;

    private final FileSink sink;

    private final FileNames names = new FileNames();
    private final Set<String> trackIds = new LinkedHashSet<>();
    private final Set<String> oddities = new LinkedHashSet<>();
    private final Message outermost = new Message();

    /** The first message that has a track id. */
    private Message holder;

    /** The first other message with a letter: the candidate's own, where idibu's headers stand around it. */
    private Message inner;

    private int parts;
    private int files;

    MailWalk(FileSink sink) {
        this.sink = sink;
    }

    /** What is kept of one message. */
    private static final class Message {
        private TrackHeaders track;
        private String subject;
        private String text;
        private String html;

        private boolean hasLetter() {
            return text != null || html != null;
        }
    }

    ReadMail whole(InputStream raw) throws IOException {
        walk(raw, outermost, 0, false);
        return result();
    }

    ReadMail head(InputStream raw) throws IOException {
        walk(raw, outermost, 0, true);
        return result();
    }

    private ReadMail result() {
        Message named = trackIds.size() == 1 ? holder : outermost;
        String trackId = trackIds.size() == 1 ? trackIds.iterator().next() : null;
        Message written = named.hasLetter() || inner == null ? named : inner;
        return new ReadMail(
                named.track.withTrackId(trackId),
                List.copyOf(trackIds),
                named.subject,
                written.text,
                written.html,
                files,
                List.copyOf(oddities));
    }

    private void walk(InputStream raw, Message message, int depth, boolean headOnly) throws IOException {
        MailTokens tokens = new MailTokens(raw, oddities::add);
        Deque<PartHeader> containers = new ArrayDeque<>();
        EntityState state = tokens.next();
        for (; state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            switch (state) {
                case T_START_BODYPART -> countPart();
                case T_START_MULTIPART, T_BODY -> {
                    PartHeader header = tokens.header();
                    if (message.track == null) {
                        begin(message, header);
                        if (headOnly && trackIds.size() == 1) {
                            return;
                        }
                    }
                    if (state == EntityState.T_BODY) {
                        leaf(tokens, header, message, containers, depth);
                    } else {
                        containers.push(header);
                        checkDepth(depth + containers.size());
                    }
                }
                case T_END_MULTIPART -> containers.pop();
                default -> {
                    // Fields have gone to the header; preamble and epilogue are for programs that know no parts.
                }
            }
        }
    }

    private void begin(Message message, PartHeader header) {
        message.track = TrackHeaders.of(header.track());
        message.subject = header.subject();
        List<String> ids = TrackHeaders.ids(header.track());
        if (!ids.isEmpty() && holder != outermost) {
            trackIds.addAll(ids);
            holder = holder == null ? message : holder;
        }
    }

    private void leaf(MailTokens tokens, PartHeader header, Message message, Deque<PartHeader> containers, int depth)
            throws IOException {
        if (header.isMessage()) {
            int deeper = depth + containers.size() + 1;
            checkDepth(deeper);
            walk(decoded(tokens, header), new Message(), deeper, false);
        } else if (header.isLetter()) {
            letter(tokens, header, message);
        } else if (!header.isDecoration(
                containers.stream().anyMatch(container -> container.type().equals("multipart/related")))) {
            file(tokens, header);
        }
    }

    private void letter(MailTokens tokens, PartHeader header, Message message) throws IOException {
        boolean another = message != outermost && message != holder;
        boolean isNeeded = inner == message || inner == null && !(holder == null ? outermost : holder).hasLetter();
        if (another && !isNeeded) {
            return;
        }
        if ((header.isHtml() ? message.html : message.text) != null) {
            oddities.add("more than one text");
            return;
        }
        String charset = header.getCharset();
        if (!MailText.isKnown(charset)) {
            oddities.add("an unknown charset");
        }
        byte[] bytes = decoded(tokens, header).readNBytes(LONGEST_TEXT * BYTES_PER_LETTER);
        String text = HeaderText.cut(MailText.decode(bytes, charset), LONGEST_TEXT)
                .replace("\r\n", "\n")
                // Word's line break is a vertical tab.
                .replaceAll("[\\x0B\\f\\r]", "\n")
                .replaceAll("[\\p{Cc}\\p{Cs}&&[^\\t\\n]]", "");
        if (text.isBlank()) {
            return;
        }
        if (header.isHtml()) {
            message.html = text;
        } else {
            message.text = text;
        }
        if (another) {
            inner = message;
        }
    }

    private void file(MailTokens tokens, PartHeader header) throws IOException {
        if (header.lacksBoundary()) {
            oddities.add("parts without a boundary");
        }
        PushbackInputStream content = new PushbackInputStream(decoded(tokens, header));
        int first = content.read();
        if (first < 0) {
            oddities.add("an empty file");
            return;
        }
        content.unread(first);
        String name = names.next(header.fileName(), header.type(), files);
        sink.file(files++, name, content);
    }

    private InputStream decoded(MailTokens tokens, PartHeader header) throws IOException {
        return TransferDecoding.of(header.getTransferEncoding(), tokens.body(), oddities::add);
    }

    private void countPart() throws RelayException {
        if (++parts > MOST_PARTS) {
            throw new RelayException(Fault.MAIL_UNREADABLE, "more than " + MOST_PARTS + " parts");
        }
    }

    private static void checkDepth(int depth) throws RelayException {
        if (depth > DEEPEST) {
            throw new RelayException(Fault.MAIL_UNREADABLE, "parts nested deeper than " + DEEPEST);
        }
    }
}
