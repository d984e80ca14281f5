package org.applicantrelay.idibu;

/**
 * A file of an applicant at idibu.
 *
 * @param position from 0, in the order of the detailed view
 * @param link signed: who has it has the file
 * @param patient whether it may take minutes, as an earlier attempt was too slow
 */
public record RemoteFile(int position, String name, String link, boolean patient) {
    @Override
    public String toString() {
        return "file " + position;
    }
}
