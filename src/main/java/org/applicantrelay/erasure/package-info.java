/** A person is erased: here at once and for good, with tombstones that outlive the database. */
package org.applicantrelay.erasure;
