package org.applicantrelay.privacy;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** What a new file or folder is made with, so that only this process's user may use it; nothing where the system has no such. */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** Mode 0600. */
    public static FileAttribute<?>[] file() {
        return permissions("rw-------");
    }

    /** Mode 0700. */
    public static FileAttribute<?>[] folder() {
        return permissions("rwx------");
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
