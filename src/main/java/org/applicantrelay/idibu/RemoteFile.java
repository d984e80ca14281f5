package org.applicantrelay.idibu;

/**
 * A file of an applicant at idibu.
 *
 * @param position from 0, in the order of the detailed view
 * @param link signed: who has it has the file
 */
public record RemoteFile(int position, String name, String link) {
    @Override
    public String toString() {
        return "file " + position;
    }
}
