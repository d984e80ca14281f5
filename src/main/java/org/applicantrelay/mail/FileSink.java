package org.applicantrelay.mail;

import java.io.IOException;
import java.io.InputStream;

/** Takes the files of a mail as they pass. */
@FunctionalInterface
public interface FileSink {

    /**
     * @param position from 0, among the files of this mail
     * @param name safe and distinct within this mail; made up where the mail gives none
     * @param content decoded, valid during this call only; whatever is not read is skipped
     * @throws IOException passed on unchanged by the reader
     */
    void file(int position, String name, InputStream content) throws IOException;
}
